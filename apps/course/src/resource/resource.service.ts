import { Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import {
  claimUpload,
  type ClaimedFile,
  type NewResource,
  type ResourceChanges,
  type ResourceReply,
  type ResourceType,
} from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { toObjectId } from '@har/mongo';
import { ServiceCaller, type CallContext } from '@har/routing';
import { assertEditable } from '../course/course-access';
import { filesChangedEvents } from '../course/course-changes';
import { CourseRepository } from '../course/course.repository';
import { findLessonPlace } from '../course/outline';
import { LessonReaderRepository } from '../lesson-access/lesson-reader.repository';
import { CONTENT_OF, fitsType } from './resource-type';
import { toResourceReply } from './resource.reply';
import { ResourceShelfRepository, type ShelfPlace } from './resource-shelf.repository';
import type { Resource, ResourceShelf } from './resource-shelf.schema';

/** A shelf is one document and one answer. */
export const MOST_RESOURCES = 50;

interface ResourceClaim {
  readonly claimant: string;
  readonly type: ResourceType;
  readonly upload_id: string;
  readonly place: ShelfPlace;
}

/** Resources as their authors arrange them. */
@Injectable()
export class ResourceService {
  constructor(
    private readonly courses: CourseRepository,
    private readonly reader: LessonReaderRepository,
    private readonly shelves: ResourceShelfRepository,
    private readonly caller: ServiceCaller,
  ) {}

  /** @throws CatalogueError LESSON_NOT_FOUND */
  async placeOfLesson(lesson_id: string): Promise<ShelfPlace> {
    const course_id = await this.reader.findCourseId(lesson_id);
    if (!course_id) throw new CatalogueError('LESSON_NOT_FOUND');
    return { course_id, lesson_id };
  }

  /**
   * @param id 24 hexadecimal digits that the resource takes; the same again attaches it once
   * @throws CatalogueError COURSE_NOT_FOUND, LESSON_NOT_FOUND, COURSE_NOT_OWNER, COURSE_ARCHIVED, TOO_MANY_RESOURCES,
   * COURSE_EDIT_CONFLICT, or what claimUpload refuses
   */
  async attach(
    actor: Actor,
    place: ShelfPlace,
    { upload_id, title, type }: NewResource,
    id: string,
    context: CallContext,
  ): Promise<ResourceReply> {
    await this.assertAuthor(actor, place);
    assertRoom(await this.shelves.find(place), id);
    const file = await this.claim({ claimant: `resource:${id}`, type, upload_id, place }, context);
    const now = new Date();
    const added: Resource = {
      ...fileFields(file),
      _id: toObjectId(id),
      title: title ?? file.filename,
      type,
      created_at: now,
      updated_at: now,
    };
    const shelf = await this.shelves.change(place, ({ items }) => {
      if (items.some(({ _id }) => _id.equals(added._id))) return undefined;
      if (items.length >= MOST_RESOURCES) throw full();
      return { items: [...items, added], events: filesChangedEvents(undefined, added.file_id) };
    });
    return toResourceReply(shelf, id);
  }

  /**
   * @param request names this one use of the upload: another request with the same upload is another use
   * @throws CatalogueError RESOURCE_NOT_FOUND, COURSE_NOT_OWNER, COURSE_ARCHIVED, COURSE_EDIT_CONFLICT,
   * UPLOAD_TYPE_REFUSED (a type that the file is not of), or what claimUpload refuses
   */
  async update(
    actor: Actor,
    id: string,
    { upload_id, ...changes }: ResourceChanges,
    request: string,
    context: CallContext,
  ): Promise<ResourceReply> {
    const { place, resource } = await this.getOwn(actor, id);
    const type = changes.type ?? resource.type;
    const isNew = upload_id !== undefined && upload_id !== resource.file_id;
    const file = isNew
      ? await this.claim({ claimant: `resource:${request}`, type, upload_id, place }, context)
      : undefined;
    const shelf = await this.shelves.change(place, ({ items }) => {
      const before = findIn(items, id);
      const after = changed(before, changes, file);
      const others = items.filter((item) => item !== before);
      const at = changes.order === undefined ? items.indexOf(before) : changes.order - 1;
      return {
        items: [...others.slice(0, at), after, ...others.slice(at)],
        events: filesChangedEvents(before.file_id, after.file_id),
      };
    });
    return toResourceReply(shelf, id);
  }

  /** @throws CatalogueError RESOURCE_NOT_FOUND, COURSE_NOT_OWNER, COURSE_ARCHIVED, COURSE_EDIT_CONFLICT */
  async delete(actor: Actor, id: string): Promise<void> {
    const { place } = await this.getOwn(actor, id);
    await this.shelves.change(place, ({ items }) => {
      const gone = findIn(items, id);
      const events = filesChangedEvents(gone.file_id, undefined);
      return { items: items.filter((item) => item !== gone), events };
    });
  }

  private async getOwn(actor: Actor, id: string): Promise<{ place: ShelfPlace; resource: Resource }> {
    const shelf = await this.shelves.findWith(id);
    if (!shelf) throw new CatalogueError('RESOURCE_NOT_FOUND');
    const place = placeOf(shelf);
    await this.assertAuthor(actor, place);
    return { place, resource: findIn(shelf.items, id) };
  }

  private async assertAuthor(actor: Actor, { course_id, lesson_id }: ShelfPlace): Promise<void> {
    const course = assertEditable(actor, await this.courses.find(course_id));
    if (lesson_id && !findLessonPlace(course.modules, lesson_id))
      throw new CatalogueError('LESSON_NOT_FOUND');
  }

  private async claim(
    { claimant, type, upload_id, place }: ResourceClaim,
    context: CallContext,
  ): Promise<ClaimedFile> {
    const body = {
      upload_id,
      purpose: 'resource' as const,
      claimant,
      types: CONTENT_OF[type],
      ...(place.lesson_id && { lesson_id: place.lesson_id }),
    };
    return (await this.caller.call(claimUpload, { body }, context)).file;
  }
}

export function placeOf({ course_id, lesson_id }: ResourceShelf): ShelfPlace {
  return { course_id: String(course_id), lesson_id: lesson_id && String(lesson_id) };
}

/** @throws CatalogueError RESOURCE_NOT_FOUND */
export function findIn(items: readonly Resource[], id: string): Resource {
  const found = items.find(({ _id }) => _id.equals(id));
  if (!found) throw new CatalogueError('RESOURCE_NOT_FOUND');
  return found;
}

function changed(
  before: Resource,
  { title, type = before.type }: Omit<ResourceChanges, 'upload_id'>,
  file: ClaimedFile | undefined,
): Resource {
  const after: Resource = {
    ...before,
    ...(file && fileFields(file)),
    type,
    title: title ?? before.title,
    updated_at: new Date(),
  };
  if (fitsType(type, after.content_type)) return after;
  throw new CatalogueError('UPLOAD_TYPE_REFUSED', { types: CONTENT_OF[type]!.join(', ') });
}

function fileFields({ file_id, filename, content_type, size }: ClaimedFile) {
  return { file_id, filename, content_type, file_size: size };
}

/** Before an upload is used up for nothing. */
function assertRoom(shelf: ResourceShelf | null, id: string): void {
  const items = shelf?.items ?? [];
  if (items.length >= MOST_RESOURCES && !items.some(({ _id }) => _id.equals(id))) throw full();
}

function full(): CatalogueError {
  return new CatalogueError('TOO_MANY_RESOURCES', { limit: MOST_RESOURCES });
}
