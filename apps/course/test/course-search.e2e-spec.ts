import { listCourseSlugs, readCourse } from '../../../demo/read-course';
import { startAcademy, type Academy, type TestUser } from '@har/testing';
import { publishCourse } from './course-fixtures';

/** Names of instructors, by their key in the demo courses. */
const INSTRUCTORS = {
  claire: { first_name: 'Claire', last_name: 'Fontaine' },
  marc: { first_name: 'Marc', last_name: 'Lindqvist' },
  aisha: { first_name: 'Aïsha', last_name: 'Benali' },
};

let academy: Academy;

beforeAll(async () => {
  academy = await startAcademy({ services: ['auth', 'course'] });
  const authors = new Map<string, TestUser>();
  for (const [key, name] of Object.entries(INSTRUCTORS)) authors.set(key, await academy.newInstructor(name));
  for (const slug of listCourseSlugs()) {
    const { instructor, modules: _modules, ...course } = readCourse(slug);
    await publishCourse(academy, authors.get(instructor)!, course);
  }
  await academy.eventually(async () => {
    const kept = await academy.collection('course', 'catalogue_counts').findOne({ _id: 'all' as never });
    expect(kept?.count).toBe(listCourseSlugs().length);
    expect(
      await academy.collection('course', 'search_words').countDocuments({ courses: { $gt: 0 } }),
    ).toBeGreaterThan(300);
  });
}, 300_000);
afterAll(() => academy.stop());

async function search(text: string, rest = ''): Promise<string[]> {
  const { status, body } = await academy.api.get(
    `/courses?search=${encodeURIComponent(text)}&limit=50${rest}`,
  );
  if (status !== 200) throw new Error(`${text} answered ${JSON.stringify(body)}`);
  // French titles have unbreakable spaces before their colons.
  return body.data.courses.map((course: { title: string }) => course.title.replace(/\s/g, ' ')) as string[];
}

const EXCEL = 'Excel : nettoyer, croiser et présenter ses données';
const DECISIONS = 'Excel for Everyday Decisions';
const VBA = 'Automatiser Excel avec VBA';
const FIRST_STEPS = 'Python: First Steps';
const PREMIERS = 'Python : vos premiers programmes';
const PANDAS_EN = 'Data Analysis with pandas';
const PANDAS_FR = 'Analyser des données avec pandas';
const STATISTICS = 'Statistics with R';
const STATISTIQUES = 'R : statistiques et tidyverse';
const SQL = 'SQL from Zero';
const PHOTO = 'Photographie : les bases, du réglage au regard';
const PROJECT = 'Gestion de projet : du cadrage au bilan';
const FINANCE = 'Personal Finance: The Basics';

describe('GET /courses?search=', () => {
  // What is searched, and what must come first, in any order among them.
  it.each([
    ['a word of titles', 'python', [PREMIERS, FIRST_STEPS]],
    ['a letter', 'r', [STATISTICS, STATISTIQUES]],
    ['an acronym', 'SQL', [SQL]],
    ['the other number', 'panda', [PANDAS_EN, PANDAS_FR]],
    ['another ending', 'statistique', [STATISTICS, STATISTIQUES]],
    ['a verb for its noun', "l'automatisation", [VBA]],
    ['no accents', 'donnees', [PANDAS_FR, EXCEL]],
    ['capitals without accents', 'TABLEAU CROISE', [EXCEL]],
    ['a phrase in French', 'tableaux croisés dynamiques', [EXCEL]],
    ['a phrase in English', 'pivot tables', [DECISIONS]],
    ['swapped letters', 'pyhton', [PREMIERS, FIRST_STEPS]],
    ['two misspelled words', 'pivto tabels', [DECISIONS]],
    ['a letter too few', 'programing', [FIRST_STEPS]],
    ['two errors in a long word', 'fotographie', [PHOTO]],
    ['a beginning', 'photo', [PHOTO]],
    ['an unfinished last word', 'personal fin', [FINANCE]],
    ['a colloquial short form', 'stats', [STATISTICS, STATISTIQUES]],
    ['a keyword', 'macro', [VBA]],
    ['all words before some', 'excel vba', [VBA]],
    ['function words', 'la gestion de projet', [PROJECT]],
    ['words that every course is found by', 'formation python débutant', [PREMIERS]],
    ['a question', 'how do I learn excel?', [EXCEL, DECISIONS, VBA]],
    ['an instructor', 'claire fontaine', [PROJECT, EXCEL, VBA, DECISIONS]],
    ['an instructor without accents', 'aisha', [PHOTO, FINANCE]],
    ['a word that nobody knows beside one', 'excel kubernetes', [EXCEL, DECISIONS, VBA]],
  ])('finds by %s: %s', async (_what, text, expected) => {
    const found = await search(text);
    expect(found.slice(0, expected.length).sort()).toEqual([...expected].sort());
  });

  it('puts the words in a title before those in a description', async () => {
    const found = await search('vba');
    expect(found[0]).toBe(VBA);
    expect((await search('sql'))[0]).toBe(SQL);
    expect((await search('données excel'))[0]).toBe(EXCEL);
  });

  it('says that there is nothing, and counts what there is', async () => {
    for (const text of ['kubernetes', 'zzzzzz', '??', '%%%', '🦊']) expect(await search(text)).toEqual([]);
    const { body } = await academy.api.get('/courses?search=excel&limit=2');
    expect(body.pagination).toMatchObject({ page: 1, limit: 2 });
    expect(body.pagination.total).toBeGreaterThanOrEqual(3);
    const rest = await academy.api.get('/courses?search=excel&limit=2&page=2');
    const idsOf = ({ body: answer }: typeof rest) =>
      answer.data.courses.map((course: { _id: string }) => course._id);
    expect(
      idsOf(rest).some((id: string) =>
        body.data.courses.some((course: { _id: string }) => course._id === id),
      ),
    ).toBe(false);
  });

  it('filters what it finds, and sorts it otherwise when asked', async () => {
    expect(await search('python', '&language=en')).toEqual(expect.arrayContaining([FIRST_STEPS, PANDAS_EN]));
    expect(await search('python', '&language=en')).not.toContain(PREMIERS);
    expect(await search('excel', '&domain=Python&price_max=0')).not.toContain(EXCEL);
    const courses = academy.collection('course', 'courses');
    await courses.updateOne({ title: PANDAS_EN }, { $set: { enrollments_count: 50, average_rating: 3 } });
    await courses.updateOne({ title: FIRST_STEPS }, { $set: { enrollments_count: 40, average_rating: 5 } });
    expect((await search('python', '&sort_by=popular'))[0]).toBe(PANDAS_EN);
    expect((await search('python', '&sort_by=rating'))[0]).toBe(FIRST_STEPS);
    const [newest] = (await academy.api.get('/courses?search=python&sort_by=newest')).body.data.courses;
    expect(newest.title).toBe(
      [...listCourseSlugs()]
        .map((slug) => readCourse(slug).title)
        .filter((title) => title.includes('Python'))
        .at(-1),
    );
  });

  it('takes an empty search for none', async () => {
    expect(await search('')).toHaveLength(listCourseSlugs().length);
    expect(await search('   ')).toHaveLength(listCourseSlugs().length);
  });

  it('reads every text as words: patterns, operators and markup mean nothing and break nothing', async () => {
    for (const text of EVIL) {
      const { status, body } = await academy.api.get(
        `/courses?search=${encodeURIComponent(text.slice(0, 200))}`,
      );
      expect([text, status, body.success]).toEqual([text, 200, true]);
    }
  });
});

const EVIL = [
  '.*',
  '^(a+)+$',
  '(a|aa)+$',
  '([a-zA-Z]+)*$',
  '(?<!a)b',
  '\\',
  '\\b\\w+',
  '[',
  ']',
  '(',
  ')',
  '{}',
  '$',
  '$where',
  '$ne',
  '{"$gt":""}',
  '{"$regex":".*"}',
  '[$ne]=1',
  '$$ROOT',
  '$title',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  "'; return true; //",
  '"; db.courses.drop(); //',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '../../etc/passwd',
  '%00',
  '\u0000',
  '\u202e\u200b\ufeff',
  'a'.repeat(200),
  'aa '.repeat(66),
  'é'.repeat(200),
  'ﬁ'.repeat(100),
  '🦊'.repeat(50),
  '\ud83e\udd8a',
  'x\u0301\u0302\u0303'.repeat(40),
  '-'.repeat(200),
  "l'".repeat(100),
  '1 234 567 890 '.repeat(14),
  '1.2.3.4.5.6.7.8.9',
  'A.B.C.D.E.F.G.H.I.J.K',
  'c++ c# .net f#',
  'the the the the',
  'a b c d e f g h i j k l m n o p q r s t u v w x y z',
  'or and not in is null',
  'NaN Infinity undefined null true false',
  'SELECT * FROM courses WHERE 1=1 --',
  'python'.split('').join('\u200d'),
  'İstanbul ıssız',
];
