import { Controller, Get, Header, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { lineItemsOf } from '../http/includable-fields';
import { formatAmount, pageTemplate } from '../http/page';
import { Joi, text } from '../http/params';
import { Params } from '../http/stripe-controller';
import { StripeError } from '../http/stripe-error';
import { StateStore } from '../state/state-store';
import { completeSession, getSession } from './complete-session';
import type { Payer } from './payer';

const PAY = Joi.object<Payer>({
  payment_method: Joi.string().required(),
  email: text.allow(''),
  name: text.allow(''),
});

interface CheckoutPage {
  readonly id: string;
  readonly open: boolean;
  readonly status: string | null;
  readonly total: string;
  readonly lines: readonly { description: string; quantity: number }[];
  readonly asks_email: boolean;
  readonly cancel_url: string | null;
}

const page = pageTemplate<CheckoutPage>(
  'Checkout',
  `<ul>{{#each lines}}<li>{{quantity}} × {{description}}</li>{{/each}}</ul>
<p><strong>{{total}}</strong></p>
{{#if open}}
<form method="post" action="/checkout/{{id}}">
{{#if asks_email}}<label>E-mail <input type="email" name="email" required></label>{{/if}}
<label>Card
<select name="payment_method">
<option value="pm_card_visa">4242 4242 4242 4242: succeeds</option>
<option value="pm_card_threeDSecure2Required">4000 0000 0000 3220: authenticated, succeeds</option>
<option value="pm_card_chargeDeclined">4000 0000 0000 0002: declined</option>
<option value="pm_card_chargeDeclinedInsufficientFunds">4000 0000 0000 9995: insufficient funds</option>
</select></label>
<button>Pay</button>
</form>
{{#if cancel_url}}<a href="{{cancel_url}}">Back</a>{{/if}}
{{else}}<p>This session is {{status}}.</p>{{/if}}`,
);

/** The page behind the URL of a checkout session. */
@Controller('checkout')
export class CheckoutPageController {
  constructor(@Inject(StateStore) private readonly store: StateStore) {}

  @Get(':id')
  @Header('content-type', 'text/html; charset=utf-8')
  show(@Param('id') id: string): string {
    return this.render(id);
  }

  @Post(':id')
  @HttpCode(200)
  async pay(
    @Param('id') id: string,
    @Params(PAY) { payment_method, email, name }: Payer,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const payer = { payment_method, email: email || undefined, name: name || undefined };
    const outcome = await this.store.run((tx) => completeSession(tx, id, payer));
    if (outcome instanceof StripeError) {
      await reply.header('content-type', 'text/html; charset=utf-8').send(this.render(id, outcome.message));
      return;
    }
    await reply.redirect((outcome.success_url ?? '/').replaceAll('{CHECKOUT_SESSION_ID}', id), 303);
  }

  private render(id: string, error?: string): string {
    return this.store.read((tx) => {
      const session = getSession(tx, id);
      const values: CheckoutPage = {
        id,
        open: session.status === 'open',
        status: session.status,
        total: formatAmount(session.amount_total ?? 0, session.currency ?? 'eur'),
        lines: lineItemsOf(tx, id) as { description: string; quantity: number }[],
        asks_email: session.customer === null && session.customer_email === null,
        cancel_url: session.cancel_url,
      };
      return page(values, error);
    });
  }
}
