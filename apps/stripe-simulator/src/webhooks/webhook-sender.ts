import { Injectable } from '@nestjs/common';
import Stripe from 'stripe';
import type { StripeEvent } from '../state/stored';

const TIMEOUT_MS = 10_000;

/** Sends one event to one URL, signed as Stripe signs. */
@Injectable()
export class WebhookSender {
  /**
   * @param secret of the endpoint, `whsec_…`
   * @param stop ends the request early
   * @returns the HTTP status; null when no answer came within ten seconds
   */
  async send(url: string, secret: string, event: StripeEvent, stop: AbortSignal): Promise<number | null> {
    // Stripe sends indented JSON: who verifies a body that was parsed and written again fails here too.
    const payload = JSON.stringify(event, null, 2);
    const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret });
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'stripe-signature': signature,
          'user-agent': 'Stripe/1.0 (simulator)',
        },
        body: payload,
        redirect: 'manual',
        signal: AbortSignal.any([stop, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      await response.arrayBuffer();
      return response.status;
    } catch {
      return null;
    }
  }
}
