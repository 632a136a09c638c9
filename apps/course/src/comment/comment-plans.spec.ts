import { getModelToken } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { startCourseContext, type CourseContext } from '../../test/course-context';
import { eventually } from '@har/testing';
import { captureQueries, planOf, UNTIL_COUNTED_MS } from '../../test/query-plans';
import { COMMENTS, type Question, type StoredComment } from './comment.schema';
import { CommentListRepository } from './comment-list.repository';
import { CommentRepository } from './comment.repository';

const LESSON = new Types.ObjectId();
const TEACHER = new Types.ObjectId();
const COURSE = new Types.ObjectId();
const ASKED = new Types.ObjectId();
/** Below some thousand documents a planner may rightly prefer to read them all. */
const DOCUMENTS = 4_000;
const PAGE = { page: 1, limit: 10 };

let context: CourseContext;
let lists: CommentListRepository;
let comments: CommentRepository;

beforeAll(async () => {
  context = await startCourseContext();
  lists = context.get(CommentListRepository);
  comments = context.get(CommentRepository);
  const model = context.app.get<Model<StoredComment>>(getModelToken(COMMENTS), { strict: false });
  await model.collection.insertMany(Array.from({ length: DOCUMENTS }, (_, i) => newComment(i)));
});
afterAll(() => context.stop());

/** Every fourth is a reply; a tenth of all is under one lesson and course. */
function newComment(i: number): object {
  const id = new Types.ObjectId();
  const common = {
    _id: id,
    lesson_id: i % 10 === 0 ? LESSON : new Types.ObjectId(),
    course_id: i % 10 === 0 ? COURSE : new Types.ObjectId(),
    user_id: new Types.ObjectId(),
    by_staff: false,
    content: `Comment ${i}`,
    mentions: [],
    votes_count: i % 7,
    voters: [],
    listed: true,
    created_at: new Date(i * 1_000),
    edited_at: null,
    deleted_at: null,
  };
  if (i % 4 === 3) {
    const question_id = i % 8 === 3 ? ASKED : new Types.ObjectId();
    return { ...common, kind: 'reply', question_id, in_reply_to: null };
  }
  return {
    ...common,
    kind: 'question',
    question_id: id,
    instructor_id: i % 10 === 0 ? TEACHER : new Types.ObjectId(),
    state: i % 2 ? 'open' : 'answered',
    has_official: i % 5 === 0,
    pinned_reply_id: null,
    replies_count: 0,
    staff_replies_count: 0,
    lesson_gone: false,
  };
}

const asked = { _id: ASKED, pinned_reply_id: new Types.ObjectId() } as unknown as Question;
const teacher = String(TEACHER);

describe('the lists of questions', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['by official answer', () => lists.listQuestions(LESSON, { ...PAGE, sort: 'pinned' })],
    ['by votes', () => lists.listQuestions(LESSON, { ...PAGE, sort: 'votes' })],
    ['by age', () => lists.listQuestions(LESSON, { ...PAGE, sort: 'newest' })],
    ['of a state', () => lists.listQuestions(LESSON, { ...PAGE, sort: 'pinned', state: 'open' })],
    ['replies by votes', () => lists.listReplies(asked, { ...PAGE, sort: 'votes' }, 1)],
    ['replies by age', () => lists.listReplies(asked, { ...PAGE, sort: 'newest' }, 0)],
    ['replies, the oldest first', () => lists.listReplies(asked, { ...PAGE, sort: 'oldest' }, 0)],
    ['what waits', () => lists.listInbox(teacher, { ...PAGE, state: 'open' })],
    [
      'what waits in a course',
      () => lists.listInbox(teacher, { ...PAGE, state: 'open', course_id: String(COURSE) }),
    ],
    ['who writes under a lesson', () => comments.listWriters(LESSON, [teacher])],
    ['own votes', () => comments.listVoted(teacher, [ASKED])],
  ])('%s are read from an index, in its order', async (_what, work) => {
    await eventually(async () => {
      const captured = await captureQueries(work);
      expect(captured.length).toBeGreaterThan(0);
      for (const query of captured) {
        const { text, scans_collection, sorts_in_memory, indexes } = await planOf(context.connection, query);
        expect([text, scans_collection, sorts_in_memory]).toEqual([text, false, false]);
        expect(indexes.length).toBeGreaterThan(0);
      }
    }, UNTIL_COUNTED_MS);
  });
});
