import { noteFailedInvoice, noteInvoiceAction, settlePaidInvoice } from './billing/settle-invoice';
import { activateSubscription, noteUnpaidSubscription } from './billing/subscription-reactions';
import { disputeTestCard } from './disputes/open-dispute';
import type { Reactions } from './state/transaction';

/** What follows from what, within one transaction. */
export const REACTIONS: Reactions = new Map([
  ['payment_intent.succeeded', [settlePaidInvoice]],
  ['payment_intent.payment_failed', [noteFailedInvoice]],
  ['payment_intent.requires_action', [noteInvoiceAction]],
  ['invoice.paid', [activateSubscription]],
  ['invoice.payment_failed', [noteUnpaidSubscription]],
  ['charge.succeeded', [disputeTestCard]],
  ['charge.captured', [disputeTestCard]],
]);
