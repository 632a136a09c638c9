import type { CatalogueEntry } from './catalogue';

/** What the payment service can answer beyond the errors of every route. */
export const PAYMENT_ERRORS = {
  // Purchases
  PURCHASE_COURSE_NOT_FOUND: {
    status: 400,
    fr: 'Ce cours n’existe pas.',
    en: 'There is no such course.',
  },
  COURSE_NOT_FOR_SALE: {
    status: 400,
    fr: 'Ce cours n’est plus en vente.',
    en: 'This course is no longer on sale.',
  },
  OWN_COURSE: {
    status: 400,
    fr: 'C’est votre propre cours : vous y avez déjà accès.',
    en: 'This is your own course: you already have access to it.',
  },
  ALREADY_OWNED: {
    status: 400,
    fr: 'Vous avez déjà accès à ce cours.',
    en: 'You already have access to this course.',
  },
  SUBSCRIPTION_REQUIRED: {
    status: 400,
    fr: 'Ce cours s’ouvre par un abonnement ({plans}) : POST /subscribe.',
    en: 'This course is opened by a subscription ({plans}): POST /subscribe.',
  },
  PAYMENT_METHOD_NOT_POSSIBLE: {
    status: 400,
    fr: 'Ce mode de paiement n’est pas possible ici ({payment_method}).',
    en: 'This payment method is not possible here ({payment_method}).',
  },
  PURCHASE_PENDING: {
    status: 400,
    fr: 'Un achat de ce cours par un autre mode de paiement ({payment_method}) est en attente : annulez-le d’abord.',
    en: 'A purchase of this course by another payment method ({payment_method}) is pending: cancel it first.',
  },
  PAYMENT_FAILED: {
    status: 402,
    fr: 'Le paiement a été refusé ({decline_code}).',
    en: 'The payment was declined ({decline_code}).',
  },
  PAYMENT_PROVIDER_UNAVAILABLE: {
    status: 503,
    fr: 'Le prestataire de paiement ne répond pas. Rien n’est payé deux fois : réessayez dans un instant.',
    en: 'The payment provider does not answer. Nothing is paid twice: try again shortly.',
  },
  TRANSACTION_NOT_FOUND: { status: 404, fr: 'Cet achat n’existe pas.', en: 'There is no such purchase.' },
  TRANSACTION_NOT_OWNER: {
    status: 403,
    fr: 'Cet achat n’est pas le vôtre.',
    en: 'This purchase is not yours.',
  },
  TRANSACTION_NOT_PENDING: {
    status: 400,
    fr: 'Cet achat n’est plus en attente ({status}).',
    en: 'This purchase is no longer pending ({status}).',
  },

  RETURN_URL_NOT_ALLOWED: {
    status: 400,
    fr: 'Cette adresse de retour ne fait pas partie du site ({field}).',
    en: 'This return address is not part of the site ({field}).',
  },
  NO_BILLING_ACCOUNT: {
    status: 404,
    fr: 'Vous n’avez encore rien payé : il n’y a rien à gérer.',
    en: 'You have not paid anything yet: there is nothing to manage.',
  },
  RECEIPT_NOT_FOUND: { status: 404, fr: 'Il n’y a pas de tel reçu.', en: 'There is no such receipt.' },

  // Coupons
  COUPON_CODE_TAKEN: {
    status: 400,
    fr: 'Ce code promotionnel existe déjà.',
    en: 'This coupon code exists already.',
  },
  COUPON_NOT_FOUND: { status: 404, fr: 'Ce code promotionnel n’existe pas.', en: 'There is no such coupon.' },
  COUPON_UNKNOWN: {
    status: 400,
    fr: 'Ce code promotionnel est inconnu.',
    en: 'This coupon code is unknown.',
  },
  COUPON_NOT_VALID_NOW: {
    status: 400,
    fr: 'Ce code promotionnel n’est pas valable en ce moment.',
    en: 'This coupon is not valid at the moment.',
  },
  COUPON_NOT_APPLICABLE: {
    status: 400,
    fr: 'Ce code promotionnel ne vaut pas pour cet achat.',
    en: 'This coupon is not for this purchase.',
  },
  COUPON_EXHAUSTED: {
    status: 400,
    fr: 'Ce code promotionnel est épuisé.',
    en: 'This coupon is used up.',
  },
  COUPON_ALREADY_USED: {
    status: 400,
    fr: 'Vous avez déjà utilisé ce code promotionnel.',
    en: 'You have used this coupon already.',
  },
  PENDING_AT_OTHER_PRICE: {
    status: 400,
    fr: 'Un paiement est en attente sans ce code promotionnel : annulez-le d’abord.',
    en: 'A payment without this coupon is pending: cancel it first.',
  },

  // Refunds
  REFUND_NOT_COMPLETED: {
    status: 400,
    fr: 'Seul un achat terminé est remboursable ({status}).',
    en: 'Only a completed purchase can be refunded ({status}).',
  },
  REFUND_ALREADY_DONE: {
    status: 400,
    fr: 'Cet achat a déjà été remboursé.',
    en: 'This purchase was refunded already.',
  },
  REFUND_IN_PROGRESS: {
    status: 400,
    fr: 'Le remboursement de cet achat est en cours.',
    en: 'This purchase is being refunded.',
  },
  REFUND_TOO_LATE: {
    status: 400,
    fr: 'Un achat est remboursable pendant moins de {days} jours.',
    en: 'A purchase can be refunded for less than {days} days.',
  },
  REFUND_NEEDS_ADMIN: {
    status: 400,
    fr: 'Plus de {percent} % du cours est terminé : demandez le remboursement à un administrateur.',
    en: 'More than {percent} % of the course is done: ask an administrator for the refund.',
  },
  REFUND_DISPUTED: {
    status: 400,
    fr: 'Ce paiement est contesté auprès de la banque : elle en décide.',
    en: 'This payment is disputed at the bank, which decides about it.',
  },
  REFUND_REFUSED: {
    status: 400,
    fr: 'Le prestataire de paiement refuse ce remboursement ({code}).',
    en: 'The payment provider refuses this refund ({code}).',
  },

  // Subscriptions
  ALREADY_SUBSCRIBED: {
    status: 400,
    fr: 'Vous avez déjà un abonnement ({plan}).',
    en: 'You already have a subscription ({plan}).',
  },
  SUBSCRIPTION_PENDING: {
    status: 400,
    fr: 'Un abonnement attend son premier paiement d’une autre façon ({plan}) : annulez-le d’abord.',
    en: 'A subscription waits for its first payment in another way ({plan}): cancel it first.',
  },
  TRIAL_NOT_OFFERED: {
    status: 400,
    fr: 'Cette formule n’a pas de période d’essai.',
    en: 'This plan has no trial.',
  },
  TRIAL_USED: {
    status: 400,
    fr: 'Vous avez déjà eu votre période d’essai.',
    en: 'You have already had your trial.',
  },
  ALREADY_ON_PLAN: {
    status: 400,
    fr: 'C’est déjà votre formule ({plan}).',
    en: 'This is your plan already ({plan}).',
  },
  NO_ACTIVE_SUBSCRIPTION: {
    status: 404,
    fr: 'Vous n’avez pas d’abonnement actif.',
    en: 'You have no active subscription.',
  },
  SUBSCRIPTION_NOT_FOUND: {
    status: 404,
    fr: 'Cet abonnement n’existe pas.',
    en: 'There is no such subscription.',
  },
  SUBSCRIPTION_NOT_CHANGEABLE: {
    status: 400,
    fr: 'Cet abonnement ne peut plus être modifié ({status}).',
    en: 'This subscription cannot be changed any more ({status}).',
  },

  // Entitlements and webhooks
  ENTITLEMENT_NOT_FOUND: { status: 404, fr: 'Ce droit n’existe pas.', en: 'There is no such right.' },
  ENTITLEMENT_NOT_REVOCABLE: {
    status: 400,
    fr: 'Ce droit ne peut pas être retiré ainsi ({source}, {status}).',
    en: 'This right cannot be taken back this way ({source}, {status}).',
  },
  INVALID_SIGNATURE: {
    status: 401,
    fr: 'La signature de cet événement est absente, fausse ou trop ancienne.',
    en: 'The signature of this event is missing, wrong or too old.',
  },
} as const satisfies Record<string, CatalogueEntry>;
