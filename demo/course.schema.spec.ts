import { courseSchema } from './course.schema';
import type { DemoCourse, DemoQuestion } from './course.types';
import { questionSchema } from './question.schema';

const head = { question: 'Which one is it?', points: 1, explanation: 'It is the first.' };
const options = ['a', 'b', 'c'];

function course(): DemoCourse {
  const quiz = { title: 'Quiz', description: 'A small quiz.', type: 'quiz' as const, passing_score: 70 };
  const questions: DemoQuestion[] = ['x', 'y', 'z'].map((answer) => ({
    ...head,
    type: 'short_answer',
    accepted_answers: [answer],
  }));
  return {
    title: 'A course',
    short_description: 'Short.',
    description: 'Long. '.repeat(40).trim(),
    subtitle: 'A subtitle.',
    level: 'beginner',
    compatibility_versions: [],
    prerequisites: ['Paper'],
    learning_objectives: ['One', 'Two', 'Three'],
    domain: 'Other',
    stack: ['Paper'],
    keywords: ['one', 'two', 'three'],
    category: 'Tests',
    language: 'en',
    image_url: null,
    price: { amount: 19.9, currency: 'EUR', pricing_model: 'one-time' },
    instructor: 'aisha',
    modules: [{ title: 'Module', description: 'The only one.', lessons: [{ ...quiz, questions }] }],
  };
}

const validate = (value: unknown) => courseSchema.validate(value, { convert: false, abortEarly: false });
const messages = (value: unknown) =>
  validate(value).error?.details.map((detail) => detail.path.join('.')) ?? [];
const accepts = (question: unknown) => !questionSchema.validate(question, { convert: false }).error;

describe('courseSchema', () => {
  it('accepts a small course', () => {
    expect(messages(course())).toEqual([]);
  });

  it.each([
    ['title', { title: 'Abc' }],
    ['domain', { domain: 'Java' }],
    ['level', { level: 'guru' }],
    ['learning_objectives', { learning_objectives: ['One'] }],
    ['instructor', { instructor: 'paul' }],
    ['language', { language: 'de' }],
    ['price.amount', { price: { ...course().price, amount: -1 } }],
    ['price.pricing_model', { price: { ...course().price, pricing_model: 'weekly' } }],
    ['status', { status: 'published' }],
  ])('refuses a wrong %s', (path, change) => {
    expect(messages({ ...course(), ...change })).toEqual([path]);
  });

  it('refuses a lesson of an unknown type, and a text lesson whose file leaves the folder', () => {
    const withLesson = (lesson: object) => ({
      ...course(),
      modules: [{ title: 'Module', description: 'The only one.', lessons: [lesson] }],
    });
    const text = { title: 'Text', description: 'A small text.', type: 'text', content_file: '01-text.html' };
    expect(messages(withLesson(text))).toEqual([]);
    expect(messages(withLesson({ ...text, content_file: '../01-text.html' }))).toEqual([
      'modules.0.lessons.0.content_file',
    ]);
    expect(messages(withLesson({ ...text, type: 'podcast' }))).toContain('modules.0.lessons.0.type');
  });
});

describe('questionSchema', () => {
  it('accepts each type', () => {
    expect(accepts({ ...head, type: 'single', options, correct: [2] })).toBe(true);
    expect(accepts({ ...head, type: 'multiple', options, correct: [0, 2] })).toBe(true);
    expect(accepts({ ...head, type: 'true_false', correct: [false] })).toBe(true);
    expect(accepts({ ...head, type: 'short_answer', accepted_answers: ['a'] })).toBe(true);
  });

  it('refuses a key that points to no option', () => {
    expect(accepts({ ...head, type: 'single', options, correct: [3] })).toBe(false);
    expect(accepts({ ...head, type: 'multiple', options, correct: [0, 3] })).toBe(false);
    expect(accepts({ ...head, type: 'multiple', options, correct: [-1] })).toBe(false);
    expect(accepts({ ...head, type: 'multiple', options, correct: [0.5] })).toBe(false);
  });

  it('refuses no key, two keys of one, the same key twice and the same option twice', () => {
    expect(accepts({ ...head, type: 'multiple', options, correct: [] })).toBe(false);
    expect(accepts({ ...head, type: 'single', options, correct: [0, 1] })).toBe(false);
    expect(accepts({ ...head, type: 'multiple', options, correct: [1, 1] })).toBe(false);
    expect(accepts({ ...head, type: 'single', options: ['a', 'a'], correct: [0] })).toBe(false);
    expect(accepts({ ...head, type: 'true_false', correct: ['true'] })).toBe(false);
  });
});
