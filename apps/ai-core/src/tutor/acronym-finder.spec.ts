import { findAcronyms } from './acronym-finder';

describe('findAcronyms', () => {
  it.each([
    ['La Banque centrale européenne (BCE) fixe les taux.', 'BCE', 'Banque centrale européenne'],
    [
      "L'Organisation des Nations unies (O.N.U.) siège à New York.",
      'O.N.U.',
      'Organisation des Nations unies',
    ],
    [
      'Une API (application programming interface) relie deux programmes.',
      'API',
      'application programming interface',
    ],
  ])('reads %s', (text, acronym, words) => expect(findAcronyms(text, 'fr')).toEqual([{ acronym, words }]));

  it.each([
    'La cote (SQL) reste.',
    'Un PDF (voir la page 3) suit.',
    'Trois lettres : ABC.',
    'HTML (et CSS) existent.',
  ])('finds none in %s', (text) => expect(findAcronyms(text, 'fr')).toEqual([]));
});
