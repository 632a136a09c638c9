import { Types } from 'mongoose';
import { LESSON } from '@har/contracts';
import { toLessonReply, toLessonSummaries, toPlacedReply, type LessonView } from './lesson.reply';
import type { Lesson, StoredBody } from './lesson.schema';

const place = { module_id: new Types.ObjectId(), order: 2 };

const lesson = (body: StoredBody, changes: Partial<Lesson> = {}): Lesson => ({
  _id: new Types.ObjectId(),
  course_id: new Types.ObjectId(),
  title: 'A lesson',
  description: '',
  type: 'text',
  is_free_preview: false,
  duration_seconds: 60,
  complete: true,
  revision: 3,
  created_at: new Date(),
  updated_at: new Date(),
  ...body,
  ...changes,
});

const quiz: StoredBody = {
  quiz: {
    passing_score: 80,
    questions: [
      {
        _id: 'a'.repeat(24),
        type: 'single',
        question: 'Q1',
        options: ['x', 'y'],
        correct: [1],
        points: 2,
        explanation: 'WHY',
      },
      {
        _id: 'b'.repeat(24),
        type: 'short_answer',
        question: 'Q2',
        accepted_answers: ['KEY'],
        points: 1,
        explanation: 'WHY',
      },
      {
        _id: 'c'.repeat(24),
        type: 'true_false',
        question: 'Q3',
        correct: [true],
        points: 1,
        explanation: 'WHY',
      },
    ],
  },
};
const exercise: StoredBody = { exercise: { instructions: '<p>Do</p>', starter: 's', solution: 'KEY' } };

function shown(body: StoredBody, view: LessonView): Record<string, unknown> {
  const reply = toLessonReply(lesson(body), place, view);
  const { error } = LESSON.validate(JSON.parse(JSON.stringify(reply)), { convert: false });
  expect(error).toBeUndefined();
  return reply as unknown as Record<string, unknown>;
}

it('shows no key, explanation or solution to a learner', () => {
  for (const body of [quiz, exercise])
    expect(JSON.stringify(shown(body, 'learner'))).not.toMatch(/KEY|WHY|correct/);
  expect(shown(quiz, 'learner').quiz).toEqual({
    passing_score: 80,
    questions: [
      { _id: 'a'.repeat(24), type: 'single', question: 'Q1', options: ['x', 'y'], points: 2 },
      { _id: 'b'.repeat(24), type: 'short_answer', question: 'Q2', points: 1 },
      { _id: 'c'.repeat(24), type: 'true_false', question: 'Q3', points: 1 },
    ],
  });
});

it('shows the solution of an exercise when it is completed, and still no keys', () => {
  expect(shown(exercise, 'completed').exercise).toMatchObject({ solution: 'KEY' });
  expect(JSON.stringify(shown(quiz, 'completed'))).not.toMatch(/KEY|WHY|correct/);
});

it('shows the author everything, in the shape that is sent back', () => {
  expect(shown(quiz, 'author').quiz).toEqual(quiz.quiz);
  expect(shown(exercise, 'author').exercise).toEqual(exercise.exercise);
});

it('shows video and text, and nothing that is internal', () => {
  const video = { url: 'https://x.test', duration_seconds: 1, transcript: '', thumbnail_url: null };
  expect(shown({ video }, 'learner')).toMatchObject({ video, order: 2, module_id: String(place.module_id) });
  const text = shown({ content: '<p>Hi</p>' }, 'learner');
  expect(text.content).toBe('<p>Hi</p>');
  for (const field of ['revision', 'complete', 'outbox', 'link_pending_at'])
    expect(text).not.toHaveProperty(field);
});

it('places lessons by the outline, and knows no others', () => {
  const [first, second, stranger] = [lesson({}), lesson({}), lesson({})];
  const course = {
    modules: [
      { _id: new Types.ObjectId(), lessons: [second._id] },
      { _id: new Types.ObjectId(), lessons: [first._id, new Types.ObjectId()] },
    ],
  };
  const summaries = toLessonSummaries(course, [first, second, stranger]);
  expect(summaries.map(({ _id, order }) => [_id, order])).toEqual([
    [String(second._id), 1],
    [String(first._id), 1],
  ]);
  expect(toPlacedReply(course, stranger, 'author')).toBeUndefined();
  expect(toPlacedReply(course, first, 'author')?.module_id).toBe(String(course.modules[1]!._id));
});
