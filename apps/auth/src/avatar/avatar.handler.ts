import { Controller } from '@nestjs/common';
import { removeAvatar, setAvatar } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { AvatarService } from './avatar.service';

@Controller()
export class AvatarHandler {
  constructor(private readonly avatars: AvatarService) {}

  @Handles(setAvatar)
  async set(call: Call<typeof setAvatar>) {
    const { actor, body, resource_id } = call;
    return { data: { user: await this.avatars.set(actor, body.upload_id, resource_id, call) } };
  }

  @Handles(removeAvatar)
  async remove({ actor }: Call<typeof removeAvatar>) {
    return { data: { user: await this.avatars.remove(actor) } };
  }
}
