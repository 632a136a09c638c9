import { PassageIndex, type StoredPassageIndex } from './passage-index';
import { HEALTH, HIVE, hiveIndex } from './tutor.fixture';

const textsWith = (index: PassageIndex, term: string): string[] =>
  [...index.postingsOf(term).keys()].map((id) => index.getPassage(id).text).sort();

describe('PassageIndex', () => {
  it('weighs body above heading above title', () => {
    const index = hiveIndex();
    const weights = [...index.postingsOf('miel').entries()].map(([id, weight]) => [
      index.getPassage(id).paragraph,
      weight,
    ]);
    expect(weights).toEqual([
      [3, 1.6],
      [4, 1.6],
    ]);
    expect(index.postingsOf('ruch').size).toBe(4);
  });

  it('replaces a lesson, and deleting it leaves no trace', () => {
    const index = hiveIndex();
    index.upsertLesson({ ...HEALTH, content: '<p>Le frelon attaque la ruche.</p>' });
    expect(textsWith(index, 'varro')).toEqual([]);
    expect(textsWith(index, 'frelon')).toEqual(['Le frelon attaque la ruche.']);
    index.deleteLesson('health');
    expect(index.vocabulary.has('frelon')).toBe(false);
    expect(index.lessonIds).toEqual(['hive']);
    expect(index.size).toBe(4);
  });

  it('is the same whatever came and went before', () => {
    const index = new PassageIndex('fr');
    index.upsertLesson({ ...HIVE, content: '<p>Brouillon sans rapport.</p>' });
    index.upsertLesson(HEALTH);
    index.deleteLesson('health');
    index.upsertLesson(HIVE);
    index.upsertLesson(HEALTH);
    const fresh = hiveIndex();
    expect(
      index
        .toJSON()
        .passages.map((passage) => passage.text)
        .sort(),
    ).toEqual(
      fresh
        .toJSON()
        .passages.map((passage) => passage.text)
        .sort(),
    );
    expect(index.averageLength).toBeCloseTo(fresh.averageLength, 10);
    for (const term of ['miel', 'abeil', 'varro'])
      expect(textsWith(index, term)).toEqual(textsWith(fresh, term));
  });

  it('is read back from JSON', () => {
    const index = hiveIndex();
    const read = PassageIndex.fromJSON(JSON.parse(JSON.stringify(index)) as StoredPassageIndex);
    expect(read.toJSON()).toEqual(index.toJSON());
    expect(read.synonymTable.synonymsOf(['onc'])).toEqual([['offic', 'national', 'colon']]);
  });

  it('refuses JSON of another version', () => {
    expect(() => PassageIndex.fromJSON({ ...hiveIndex().toJSON(), version: 0 })).toThrow(RangeError);
  });

  it('takes acronyms from its lessons and synonyms from the teacher', () => {
    const index = hiveIndex();
    index.setGlossary([{ term: 'varroa', synonyms: ['parasite'] }]);
    expect(index.synonymTable.synonymsOf(['parasit'])).toEqual([['varro']]);
    index.deleteLesson('health');
    expect(index.synonymTable.synonymsOf(['onc'])).toEqual([]);
  });
});
