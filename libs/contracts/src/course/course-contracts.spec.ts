import * as contracts from '@har/contracts';
import type { CatalogueError } from '@har/errors';
import { buildOpenApi, routesIn, validateInput, type AnyRoute } from '@har/routing';

const routes = routesIn(contracts).filter(({ service }) => service === 'course');
const { addLesson, createCourse, updateCourse } = contracts;

const inputOf = ({ example }: AnyRoute) => ({
  params: example.params as unknown,
  query: example.query as unknown,
  body: example.body as unknown,
});

describe('examples', () => {
  it.each(routes.map((contract) => [contract.name, contract] as const))(
    '%s fits its own schemas',
    (_name, contract) => {
      expect(() => validateInput(contract, inputOf(contract))).not.toThrow();
      const reply = JSON.parse(JSON.stringify(contract.example.reply ?? null)) as unknown;
      expect(contract.reply?.validate(reply, { convert: false }).error).toBeUndefined();
      expect(reply === null).toBe(contract.reply === undefined);
    },
  );

  it('are documented with schemas that say as much', () => {
    const document = buildOpenApi(routes, { title: 'Courses', version: '1', description: '', servers: [] });
    const { post } = document.paths!['/courses']!;
    const body = (post!.requestBody as { content: Record<string, { schema: { required: string[] } }> })
      .content;
    expect(body['application/json']!.schema.required.sort()).toEqual([
      'description',
      'domain',
      'price',
      'title',
    ]);
  });
});

function failures(contract: AnyRoute, body: unknown): string[] {
  try {
    validateInput(contract, { params: contract.example.params as unknown, body });
    return [];
  } catch (error) {
    return (error as CatalogueError).details.map(({ field }) => field);
  }
}

describe('price', () => {
  const course = createCourse.example.body!;

  it.each([0, 9.99, { amount: 5 }, { amount: 5, currency: 'GBP', pricing_model: 'subscription' }])(
    'takes %j',
    (price) => {
      expect(failures(createCourse, { ...course, pricing_model: undefined, price })).toEqual([]);
    },
  );

  it.each([-1, 0.001, 100_001, '9.99', null, {}, { amount: '1' }, { amount: 1, vat: 20 }])(
    'refuses %j',
    (price) => {
      expect(
        failures(createCourse, { ...course, price }).every((field) => field.startsWith('body.price')),
      ).toBe(true);
      expect(failures(createCourse, { ...course, price })).not.toEqual([]);
    },
  );

  it('has one pricing model, inside or beside', () => {
    const inside = { price: { amount: 1, pricing_model: 'subscription' } };
    expect(failures(updateCourse, { ...inside, pricing_model: 'subscription' })).toEqual([]);
    expect(failures(updateCourse, { ...inside, pricing_model: 'one-time' })).toEqual(['body.pricing_model']);
    expect(failures(updateCourse, { pricing_model: 'weekly' })).toEqual(['body.pricing_model']);
  });
});

describe('quiz questions', () => {
  const failuresOf = (question: object) =>
    failures(addLesson, {
      title: 'Quiz',
      type: 'quiz',
      quiz: { questions: [{ question: 'Q?', ...question }] },
    });

  it.each([
    { type: 'single', options: ['a', 'b'], correct: [1] },
    { type: 'multiple', options: ['a', 'b', 'c'], correct: [0, 2], points: 3, explanation: 'Because.' },
    { type: 'true_false', correct: [false] },
    { type: 'short_answer', accepted_answers: ['Paris', 'paris '], _id: 'a'.repeat(24) },
  ])('takes %j', (question) => {
    expect(failuresOf(question)).toEqual([]);
  });

  it.each([
    { type: 'single', options: ['a', 'b'], correct: [2] },
    { type: 'single', options: ['a', 'b'], correct: 1 },
    { type: 'single', options: ['a', 'b'], correct: ['1'] },
    { type: 'multiple', options: ['a', 'b'], correct: [0, 0] },
    { type: 'multiple', options: ['a'], correct: [0] },
    { type: 'true_false', correct: [true, false] },
    { type: 'true_false', correct: [1] },
    { type: 'short_answer', accepted_answers: [''] },
    { type: 'short_answer', accepted_answers: ['a'], options: ['a', 'b'] },
    { type: 'single', options: ['a', 'b'], correct: [0], points: 0 },
    { type: 'essay' },
    {},
  ])('refuses %j', (question) => {
    expect(failuresOf(question)).not.toEqual([]);
  });

  it('fills in what is not said', () => {
    const body = {
      title: 'Quiz',
      type: 'quiz',
      quiz: { questions: [{ type: 'true_false', question: 'Q?', correct: [true] }] },
    };
    const { body: filled } = validateInput(addLesson, { params: addLesson.example.params, body });
    expect(filled.quiz).toMatchObject({ passing_score: 70, questions: [{ points: 1, explanation: '' }] });
  });
});
