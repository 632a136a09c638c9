import { RecommendationModel } from '../recommendation/recommendation-model';
import { modelFromBytes } from './model-bytes';
import { fitModel } from './model-fit';
import { ModelFitter } from './model-fitter';

const task = {
  version: 'v7',
  log: ['ada', 'eve', 'bob'].flatMap((user_id) =>
    ['a', 'b'].map((course_id, at) => ({ user_id, course_id, type: 'enrolled' as const, at })),
  ),
  shelves: new Map([['a', { domain: 'Excel', language: 'fr' }]]),
};

describe('ModelFitter', () => {
  const fitter = new ModelFitter();
  afterAll(() => fitter.onApplicationShutdown());

  it('fits in a thread what is fitted here, while this thread goes on', async () => {
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 5);
    const bytes = await fitter.fit(task);
    clearInterval(timer);
    expect(bytes.equals(fitModel(task))).toBe(true);
    expect(turns).toBeGreaterThan(2);
    const model = RecommendationModel.deserialize(modelFromBytes(bytes));
    expect([model.version, model.courseIds, model.enrollments]).toEqual(['v7', ['a', 'b'], [3, 3]]);
  });
});

describe('modelFromBytes', () => {
  it('refuses bytes that are no whole model', () => {
    const bytes = fitModel(task);
    expect(() => modelFromBytes(bytes.subarray(0, 20))).toThrow(RangeError);
    expect(() => modelFromBytes(Buffer.from([2, 0, 0, 0, 123, 123]))).toThrow(SyntaxError);
  });
});
