import { Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import {
  claimUpload,
  signFile,
  type ClaimedFile,
  type LessonReply,
  type LessonVideoChanges,
  type SecureVideo,
} from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { ServiceCaller, type CallContext } from '@har/routing';
import { assertEditable } from '../course/course-access';
import { CourseRepository } from '../course/course.repository';
import { findLessonPlace } from '../course/outline';
import { durationOf } from '../lesson/lesson-duration';
import type { LessonChanges } from '../lesson/lesson.repository';
import type { Lesson, StoredVideo } from '../lesson/lesson.schema';
import { LessonService } from '../lesson/lesson.service';
import { LessonAccessService } from '../lesson-access/lesson-access.service';
import { LessonReaderRepository } from '../lesson-access/lesson-reader.repository';

/** Uploaded videos of lessons: set by their author, watched by those who may open the lesson at that moment. */
@Injectable()
export class LessonVideoService {
  constructor(
    private readonly courses: CourseRepository,
    private readonly lessons: LessonService,
    private readonly reader: LessonReaderRepository,
    private readonly access: LessonAccessService,
    private readonly caller: ServiceCaller,
  ) {}

  /**
   * @param request names this one use of the upload: another request with the same upload is another use
   * @throws CatalogueError LESSON_NOT_FOUND, LESSON_NOT_VIDEO, VIDEO_NOT_HOSTED, COURSE_NOT_OWNER, COURSE_ARCHIVED,
   * COURSE_EDIT_CONFLICT, or what claimUpload refuses
   */
  async set(
    actor: Actor,
    lesson_id: string,
    { upload_id, ...said }: LessonVideoChanges,
    request: string,
    context: CallContext,
  ): Promise<LessonReply> {
    const course = assertEditable(actor, await this.courses.get(await this.courseOf(lesson_id)));
    const read = await this.reader.find({ id: String(course._id), lesson_id });
    if (!read || !findLessonPlace(course.modules, lesson_id)) throw new CatalogueError('LESSON_NOT_FOUND');
    assertVideo(read.lesson.type);
    const isNew = upload_id && upload_id !== read.lesson.video?.file?.file_id;
    const file = isNew ? await this.claim({ upload_id, lesson_id, request }, context) : undefined;
    await this.lessons.edit(course, lesson_id, (current) => changesOf(current, said, file));
    return this.lessons.reply(course, lesson_id);
  }

  /**
   * An address of the video for one reader, for minutes. Their right to the lesson is that of this very moment.
   *
   * @throws CatalogueError UNAUTHORIZED, COURSE_NOT_FOUND, LESSON_NOT_FOUND, NOT_ENROLLED, COURSE_ACCESS_ENDED,
   * LESSON_NOT_VIDEO, VIDEO_NOT_HOSTED, FILE_NOT_FOUND
   */
  async secureUrl(actor: Actor | undefined, lesson_id: string, context: CallContext): Promise<SecureVideo> {
    const lesson = await this.access.assertOpen(actor, { id: await this.courseOf(lesson_id), lesson_id });
    assertVideo(lesson.type);
    const file = lesson.video?.file;
    if (!file) throw new CatalogueError('VIDEO_NOT_HOSTED');
    const body = { file_id: file.file_id, use: 'stream' as const, title: lesson.title };
    const signed = await this.caller.call(signFile, { body }, context);
    return { ...signed, content_type: file.content_type, duration_seconds: lesson.duration_seconds };
  }

  private async courseOf(lessonId: string): Promise<string> {
    const id = await this.reader.findCourseId(lessonId);
    if (!id) throw new CatalogueError('LESSON_NOT_FOUND');
    return id;
  }

  private async claim(
    { upload_id, lesson_id, request }: { upload_id: string; lesson_id: string; request: string },
    context: CallContext,
  ): Promise<ClaimedFile> {
    const claimant = `lesson-video:${request}`;
    const body = { upload_id, purpose: 'lesson_video' as const, claimant, lesson_id };
    return (await this.caller.call(claimUpload, { body }, context)).file;
  }
}

/** What the platform reads of a video goes before what its author says of it. */
function changesOf(
  lesson: Lesson,
  said: Omit<LessonVideoChanges, 'upload_id'>,
  file: ClaimedFile | undefined,
): LessonChanges {
  assertVideo(lesson.type);
  const before = lesson.video;
  if (!file && !before?.file) throw new CatalogueError('VIDEO_NOT_HOSTED');
  const kept = file ? 0 : before!.duration_seconds;
  const video: StoredVideo = {
    url: null,
    file: file ? { file_id: file.file_id, content_type: file.content_type, size: file.size } : before!.file!,
    duration_seconds: file?.duration_seconds ?? said.duration_seconds ?? kept,
    transcript: said.transcript ?? before?.transcript ?? '',
    thumbnail_url: before?.thumbnail_url ?? null,
  };
  return { video, complete: true, duration_seconds: durationOf('video', { video }) };
}

function assertVideo(type: Lesson['type']): void {
  if (type !== 'video') throw new CatalogueError('LESSON_NOT_VIDEO');
}
