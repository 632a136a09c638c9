import { Injectable } from '@nestjs/common';
import type { NewCourse } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { CourseRepository } from './course.repository';
import type { Course, CourseAddress } from './course.schema';
import { firstFree, isMadeOf, movedTo, slugOf } from './course-slug';
import { CourseSlugRepository } from './course-slug.repository';
import { EditQueue } from './edit-queue';

/** Of more courses with one title, the numbers are not looked through. */
const MOST_NAMESAKES = 200;
const NUMBERED_TRIES = 5;

/** The addresses of courses: one for each, and a former one is never another's. */
@Injectable()
export class CourseSlugService {
  private readonly claims = new EditQueue();

  constructor(
    private readonly slugs: CourseSlugRepository,
    private readonly courses: CourseRepository,
  ) {}

  /**
   * Writes a course under its chosen slug, or under a free one made from its title, again until nobody was faster.
   *
   * @param write answers null where the slug was taken
   * @throws CatalogueError COURSE_SLUG_TAKEN for a chosen slug
   */
  async claim(
    { id, title, slug }: { id: string; title: string; slug?: string },
    write: (slug: string) => Promise<Course | null>,
  ): Promise<Course> {
    if (slug !== undefined) {
      const written = await write(slug);
      if (!written) throw new CatalogueError('COURSE_SLUG_TAKEN');
      return written;
    }
    const base = slugOf(title);
    return this.claims.run(base, async () => {
      for (let tries = 1; ; tries += 1) {
        const written = await write(await this.freeOf(base, id, tries));
        if (written) return written;
      }
    });
  }

  /**
   * What a PATCH makes of the address: the chosen slug; or, in a draft whose slug was made from its title, that of the new
   * title. A published course keeps the address that people know until another is chosen.
   *
   * @throws CatalogueError COURSE_SLUG_TAKEN
   */
  async addressAfter(course: Course, input: Partial<NewCourse>): Promise<Partial<CourseAddress>> {
    const id = String(course._id);
    if (input.slug !== undefined) {
      if (input.slug === course.slug) return {};
      if (await this.slugs.isTaken(input.slug, id)) throw new CatalogueError('COURSE_SLUG_TAKEN');
      return movedTo(input.slug, course);
    }
    const follows = course.status === 'draft' && isMadeOf(course.slug ?? '', course.title);
    const base = input.title === undefined ? undefined : slugOf(input.title);
    if (!follows || base === undefined || base === slugOf(course.title)) return {};
    return movedTo(await this.freeOf(base, id, 1), course);
  }

  /** Gives a slug to every course that has none. @returns the courses that had none */
  async fillMissing(): Promise<string[]> {
    const filled: string[] = [];
    for await (const { id, title } of this.slugs.streamWithout()) {
      await this.courses.change(id, async (course) => {
        if (course.slug) return undefined;
        return { set: movedTo(await this.freeOf(slugOf(title), id, 1), course) };
      });
      filled.push(id);
    }
    return filled;
  }

  private async freeOf(base: string, courseId: string, tries: number): Promise<string> {
    const taken = await this.slugs.listTaken(base, courseId, MOST_NAMESAKES);
    // Numbers that many want at once, or that run very high, are left to others: the course's own id is its alone.
    if (tries > NUMBERED_TRIES || taken.size >= MOST_NAMESAKES) return `${base}-${courseId.slice(-8)}`;
    return firstFree(base, taken);
  }
}
