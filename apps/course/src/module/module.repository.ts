import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { OutboxRelays, type OutboxRelay } from '@har/messaging';
import { isDuplicateKey, toObjectId } from '@har/mongo';
import { moduleChangedEvent } from '../course/course-changes';
import { MODULES, type CourseModuleRecord, type StoredModule } from './module.schema';

export interface NewModuleRecord {
  /** 24 hexadecimal digits */
  id: string;
  course_id: string;
  title: string;
  description: string;
}

/** The texts of modules. Which ones exist, and where, is said by the outline of their course. */
@Injectable()
export class ModuleRepository {
  private readonly relay: OutboxRelay;

  constructor(
    @InjectModel(MODULES) private readonly modules: Model<StoredModule>,
    relays: OutboxRelays,
  ) {
    this.relay = relays.relayOf(modules);
  }

  /** In no order; some may not be in the outline. */
  async listOf(courseId: string): Promise<CourseModuleRecord[]> {
    return this.modules.find({ course_id: toObjectId(courseId) }).lean<CourseModuleRecord[]>();
  }

  /** Stores a module that no outline names yet; once, when the same id comes again. */
  async insert({ id, course_id, title, description }: NewModuleRecord): Promise<void> {
    const ids = { _id: toObjectId(id), course_id: toObjectId(course_id) };
    try {
      await this.modules.create([{ ...ids, title, description, link_pending_at: new Date() }]);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  /** Changes the texts of a module, and tells it. @returns whether there is such a module in the course */
  async update(
    courseId: string,
    moduleId: string,
    texts: { title?: string; description?: string },
  ): Promise<boolean> {
    const event = moduleChangedEvent({ course_id: courseId, module_id: moduleId, deleted: false });
    const result = await this.modules.updateOne(
      { _id: moduleId, course_id: toObjectId(courseId) },
      { $set: texts, $push: { outbox: event } },
    );
    if (result.matchedCount > 0) void this.relay.kick(toObjectId(moduleId));
    return result.matchedCount > 0;
  }

  /** Marks a module as on its way out of an outline, so that a crash leaves nothing behind. */
  async markLeaving(moduleId: string): Promise<void> {
    await this.modules.updateOne({ _id: moduleId }, { $set: { link_pending_at: new Date() } });
  }

  /** The mark of a module that is linked, and stays. */
  async clearMark(moduleId: string): Promise<void> {
    await this.modules.updateOne({ _id: moduleId }, { $unset: { link_pending_at: 1 } });
  }

  async remove(moduleId: string): Promise<void> {
    await this.modules.deleteOne({ _id: moduleId });
  }

  /** Modules whose linking or leaving began before the time and did not end. */
  async listPending(before: Date, limit: number): Promise<Pick<CourseModuleRecord, '_id' | 'course_id'>[]> {
    return this.modules
      .find({ link_pending_at: { $lt: before } })
      .select({ course_id: 1 })
      .limit(limit)
      .lean<Pick<CourseModuleRecord, '_id' | 'course_id'>[]>();
  }
}
