import { analyze } from './analyzer';

describe('analyze', () => {
  it('keeps stems of content words in both languages', () => {
    expect(analyze('Pourquoi les plantes se ferment-elles ?', 'fr')).toEqual(['plant', 'ferm']);
    expect(analyze('How do the indexes speed up queries?', 'en')).toEqual(['index', 'speed', 'queri']);
  });

  it.each([
    ['la Révolution française', 'REVOLUTION FRANCAISE'],
    ['réaliser', 'réalisent'],
    ['libérée', 'libere'],
    ['lumières', 'lumiere'],
    ['œuvre', 'Oeuvres'],
    ['le trou', 'les trous'],
    ['un jeu', 'des jeux'],
  ])('meets %s from %s', (written, asked) => expect(analyze(asked, 'fr')).toEqual(analyze(written, 'fr')));

  it('keeps an acronym that is also a stop word', () => {
    expect(analyze('What does WHO publish?', 'en')).toEqual(['who', 'publish']);
    expect(analyze('who published this?', 'en')).toEqual(['publish']);
  });

  it('keeps numbers and languages', () => {
    expect(analyze('C++ 20 et R 4.3', 'fr')).toEqual(['c++', '20', 'r', '4.3']);
  });

  it('is empty for function words alone', () => {
    expect(analyze('et pourquoi ?', 'fr')).toEqual([]);
  });
});
