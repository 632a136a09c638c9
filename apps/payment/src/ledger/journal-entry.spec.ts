import * as fc from 'fast-check';
import { ACCOUNTS, balanceOf, hasEntry, journalEntry, journalEntrySchema, reversalOf } from './journal-entry';

const at = new Date('2026-11-05T10:00:00.000Z');
const movement = {
  key: 'one',
  at,
  currency: 'eur',
  from: 'sales',
  to: 'stripe',
  amount_minor: 4990,
} as const;

describe('journalEntry', () => {
  it('has two lines that add up to zero, positive where money comes to', () => {
    expect(journalEntry(movement)).toEqual({
      key: 'one',
      at,
      currency: 'EUR',
      lines: [
        { account: 'stripe', amount_minor: 4990 },
        { account: 'sales', amount_minor: -4990 },
      ],
    });
  });

  it.each([0, -1, 0.5, NaN, Infinity, 2 ** 53])('refuses to book %s, and says what as', (amount_minor) => {
    expect(() => journalEntry({ ...movement, amount_minor })).toThrow(
      new RangeError(`${amount_minor} cannot be booked as one`),
    );
  });

  it('books the smallest unit', () => {
    expect(balanceOf([journalEntry({ ...movement, amount_minor: 1 })], 'stripe')).toBe(1);
  });

  it('adds up to zero over all accounts, whatever is moved and taken back', () => {
    const moves = fc.array(
      fc.record({
        from: fc.constantFrom(...ACCOUNTS),
        to: fc.constantFrom(...ACCOUNTS),
        amount_minor: fc.integer({ min: 1, max: 1_000_000 }),
        reversed: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(moves, (all) => {
        const journal = all.flatMap(({ reversed, ...move }, i) => {
          const entry = journalEntry({ ...move, key: String(i), at, currency: 'EUR' });
          return reversed ? [entry, reversalOf(entry, `${i}:back`, at)] : [entry];
        });
        const sum = ACCOUNTS.reduce((total, account) => total + balanceOf(journal, account), 0);
        expect(sum).toBe(0);
      }),
    );
  });
});

describe('reversalOf', () => {
  it('undoes an entry under a key and a time of its own', () => {
    const later = new Date(at.getTime() + 1);
    const entry = journalEntry(movement);
    const back = reversalOf(entry, 'two', later);
    expect(back).toMatchObject({ key: 'two', at: later, currency: 'EUR' });
    for (const account of ['stripe', 'sales'] as const) expect(balanceOf([entry, back], account)).toBe(0);
    expect(balanceOf([back], 'stripe')).toBe(-4990);
  });
});

describe('hasEntry and balanceOf', () => {
  it('look at every entry', () => {
    const journal = [journalEntry(movement), journalEntry({ ...movement, key: 'two', to: 'bank' })];
    expect([hasEntry(journal, 'one'), hasEntry(journal, 'two'), hasEntry(journal, 'three')]).toEqual([
      true,
      true,
      false,
    ]);
    expect([balanceOf(journal, 'sales'), balanceOf(journal, 'bank'), balanceOf([], 'bank')]).toEqual([
      -9980, 4990, 0,
    ]);
  });

  it('are stored with every field', () => {
    for (const path of ['key', 'at', 'currency', 'lines']) {
      expect(journalEntrySchema.path(path).isRequired).toBe(true);
    }
  });
});
