import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { authFilesChanged, userChanged } from '@har/contracts';
import { CatalogueError } from '@har/errors';
import { outboxEntry, type OutboxEntry } from '@har/messaging';
import { SHADOW_ADMIN_ID, ShadowAdminService } from '../shadow-admin/shadow-admin.service';
import { searchTermsOf } from './search-terms';
import { Turns } from './turns';
import { toUserSummary } from './user-reply';
import { UserRepository, type UserFields, type UserUpdate } from './user.repository';
import type { UserRecord } from './user.schema';

/** A change decided on the user as they are; `events` go out with it. */
export interface UserChange {
  set: UserFields;
  unset?: UserUpdate['unset'];
  events?: readonly OutboxEntry[];
}

/** Decides on the user as they are; null leaves them so. */
type Decision = (user: UserRecord) => UserChange | null;
type Loader = (id: string) => Promise<UserRecord | null>;

const ATTEMPTS = 12;
/** Replicas that race for one user part ways by waiting at random, longer each time. */
const PAUSE_MS = 10;
/** Fields that other services or the public see. */
const PUBLISHED: readonly (keyof UserFields)[] = [
  'first_name',
  'last_name',
  'role',
  'status',
  'language',
  'avatar_url',
  'instructor_info',
  'profile',
];

/** Users, the administrator of the environment among them. */
@Injectable()
export class UserService {
  private readonly turns = new Turns();

  constructor(
    private readonly users: UserRepository,
    private readonly shadowAdmin: ShadowAdminService,
  ) {}

  async find(id: string): Promise<UserRecord | null> {
    return id === SHADOW_ADMIN_ID ? this.shadowAdmin.findById(id) : this.users.findById(id);
  }

  /** @throws CatalogueError USER_NOT_FOUND also for deleted users */
  async get(id: string): Promise<UserRecord> {
    const user = await this.find(id);
    if (!user || user.status === 'deleted') throw new CatalogueError('USER_NOT_FOUND');
    return user;
  }

  /**
   * Decides on the user as they are and writes what was decided, again if they changed in between. What others know of
   * users goes out with it, and is out when this resolves.
   *
   * @throws CatalogueError USER_NOT_FOUND, CONFIGURED_ACCOUNT, CONCURRENT_CHANGE, or what `decide` throws
   */
  async change(
    id: string,
    decide: Decision,
    load: Loader = (userId) => this.users.findById(userId),
  ): Promise<UserRecord> {
    assertStored(id);
    const user = await this.turns.take(id, () => this.decideAndWrite(id, decide, load));
    await this.users.tell(user);
    return user;
  }

  private async decideAndWrite(id: string, decide: Decision, load: Loader): Promise<UserRecord> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const user = await load(id);
      if (!user) throw new CatalogueError('USER_NOT_FOUND');
      const change = decide(user);
      if (!change) return user;
      const updated = await this.users.updateAt(user, withNews(user, change));
      if (updated) return updated;
      await sleep(Math.random() * PAUSE_MS * attempt);
    }
    throw new CatalogueError('CONCURRENT_CHANGE');
  }
}

/** @throws CatalogueError CONFIGURED_ACCOUNT for the administrator of the environment */
export function assertStored(id: string): void {
  if (id === SHADOW_ADMIN_ID) throw new CatalogueError('CONFIGURED_ACCOUNT');
}

/** The update with the event that tells it and the words it is found by. */
export function withNews(user: UserRecord, change: UserChange): UserUpdate {
  const { set, unset, events = [] } = withoutReplacedAvatar(user, change);
  if (!PUBLISHED.some((field) => field in set)) return { set, unset, events };
  const next = { ...user, ...set };
  const news = outboxEntry(userChanged.type, { ...toUserSummary(next), version: user.version + 1 });
  return { set: { ...set, search_terms: searchTermsOf(next) }, unset, events: [news, ...events] };
}

/** Whoever gives another address gives the uploaded picture up. */
function withoutReplacedAvatar(user: UserRecord, change: UserChange): UserChange {
  const { avatar_url, avatar_file_id } = change.set;
  const replaced = avatar_url !== undefined && avatar_url !== user.avatar_url && avatar_file_id === undefined;
  if (!replaced || !user.avatar_file_id) return change;
  const released = outboxEntry(authFilesChanged.type, { attached: [], released: [user.avatar_file_id] });
  return {
    ...change,
    set: { ...change.set, avatar_file_id: null },
    events: [...(change.events ?? []), released],
  };
}
