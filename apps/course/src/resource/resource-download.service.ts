import { Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import { signFile, type ResourceDownload, type ResourceReply } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { ServiceCaller, type CallContext } from '@har/routing';
import { LessonAccessService } from '../lesson-access/lesson-access.service';
import { toResourceReplies } from './resource.reply';
import { findIn, placeOf } from './resource.service';
import { ResourceShelfRepository, type ShelfPlace } from './resource-shelf.repository';

/** Resources for those who may open the course, or the lesson, at that moment. */
@Injectable()
export class ResourceDownloadService {
  constructor(
    private readonly access: LessonAccessService,
    private readonly shelves: ResourceShelfRepository,
    private readonly caller: ServiceCaller,
  ) {}

  /** @throws CatalogueError UNAUTHORIZED, COURSE_NOT_FOUND, LESSON_NOT_FOUND, NOT_ENROLLED, COURSE_ACCESS_ENDED */
  async list(actor: Actor | undefined, place: ShelfPlace): Promise<ResourceReply[]> {
    await this.assertMay(actor, place);
    const shelf = await this.shelves.find(place);
    return shelf ? toResourceReplies(shelf) : [];
  }

  /**
   * An address for one download, counted.
   *
   * @throws CatalogueError RESOURCE_NOT_FOUND, FILE_NOT_FOUND, and as `list` does
   */
  async download(actor: Actor | undefined, id: string, context: CallContext): Promise<ResourceDownload> {
    const shelf = await this.shelves.findWith(id);
    if (!shelf) throw new CatalogueError('RESOURCE_NOT_FOUND');
    await this.assertMay(actor, placeOf(shelf));
    const { file_id, filename, content_type, file_size } = findIn(shelf.items, id);
    const body = { file_id, use: 'download' as const, title: filename };
    const { url, expires_at } = await this.caller.call(signFile, { body }, context);
    await this.shelves.countDownload(shelf, id);
    return { url, expires_at, filename, content_type, file_size };
  }

  private async assertMay(actor: Actor | undefined, { course_id, lesson_id }: ShelfPlace): Promise<void> {
    if (lesson_id) await this.access.assertOpen(actor, { id: course_id, lesson_id });
    else await this.access.assertCourseOpen(actor, course_id);
  }
}
