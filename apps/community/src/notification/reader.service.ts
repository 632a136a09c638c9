import { Injectable } from '@nestjs/common';
import { listReadableComments } from '@har/contracts';
import { currentContext } from '@har/logging';
import { newId, ServiceCaller } from '@har/routing';

/** As many as one call may ask about. */
const BATCH = 100;

/** Asks the course service what somebody may still read: nobody is told of what was closed to them since. */
@Injectable()
export class ReaderService {
  constructor(private readonly caller: ServiceCaller) {}

  /**
   * Those of the comments that exist and that the user may read now.
   *
   * @throws CatalogueError SERVICE_UNAVAILABLE
   */
  async readable(user_id: string, commentIds: readonly string[]): Promise<Set<string>> {
    const context = { request_id: currentContext()?.request_id ?? newId(), language: 'fr' as const };
    const ids = [...new Set(commentIds)];
    const readable = new Set<string>();
    for (let at = 0; at < ids.length; at += BATCH) {
      const body = { user_id, comment_ids: ids.slice(at, at + BATCH) };
      const { comment_ids } = await this.caller.call(listReadableComments, { body }, context);
      for (const id of comment_ids) readable.add(id);
    }
    return readable;
  }
}
