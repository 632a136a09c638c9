import { Controller, Get, Header, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { hasEnded, leadingItem } from '../billing/subscription';
import { updateSubscription } from '../billing/update-subscription';
import { pageTemplate } from '../http/page';
import { Joi } from '../http/params';
import { Params } from '../http/stripe-controller';
import { noSuch } from '../http/stripe-error';
import type { PortalSession, Subscription } from '../state/stored';
import { StateStore } from '../state/state-store';
import type { Transaction } from '../state/transaction';

export const CHANGE = Joi.object<{ cancel: boolean }>({ cancel: Joi.boolean().required() });

interface PortalPage {
  readonly id: string;
  readonly return_url: string | null;
  readonly subscriptions: readonly { id: string; status: string; until: string; ends: boolean }[];
}

const page = pageTemplate<PortalPage>(
  'Your subscriptions',
  `{{#each subscriptions}}
<section><p>{{status}}, {{#if ends}}ends{{else}}renews{{/if}} on {{until}}</p>
<form method="post" action="/portal/{{../id}}/subscriptions/{{id}}">
{{#if ends}}<input type="hidden" name="cancel" value="false"><button>Keep it</button>
{{else}}<input type="hidden" name="cancel" value="true"><button>Cancel at the end of the period</button>{{/if}}
</form></section>
{{else}}<p>You have no subscription.</p>{{/each}}
{{#if return_url}}<a href="{{return_url}}">Back</a>{{/if}}`,
);

/** The page behind the URL of a portal session. */
@Controller('portal')
export class PortalPageController {
  constructor(@Inject(StateStore) private readonly store: StateStore) {}

  @Get(':id')
  @Header('content-type', 'text/html; charset=utf-8')
  show(@Param('id') id: string): string {
    return this.store.read((tx) => {
      const session = portalSession(tx, id);
      const subscriptions = subscriptionsOf(tx, session).map((one) => ({
        id: one.id,
        status: one.status,
        until: new Date(leadingItem(one).current_period_end * 1000).toISOString().slice(0, 10),
        ends: one.cancel_at_period_end,
      }));
      return page({ id, return_url: session.return_url, subscriptions });
    });
  }

  @Post(':id/subscriptions/:subscription')
  async change(
    @Param('id') id: string,
    @Param('subscription') subscription: string,
    @Params(CHANGE) { cancel }: { cancel: boolean },
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.store.run((tx) => {
      const own = subscriptionsOf(tx, portalSession(tx, id)).some((one) => one.id === subscription);
      if (!own) throw noSuch('subscription', subscription, 'id', 404);
      return updateSubscription(tx, subscription, { cancel_at_period_end: cancel });
    });
    await reply.redirect(`/portal/${id}`, 303);
  }
}

function portalSession(tx: Transaction, id: string): PortalSession {
  const session = tx.find('billing_portal.session', id);
  if (!session) throw noSuch('billing_portal.session', id, 'session', 404);
  return session;
}

function subscriptionsOf(tx: Transaction, { customer }: PortalSession): Subscription[] {
  return tx.all('subscription').filter((one) => one.customer === customer && !hasEnded(one));
}
