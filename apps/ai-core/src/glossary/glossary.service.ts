import { Injectable } from '@nestjs/common';
import type { Actor } from '@har/access';
import {
  MOST_GLOSSARY_ENTRIES,
  type GlossaryEntryFields,
  type GlossaryEntryReply,
  type GlossaryParams,
} from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { paginate, type CallContext, type PageQuery } from '@har/routing';
import { CourseRevisionRepository } from '../course-index/course-revision.repository';
import { CourseOwnerService } from '../course-owner/course-owner.service';
import { GlossaryRepository } from './glossary.repository';
import type { StoredGlossaryEntry } from './glossary.schema';

/** The glossaries that teachers keep for the tutor. */
@Injectable()
export class GlossaryService {
  constructor(
    private readonly glossary: GlossaryRepository,
    private readonly owners: CourseOwnerService,
    private readonly revisions: CourseRevisionRepository,
  ) {}

  /** @throws CatalogueError COURSE_NOT_FOUND, COURSE_NOT_OWNER */
  async list(actor: Actor, courseId: string, page: PageQuery, context: CallContext) {
    await this.owners.assertOwner(actor, courseId, context);
    const { entries, total } = await this.glossary.list(courseId, page);
    return { entries: entries.map(toGlossaryEntryReply), pagination: paginate(page, total) };
  }

  /**
   * @param newId the id that the entry takes
   * @throws CatalogueError COURSE_NOT_FOUND, COURSE_NOT_OWNER, GLOSSARY_TERM_EXISTS, GLOSSARY_FULL
   */
  async add(
    actor: Actor,
    courseId: string,
    fields: GlossaryEntryFields,
    newId: string,
    context: CallContext,
  ): Promise<GlossaryEntryReply> {
    await this.owners.assertOwner(actor, courseId, context);
    const limit = MOST_GLOSSARY_ENTRIES;
    if ((await this.glossary.count(courseId)) >= limit) throw new CatalogueError('GLOSSARY_FULL', { limit });
    const entry = await this.glossary.add(newId, courseId, fields);
    await this.revisions.raiseGlossary(courseId);
    return toGlossaryEntryReply(entry);
  }

  /** @throws CatalogueError COURSE_NOT_FOUND, COURSE_NOT_OWNER, GLOSSARY_ENTRY_NOT_FOUND, GLOSSARY_TERM_EXISTS */
  async update(
    actor: Actor,
    { id, entry_id }: GlossaryParams,
    changes: Partial<GlossaryEntryFields>,
    context: CallContext,
  ): Promise<GlossaryEntryReply> {
    await this.owners.assertOwner(actor, id, context);
    const entry = await this.glossary.update(entry_id, id, changes);
    if (!entry) throw new CatalogueError('GLOSSARY_ENTRY_NOT_FOUND');
    await this.revisions.raiseGlossary(id);
    return toGlossaryEntryReply(entry);
  }

  /** @throws CatalogueError COURSE_NOT_FOUND, COURSE_NOT_OWNER, GLOSSARY_ENTRY_NOT_FOUND */
  async delete(actor: Actor, { id, entry_id }: GlossaryParams, context: CallContext): Promise<void> {
    await this.owners.assertOwner(actor, id, context);
    if (!(await this.glossary.delete(entry_id, id))) throw new CatalogueError('GLOSSARY_ENTRY_NOT_FOUND');
    await this.revisions.raiseGlossary(id);
  }
}

function toGlossaryEntryReply({ _id, course_id, term, synonyms }: StoredGlossaryEntry): GlossaryEntryReply {
  return { _id: String(_id), course_id, term, synonyms };
}
