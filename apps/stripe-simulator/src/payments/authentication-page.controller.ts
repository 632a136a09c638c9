import { Controller, Get, Header, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { formatAmount, pageTemplate } from '../http/page';
import { Joi } from '../http/params';
import { Params } from '../http/stripe-controller';
import { StateStore } from '../state/state-store';
import { authenticatePaymentIntent } from './authenticate-payment-intent';
import { getPaymentIntent } from './payment-intent';

export const ANSWER = Joi.object<{ agrees: boolean }>({ agrees: Joi.boolean().required() });

const page = pageTemplate<{ id: string; amount: string; waits: boolean; status: string }>(
  'Your bank asks',
  `{{#if waits}}<p>Do you want to pay {{amount}}?</p>
<form method="post" action="/authenticate/{{id}}"><input type="hidden" name="agrees" value="true"><button>Complete</button></form>
<form method="post" action="/authenticate/{{id}}"><input type="hidden" name="agrees" value="false"><button>Fail</button></form>
{{else}}<p>This payment is {{status}}.</p>{{/if}}`,
);

/** The page on which a card's holder authenticates (3-D Secure). */
@Controller('authenticate')
export class AuthenticationPageController {
  constructor(@Inject(StateStore) private readonly store: StateStore) {}

  @Get(':id')
  @Header('content-type', 'text/html; charset=utf-8')
  show(@Param('id') id: string): string {
    const { amount, currency, status } = this.store.read((tx) => getPaymentIntent(tx, id));
    return page({ id, amount: formatAmount(amount, currency), waits: status === 'requires_action', status });
  }

  @Post(':id')
  async answer(
    @Param('id') id: string,
    @Params(ANSWER) { agrees }: { agrees: boolean },
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const intent = this.store.read((tx) => getPaymentIntent(tx, id));
    await this.store.run((tx) => authenticatePaymentIntent(tx, id, agrees));
    const { return_url } = intent.next_action?.redirect_to_url ?? {};
    const query = `payment_intent=${id}&payment_intent_client_secret=${intent.client_secret ?? ''}`;
    const back = return_url
      ? `${return_url}${return_url.includes('?') ? '&' : '?'}${query}`
      : `/authenticate/${id}`;
    await reply.redirect(back, 303);
  }
}
