import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import {
  courseChanged,
  lessonChanged,
  listLessonTexts,
  type CourseChanged,
  type LessonChanged,
} from '@har/contracts';
import { OnEvent, type EventEnvelope } from '@har/messaging';
import { ServiceCaller, type CallContext } from '@har/routing';
import type { CourseDescription } from '../tutor/course-question';
import { PassageIndex } from '../tutor/passage-index';
import { GlossaryRepository } from '../glossary/glossary.repository';
import { CourseRevisionRepository } from './course-revision.repository';

/** The searchable text of a course as it was at a revision. */
export interface CourseIndex {
  readonly revision: number;
  /** Of the glossary that the passages are searched with. */
  glossary_revision: number;
  readonly passages: PassageIndex;
  readonly lesson_ids: ReadonlySet<string>;
  readonly about: CourseDescription;
}

/** Passages that one process holds over all courses; the least recently asked courses go first. */
const MOST_PASSAGES = 50_000;

/**
 * The index of each course that is asked about, built from its lessons at the first question and again after they
 * changed. It is only memory: every replica builds its own, and the count of changes in MongoDB tells when it is old.
 */
@Injectable()
export class CourseIndexService {
  private readonly indexes = new LRUCache<string, CourseIndex>({
    maxSize: MOST_PASSAGES,
    sizeCalculation: ({ passages }) => passages.size + 1,
  });
  private readonly building = new Map<string, Promise<CourseIndex>>();

  constructor(
    private readonly revisions: CourseRevisionRepository,
    private readonly glossary: GlossaryRepository,
    private readonly caller: ServiceCaller,
  ) {}

  /** @throws CatalogueError COURSE_NOT_FOUND */
  async get(courseId: string, context: CallContext): Promise<CourseIndex> {
    const { revision, glossary_revision } = await this.revisions.find(courseId);
    const known = this.indexes.get(courseId);
    const index = known && known.revision >= revision ? known : await this.built(courseId, revision, context);
    if (index.glossary_revision < glossary_revision)
      await this.takeGlossary(courseId, index, glossary_revision);
    return index;
  }

  @OnEvent(lessonChanged.type)
  async onLessonChanged({ payload }: EventEnvelope<LessonChanged>): Promise<void> {
    await this.revisions.raise(payload.course_id);
  }

  @OnEvent(courseChanged.type)
  async onCourseChanged({ payload }: EventEnvelope<CourseChanged>): Promise<void> {
    await this.revisions.raise(payload.course_id);
  }

  /** Questions that come while an index is built wait for the same one. */
  private built(courseId: string, revision: number, context: CallContext): Promise<CourseIndex> {
    const key = `${courseId}:${revision}`;
    const running = this.building.get(key) ?? this.build(courseId, revision, context);
    this.building.set(key, running);
    return running.finally(() => this.building.delete(key));
  }

  private async build(courseId: string, revision: number, context: CallContext): Promise<CourseIndex> {
    const { language, lessons, ...course } = await this.caller.call(
      listLessonTexts,
      { body: { course_id: courseId } },
      context,
    );
    const passages = new PassageIndex(language === 'en' ? 'en' : 'fr');
    for (const { lesson_id, title, html } of lessons)
      passages.upsertLesson({ lesson_id, title, content: html });
    const lesson_ids = new Set(lessons.map(({ lesson_id }) => lesson_id));
    const about = { title: course.title, text: course.short_description || course.description };
    const index = { revision, glossary_revision: 0, passages, lesson_ids, about };
    this.indexes.set(courseId, index);
    return index;
  }

  private async takeGlossary(courseId: string, index: CourseIndex, revision: number): Promise<void> {
    const entries = await this.glossary.listAll(courseId);
    if (index.glossary_revision >= revision) return;
    index.passages.setGlossary(entries.map(({ term, synonyms }) => ({ term, synonyms })));
    index.glossary_revision = revision;
  }
}
