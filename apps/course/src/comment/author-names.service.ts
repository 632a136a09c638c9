import { Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import type { CallContext } from '@har/routing';
import { InstructorNameRepository } from '../instructor/instructor-name.repository';
import { InstructorNameService } from '../instructor/instructor-name.service';

/** The names that comments are shown with: of the copy that the auth service's events keep. */
@Injectable()
export class AuthorNamesService {
  constructor(
    private readonly copies: InstructorNameRepository,
    private readonly known: InstructorNameService,
  ) {}

  /** Names by user id; one that is not known is left out. */
  async namesOf(userIds: readonly string[]): Promise<Map<string, string>> {
    const names = await this.copies.findMany([...new Set(userIds)]);
    return new Map(names.map(({ _id, name }) => [_id, name]));
  }

  /**
   * The writer's name, kept from now on where only the auth service knew it.
   *
   * @throws CatalogueError UNAUTHORIZED when there is no such user, SERVICE_UNAVAILABLE
   */
  async nameOf(actor: Actor, context: CallContext): Promise<string> {
    const { name, version } = await this.known.nameOf(actor, context);
    if (version === 0) await this.copies.keep({ _id: actor.user_id, name, version });
    return name;
  }
}
