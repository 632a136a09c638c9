import { Injectable } from '@nestjs/common';
import { MENTIONS_MAX } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { CommentRepository } from './comment.repository';
import type { Discussion } from './discussion-access.service';
import { mentionedIn } from './mention';

/** Whom a comment may name. */
@Injectable()
export class MentionService {
  constructor(private readonly comments: CommentRepository) {}

  /**
   * The ids of those whom a text mentions: participants, who wrote under the lesson or are the course's instructor.
   *
   * @throws CatalogueError MENTION_NOT_PARTICIPANT naming those who are none
   */
  async resolve(text: string, { course, lesson }: Pick<Discussion, 'course' | 'lesson'>): Promise<string[]> {
    const mentioned = mentionedIn(text);
    if (mentioned.length > MENTIONS_MAX) throw refusal(mentioned.slice(MENTIONS_MAX));
    const others = mentioned.filter((id) => !course.instructor_id.equals(id));
    const writers = await this.comments.listWriters(lesson._id, others);
    const strangers = others.filter((id) => !writers.has(id));
    if (strangers.length > 0) throw refusal(strangers);
    return mentioned;
  }
}

function refusal(ids: readonly string[]): CatalogueError {
  const details = ids.slice(0, MENTIONS_MAX).map((id) => ({ field: 'body.content', message: `@${id}` }));
  return new CatalogueError('MENTION_NOT_PARTICIPANT', { max: MENTIONS_MAX }, details);
}
