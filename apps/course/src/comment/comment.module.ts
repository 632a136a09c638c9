import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CourseModule } from '../course/course.module';
import { EnrollmentModule } from '../enrollment/enrollment.module';
import { EntitlementModule } from '../entitlement/entitlement.module';
import { LESSONS, lessonSchema } from '../lesson/lesson.schema';
import { AnswerPinService } from './answer-pin.service';
import { AuthorNamesService } from './author-names.service';
import { CommentHandler } from './comment.handler';
import { CommentListRepository } from './comment-list.repository';
import { CommentListService } from './comment-list.service';
import { CommentPostingService } from './comment-posting.service';
import { CommentRepository } from './comment.repository';
import { COMMENTS, commentSchema } from './comment.schema';
import { CommentService } from './comment.service';
import { CommentViewService } from './comment-view.service';
import { CommentedLessonRepository } from './commented-lesson.repository';
import { DiscussionAccessService } from './discussion-access.service';
import { MentionService } from './mention.service';
import { ReadableCommentService } from './readable-comment.service';
import { ThreadListener } from './thread.listener';
import { ThreadRebuildService } from './thread-rebuild.service';
import { ThreadRepository } from './thread.repository';
import { ThreadService } from './thread.service';

/** Questions under lessons, and their answers (000 §3 D). */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: COMMENTS, schema: commentSchema },
      { name: LESSONS, schema: lessonSchema },
    ]),
    CourseModule,
    EnrollmentModule,
    EntitlementModule,
  ],
  controllers: [CommentHandler],
  providers: [
    AnswerPinService,
    AuthorNamesService,
    CommentListRepository,
    CommentListService,
    CommentPostingService,
    CommentRepository,
    CommentService,
    CommentViewService,
    CommentedLessonRepository,
    DiscussionAccessService,
    MentionService,
    ReadableCommentService,
    ThreadListener,
    ThreadRebuildService,
    ThreadRepository,
    ThreadService,
  ],
})
export class CommentModule {}
