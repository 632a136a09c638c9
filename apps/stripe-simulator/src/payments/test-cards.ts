import { createHash } from 'node:crypto';

/** What the bank says to a charge that it refuses. */
export interface CardDecline {
  readonly code: string;
  readonly decline_code?: string;
  readonly message: string;
}

/** One of Stripe's test cards: what it looks like and how it behaves. */
export interface TestCard {
  /** `visa` for `pm_card_visa` and `tok_visa`. */
  readonly name: string;
  readonly number: string;
  readonly brand: string;
  readonly funding?: 'debit' | 'prepaid';
  readonly decline?: CardDecline;
  /** The holder must authenticate (3-D Secure) before it is charged. */
  readonly authenticate?: true;
  /** A charge with it is disputed at once. */
  readonly dispute?: 'fraudulent' | 'product_not_received';
  /** What becomes of a refund to it after a while. */
  readonly refund?: 'pending' | 'failed';
}

const declined = (decline_code: string): CardDecline => ({
  code: 'card_declined',
  decline_code,
  message:
    decline_code === 'insufficient_funds' ? 'Your card has insufficient funds.' : 'Your card was declined.',
});

const EXPIRED: CardDecline = {
  code: 'expired_card',
  decline_code: 'expired_card',
  message: 'Your card has expired.',
};
const BAD_CVC: CardDecline = {
  code: 'incorrect_cvc',
  decline_code: 'incorrect_cvc',
  message: "Your card's security code is incorrect.",
};
const PROCESSING: CardDecline = {
  code: 'processing_error',
  decline_code: 'processing_error',
  message: 'An error occurred while processing your card. Try again in a little bit.',
};

const CARDS: readonly TestCard[] = [
  { name: 'visa', number: '4242424242424242', brand: 'visa' },
  { name: 'visa_debit', number: '4000056655665556', brand: 'visa', funding: 'debit' },
  { name: 'mastercard', number: '5555555555554444', brand: 'mastercard' },
  { name: 'mastercard_debit', number: '5200828282828210', brand: 'mastercard', funding: 'debit' },
  { name: 'mastercard_prepaid', number: '5105105105105100', brand: 'mastercard', funding: 'prepaid' },
  { name: 'amex', number: '378282246310005', brand: 'amex' },
  { name: 'discover', number: '6011111111111117', brand: 'discover' },
  { name: 'diners', number: '3056930009020004', brand: 'diners' },
  { name: 'jcb', number: '3566002020360505', brand: 'jcb' },
  { name: 'unionpay', number: '6200000000000005', brand: 'unionpay' },
  { name: 'chargeDeclined', number: '4000000000000002', brand: 'visa', decline: declined('generic_decline') },
  {
    name: 'chargeDeclinedInsufficientFunds',
    number: '4000000000009995',
    brand: 'visa',
    decline: declined('insufficient_funds'),
  },
  {
    name: 'chargeDeclinedLostCard',
    number: '4000000000009987',
    brand: 'visa',
    decline: declined('lost_card'),
  },
  {
    name: 'chargeDeclinedStolenCard',
    number: '4000000000009979',
    brand: 'visa',
    decline: declined('stolen_card'),
  },
  {
    name: 'chargeDeclinedFraudulent',
    number: '4100000000000019',
    brand: 'visa',
    decline: declined('fraudulent'),
  },
  {
    name: 'chargeDeclinedVelocityLimitExceeded',
    number: '4000000000006975',
    brand: 'visa',
    decline: declined('card_velocity_exceeded'),
  },
  { name: 'chargeDeclinedExpiredCard', number: '4000000000000069', brand: 'visa', decline: EXPIRED },
  { name: 'chargeDeclinedIncorrectCvc', number: '4000000000000127', brand: 'visa', decline: BAD_CVC },
  { name: 'chargeDeclinedProcessingError', number: '4000000000000119', brand: 'visa', decline: PROCESSING },
  {
    name: 'chargeCustomerFail',
    number: '4000000000000341',
    brand: 'visa',
    decline: declined('generic_decline'),
  },
  { name: 'authenticationRequired', number: '4000002760003184', brand: 'visa', authenticate: true },
  { name: 'threeDSecure2Required', number: '4000000000003220', brand: 'visa', authenticate: true },
  {
    name: 'authenticationRequiredChargeDeclinedInsufficientFunds',
    number: '4000008260003178',
    brand: 'visa',
    authenticate: true,
    decline: declined('insufficient_funds'),
  },
  { name: 'createDispute', number: '4000000000000259', brand: 'visa', dispute: 'fraudulent' },
  {
    name: 'createDisputeProductNotReceived',
    number: '4000000000002685',
    brand: 'visa',
    dispute: 'product_not_received',
  },
  { name: 'pendingRefund', number: '4000000000007726', brand: 'visa', refund: 'pending' },
  { name: 'refundFail', number: '4000000000005126', brand: 'visa', refund: 'failed' },
];

/** Stripe also spells the declining ones with their brand. */
const byName = new Map(
  CARDS.flatMap(
    (card) =>
      [
        [card.name, card],
        [`visa_${card.name}`, card],
      ] as const,
  ),
);
const byNumber = new Map(CARDS.map((card) => [card.number, card]));
const byFingerprint = new Map(CARDS.map((card) => [fingerprintOf(card), card]));

export function cardNamed(name: string): TestCard | undefined {
  return byName.get(name);
}

export function cardNumbered(number: string): TestCard | undefined {
  return byNumber.get(number.replaceAll(/[\s-]/g, ''));
}

/** The card behind a payment method, which shows no number: by its fingerprint. */
export function cardWithFingerprint(fingerprint: string | null | undefined): TestCard | undefined {
  return byFingerprint.get(fingerprint ?? '');
}

/** The same for the same number, as at Stripe. */
export function fingerprintOf({ number }: TestCard): string {
  return createHash('sha256').update(number).digest('base64url').replaceAll(/[-_]/g, '').slice(0, 16);
}
