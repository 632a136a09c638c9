import { nounPhrases } from './noun-phrases';

describe('nounPhrases', () => {
  it('finds English phrases with number and determiner', () => {
    const found = nounPhrases('Steel bars give the old concrete a great strength.', 'en');
    expect(found).toContainEqual({ text: 'the old concrete', at: 16, plural: false, determiner: 'definite' });
    expect(found).toContainEqual({
      text: 'a great strength',
      at: 33,
      plural: false,
      determiner: 'indefinite',
    });
    expect(found.find(({ text }) => text === 'Steel bars')).toMatchObject({
      plural: true,
      determiner: 'none',
    });
  });

  it('leaves out pronouns, numbers and what follows a preposition', () => {
    const texts = nounPhrases('It carries 40 cars. They like the weight of the deck.', 'en').map(
      ({ text }) => text,
    );
    expect(texts).toContain('the weight');
    expect(texts.some((text) => /It|40|of/.test(text))).toBe(false);
  });

  it('finds French phrases with their article', () => {
    const found = nounPhrases("La chaleur allonge le métal et l'eau use les joints d'une route.", 'fr');
    expect(nounPhrases('Les câbles portent le tablier.', 'fr')[0]).toMatchObject({
      text: 'Les câbles',
      plural: true,
    });
    expect(found).toContainEqual({ text: 'La chaleur', at: 0, plural: false, determiner: 'definite' });
    expect(found).toContainEqual({ text: "l'eau", at: 31, plural: false, determiner: 'definite' });
    expect(found.find(({ text }) => text.startsWith('une route'))?.determiner).toBe(undefined);
  });

  it('gives texts that stand at their place', () => {
    const text = 'Le câble relie un pylône à la rive de pierre.';
    for (const phrase of nounPhrases(text, 'fr')) {
      expect(text.slice(phrase.at, phrase.at + phrase.text.length)).toBe(phrase.text);
    }
  });
});
