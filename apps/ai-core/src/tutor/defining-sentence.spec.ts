import { definesTerms, hasDefinition } from './defining-sentence';

describe('definesTerms', () => {
  it.each([
    ['Une ouvrière est une abeille stérile.', ['ouvri'], true],
    ['Le nectar désigne un liquide sucré.', ['nectar'], true],
    ['La petite abeille qui nourrit la reine et les larves de la ruche est une ouvrière.', ['ouvri'], false],
    ['Le miel coule.', ['miel'], false],
    ['Ce gaz s’appelle le dioxygène.', ['dioxygen'], true],
  ])('%s', (sentence, terms, expected) => expect(definesTerms(sentence, terms, 'fr')).toBe(expected));

  it('reads English', () => {
    expect(definesTerms('A primary key is a column that identifies a row.', ['primari', 'key'], 'en')).toBe(
      true,
    );
    expect(definesTerms('Such molten rock is called lava.', ['lava'], 'en')).toBe(true);
  });

  it('looks through a whole text, for something', () => {
    expect(hasDefinition('Il pleut. Le miel est une réserve.', ['miel'], 'fr')).toBe(true);
    expect(hasDefinition('Le miel est une réserve.', [], 'fr')).toBe(false);
  });
});
