import { Controller } from '@nestjs/common';
import { getUserSummary } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { Handles, type Call } from '@har/routing';
import { toUserSummary } from '../users/user-reply';
import { UserService } from '../users/user.service';

/** What other services may ask about users; deleted ones are still told of, by their status. */
@Controller()
export class UserDirectoryHandler {
  constructor(private readonly users: UserService) {}

  @Handles(getUserSummary)
  async get({ body }: Call<typeof getUserSummary>) {
    const user = await this.users.find(body.user_id);
    if (!user) throw new CatalogueError('USER_NOT_FOUND');
    return { data: toUserSummary(user) };
  }
}
