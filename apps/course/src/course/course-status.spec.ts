import { nextStatus, type CourseTransition } from './course-status';

it.each([
  ['draft', 'publish', 'published'],
  ['archived', 'publish', 'published'],
  ['published', 'publish', undefined],
  ['published', 'unpublish', 'draft'],
  ['archived', 'unpublish', 'draft'],
  ['draft', 'unpublish', undefined],
  ['draft', 'archive', 'archived'],
  ['published', 'archive', 'archived'],
  ['archived', 'archive', undefined],
] as const)('%s, %s: %s', (status, transition: CourseTransition, expected) => {
  expect(nextStatus(status, transition)).toBe(expected);
});
