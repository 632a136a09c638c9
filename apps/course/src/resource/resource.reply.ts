import type { ResourceReply } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import type { ResourceShelf } from './resource-shelf.schema';

/** What stands on a shelf, in its order: never the file behind it. */
export function toResourceReplies(shelf: ResourceShelf): ResourceReply[] {
  return shelf.items.map((resource, at) => ({
    _id: String(resource._id),
    course_id: String(shelf.course_id),
    lesson_id: shelf.lesson_id && String(shelf.lesson_id),
    title: resource.title,
    type: resource.type,
    filename: resource.filename,
    content_type: resource.content_type,
    file_size: resource.file_size,
    order: at + 1,
    download_count: shelf.downloads[String(resource._id)] ?? 0,
    created_at: resource.created_at,
    updated_at: resource.updated_at,
  }));
}

/** @throws CatalogueError RESOURCE_NOT_FOUND when it was taken off meanwhile */
export function toResourceReply(shelf: ResourceShelf, id: string): ResourceReply {
  const reply = toResourceReplies(shelf).find(({ _id }) => _id === id);
  if (!reply) throw new CatalogueError('RESOURCE_NOT_FOUND');
  return reply;
}
