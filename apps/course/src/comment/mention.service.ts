import { Injectable } from '@nestjs/common';
import { MENTIONS_MAX } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { AuthorNamesService } from './author-names.service';
import { CommentRepository } from './comment.repository';
import type { Discussion } from './discussion-access.service';
import { mentionedIn } from './mention';

/** Whom a text mentions, and the names of those and of its author, by user id. */
export interface Mentioned {
  readonly ids: readonly string[];
  readonly names: ReadonlyMap<string, string>;
}

/** Whom a comment may name. */
@Injectable()
export class MentionService {
  constructor(
    private readonly comments: CommentRepository,
    private readonly names: AuthorNamesService,
  ) {}

  /**
   * Those whom a text mentions: participants, who wrote under the lesson or are the course's instructor.
   *
   * @throws CatalogueError MENTION_NOT_PARTICIPANT naming those who are none
   */
  async resolve(text: string, authorId: string, { course, lesson }: Discussion): Promise<Mentioned> {
    const mentioned = mentionedIn(text);
    if (mentioned.length > MENTIONS_MAX) throw refusal(mentioned.slice(MENTIONS_MAX));
    const others = mentioned.filter((id) => !course.instructor_id.equals(id));
    const writers = await this.comments.listWriters(lesson._id, others);
    const strangers = others.filter((id) => !writers.has(id));
    if (strangers.length > 0) throw refusal(strangers);
    return { ids: mentioned, names: await this.names.namesOf([authorId, ...mentioned]) };
  }
}

function refusal(ids: readonly string[]): CatalogueError {
  const details = ids.slice(0, MENTIONS_MAX).map((id) => ({ field: 'body.content', message: `@${id}` }));
  return new CatalogueError('MENTION_NOT_PARTICIPANT', { max: MENTIONS_MAX }, details);
}
