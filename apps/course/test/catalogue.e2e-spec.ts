import { startAcademy, type Academy, type TestUser } from '@har/testing';
import { createCourse, publishCourse } from './course-fixtures';

const COURSES = [
  { title: 'Excel from zero', domain: 'Excel', stack: ['Excel'], language: 'en', price: 0 },
  { title: 'Excel avec VBA', domain: 'Excel', stack: ['Excel', 'VBA'], language: 'fr', price: 30 },
  { title: 'Python for data', domain: 'Python', stack: ['Python', 'pandas'], language: 'en', price: 50 },
  { title: 'R et tidyverse', domain: 'R', stack: ['R', 'Tidyverse'], language: 'fr', price: 0 },
  { title: 'Rendre visite', domain: 'Other', stack: [], language: 'fr', price: 199.99 },
];
const COUNTERS = [
  { enrollments_count: 10, average_rating: 4.5, reviews_count: 2 },
  { enrollments_count: 30, average_rating: 3.9, reviews_count: 9 },
  { enrollments_count: 20, average_rating: 4.5, reviews_count: 8 },
  { enrollments_count: 0, average_rating: 0, reviews_count: 0 },
  { enrollments_count: 5, average_rating: 4.9, reviews_count: 1 },
];

let academy: Academy;
let author: TestUser;

beforeAll(async () => {
  academy = await startAcademy({ services: ['auth', 'course'] });
  author = await academy.newInstructor();
  for (const course of COURSES) await publishCourse(academy, author, course);
  await createCourse(academy, author, { title: 'Excel as a draft' });
  const stored = academy.collection('course', 'courses');
  for (const [i, counters] of COUNTERS.entries()) {
    await stored.updateOne({ title: COURSES[i]!.title }, { $set: counters });
  }
  await academy.eventually(async () => {
    const kept = await academy.collection('course', 'catalogue_counts').findOne({ _id: 'all' as never });
    expect(kept?.count).toBe(COURSES.length);
  });
});
afterAll(() => academy.stop());

/** The titles of a page, and what its pagination says. */
async function list(query: string) {
  const { status, body } = await academy.api.get(`/courses${query}`);
  if (status !== 200) throw new Error(`${query} answered ${JSON.stringify(body)}`);
  return {
    titles: body.data.courses.map((course: { title: string }) => course.title) as string[],
    pagination: body.data.pagination,
    repeated: body.pagination,
  };
}

const [excel, vba, python, tidyverse, other] = COURSES.map(({ title }) => title);

describe('GET /courses', () => {
  it('lists published courses, newest first, with the pagination of 001 inside data and beside it', async () => {
    const { titles, pagination, repeated } = await list('');
    expect(titles).toEqual([other, tidyverse, python, vba, excel]);
    expect(pagination).toEqual({ page: 1, limit: 10, total: 5, pages: 1 });
    expect(repeated).toEqual(pagination);
  });

  it('shows a card: price, instructor and counters, but no modules and no internals', async () => {
    const { body } = await academy.api.get('/courses?domain=Python');
    const [card] = body.data.courses;
    expect(card).toMatchObject({
      price: { amount: 50, currency: 'EUR', pricing_model: 'one-time' },
      instructor_name: 'Grace Test',
      enrollments_count: 20,
      average_rating: 4.5,
      total_lessons: 1,
    });
    for (const hidden of ['modules', 'facets', 'search_terms', 'outbox', 'version', 'popularity']) {
      expect(card).not.toHaveProperty(hidden);
    }
  });

  it.each([
    ['?domain=Excel', [vba, excel]],
    ['?domain=R', [tidyverse]],
    ['?language=fr', [other, tidyverse, vba]],
    ['?domain=Excel&language=fr', [vba]],
    ['?free=true', [tidyverse, excel]],
    ['?free=false', [other, python, vba]],
    ['?free=true&domain=Excel&language=en', [excel]],
    ['?stack=excel', [vba, excel]],
    ['?stack=VBA&domain=Excel', [vba]],
    ['?stack=vba&domain=R', []],
    ['?stack=unknown', []],
    ['?price_min=30', [other, python, vba]],
    ['?price_max=30', [tidyverse, vba, excel]],
    ['?price_min=30&price_max=50&domain=Python', [python]],
    ['?price_min=60&price_max=40', []],
    ['?price_max=199.99&price_min=199.99', [other]],
    ['?rating=4.5', [other, python, excel]],
    ['?rating=4.5&price_max=60&sort_by=popular', [python, excel]],
    ['?rating=0', [other, tidyverse, python, vba, excel]],
    ['?sort_by=popular', [vba, python, excel, other, tidyverse]],
    ['?sort_by=rating', [other, python, excel, vba, tidyverse]],
    ['?sort_by=newest&limit=2', [other, tidyverse]],
    ['?sort_by=newest&limit=2&page=3', [excel]],
    ['?page=4', []],
  ])('answers %s', async (query, expected) => {
    expect((await list(query)).titles).toEqual(expected);
  });

  it('counts: kept totals, ranges and combinations, and pages beyond the end', async () => {
    expect((await list('?limit=2')).pagination).toEqual({ page: 1, limit: 2, total: 5, pages: 3 });
    expect((await list('?limit=2&page=3')).pagination).toEqual({ page: 3, limit: 2, total: 5, pages: 3 });
    expect((await list('?language=fr&limit=1')).pagination.total).toBe(3);
    expect((await list('?stack=excel&limit=1')).pagination.total).toBe(2);
    expect((await list('?stack=excel&language=fr&limit=1')).pagination.total).toBe(1);
    expect((await list('?rating=4&limit=1')).pagination.total).toBe(3);
    expect((await list('?page=9')).pagination).toEqual({ page: 9, limit: 10, total: 5, pages: 1 });
  });

  it.each([
    '?page=0',
    '?page=1.5',
    '?page=x',
    '?limit=0',
    '?limit=101',
    '?domain=Cobol',
    '?domain[$ne]=R',
    '?domain=R&domain=Excel',
    '?sort_by=price',
    '?sort_by=$where',
    '?price_min=-1',
    '?price_min=abc',
    '?free=maybe',
    '?rating=6',
    '?language=de',
    '?status=draft',
    '?instructor_id=1',
    '?unknown=1',
    '?__proto__[x]=1',
    `?search=${'x'.repeat(201)}`,
    '?search[$regex]=.*',
    '?search=a&search=b',
  ])('refuses %s', async (query) => {
    const { status, body } = await academy.api.get(`/courses${query}`);
    expect([status, body.error.code]).toEqual([400, 'VALIDATION_FAILED']);
  });

  it('follows changes at once: unpublished, repriced and archived courses', async () => {
    const id = await publishCourse(academy, author, { title: 'Here and gone', domain: 'R', price: 10 });
    expect((await list('?domain=R')).titles).toContain('Here and gone');
    await academy.api.patch(`/courses/${id}`, { price: 0, domain: 'Other', language: 'fr' }, author);
    expect((await list('?domain=R')).titles).not.toContain('Here and gone');
    expect((await list('?domain=Other&free=true&language=fr')).titles).toEqual(['Here and gone']);
    await academy.api.delete(`/courses/${id}`, author);
    expect((await list('?domain=Other')).titles).toEqual([other]);
    await academy.eventually(async () => {
      const counts = await academy.collection('course', 'catalogue_counts').find().toArray();
      const kept = Object.fromEntries(counts.map(({ _id, count }) => [String(_id), count as number]));
      expect(kept).toMatchObject({
        all: 5,
        'domain=Other': 1,
        'domain=R': 1,
        free: 2,
        'domain=Other&free': 0,
      });
    });
  });
});
