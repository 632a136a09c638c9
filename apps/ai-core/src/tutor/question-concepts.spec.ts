import { stem } from '@har/text-analysis';
import { PassageIndex } from './passage-index';
import { questionConcepts } from './question-concepts';
import { hiveIndex } from './tutor.fixture';

describe('questionConcepts', () => {
  const index = hiveIndex();
  index.setGlossary([{ term: 'varroa', synonyms: ['parasite des ruches'] }]);
  const conceptOf = (question: string, word: string) =>
    questionConcepts(question, 'fr', index).find((concept) => concept.term === stem(word, 'fr'));

  it('keeps a word as itself, and its everyday neighbours for less', () => {
    const concept = conceptOf('Avec quoi les abeilles produisent-elles le miel ?', 'produisent');
    expect(concept?.variants).toContainEqual({ terms: [stem('fabriquent', 'fr')], weight: 0.45 });
  });

  it('recognises a misspelled word', () => {
    expect(conceptOf('Que fait la propollis ?', 'propollis')?.variants[0]).toEqual({
      terms: [stem('propolis', 'fr')],
      weight: 0.85,
    });
  });

  it('reads the teacher’s expressions of several words', () => {
    const concept = conceptOf('Quel est ce parasite des ruches ?', 'parasite');
    expect(concept?.variants).toContainEqual({ terms: [stem('varroa', 'fr')], weight: 0.8 });
    expect(concept?.known).toBe(true);
  });

  it('tells names from other words', () => {
    expect(conceptOf('Que fait Bayer ici ?', 'bayer')).toMatchObject({ properNoun: true, known: false });
    expect(conceptOf('Bayer fait quoi ?', 'bayer')).toMatchObject({ properNoun: false });
    expect(conceptOf('Que suit l’ONC ?', 'onc')).toMatchObject({ properNoun: true, known: true });
  });

  it('takes no part of a name for the word that it looks like, unless the course writes it as a name', () => {
    const english = new PassageIndex('en');
    const content = '<p>A bond is a loan to a state. The Excel window has tabs.</p>';
    english.upsertLesson({ lesson_id: 'l', title: 'Bonds', content });
    const known = (question: string) =>
      questionConcepts(question, 'en', english).flatMap(({ term, known: is }) => (is ? [term] : []));
    expect(known('Who leads the United States?')).toEqual([]);
    expect(known('Who leads the states?')).toEqual([stem('states', 'en')]);
    expect(known('Who made Microsoft Excel?')).toEqual([stem('excel', 'en')]);
  });

  it('gives framing words little weight, and unknown everyday words too', () => {
    expect(conceptOf('À quoi sert la cire ?', 'sert')?.weight).toBeLessThan(0.5);
    expect(conceptOf('Le miel est-il cher ?', 'cher')?.weight).toBeLessThan(0.5);
    expect(conceptOf('Le miel est-il cher ?', 'miel')?.weight).toBe(1);
  });

  it('reads English comparatives as their base', () => {
    const english = new PassageIndex('en');
    english.upsertLesson({ lesson_id: 'l', title: 'Bees', content: '<p>A fast flight over deep water.</p>' });
    const terms = questionConcepts('Which is the deepest and faster?', 'en', english).map(
      (concept) => concept.term,
    );
    expect(terms).toEqual(['deep', 'fast']);
  });

  it('lists a repeated word once', () => {
    expect(questionConcepts('miel, miel et miel', 'fr', index)).toHaveLength(1);
  });
});
