import { detectLanguage } from './language-detector';

describe('detectLanguage', () => {
  it.each([
    ['Pourquoi le ciel est-il bleu ?', 'fr'],
    ["Qu'est-ce qu'une clé primaire ?", 'fr'],
    ['Comment fonctionne un index', 'fr'],
    ["L'index", 'fr'],
    ['Photosynthèse', 'fr'],
    ['Why is the sky blue?', 'en'],
    ["What's a primary key?", 'en'],
    ['How does an index work', 'en'],
    ['Explain the chlorophyll of plants', 'en'],
  ])('hears %s as %s', (text, language) => expect(detectLanguage(text)).toBe(language));

  it.each(['', 'SQL', '42', 'Python ?', '...'])('does not guess for "%s"', (text) => {
    expect(detectLanguage(text)).toBeUndefined();
  });

  it('reads a long mixed text by its majority', () => {
    expect(
      detectLanguage('Le terme « the shell » désigne un programme qui lit les commandes de la personne.'),
    ).toBe('fr');
  });
});
