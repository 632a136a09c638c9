import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoCourse, DemoLesson } from './course.types';
import { countWords, listHtmlFaults } from './html-fragment';
import { coursesFolder, listCourseSlugs, readCourse, readLessonHtml } from './read-course';

const slugs = listCourseSlugs();
const lessonsOf = (course: DemoCourse): DemoLesson[] => course.modules.flatMap((module) => module.lessons);
const contentFilesOf = (course: DemoCourse): string[] =>
  lessonsOf(course).flatMap((lesson) => (lesson.type === 'text' ? [lesson.content_file] : []));
const filmsOf = (course: DemoCourse): string[] =>
  lessonsOf(course).flatMap((lesson) =>
    lesson.type === 'video' && lesson.video_file ? [lesson.video_file] : [],
  );

describe.each(slugs)('demo course %s', (slug) => {
  const course = () => readCourse(slug);

  it('fits the schema', () => {
    expect(course).not.toThrow();
  });

  it('has 2 to 4 modules, 6 to 9 lessons and every type of lesson', () => {
    const lessons = lessonsOf(course());
    expect(course().modules.length).toBeGreaterThanOrEqual(2);
    expect(course().modules.length).toBeLessThanOrEqual(4);
    expect(lessons.length).toBeGreaterThanOrEqual(6);
    expect(lessons.length).toBeLessThanOrEqual(9);
    expect(new Set(lessons.map((lesson) => lesson.type))).toEqual(
      new Set(['text', 'video', 'quiz', 'exercise']),
    );
  });

  it('names each lesson differently and shows the first one to everyone', () => {
    const titles = lessonsOf(course()).map((lesson) => lesson.title);
    expect(new Set(titles).size).toBe(titles.length);
    expect(lessonsOf(course())[0]?.is_free_preview).toBe(true);
  });

  it('has a quiz of at least 5 questions of at least 3 types', () => {
    const quizzes = lessonsOf(course()).filter((lesson) => lesson.type === 'quiz');
    const mixed = quizzes.filter(
      (quiz) => new Set(quiz.questions.map((question) => question.type)).size >= 3,
    );
    expect(mixed.filter((quiz) => quiz.questions.length >= 5)).not.toEqual([]);
  });

  it('refers to exactly the files of its folder', () => {
    const files = readdirSync(join(coursesFolder, slug)).sort();
    expect(files).toEqual([...contentFilesOf(course()), ...filmsOf(course()), 'course.json'].sort());
  });

  it('has text lessons of 350 to 700 words in sound HTML', () => {
    for (const file of contentFilesOf(course())) {
      const html = readLessonHtml(slug, file);
      expect({ file, faults: listHtmlFaults(html) }).toEqual({ file, faults: [] });
    }
    const lengths = contentFilesOf(course()).map((file) => ({
      file,
      words: countWords(readLessonHtml(slug, file)),
    }));
    expect(lengths.filter(({ words }) => words < 350 || words > 700)).toEqual([]);
  });

  it('has exercises in sound HTML', () => {
    for (const lesson of lessonsOf(course())) {
      if (lesson.type !== 'exercise') continue;
      expect(listHtmlFaults(lesson.exercise.instructions)).toEqual([]);
      expect(listHtmlFaults(lesson.exercise.solution)).toEqual([]);
    }
  });
});

describe('the catalogue of the demo academy', () => {
  const courses = (): DemoCourse[] => slugs.map((slug) => readCourse(slug));
  const distinct = <T>(values: T[]): T[] => [...new Set(values)].sort();

  it('has at least 12 courses, each with a title of its own', () => {
    const titles = courses().map((course) => course.title);
    expect(titles.length).toBeGreaterThanOrEqual(12);
    expect(distinct(titles)).toHaveLength(titles.length);
  });

  it.each(['fr', 'en'] as const)('has all domains and all kinds of price in %s', (language) => {
    const own = courses().filter((course) => course.language === language);
    const kind = ({ price }: DemoCourse) => (price.amount === 0 ? 'free' : price.pricing_model);
    expect(distinct(own.map((course) => course.domain))).toEqual(['Excel', 'Other', 'Python', 'R']);
    expect(distinct(own.map(kind))).toEqual(['free', 'one-time', 'subscription']);
  });

  it('has work for each instructor', () => {
    expect(distinct(courses().map((course) => course.instructor))).toEqual(['aisha', 'claire', 'marc']);
  });
});
