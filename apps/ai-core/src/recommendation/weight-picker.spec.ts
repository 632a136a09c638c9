import { DEFAULT_WEIGHTS } from './blend-weights';
import type { HistoryEntry } from './learner-history';
import { taken } from './recommendation.fixture';
import { pickWeights } from './weight-picker';

const shelfOf = () => ({ domain: 'Excel', language: 'fr' });
const courses = Array.from({ length: 24 }, (_, number) => `c${number}`);

/** Learners who walk through the courses in order, from different places. */
function walkers(): HistoryEntry[][] {
  return Array.from({ length: 240 }, (_, learner) =>
    taken(...[0, 1, 2, 3].map((step) => courses[(learner + step) % courses.length]!)),
  );
}

/** The same sets of courses, in an order without meaning. */
function shuffled(): HistoryEntry[][] {
  return walkers().map((history, learner) => {
    const ids = history.map(({ course_id }) => course_id);
    const turn = (learner * 7) % 4;
    return taken(...ids.slice(turn), ...ids.slice(0, turn));
  });
}

describe('pickWeights', () => {
  it('keeps the defaults when the log is too short to tell', () => {
    expect(pickWeights(walkers().slice(0, 20), shelfOf)).toEqual(DEFAULT_WEIGHTS);
    expect(pickWeights([], shelfOf)).toEqual(DEFAULT_WEIGHTS);
  });

  it('gives order a say when there is order', () => {
    expect(pickWeights(walkers(), shelfOf).transition).toBeGreaterThan(0);
  });

  it('picks values that were offered, the same each time', () => {
    const weights = pickWeights(shuffled(), shelfOf);
    expect(weights).toEqual(pickWeights(shuffled(), shelfOf));
    expect([30, 100, 300]).toContain(weights.lambda);
  });
});
