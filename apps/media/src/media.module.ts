import { Module, type DynamicModule } from '@nestjs/common';
import { OBJECT_STORAGE, S3Storage } from '@har/storage';
import { FileModule } from './file/file.module';
import { MEDIA_ENV, type MediaEnv } from './media-env';
import { StorageShutdown } from './storage-shutdown';
import { UploadModule } from './upload/upload.module';

/** Files: what people send, what is made of it, and who may fetch it. */
@Module({})
export class MediaModule {
  static forRoot(env: MediaEnv): DynamicModule {
    return {
      module: MediaModule,
      global: true,
      providers: [
        { provide: MEDIA_ENV, useValue: env },
        { provide: OBJECT_STORAGE, useFactory: () => new S3Storage(env) },
        StorageShutdown,
      ],
      exports: [MEDIA_ENV, OBJECT_STORAGE],
      imports: [UploadModule, FileModule],
    };
  }
}
