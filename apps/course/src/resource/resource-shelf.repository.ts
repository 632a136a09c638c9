import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { CatalogueError } from '@har/errors';
import { OutboxRelays, type OutboxEntry, type OutboxRelay } from '@har/messaging';
import { retryOnConflict, toObjectId } from '@har/mongo';
import { EditQueue } from '../course/edit-queue';
import {
  RESOURCE_SHELVES,
  type Resource,
  type ResourceShelf,
  type StoredShelf,
} from './resource-shelf.schema';

/** Whose resources: a course's own, or a lesson's. */
export interface ShelfPlace {
  readonly course_id: string;
  readonly lesson_id: string | null;
}

export interface ShelfChange {
  readonly items: Resource[];
  readonly events: readonly OutboxEntry[];
}

const GIVE_UP_MS = 8_000;
const LONGEST_PAUSE_MS = 40;

/** Shelves of resources; a change is a compare-and-set on the shelf's revision. */
@Injectable()
export class ResourceShelfRepository {
  private readonly relay: OutboxRelay;
  private readonly edits = new EditQueue();

  constructor(
    @InjectModel(RESOURCE_SHELVES) private readonly shelves: Model<StoredShelf>,
    relays: OutboxRelays,
  ) {
    this.relay = relays.relayOf(shelves);
  }

  async find(place: ShelfPlace): Promise<ResourceShelf | null> {
    return this.shelves.findById(idOf(place)).lean<ResourceShelf>();
  }

  /** The shelf on which a resource stands. */
  async findWith(resourceId: string): Promise<ResourceShelf | null> {
    return this.shelves.findOne({ 'items._id': toObjectId(resourceId) }).lean<ResourceShelf>();
  }

  /**
   * Changes a shelf, again and again until nobody was faster; there is one from the first change on.
   *
   * @param decide what stands on it then, from what stands on it now; undefined changes nothing. It may run several times.
   * @throws CatalogueError LESSON_NOT_FOUND (it is closed), COURSE_EDIT_CONFLICT, or what `decide` throws
   */
  async change(
    place: ShelfPlace,
    decide: (shelf: ResourceShelf) => ShelfChange | undefined,
  ): Promise<ResourceShelf> {
    return this.edits.run(idOf(place), async () => {
      const giveUpAt = Date.now() + GIVE_UP_MS;
      do {
        const shelf = (await this.find(place)) ?? (await this.open(place, false));
        if (shelf.closed) throw new CatalogueError('LESSON_NOT_FOUND');
        const change = decide(shelf);
        if (!change) return shelf;
        const changed = await this.compareAndSet(shelf, change);
        if (changed) return changed;
        await sleep(Math.random() * LONGEST_PAUSE_MS);
      } while (Date.now() < giveUpAt);
      throw new CatalogueError('COURSE_EDIT_CONFLICT');
    });
  }

  /** Nothing stands, and nothing will stand, on the shelf of a lesson that is no more. */
  async close(place: ShelfPlace): Promise<void> {
    await this.open(place, true);
    await this.shelves.updateOne(
      { _id: toObjectId(idOf(place)), closed: false },
      { $set: { closed: true, items: [], downloads: {} }, $inc: { revision: 1 } },
    );
  }

  async countDownload(shelf: Pick<ResourceShelf, '_id'>, resourceId: string): Promise<void> {
    await this.shelves.updateOne(
      { _id: shelf._id, 'items._id': toObjectId(resourceId) },
      { $inc: { [`downloads.${resourceId}`]: 1 } },
    );
  }

  private async open(place: ShelfPlace, closed: boolean): Promise<ResourceShelf> {
    const { course_id, lesson_id } = place;
    const first = {
      course_id: toObjectId(course_id),
      lesson_id: lesson_id ? toObjectId(lesson_id) : null,
      items: [],
      downloads: {},
      revision: 0,
      closed,
    };
    await retryOnConflict(() =>
      this.shelves.updateOne({ _id: toObjectId(idOf(place)) }, { $setOnInsert: first }, { upsert: true }),
    );
    return (await this.find(place))!;
  }

  private async compareAndSet(
    shelf: ResourceShelf,
    { items, events }: ShelfChange,
  ): Promise<ResourceShelf | null> {
    const changed = await this.shelves
      .findOneAndUpdate(
        { _id: shelf._id, revision: shelf.revision, closed: false },
        {
          $set: { items },
          $inc: { revision: 1 },
          ...(events.length > 0 && { $push: { outbox: { $each: [...events] } } }),
        },
        { returnDocument: 'after' },
      )
      .lean<ResourceShelf>();
    if (changed) void this.relay.kick(changed._id);
    return changed;
  }
}

function idOf({ course_id, lesson_id }: ShelfPlace): string {
  return lesson_id ?? course_id;
}
