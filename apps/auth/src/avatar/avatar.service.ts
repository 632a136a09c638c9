import { Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import { authFilesChanged, claimUpload, type FilesChanged, type User } from '@har/contracts';
import { outboxEntry } from '@har/messaging';
import { ServiceCaller, type CallContext } from '@har/routing';
import { toUserReply } from '../users/user-reply';
import { assertStored, UserService } from '../users/user.service';

/** The uploaded picture of a user; whichever it replaces is given up in the same write. */
@Injectable()
export class AvatarService {
  constructor(
    private readonly users: UserService,
    private readonly caller: ServiceCaller,
  ) {}

  /**
   * @param request names this one use of the upload: another request with the same upload is another use
   * @throws CatalogueError USER_NOT_FOUND, CONFIGURED_ACCOUNT, CONCURRENT_CHANGE, or what claimUpload refuses
   */
  async set(actor: Actor, upload_id: string, request: string, context: CallContext): Promise<User> {
    assertStored(actor.user_id);
    const user = await this.users.get(actor.user_id);
    if (user.avatar_file_id === upload_id) return toUserReply(user);
    const claim = { upload_id, purpose: 'avatar' as const, claimant: `avatar:${request}` };
    const { file } = await this.caller.call(claimUpload, { body: claim }, context);
    const changed = await this.users.change(actor.user_id, ({ avatar_file_id: before }) => {
      const fact: FilesChanged = { attached: [file.file_id], released: before ? [before] : [] };
      return {
        set: { avatar_url: file.public_url, avatar_file_id: file.file_id },
        events: [outboxEntry(authFilesChanged.type, fact)],
      };
    });
    return toUserReply(changed);
  }

  /** Nothing changes where there is none. @throws CatalogueError USER_NOT_FOUND, CONFIGURED_ACCOUNT, CONCURRENT_CHANGE */
  async remove(actor: Actor): Promise<User> {
    const changed = await this.users.change(actor.user_id, ({ avatar_url }) =>
      avatar_url ? { set: { avatar_url: null } } : null,
    );
    return toUserReply(changed);
  }
}
