import Joi from 'joi';
import { DOMAINS, PLANS, type Domain, type PlanName, type PlanReply } from '@har/contracts';
import { fromMinorUnits, toMinorUnits } from '../money/minor-units';

/** What a plan costs a month, in units of its currency, and which domains it opens (null: all). */
export interface Plan {
  amount: number;
  currency: string;
  domains: Domain[] | null;
  /** Free days that it can begin with, once per user. */
  trial_days: number;
}

export type PlanCatalogue = Record<PlanName, Plan>;

export const DEFAULT_PLANS: PlanCatalogue = {
  basic: { amount: 19, currency: 'EUR', domains: ['Excel', 'Other'], trial_days: 0 },
  pro: { amount: 39, currency: 'EUR', domains: null, trial_days: 14 },
  enterprise: { amount: 99, currency: 'EUR', domains: null, trial_days: 0 },
};

const PLAN = Joi.object<Plan>({
  amount: Joi.number().positive().max(100_000).precision(2).strict().required(),
  currency: Joi.string().valid('EUR', 'USD', 'GBP', 'CHF').default('EUR'),
  domains: Joi.array()
    .items(Joi.string().valid(...DOMAINS))
    .unique()
    .min(1)
    .allow(null)
    .default(null),
  trial_days: Joi.number().integer().min(0).max(365).strict().default(0),
}).required();

export const PLAN_CATALOGUE = Joi.object<PlanCatalogue>(
  Object.fromEntries(PLANS.map((plan) => [plan, PLAN])),
).required();

/** @returns the price of a plan in its currency's smallest unit */
export function planPrice({ amount, currency }: Plan): number {
  return toMinorUnits(amount, currency);
}

export function toPlanReply(name: PlanName, plan: Plan): PlanReply {
  return {
    plan: name,
    amount_per_month: fromMinorUnits(planPrice(plan), plan.currency),
    currency: plan.currency,
    domains: plan.domains,
    trial_days: plan.trial_days,
  };
}

/** The plans that open subscription courses of a domain. */
export function plansOpening(catalogue: PlanCatalogue, domain: Domain): PlanReply[] {
  return PLANS.filter((name) => catalogue[name].domains?.includes(domain) ?? true).map((name) =>
    toPlanReply(name, catalogue[name]),
  );
}
