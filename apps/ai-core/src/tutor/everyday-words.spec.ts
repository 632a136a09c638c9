import { stem } from '@har/text-analysis';
import { relatedEverydayTerms } from './everyday-words';
import { isFramingTerm } from './question-framing';

describe('relatedEverydayTerms', () => {
  it('leads from a word that people use to those that a textbook uses', () => {
    expect(relatedEverydayTerms(stem('vacances', 'fr'), 'fr')).toContain(stem('congés', 'fr'));
    expect(relatedEverydayTerms(stem('hole', 'en'), 'en')).toContain(stem('opening', 'en'));
  });

  it('never leads to the word itself, and nowhere from other words', () => {
    expect(relatedEverydayTerms(stem('prison', 'fr'), 'fr')).not.toContain(stem('prison', 'fr'));
    expect(relatedEverydayTerms('chloroplast', 'fr').size).toBe(0);
  });
});

describe('isFramingTerm', () => {
  it.each([
    ['servir', 'fr', true],
    ['différence', 'fr', true],
    ['happens', 'en', true],
    ['abeille', 'fr', false],
  ] as const)('%s (%s): %s', (word, language, expected) =>
    expect(isFramingTerm(stem(word, language))).toBe(expected),
  );
});
