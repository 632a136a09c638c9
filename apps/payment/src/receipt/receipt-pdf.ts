import PDFDocument from 'pdfkit';
import { fromMinorUnits } from '../money/minor-units';
import { receiptNumber } from './receipt-number';
import { RECEIPT_WORDS } from './receipt-words';
import type { Receipt } from './receipt.schema';

const MARGIN = 56;
const WIDTH = 595 - 2 * MARGIN;

/** One page of PDF. The same receipt is always the same bytes. */
export async function receiptPdf(receipt: Receipt): Promise<Buffer> {
  const words = RECEIPT_WORDS[receipt.language];
  const number = receiptNumber(receipt);
  const info = { Title: `${words[receipt.kind]} ${number}`, Author: receipt.seller.name };
  const pdf = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    info: { ...info, CreationDate: receipt.issued_at },
  });
  const written = bytesOf(pdf);
  writeHead(pdf, receipt, number);
  writeParties(pdf, receipt);
  writeLines(pdf, linesOf(receipt));
  if (receipt.seller.note) write(pdf, 9, receipt.seller.note);
  pdf.end();
  return written;
}

function writeHead(pdf: PDFKit.PDFDocument, receipt: Receipt, number: string): void {
  const words = RECEIPT_WORDS[receipt.language];
  write(pdf, 20, words[receipt.kind], 'Helvetica-Bold');
  pdf.moveDown(0.5);
  write(pdf, 10, `${words.number}: ${number}`);
  write(pdf, 10, `${words.issued} ${dateOf(receipt.issued_at, receipt)}`);
  const moved = receipt.kind === 'receipt' ? words.paid : words.returned;
  write(pdf, 10, `${moved} ${dateOf(receipt.paid_at, receipt)}`);
  pdf.moveDown(1.5);
}

function writeParties(pdf: PDFKit.PDFDocument, { seller, buyer, user_id, language }: Receipt): void {
  const words = RECEIPT_WORDS[language];
  const top = pdf.y;
  const vat = seller.vat_id ? `${words.vat_id}: ${seller.vat_id}` : '';
  const left = [words.seller, seller.name, ...seller.address.split('\n'), vat, seller.email];
  const right = [words.buyer, buyer?.name || user_id.toHexString(), buyer?.email ?? ''];
  writeColumn(pdf, left, MARGIN, top);
  const below = pdf.y;
  writeColumn(pdf, right, MARGIN + WIDTH / 2, top);
  pdf.x = MARGIN;
  pdf.y = Math.max(pdf.y, below);
  pdf.moveDown(2);
}

function writeColumn(pdf: PDFKit.PDFDocument, lines: readonly string[], x: number, y: number): void {
  const [heading = '', ...rest] = lines;
  pdf
    .font('Helvetica-Bold')
    .fontSize(10)
    .text(printable(heading), x, y, { width: WIDTH / 2 - 12 });
  pdf.font('Helvetica');
  for (const line of rest.filter(Boolean)) pdf.text(printable(line), { width: WIDTH / 2 - 12 });
}

function writeLines(pdf: PDFKit.PDFDocument, lines: readonly (readonly [string, string])[]): void {
  lines.forEach(([label, amount], position) => {
    const last = position === lines.length - 1;
    const top = pdf.y;
    pdf.font(last ? 'Helvetica-Bold' : 'Helvetica').fontSize(11);
    pdf.text(printable(label), MARGIN, top, { width: WIDTH - 120 });
    const below = pdf.y;
    pdf.text(printable(amount), MARGIN + WIDTH - 120, top, { width: 120, align: 'right' });
    pdf.x = MARGIN;
    pdf.y = Math.max(below, pdf.y);
    pdf.moveDown(0.6);
  });
  pdf.moveDown(1.5);
}

/** What was bought at its price, what was taken off, and what is left: labels and amounts. */
export function linesOf(receipt: Receipt): [string, string][] {
  const { amount_minor, discount_minor, credit_minor, language } = receipt;
  const words = RECEIPT_WORDS[language];
  const price = amount_minor + discount_minor + credit_minor;
  const returned = receipt.kind === 'credit_note';
  const item =
    receipt.source === 'subscription' ? `${words.subscription} ${receipt.description}` : receipt.description;
  const sign = returned ? -1 : 1;
  return [
    [item, money(sign * price, receipt)],
    ...(discount_minor > 0 ? [[words.discount, money(-discount_minor, receipt)] as [string, string]] : []),
    ...(credit_minor > 0 ? [[words.credit, money(-credit_minor, receipt)] as [string, string]] : []),
    [returned ? words.total_returned : words.total_paid, money(sign * amount_minor, receipt)],
  ];
}

function money(minor: number, { currency, language }: Receipt): string {
  return new Intl.NumberFormat(language, { style: 'currency', currency }).format(
    fromMinorUnits(minor, currency),
  );
}

function dateOf(date: Date, { language }: Receipt): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(date);
}

function write(pdf: PDFKit.PDFDocument, size: number, text: string, font = 'Helvetica'): void {
  pdf.font(font).fontSize(size).text(printable(text), { width: WIDTH });
}

/** The fonts that every reader has know western letters only; narrow spaces of amounts are made plain. */
function printable(text: string): string {
  return text
    .replace(/[\u00a0\u202f\u2009]/g, ' ')
    .replace(/\u2212/g, '-')
    .replace(
      /[^\u0020-\u007e\u00a1-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u20ac\u2013\u2014\u2018\u2019\u201c\u201d\u2026]/g,
      '?',
    );
}

function bytesOf(pdf: PDFKit.PDFDocument): Promise<Buffer> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
}
