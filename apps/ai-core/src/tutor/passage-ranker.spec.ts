import { PassageIndex } from './passage-index';
import { rankPassages, type RankOptions } from './passage-ranker';
import { questionConcepts } from './question-concepts';
import { HIVE, hiveIndex } from './tutor.fixture';

const index = hiveIndex();
const rank = (question: string, options?: RankOptions) =>
  rankPassages(index, questionConcepts(question, 'fr', index), options).map(
    ({ passage }) => `${passage.lesson_id}#${passage.paragraph}`,
  );

describe('rankPassages', () => {
  it.each([
    ['Combien d’œufs pond la reine ?', 'hive#1'],
    ['Combien de temps vit une ouvrière ?', 'hive#2'],
    ['Pourquoi battent-elles des ailes ?', 'hive#3'],
    ['Que transmet le varroa ?', 'health#1'],
    ['Que fait l’ONC ?', 'health#2'],
    ['Que suit l’Office national des colonies ?', 'health#2'],
    ['Que fait sum(frames) ?', 'health#2'],
  ])('%s finds %s first', (question, expected) => expect(rank(question)[0]).toBe(expected));

  it('finds nothing for words that the course does not have', () =>
    expect(rank('Quelle est la masse du boson ?')).toEqual([]));

  it('stays within the lessons that are allowed', () => {
    expect(
      rank('Que font les abeilles ?', { lessons: new Set(['health']) }).every((id) =>
        id.startsWith('health'),
      ),
    ).toBe(true);
    expect(rank('Que font les abeilles ?', { lessons: new Set() })).toEqual([]);
  });

  it('puts what stands under a heading that only asks the same before what shares more words', () => {
    const savings = new PassageIndex('en');
    savings.upsertLesson({
      lesson_id: 'fund',
      title: 'Build an emergency fund',
      content:
        '<p>An emergency fund is money set aside for an emergency.</p>' +
        '<h3>How much?</h3><p>The usual advice is three to six months of expenses.</p>' +
        '<p>The fund grows with one step a month: an emergency of one step is met first.</p>' +
        '<h3>When?</h3><p>Fill it in January.</p>' +
        '<h3>How many jars for the emergency fund?</h3><p>One will do.</p>',
    });
    const first = (question: string, kind: RankOptions['kind']) =>
      rankPassages(savings, questionConcepts(question, 'en', savings), { kind })[0]?.passage.text;
    expect(first('How big should an emergency fund be?', 'number')).toMatch(/^The usual advice/);
    expect(first('When do I fill an emergency fund?', 'date')).toBe('Fill it in January.');
    // Nothing asks where; the best by its words stays first.
    expect(first('Where is the emergency fund?', 'place')).toBe('One will do.');
  });

  it('puts the passage that gives a reason before one that only tells what to do', () => {
    const sheets = new PassageIndex('en');
    sheets.upsertLesson({
      lesson_id: 'sheets',
      title: 'Tables',
      content:
        '<h2>Turn data into a table</h2><p>Turn the data with a click.</p>' +
        '<h2>Reasons</h2><p>Data in a table is safe, because formulas turn to it.</p>' +
        '<h2>Other</h2><p>A chart has a title.</p><p>A cell has a colour.</p><p>A sheet has a name.</p>',
    });
    const asked = (question: string, kind: RankOptions['kind']) =>
      rankPassages(sheets, questionConcepts(question, 'en', sheets), { kind }).map(
        ({ passage, coverage }) => [passage.paragraph, coverage],
      );
    const [plain] = asked('Why turn data into a table?', 'other');
    expect(plain).toEqual([1, 1]);
    expect(asked('Why turn data into a table?', 'reason')[0]).toEqual([2, 1]);
  });

  it('prefers the open lesson when passages are close', () => {
    const twice = hiveIndex();
    twice.upsertLesson({ ...HIVE, lesson_id: 'copy' });
    const concepts = questionConcepts('miel fermente', 'fr', twice);
    const first = (openLesson?: string) =>
      rankPassages(twice, concepts, { openLesson })[0]?.passage.lesson_id;
    expect(first()).toBe('hive');
    expect(first('copy')).toBe('copy');
  });

  it('puts the passage that defines first when a definition is asked', () => {
    const more = hiveIndex();
    more.upsertLesson({
      lesson_id: 'more',
      title: 'Miel',
      content: '<p>Le miel, le miel et le miel coulent.</p>',
    });
    const concepts = questionConcepts('miel', 'fr', more);
    expect(rankPassages(more, concepts)[0]?.passage.lesson_id).toBe('more');
    const [first] = rankPassages(more, concepts, { kind: 'definition' });
    expect(first).toMatchObject({ defines: true, passage: { lesson_id: 'hive', paragraph: 3 } });
  });

  it('measures how much of the question a passage speaks of', () => {
    const concepts = questionConcepts('reine boson', 'fr', index);
    const [first] = rankPassages(index, concepts);
    expect(first?.coverage).toBeGreaterThan(0.2);
    expect(first?.coverage).toBeLessThan(0.6);
    expect(rankPassages(index, questionConcepts('reine œufs', 'fr', index))[0]?.coverage).toBeCloseTo(1, 5);
  });
});
