import type { Language } from '@har/text-analysis';
import { readCourse, readLessonHtml, listCourseSlugs } from '../../../demo/read-course';
import { generateQuiz } from '../src/quiz-generation/quiz-generator';
import { DEFAULT_WEIGHTS } from '../src/recommendation/blend-weights';
import { CourseCatalogue } from '../src/recommendation/course-catalogue';
import { learnerHistory } from '../src/recommendation/learner-history';
import { RecommendationModel } from '../src/recommendation/recommendation-model';
import { recommendationSentence } from '../src/recommendation/recommendation-sentence';
import { recommend } from '../src/recommendation/recommender';
import type { CourseDescription } from '../src/tutor/course-question';
import { PassageIndex } from '../src/tutor/passage-index';
import { answerQuestion } from '../src/tutor/tutor';
import { SAMPLE_LEARNERS, SAMPLE_PATHS, SAMPLE_QUESTIONS, SAMPLE_QUIZZES } from './sample-requests';

// `node dist/apps/ai-core/eval/write-samples.js`: what the AI core answers on the demo courses, as Markdown.

const DAY = 86_400_000;
const write = (line = ''): void => void process.stdout.write(`${line}\n`);

interface TextLesson {
  lesson_id: string;
  title: string;
  content: string;
}

function lessonsOf(slug: string): { language: Language; lessons: TextLesson[]; about: CourseDescription } {
  const { language, modules, title, short_description } = readCourse(slug);
  const lessons = modules
    .flatMap((module) => module.lessons)
    .flatMap((lesson) =>
      'content_file' in lesson
        ? [
            {
              lesson_id: lesson.content_file,
              title: lesson.title,
              content: readLessonHtml(slug, lesson.content_file),
            },
          ]
        : [],
    );
  const about = { title, text: short_description };
  return { language: language === 'en' ? 'en' : 'fr', lessons, about };
}

function writeAnswers(): void {
  for (const [number, { slug, question }] of SAMPLE_QUESTIONS.entries()) {
    const { language, lessons, about } = lessonsOf(slug);
    const index = new PassageIndex(language);
    for (const lesson of lessons) index.upsertLesson(lesson);
    const { status, answer, citations } = answerQuestion(index, { question, about });
    write(`**${number + 1}. ${question}** (\`${slug}\`)\n`);
    write(`> \`${status}\` ${answer.replace(/\s*\n+\s*/g, ' / ')}\n`);
    for (const { lesson_id, lesson_title, paragraph } of citations)
      write(lesson_id ? `- ${lesson_title}, paragraph ${paragraph}` : `- the course’s own description`);
    write();
  }
}

function writeQuizzes(): void {
  for (const [number, { slug, lesson: at }] of SAMPLE_QUIZZES.entries()) {
    const { lessons } = lessonsOf(slug);
    const lesson = lessons[at]!;
    const related = lessons.filter((other) => other !== lesson).map(({ content }) => content);
    const { questions, partial } = generateQuiz({ content: lesson.content, num_questions: 3, related });
    write(`**Quiz ${number + 1}: ${lesson.title}** (\`${slug}\`${partial ? ', partial' : ''})\n`);
    for (const { question, options, correct_index, kind, tier } of questions) {
      write(`- ${question} (${kind}, ${tier})`);
      for (const [place, option] of options.entries())
        write(`  - ${option}${place === correct_index ? ' ✓' : ''}`);
    }
    write();
  }
}

function writeRecommendations(): void {
  const courses = listCourseSlugs().map((slug, published_at) => {
    const { title, keywords, stack, domain, language } = readCourse(slug);
    const words = [...keywords, ...stack];
    const at = { instructor_id: 'x', published: true, published_at };
    return { course_id: slug, title, keywords: words, domain, language, ...at };
  });
  const catalogue = new CourseCatalogue(courses);
  const historyOf = (slugs: readonly string[]) =>
    learnerHistory(
      slugs.map((course_id, at) => ({ user_id: 'u', course_id, type: 'enrolled', at: at * DAY })),
    );
  const histories = SAMPLE_PATHS.flatMap(({ courses: path, learners }) =>
    Array.from({ length: learners }, () => historyOf(path)),
  );
  const model = RecommendationModel.fit(histories, DEFAULT_WEIGHTS, 'samples');
  for (const [number, { courses: taken, language }] of SAMPLE_LEARNERS.entries()) {
    const request = { user_id: 'u', history: historyOf(taken), language, limit: 3, now: 200 * DAY };
    const titles = taken.map((slug) => catalogue.find(slug)!.title).join(', ');
    write(`**Learner ${number + 1}** (${language}) has: ${titles || 'nothing yet'}\n`);
    for (const { course_id, reason, because, score } of recommend(model, catalogue, request)) {
      const { title, domain } = catalogue.find(course_id)!;
      const names = { because: because.map((slug) => catalogue.find(slug)!.title), domain };
      write(
        `- ${title} (\`${reason}\`, ${score.toFixed(2)}): ${recommendationSentence(reason, names, language)}`,
      );
    }
    write();
  }
}

write('## Questions\n');
writeAnswers();
write('## Quizzes\n');
writeQuizzes();
write('## Recommendations\n');
writeRecommendations();
