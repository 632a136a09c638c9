import { Controller } from '@nestjs/common';
import { administerUser, listUsers } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { UserAdministrationService } from './user-administration.service';

/** For administrators only, as the contracts say. */
@Controller()
export class UserAdministrationHandler {
  constructor(private readonly administration: UserAdministrationService) {}

  @Handles(listUsers)
  async list({ query }: Call<typeof listUsers>) {
    return { data: await this.administration.listUsers(query) };
  }

  @Handles(administerUser)
  async administer({ actor, params, body }: Call<typeof administerUser>) {
    return { data: { user: await this.administration.administer(actor, params.id, body) } };
  }
}
