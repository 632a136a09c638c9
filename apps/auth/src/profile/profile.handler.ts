import { Controller } from '@nestjs/common';
import { getProfile, getPublicProfile, replaceProfile, updateProfile } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { ProfileService } from './profile.service';

@Controller()
export class ProfileHandler {
  constructor(private readonly profiles: ProfileService) {}

  @Handles(getProfile)
  async get({ actor }: Call<typeof getProfile>) {
    return { data: { user: await this.profiles.get(actor) } };
  }

  @Handles(updateProfile)
  async update({ actor, body }: Call<typeof updateProfile>) {
    return { data: { user: await this.profiles.update(actor, body) } };
  }

  @Handles(replaceProfile)
  async replace({ actor, body }: Call<typeof replaceProfile>) {
    return { data: { user: await this.profiles.replace(actor, body) } };
  }

  @Handles(getPublicProfile)
  async getPublic({ params }: Call<typeof getPublicProfile>) {
    return { data: { user: await this.profiles.getPublic(params.id) } };
  }
}
