import { Controller } from '@nestjs/common';
import { claimUpload, signFile } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { FileService } from './file.service';

@Controller()
export class FileHandler {
  constructor(private readonly files: FileService) {}

  @Handles(claimUpload)
  async claim({ actor, body }: Call<typeof claimUpload>) {
    return { data: { file: await this.files.claim(actor, body) } };
  }

  @Handles(signFile)
  async sign({ body }: Call<typeof signFile>) {
    return { data: await this.files.sign(body) };
  }
}
