import { Controller } from '@nestjs/common';
import { abortUpload, completeUpload, getUpload, openUpload } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { UploadService } from './upload.service';

@Controller()
export class UploadHandler {
  constructor(private readonly uploads: UploadService) {}

  @Handles(openUpload)
  async open({ actor, body, resource_id }: Call<typeof openUpload>) {
    return { data: { upload: await this.uploads.open(actor, body, resource_id) } };
  }

  @Handles(getUpload)
  async get({ actor, params }: Call<typeof getUpload>) {
    return { data: { upload: await this.uploads.get(actor, params.id) } };
  }

  @Handles(completeUpload)
  async complete({ actor, params }: Call<typeof completeUpload>) {
    return { data: { upload: await this.uploads.complete(actor, params.id) } };
  }

  @Handles(abortUpload)
  async abort({ actor, params }: Call<typeof abortUpload>) {
    await this.uploads.abort(actor, params.id);
    return { message: 'Upload deleted' };
  }
}
