import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CourseReply, LessonReply, ResourceReply, UploadReply } from '@har/contracts';
import type { AcademyClient } from './academy-client';
import { drawCoursePicture } from './course-picture';
import { printCourseSheet, sheetTitleOf } from './course-sheet';
import type { DemoCourse } from './course.types';
import type { LoadedCourse } from './course-loader';

interface DemoFile {
  readonly purpose: string;
  readonly filename: string;
  readonly content_type: string;
  readonly bytes: Buffer;
}

const PICTURES = [
  { kind: 'thumbnail', purpose: 'course_thumbnail', field: 'thumbnail_url', width: 640, height: 640 },
  { kind: 'header', purpose: 'course_header', field: 'header_image_url', width: 1_920, height: 640 },
] as const;

/** Gives one course its pictures, its sheet and its videos, as its instructor: what is there already stays. */
export class CourseFilesLoader {
  constructor(
    private readonly client: AcademyClient,
    readonly token: string,
    private readonly folder: string,
  ) {}

  async load(source: DemoCourse, course: LoadedCourse): Promise<void> {
    await this.loadPictures(source, course);
    await this.loadSheet(source, course);
    await this.loadVideos(course);
  }

  private async loadPictures({ title }: DemoCourse, { id }: LoadedCourse): Promise<void> {
    const { course } = await this.client.get<{ course: CourseReply }>(`/courses/${id}`, this);
    for (const { kind, purpose, field, width, height } of PICTURES) {
      if (course[field]) continue;
      const bytes = await drawCoursePicture(title, width, height);
      const file = { purpose, filename: `${kind}.png`, content_type: 'image/png', bytes };
      await this.client.put(`/courses/${id}/media/${kind}`, { upload_id: await this.send(file) }, this);
    }
  }

  private async loadSheet(source: DemoCourse, { id }: LoadedCourse): Promise<void> {
    const path = `/courses/${id}/resources`;
    const title = sheetTitleOf(source);
    const { resources } = await this.client.get<{ resources: ResourceReply[] }>(path, this);
    if (resources.some((resource) => resource.title === title)) return;
    const bytes = await printCourseSheet(source);
    const content_type = 'application/pdf';
    const upload_id = await this.send({ purpose: 'resource', filename: 'course.pdf', content_type, bytes });
    await this.client.post(path, { upload_id, title, type: 'pdf' }, this);
  }

  private async loadVideos({ id, lessons }: LoadedCourse): Promise<void> {
    for (const loaded of lessons) {
      if (loaded?.source.type !== 'video' || !loaded.source.video_file) continue;
      const { video_file, video_seconds } = loaded.source;
      const path = `/courses/${id}/lessons/${loaded._id}`;
      const { lesson } = await this.client.get<{ lesson: LessonReply }>(path, this);
      if (lesson.video?.hosted) continue;
      const bytes = await readFile(join(this.folder, video_file));
      const content_type = 'video/mp4';
      const file = { purpose: 'lesson_video', filename: video_file, content_type, bytes };
      const body = { upload_id: await this.send(file), duration_seconds: video_seconds };
      await this.client.put(`/lessons/${loaded._id}/video`, body, this);
    }
  }

  /** @returns the id of an upload that may be used once */
  private async send({ bytes, ...file }: DemoFile): Promise<string> {
    const body = { ...file, size: bytes.length };
    const { upload } = await this.client.post<{ upload: UploadReply }>('/uploads', body, this);
    for (const { url, offset, size } of upload.missing_parts) {
      const part = new Uint8Array(bytes.subarray(offset, offset + size));
      const answer = await fetch(url, { method: 'PUT', body: part });
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`the storage answered ${answer.status} to ${file.filename}`);
    }
    await this.client.post(`/uploads/${upload._id}/complete`, undefined, this);
    return upload._id;
  }
}
