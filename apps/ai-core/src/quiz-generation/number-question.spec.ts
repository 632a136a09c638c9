import fc from 'fast-check';
import { readNumber, readNumbers } from './number-reader';
import { numberQuestion, wrongValues } from './number-question';
import { sentence } from './quiz.fixture';
import { SeededRandom } from './seeded-random';

const random = () => new SeededRandom('spec');
const ask = (text: string, language: 'fr' | 'en' = 'en', more: string[] = []) => {
  const others = more.flatMap((other) => readNumbers(sentence(other), language));
  const [fact] = readNumbers(sentence(text), language);
  return numberQuestion(fact!, others, language, random());
};

describe('numberQuestion', () => {
  it('takes the number out and offers three others', () => {
    const draft = ask('The longest span of the Forth Bridge measures 521 metres.');
    expect(draft?.question).toBe(
      'Which number completes this sentence? “The longest span of the Forth Bridge measures _____ metres.”',
    );
    expect(draft).toMatchObject({ kind: 'number', tier: 'A', correct: '521' });
    expect(new Set([draft?.correct, ...(draft?.wrong ?? [])]).size).toBe(4);
  });

  it('asks for a year with years of the same time first', () => {
    const draft = ask('The bridge opened in 1937.', 'en', [
      'The tower fell in 1902.',
      'Rome built one in 1066.',
    ]);
    expect(draft?.question).toMatch(/^Which year/);
    expect(draft?.wrong).toContain('1902');
    expect(draft?.wrong).not.toContain('1066');
  });

  it('keeps days in the month and percentages under a hundred', () => {
    expect(ask('It opened on 27 July.')?.wrong.every((day) => Number(day) <= 28)).toBe(true);
    expect(ask('About 80 % is steel.')?.wrong.every((share) => Number(share) <= 100)).toBe(true);
  });

  it('writes decimals like the right one, none round', () => {
    const wrong = ask('A full cycle lasts 29.5 days.')?.wrong ?? [];
    expect(wrong).toHaveLength(3);
    for (const value of wrong) expect(value).toMatch(/^[0-9]+\.[1-9]$/);
  });

  it('does not ask for a number that stands twice', () => {
    expect(ask('The 40 plates weigh 40 tonnes.')).toBeUndefined();
  });
});

describe('wrongValues', () => {
  it('never gives a value that could pass for the right one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 100_000 }), (value) => {
        const [fact] = readNumbers(sentence(`The wall is ${value} metres long.`), 'en');
        fc.pre(fact !== undefined && fact.kind === 'number');
        for (const wrong of wrongValues(fact, [], random())) {
          expect(wrong).not.toBe(readNumber(fact.written));
          expect(wrong).toBeGreaterThan(0);
          if (value >= 13) expect(Math.abs(wrong - value) / value).toBeGreaterThanOrEqual(0.2);
        }
      }),
    );
  });
});
