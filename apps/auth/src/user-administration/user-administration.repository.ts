import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, QueryFilter } from 'mongoose';
import type { UserFilter } from '@har/contracts';
import { searchPrefixes } from '../users/search-terms';
import { USER_MODEL, type StoredUser, type UserRecord } from '../users/user.schema';

/** Totals stop here: nobody pages that far, and counting on would read all there is. */
const MOST_COUNTED = 100_000;

@Injectable()
export class UserAdministrationRepository {
  constructor(@InjectModel(USER_MODEL) private readonly users: Model<StoredUser>) {}

  /** One page of users, newest first, and how many there are in all (at most 100,000). */
  async list({ page, limit, ...filter }: UserFilter): Promise<{ users: UserRecord[]; total: number }> {
    const query = queryOf(filter);
    const [users, total] = await Promise.all([
      this.users
        .find(query)
        .sort({ _id: -1 })
        .skip((page - 1) * limit)
        .limit(limit)
        .lean<UserRecord[]>(),
      this.users.countDocuments(query, { limit: MOST_COUNTED }),
    ]);
    return { users, total };
  }
}

function queryOf({ role, status, verification_status, search }: Omit<UserFilter, 'page' | 'limit'>) {
  const query: QueryFilter<StoredUser> = {
    ...(role && { role }),
    ...(status && { status }),
    ...(verification_status && { 'instructor_info.verification_status': verification_status }),
  };
  if (search === undefined) return query;
  const prefixes = searchPrefixes(search);
  // A search without a single word finds nothing.
  if (prefixes.length === 0) return { ...query, search_terms: '' };
  return { ...query, $and: prefixes.map((prefix) => ({ search_terms: prefix })) };
}
