import { Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import { claimUpload, COURSE_MEDIA, type CourseMediaKind, type CourseReply } from '@har/contracts';
import { ServiceCaller, type CallContext } from '@har/routing';
import { assertEditable } from '../course/course-access';
import { filesChangedEvents } from '../course/course-changes';
import { CourseRepository } from '../course/course.repository';
import type { PublicFile } from '../course/course.schema';
import { CourseService } from '../course/course.service';

interface Place {
  id: string;
  kind: CourseMediaKind;
}

/** One use of an upload; another request with the same upload is another use. */
interface Use {
  upload_id: string;
  request: string;
}

/** The pictures and the video that show a course; whichever is replaced is given up in the same write. */
@Injectable()
export class CourseMediaService {
  constructor(
    private readonly courses: CourseRepository,
    private readonly courseService: CourseService,
    private readonly caller: ServiceCaller,
  ) {}

  /**
   * @throws CatalogueError COURSE_NOT_FOUND, COURSE_NOT_OWNER, COURSE_ARCHIVED, COURSE_EDIT_CONFLICT, or what
   * claimUpload refuses
   */
  async set(
    actor: Actor,
    place: Place,
    { upload_id, request }: Use,
    context: CallContext,
  ): Promise<CourseReply> {
    const course = assertEditable(actor, await this.courses.find(place.id));
    if (course.media?.[place.kind]?.file_id === upload_id) return this.courseService.reply(course);
    const claim = { upload_id, purpose: COURSE_MEDIA[place.kind], claimant: `course-media:${request}` };
    const { file } = await this.caller.call(claimUpload, { body: claim }, context);
    return this.replace(actor, place, { file_id: file.file_id, url: file.public_url! });
  }

  /** @throws CatalogueError COURSE_NOT_FOUND, COURSE_NOT_OWNER, COURSE_ARCHIVED, COURSE_EDIT_CONFLICT */
  async remove(actor: Actor, place: Place): Promise<CourseReply> {
    return this.replace(actor, place, undefined);
  }

  private async replace(
    actor: Actor,
    { id, kind }: Place,
    file: PublicFile | undefined,
  ): Promise<CourseReply> {
    const changed = await this.courses.change(id, (course) => {
      const { [kind]: before, ...others } = assertEditable(actor, course).media ?? {};
      const also = filesChangedEvents(before?.file_id, file?.file_id);
      if (also.length === 0) return undefined;
      return { set: { media: file ? { ...others, [kind]: file } : others }, also };
    });
    return this.courseService.reply(changed);
  }
}
