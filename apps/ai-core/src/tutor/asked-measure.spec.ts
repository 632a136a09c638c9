import { stem } from '@har/text-analysis';
import { askedMeasure } from './asked-measure';

describe('askedMeasure', () => {
  it.each([
    ['À quelle distance est la Lune ?', 'fr', 'kilomètres'],
    ['Combien de temps vit une reine ?', 'fr', 'années'],
    ['À quelle température cuit le pain ?', 'fr', 'degrés'],
    ['Combien coûte un livre ?', 'fr', 'euros'],
    ['How far is the Moon?', 'en', 'kilometres'],
    ['How long does a queen live?', 'en', 'years'],
    ['How often does it rain?', 'en', 'week'],
  ] as const)('%s waits for words such as the last', (question, language, word) => {
    expect(askedMeasure(question, language, language)?.terms).toContain(stem(word, language));
  });

  it('leaves the wording itself out of what is asked for', () => {
    expect(askedMeasure('How far is the Moon?', 'en', 'en')?.wording.has('far')).toBe(true);
  });

  it('is nothing for other questions', () => {
    expect(askedMeasure('Pourquoi la Lune tourne-t-elle ?', 'fr', 'fr')).toBeUndefined();
    expect(askedMeasure('Why is it far?', 'en', 'en')).toBeUndefined();
  });
});
