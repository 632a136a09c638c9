import { inflateSync } from 'node:zlib';
import { Types } from 'mongoose';
import { receiptPdf } from './receipt-pdf';
import type { Receipt } from './receipt.schema';

const RECEIPT: Receipt = {
  _id: new Types.ObjectId(),
  kind: 'receipt',
  year: 2026,
  sequence: 42,
  entry_key: 'transaction:665f1c2ab7e4d91f0a3c5e01:payment',
  source: 'transaction',
  source_id: new Types.ObjectId('665f1c2ab7e4d91f0a3c5e01'),
  user_id: new Types.ObjectId('665f1c2ab7e4d91f0a3c5d10'),
  description: 'Décider avec Excel',
  amount_minor: 123_992,
  discount_minor: 998,
  credit_minor: 0,
  currency: 'EUR',
  language: 'fr',
  seller: {
    name: 'Har Academy',
    address: '1 rue de la Paix\n75002 Paris',
    vat_id: 'FR00123456789',
    email: 'compta@har.academy',
    note: 'TVA non applicable, art. 293 B du CGI',
  },
  buyer: { name: 'Ada Лавлейс', email: 'ada@example.org' },
  paid_at: new Date('2026-11-05T10:00:00.000Z'),
  issued_at: new Date('2026-11-05T10:00:02.000Z'),
};

/** The text of a PDF: its content streams are deflated, its glyphs are written as hexadecimal. */
function textOf(pdf: Buffer): string {
  const parts = pdf.toString('latin1').matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g);
  const lines: string[] = [];
  for (const [, stream = ''] of parts) {
    let content: string;
    try {
      content = inflateSync(Buffer.from(stream, 'latin1')).toString('latin1');
    } catch {
      continue;
    }
    for (const [, array = ''] of content.matchAll(/\[(.*?)\] TJ/g)) {
      const glyphs = [...array.matchAll(/<([0-9a-f]+)>/g)].map(([, hex]) => Buffer.from(hex!, 'hex'));
      // Of the letters that differ between Latin-1 and the font's encoding, only the euro is used here.
      lines.push(Buffer.concat(glyphs).toString('latin1').replaceAll('\u0080', '€'));
    }
  }
  return lines.join('\n');
}

describe('receiptPdf', () => {
  it('says in the buyer’s language who sold what to whom for how much', async () => {
    const text = textOf(await receiptPdf(RECEIPT));
    for (const expected of [
      'Reçu',
      'Numéro: R-2026-000042',
      'Payé le 5 novembre 2026',
      '75002 Paris',
      'N° de TVA: FR00123456789',
      'ada@example.org',
      'Décider avec Excel',
      '1 249,90 €',
      'Remise',
      '-9,98 €',
      'Total payé',
      '1 239,92 €',
      'TVA non applicable, art. 293 B du CGI',
    ]) {
      expect(text).toContain(expected);
    }
  });

  it('prints a credit note of a subscription for a deleted buyer', async () => {
    const more = { kind: 'credit_note', language: 'en', source: 'subscription', description: 'pro' } as const;
    const text = textOf(await receiptPdf({ ...RECEIPT, ...more, buyer: null, discount_minor: 0 }));
    for (const expected of ['Credit note', 'C-2026-000042', 'Subscription pro', '665f1c2ab7e4d91f0a3c5d10']) {
      expect(text).toContain(expected);
    }
    expect(text).toContain('-€1,239.92');
  });

  it('is the same bytes again, and survives letters that its font does not know', async () => {
    const [first, second] = [await receiptPdf(RECEIPT), await receiptPdf(RECEIPT)];
    expect(first.equals(second)).toBe(true);
    expect(textOf(first)).toContain('Ada ??????');
  });
});
