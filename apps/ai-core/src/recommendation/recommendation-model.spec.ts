import { DEFAULT_WEIGHTS } from './blend-weights';
import { RecommendationModel, type StoredRecommendationModel } from './recommendation-model';
import { taken } from './recommendation.fixture';

const histories = [taken('a', 'b'), taken('a', 'b', 'c'), taken('c', 'd'), taken('b', 'c')];
const fit = (more = histories, courseIds: string[] = []) =>
  RecommendationModel.fit(more, DEFAULT_WEIGHTS, 'v1', courseIds);

function expectSame(one: RecommendationModel, other: RecommendationModel): void {
  for (const source of one.courseIds)
    for (const target of one.courseIds) {
      const [i, j] = [one.numberOf(source)!, one.numberOf(target)!];
      const [k, l] = [other.numberOf(source)!, other.numberOf(target)!];
      expect(one.ease.weight(i, j)).toBeCloseTo(other.ease.weight(k, l), 10);
      expect(one.transitions.share(i, j)).toBeCloseTo(other.transitions.share(k, l), 12);
      expect(one.enrollments[i]).toBe(other.enrollments[k]);
    }
}

describe('RecommendationModel', () => {
  it('counts enrolments and knows courses that nobody took', () => {
    const model = fit(histories, ['z']);
    expect(model.courseIds).toEqual(['z', 'a', 'b', 'c', 'd']);
    expect(model.enrollments).toEqual([0, 2, 3, 3, 1]);
    expect(model.numberOf('unknown')).toBeUndefined();
  });

  it('takes an enrolment in as if it had been fitted with it', () => {
    const model = fit([...histories, taken('a')]);
    model.addEnrollment(taken('a'), 'd');
    model.addEnrollment(taken('a', 'd'), 'c');
    expectSame(model, fit([...histories, taken('a', 'd', 'c')]));
    expect(model.changes).toBe(2);
  });

  it('takes in a course that it did not know', () => {
    const model = fit();
    model.addEnrollment(taken('c', 'd').slice(0, 0), 'new');
    model.addEnrollment(taken('new'), 'a');
    expectSame(model, fit([...histories, taken('new', 'a')]));
  });

  it('counts an enrolment once', () => {
    const model = fit();
    model.addEnrollment(taken('a', 'b'), 'b');
    expectSame(model, fit());
    expect(model.changes).toBe(0);
  });

  it('is stored and read back, and goes on learning', () => {
    const model = fit();
    const { ease, ...facts } = model.serialize();
    const overTheWire = JSON.parse(JSON.stringify(facts)) as Omit<StoredRecommendationModel, 'ease'>;
    const read = RecommendationModel.deserialize({ ...overTheWire, ease: Buffer.from(ease) });
    expect(read.version).toBe('v1');
    expectSame(read, model);
    read.addEnrollment(taken('a', 'b'), 'd');
    expect(model.enrollments).not.toEqual(read.enrollments);
  });

  it('refuses another format', () => {
    expect(() => RecommendationModel.deserialize({ ...fit().serialize(), format: 0 })).toThrow(RangeError);
  });

  it('is there for an empty log', () => {
    const model = fit([]);
    expect(model.courseIds).toEqual([]);
    expect(RecommendationModel.deserialize(model.serialize()).courseIds).toEqual([]);
  });
});
