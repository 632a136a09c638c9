import { Injectable } from '@nestjs/common';
import type { ReadableQuestion } from '@har/contracts';
import { toObjectIds } from '@har/mongo';
import { CommentRepository } from './comment.repository';
import { DiscussionAccessService } from './discussion-access.service';

/** Tells other services what a user may still read. */
@Injectable()
export class ReadableCommentService {
  constructor(
    private readonly comments: CommentRepository,
    private readonly access: DiscussionAccessService,
  ) {}

  /** Those of the comments that exist and that the user may read now. */
  async list({ user_id, comment_ids }: ReadableQuestion): Promise<string[]> {
    const comments = await this.comments.findMany(toObjectIds(comment_ids));
    const lessons = [...new Set(comments.map(({ lesson_id }) => String(lesson_id)))];
    const open = await Promise.all(
      lessons.map(async (id) => ((await this.access.mayRead(user_id, id)) ? [id] : [])),
    );
    const readable = new Set(open.flat());
    return comments.filter(({ lesson_id }) => readable.has(String(lesson_id))).map(({ _id }) => String(_id));
  }
}
