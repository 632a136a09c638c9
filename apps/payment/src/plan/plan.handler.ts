import { Controller, Inject } from '@nestjs/common';
import { listPlans, PLANS } from '@har/contracts';
import { Handles } from '@har/routing';
import { PAYMENT_ENV, type PaymentEnv } from '../payment-env';
import { toPlanReply } from './plan-catalogue';

@Controller()
export class PlanHandler {
  constructor(@Inject(PAYMENT_ENV) private readonly env: PaymentEnv) {}

  @Handles(listPlans)
  list() {
    return { data: { plans: PLANS.map((name) => toPlanReply(name, this.env.PLANS[name])) } };
  }
}
