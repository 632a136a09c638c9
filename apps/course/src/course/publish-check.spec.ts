import { Types } from 'mongoose';
import type { Course } from './course.schema';
import { publishObstacles } from './publish-check';

const course = (changes: Partial<Course> = {}) =>
  ({
    description: 'A text.',
    price: { amount_minor: 1000, currency: 'EUR', pricing_model: 'one-time' },
    modules: [{ _id: new Types.ObjectId(), lessons: [new Types.ObjectId()] }],
    ...changes,
  }) as Course;

it('finds nothing against a module with a lesson', () => {
  expect(publishObstacles(course(), [], 'en')).toEqual([]);
});

it('finds everything at once', () => {
  const price = { amount_minor: 49, currency: 'EUR', pricing_model: 'one-time' } as const;
  const incomplete = [{ _id: 'a', title: 'Later', type: 'exercise' }] as const;
  const obstacles = publishObstacles(course({ description: ' ', modules: [], price }), incomplete, 'fr');
  expect(obstacles.map(({ field }) => field)).toEqual([
    'description',
    'modules',
    'lessons',
    'price',
    'lessons.a',
  ]);
  expect(obstacles.at(-1)?.message).toBe('Il manque à la leçon « Later » son énoncé.');
});

it('asks for a lesson where there are only modules', () => {
  const modules = [{ _id: new Types.ObjectId(), lessons: [] }];
  expect(publishObstacles(course({ modules }), [], 'en')).toEqual([
    { field: 'lessons', message: 'No module has a lesson.' },
  ]);
});

it.each([0, 50, 4990])('takes a price of %d cents', (amount_minor) => {
  const price = { amount_minor, currency: 'EUR', pricing_model: 'one-time' } as const;
  expect(publishObstacles(course({ price }), [], 'en')).toEqual([]);
});
