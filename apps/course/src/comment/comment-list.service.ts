import { Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import type {
  InboxQuery,
  InboxQuestion,
  QuestionQuery,
  QuestionReply,
  ReplyQuery,
  ReplyReply,
} from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { paginate, type Pagination } from '@har/routing';
import { CourseRepository } from '../course/course.repository';
import { CommentListRepository } from './comment-list.repository';
import { CommentViewService } from './comment-view.service';
import { CommentedLessonRepository } from './commented-lesson.repository';
import { DiscussionAccessService } from './discussion-access.service';
import { ThreadService } from './thread.service';

/** Reading what is asked and answered. */
@Injectable()
export class CommentListService {
  constructor(
    private readonly access: DiscussionAccessService,
    private readonly threads: ThreadService,
    private readonly lists: CommentListRepository,
    private readonly views: CommentViewService,
    private readonly courses: CourseRepository,
    private readonly lessons: CommentedLessonRepository,
  ) {}

  /** @throws CatalogueError LESSON_NOT_FOUND, NOT_ENROLLED or COURSE_ACCESS_ENDED */
  async listQuestions(
    actor: Actor,
    lessonId: string,
    query: QuestionQuery,
  ): Promise<{ questions: QuestionReply[]; pagination: Pagination }> {
    const { lesson } = await this.access.openToRead(actor, lessonId);
    const { questions, total } = await this.lists.listQuestions(lesson._id, query);
    return { questions: await this.views.questions(actor, questions), pagination: paginate(query, total) };
  }

  /**
   * The thread of a question, or of one of its replies.
   *
   * @throws CatalogueError COMMENT_NOT_FOUND, NOT_ENROLLED or COURSE_ACCESS_ENDED
   */
  async listReplies(
    actor: Actor,
    id: string,
    query: ReplyQuery,
  ): Promise<{ question: QuestionReply; replies: ReplyReply[]; pagination: Pagination }> {
    const { question } = await this.threads.get(id);
    await this.access.openToRead(actor, String(question.lesson_id), 'COMMENT_NOT_FOUND');
    if (!question.listed) throw new CatalogueError('COMMENT_NOT_FOUND');
    const official = await this.views.officialOf([question]);
    const { replies, total } = await this.lists.listReplies(question, query, official.length);
    const shown = query.page === 1 ? [...official, ...replies] : replies;
    const thread = await this.views.thread(actor, question, shown, official);
    return { ...thread, pagination: paginate(query, total) };
  }

  /** The questions under the caller's own courses. */
  async listInbox(
    actor: Actor,
    query: InboxQuery,
  ): Promise<{ questions: InboxQuestion[]; pagination: Pagination }> {
    const { questions, total } = await this.lists.listInbox(actor.user_id, query);
    const courseIds = [...new Set(questions.map(({ course_id }) => String(course_id)))];
    const [views, courses, lessons] = await Promise.all([
      this.views.questions(actor, questions),
      this.courses.findMany(courseIds),
      this.lessons.titlesOf(questions.map(({ lesson_id }) => lesson_id)),
    ]);
    const titles = new Map(courses.map(({ _id, title }) => [String(_id), title]));
    const listed = views.map((question) => ({
      question,
      course_title: titles.get(question.course_id) ?? '',
      lesson_title: lessons.get(question.lesson_id) ?? '',
    }));
    return { questions: listed, pagination: paginate(query, total) };
  }
}
