import { readDefinition } from './definition-fact';
import { sentence } from './quiz.fixture';

const read = (text: string, language: 'fr' | 'en') => readDefinition(sentence(text), language);

describe('readDefinition', () => {
  it.each([
    [
      'Un hauban désigne un câble droit qui relie deux points.',
      'fr',
      'hauban',
      'Un ',
      'un câble droit qui relie deux points',
    ],
    [
      "L'ouvrage est une construction qui franchit un obstacle.",
      'fr',
      'ouvrage',
      "L'",
      'une construction qui franchit un obstacle',
    ],
    [
      'Les joints sont des espaces étroits laissés entre deux plaques.',
      'fr',
      'joints',
      'Les ',
      'des espaces étroits laissés entre deux plaques',
    ],
    [
      'RECHERCHEX est la fonction qui lit une valeur dans une colonne.',
      'fr',
      'RECHERCHEX',
      '',
      'la fonction qui lit une valeur dans une colonne',
    ],
    [
      'A cantilever is a rigid arm anchored at only one end.',
      'en',
      'cantilever',
      'A ',
      'a rigid arm anchored at only one end',
    ],
    [
      'Magma is molten rock that remains below the surface.',
      'en',
      'Magma',
      '',
      'molten rock that remains below the surface',
    ],
    [
      'An index is a sorted list of keys, and every table may have several.',
      'en',
      'index',
      'An ',
      'a sorted list of keys',
    ],
  ] as const)('reads %s', (text, language, term, article, body) =>
    expect(read(text, language)).toMatchObject({ term, article, body }),
  );

  it('tells plural from singular', () => {
    expect(read('Les joints sont des espaces étroits laissés entre deux plaques.', 'fr')?.plural).toBe(true);
    expect(read('A cantilever is a rigid arm anchored at only one end.', 'en')?.plural).toBe(false);
  });

  it.each([
    ['Le principal problème est le poids du tablier en acier.', 'fr'],
    ['Un pont est un pont quand il franchit une rivière large.', 'fr'],
    ['Paris est la plus grande ville de tout le pays voisin.', 'fr'],
    ['Le béton est un choix sûr.', 'fr'],
    ['Le tablier repose sur une culée de pierre et de béton.', 'fr'],
    ['The best choice is a bridge that needs little care later.', 'en'],
    ['A key is unique in a table when no two rows share it.', 'en'],
    ['Rome is the oldest city of the whole surrounding region.', 'en'],
    ['A bridge is the bridge that crosses a very wide river.', 'en'],
  ] as const)('finds none in %s', (text, language) => expect(read(text, language)).toBeUndefined());
});
