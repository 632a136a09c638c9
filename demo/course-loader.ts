import { createHash } from 'node:crypto';
import type { CourseReply, LessonReply, ModuleReply, NewCourse } from '@har/contracts';
import type { AcademyClient } from './academy-client';
import type { DemoCourse, DemoLesson, DemoModule } from './course.types';
import type { DemoInstructorKey } from './people.types';
import type { LoadedInstructor } from './instructor-loader';
import { newLessonOf } from './new-lesson';

export interface LoadedLesson {
  readonly _id: string;
  readonly duration_seconds: number;
  readonly source: DemoLesson;
}

/** A published demo course. */
export interface LoadedCourse {
  readonly id: string;
  readonly instructor: DemoInstructorKey;
  /** In the order of the source; undefined where the instructor has deleted or renamed it since. */
  readonly lessons: readonly (LoadedLesson | undefined)[];
}

export interface CourseSource {
  readonly slug: string;
  readonly course: DemoCourse;
  /** The HTML of a text lesson. */
  readonly readHtml: (contentFile: string) => string;
}

/** Writes one course as its instructor: what an earlier run has left undone is done, what is there stays. */
export class CourseLoader {
  constructor(
    private readonly client: AcademyClient,
    private readonly instructor: LoadedInstructor,
    private readonly source: CourseSource,
  ) {}

  async load(): Promise<LoadedCourse> {
    const found = await this.findOrCreate();
    const published = found.status === 'published' ? found : await this.finish(found);
    const lessons = published.modules.flatMap((module) => module.lessons);
    const loadedOf = (source: DemoLesson): LoadedLesson | undefined => {
      const lesson = lessons.find(({ title }) => title === source.title);
      return lesson && { _id: lesson._id, duration_seconds: lesson.duration_seconds, source };
    };
    const sources = this.source.course.modules.flatMap((module) => module.lessons);
    return { id: published._id, instructor: this.source.course.instructor, lessons: sources.map(loadedOf) };
  }

  private async findOrCreate(): Promise<CourseReply> {
    const { token, courses } = this.instructor;
    const { modules: _modules, instructor: _instructor, ...course } = this.source.course;
    const known = courses.find(({ title }) => title === course.title);
    const data = known
      ? await this.client.get<{ course: CourseReply }>(`/courses/${known._id}`, { token })
      : await this.post<{ course: CourseReply }>('/courses', course satisfies NewCourse, 'course');
    return data.course;
  }

  private async finish(course: CourseReply): Promise<CourseReply> {
    for (const [at, demo] of this.source.course.modules.entries()) {
      const module =
        course.modules.find(({ title }) => title === demo.title) ?? (await this.addModule(course, demo, at));
      await this.addLessons(module, demo, at);
    }
    const { token } = this.instructor;
    return (
      await this.client.post<{ course: CourseReply }>(`/courses/${course._id}/publish`, undefined, { token })
    ).course;
  }

  private async addModule(
    course: CourseReply,
    { title, description }: DemoModule,
    at: number,
  ): Promise<ModuleReply> {
    const path = `/courses/${course._id}/modules`;
    const { module } = await this.post<{ module: ModuleReply }>(path, { title, description }, `module-${at}`);
    return module;
  }

  private async addLessons(
    { _id, course_id, lessons }: ModuleReply,
    demo: DemoModule,
    at: number,
  ): Promise<void> {
    const path = `/courses/${course_id}/modules/${_id}/lessons`;
    for (const [position, source] of demo.lessons.entries()) {
      if (lessons.some(({ title }) => title === source.title)) continue;
      const lesson = newLessonOf(source, this.source.readHtml);
      await this.post<{ lesson: LessonReply }>(path, lesson, `lesson-${at}-${position}`);
    }
  }

  /** A repetition creates nothing twice; another content is another request. */
  private post<T>(path: string, body: object, step: string): Promise<T> {
    const content = createHash('sha256').update(JSON.stringify(body)).digest('base64url').slice(0, 16);
    const key = `demo-${this.source.slug}-${step}-${content}`;
    return this.client.post<T>(path, body, { token: this.instructor.token, key });
  }
}
