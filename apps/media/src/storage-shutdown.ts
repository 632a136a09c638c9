import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { OBJECT_STORAGE, type ObjectStorage } from '@har/storage';

/** Closes the connections to the storage when everything that uses them has ended. */
@Injectable()
export class StorageShutdown implements OnApplicationShutdown {
  constructor(@Inject(OBJECT_STORAGE) private readonly storage: ObjectStorage) {}

  onApplicationShutdown(): void {
    this.storage.close();
  }
}
