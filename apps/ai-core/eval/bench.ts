import { splitSentences, type Language } from '@har/text-analysis';
import { DEFAULT_WEIGHTS } from '../src/recommendation/blend-weights';
import { CourseCatalogue } from '../src/recommendation/course-catalogue';
import { learnerHistories } from '../src/recommendation/learner-history';
import { RecommendationModel } from '../src/recommendation/recommendation-model';
import { recommend } from '../src/recommendation/recommender';
import { nearestVectors } from '../src/embedding/nearest-vectors';
import { SeededRandom } from '../src/quiz-generation/seeded-random';
import { extractPassages } from '../src/tutor/passage-extractor';
import { PassageIndex } from '../src/tutor/passage-index';
import { answerQuestion } from '../src/tutor/tutor';
import { readEvalLessons } from './eval-lesson';
import { Stopwatch } from './stopwatch';
import { syntheticAcademy } from './synthetic-academy';
import { readEvalQuestions } from './tutor-eval';

// `node dist/apps/ai-core/eval/bench.js`: how much processor time recommendations and answers take in a large academy.

const PARAGRAPHS = 20_000;
const A_LESSON = 10;
const ASKED = 2_000;
const DIMENSIONS = 1_536;
const NEAREST = 50;

function measure(name: string, calls: readonly (() => unknown)[]): void {
  const stopwatch = new Stopwatch();
  for (const call of calls) stopwatch.time(call);
  const at = (share: number): string => `${stopwatch.quantile(share).toFixed(2)} ms`;
  process.stdout.write(
    `${name}: p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, ${stopwatch.count} times\n`,
  );
}

/** 10,000 learners, 1,000 courses. */
function benchRecommendations(): void {
  const academy = syntheticAcademy('bench');
  const catalogue = new CourseCatalogue(academy.catalogue);
  const histories = learnerHistories(academy.log);
  const ids = academy.catalogue.map(({ course_id }) => course_id);
  const model = RecommendationModel.fit(histories.values(), DEFAULT_WEIGHTS, 'bench', ids);
  const learners = [...histories].slice(0, ASKED);
  const now = Number.MAX_SAFE_INTEGER;
  const requests = learners.map(([user_id, history]) => ({ user_id, history, now }));
  const asks = requests.map((request) => () => recommend(model, catalogue, request));
  for (const ask of asks) ask();
  measure('recommendation, 10,000 learners, 1,000 courses', asks);
  const news = learners.slice(0, 100).map(([, history], place) => ({ history, course: ids[place]! }));
  measure(
    'exact update of the model by one enrolment',
    news.map(
      ({ history, course }) =>
        () =>
          model.addEnrollment(history, course),
    ),
  );
}

/** One course with paragraphs of four sentences, shuffled from all lessons of the evaluation. */
function largeCourse(language: Language): PassageIndex {
  const random = new SeededRandom(language);
  const sentences = readEvalLessons()
    .filter((lesson) => lesson.language === language)
    .flatMap((lesson) => extractPassages(lesson, language))
    .flatMap(({ text }) => splitSentences(text, language));
  const paragraph = (): string =>
    `<p>${[0, 1, 2, 3].map(() => sentences[random.below(sentences.length)]).join(' ')}</p>`;
  const index = new PassageIndex(language);
  for (let lesson = 0; lesson < PARAGRAPHS / A_LESSON; lesson += 1) {
    const content = Array.from({ length: A_LESSON }, paragraph).join('');
    index.upsertLesson({ lesson_id: `lesson-${lesson}`, title: `Lesson ${lesson}`, content });
  }
  return index;
}

function benchAnswers(): void {
  const questions = [...readEvalQuestions('set-1'), ...readEvalQuestions('set-2')];
  for (const language of ['fr', 'en'] as const) {
    const begun = performance.now();
    const index = largeCourse(language);
    const built = ((performance.now() - begun) / 1_000).toFixed(1);
    const asked = questions.filter((question) => question.language === language);
    const asks = asked.map(
      ({ question }) =>
        () =>
          answerQuestion(index, { question }),
    );
    for (const ask of asks) ask();
    measure(`answer (${language}), ${index.size} paragraphs in one course, built in ${built} s`, asks);
  }
}

/** What embeddings add to an answer, beside the wait for the vector of the question. */
function benchVectors(): void {
  const random = new SeededRandom('vectors');
  const vector = (): Float32Array =>
    Float32Array.from({ length: DIMENSIONS }, () => random.below(1_000) / 1_000 - 0.5);
  const vectors = Array.from({ length: PARAGRAPHS }, (_, id) => [id, vector()] as const);
  const asked = Array.from({ length: 50 }, vector);
  const asks = asked.map((one) => () => nearestVectors(one, vectors, NEAREST));
  for (const ask of asks) ask();
  measure(`nearest of ${PARAGRAPHS} vectors of ${DIMENSIONS} numbers`, asks);
}

benchRecommendations();
benchAnswers();
benchVectors();
