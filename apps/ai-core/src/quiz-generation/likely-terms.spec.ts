import { placedPhrases } from './cloze-question';
import { likelyTerms } from './likely-terms';
import { sentence } from './quiz.fixture';

describe('likelyTerms', () => {
  it('puts first what a text comes back to, without articles and everyday words', () => {
    const phrases = placedPhrases(
      [
        sentence('The cantilever carries the load.'),
        sentence('Engineers anchor the cantilever by the door.'),
        sentence('A pylon holds the cables.'),
      ],
      'en',
    );
    const terms = likelyTerms(phrases, 'en');
    expect(terms[0]).toEqual({ text: 'cantilever', plural: false });
    expect(terms.map(({ text }) => text)).not.toContain('door');
  });

  it('prefers French expressions to single words', () => {
    const phrases = placedPhrases(
      [
        sentence('On voit le soleil par la force de gravité.'),
        sentence('Le soir, le soleil baisse la température.'),
      ],
      'fr',
    );
    const terms = likelyTerms(phrases, 'fr').map(({ text }) => text);
    expect(terms).not.toContain('soir');
    expect(terms.length).toBeGreaterThan(0);
  });
});
