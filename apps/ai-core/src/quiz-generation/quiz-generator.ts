import { contentToBlocks, detectLanguage, type Language } from '@har/text-analysis';
import { brokenRule, quotableText } from './question-checks';
import { QuestionMakers } from './question-makers';
import { QUIZ_PHRASES } from './quiz-phrases';
import type { GeneratedQuiz, QuestionDraft, QuestionKind, QuizQuestion, QuizRequest } from './quiz-question';
import { SeededRandom } from './seeded-random';
import { selfContainedSentences } from './source-sentence';

/** Asked for when a request does not say (001 §SERVICE 4). */
export const DEFAULT_QUESTIONS = 5;
export const MOST_QUESTIONS = 20;

/** Other lessons that are read for wrong options. */
const MOST_RELATED = 20;

/** Drafts of one kind that are tried; bounds the work on a long text that yields none. */
const MOST_DRAFTS = 80;

/** Kinds of a group take turns as long as they have something; the next group comes when all of them are used up. */
const TURNS: readonly Exclude<QuestionKind, 'llm'>[][] = [['definition', 'number', 'falsified'], ['cloze']];

/**
 * Multiple-choice questions from a lesson: definitions, numbers and falsified statements first, then sentences with a gap
 * (tier B). The same content gives the same quiz. Rules and checks only; nothing is said that the text does not say.
 */
export function generateQuiz(request: QuizRequest): GeneratedQuiz {
  const wanted = Math.min(MOST_QUESTIONS, Math.max(1, request.num_questions ?? DEFAULT_QUESTIONS));
  const blocks = contentToBlocks(request.content);
  const text = quotableText(blocks);
  const language = request.language ?? detectLanguage(text) ?? 'fr';
  const random = new SeededRandom(text);
  const hasExamples = blocks.some(({ type }) => type === 'code' || type === 'row');
  const sentences = selfContainedSentences(blocks, language);
  const related = (request.related ?? [])
    .slice(0, MOST_RELATED)
    .flatMap((content) => selfContainedSentences(contentToBlocks(content), language));
  const makers = new QuestionMakers(sentences, { text, language, random, hasExamples, related });
  const questions: QuizQuestion[] = [];
  const used = new Set<string>();
  for (const draft of inTurns(makers)) {
    if (used.has(draft.source_quote) || brokenRule(draft, text)) continue;
    used.add(draft.source_quote);
    questions.push(finish(draft, language, random));
    if (questions.length === wanted) break;
  }
  return { language, questions, partial: questions.length < wanted, text };
}

function* inTurns(makers: QuestionMakers): Generator<QuestionDraft> {
  for (const kinds of TURNS) {
    let open = kinds.map((kind) => makers[kind]());
    for (let round = 0; round < MOST_DRAFTS && open.length > 0; round += 1) {
      const going: typeof open = [];
      for (const drafts of open) {
        const { value, done } = drafts.next();
        if (value) yield value;
        if (!done) going.push(drafts);
      }
      open = going;
    }
  }
}

function finish(draft: QuestionDraft, language: Language, random: SeededRandom): QuizQuestion {
  const options = draft.ordered ? [...draft.ordered] : random.shuffle([draft.correct, ...draft.wrong]);
  return {
    kind: draft.kind,
    tier: draft.tier,
    question: draft.question,
    options,
    correct_index: options.indexOf(draft.correct),
    explanation: QUIZ_PHRASES[language].explanation(draft.source_quote),
    source_quote: draft.source_quote,
  };
}
