import type { Language } from '@har/errors';

/** What is printed around the facts. */
export interface ReceiptWords {
  receipt: string;
  credit_note: string;
  number: string;
  issued: string;
  paid: string;
  returned: string;
  seller: string;
  buyer: string;
  vat_id: string;
  item: string;
  price: string;
  discount: string;
  credit: string;
  total_paid: string;
  total_returned: string;
  subscription: string;
}

export const RECEIPT_WORDS: Readonly<Record<Language, ReceiptWords>> = {
  fr: {
    receipt: 'Reçu',
    credit_note: 'Avoir',
    number: 'Numéro',
    issued: 'Émis le',
    paid: 'Payé le',
    returned: 'Remboursé le',
    seller: 'Vendeur',
    buyer: 'Acheteur',
    vat_id: 'N° de TVA',
    item: 'Désignation',
    price: 'Prix',
    discount: 'Remise',
    credit: 'Crédit utilisé',
    total_paid: 'Total payé',
    total_returned: 'Total remboursé',
    subscription: 'Abonnement',
  },
  en: {
    receipt: 'Receipt',
    credit_note: 'Credit note',
    number: 'Number',
    issued: 'Issued on',
    paid: 'Paid on',
    returned: 'Refunded on',
    seller: 'Seller',
    buyer: 'Buyer',
    vat_id: 'VAT ID',
    item: 'Item',
    price: 'Price',
    discount: 'Discount',
    credit: 'Credit used',
    total_paid: 'Total paid',
    total_returned: 'Total refunded',
    subscription: 'Subscription',
  },
};
