import { Injectable } from '@nestjs/common';
import { courseChanged, type CourseChanged } from '@har/contracts';
import { OnEvent, type EventEnvelope } from '@har/messaging';
import { CourseCatalogue } from '../recommendation/course-catalogue';
import { CourseCardRepository } from './course-card.repository';

/** Milliseconds for which a catalogue is used: what is archived is recommended no longer than that. */
const FRESH_MS = 1_000;

/** The courses of the academy as recommending sees them, followed by events. */
@Injectable()
export class CourseCardService {
  private catalogue: Promise<CourseCatalogue> | undefined;
  private readAt = 0;

  constructor(private readonly cards: CourseCardRepository) {}

  @OnEvent(courseChanged.type)
  async onCourseChanged({ payload }: EventEnvelope<CourseChanged>): Promise<void> {
    const { course_id, version, title, keywords, stack, domain, language, instructor_id } = payload;
    await this.cards.put({
      course_id,
      version,
      title,
      keywords: [...new Set([...keywords, ...stack])],
      domain,
      language,
      instructor_id,
      published: payload.status === 'published',
      published_at: payload.published_at ? Date.parse(payload.published_at) : 0,
    });
  }

  /** The catalogue, at most a second old; concurrent readers share one. */
  current(): Promise<CourseCatalogue> {
    if (!this.catalogue || Date.now() - this.readAt > FRESH_MS) {
      this.readAt = Date.now();
      const reading = this.cards.list().then((courses) => new CourseCatalogue(courses));
      reading.catch(() => {
        if (this.catalogue === reading) this.catalogue = undefined;
      });
      this.catalogue = reading;
    }
    return this.catalogue;
  }
}
