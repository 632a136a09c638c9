import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, Types } from 'mongoose';
import type { CatalogueSort, Domain } from '@har/contracts';
import type { PageQuery } from '@har/routing';
import { CARD_PROJECTION, type CardSource } from '../course/course.reply';
import { COURSES, type StoredCourse } from '../course/course.schema';
import { SORT_KEYS, toMongoFilter, type CatalogueFilter } from './catalogue-filter';
import { subscriptionFacet } from './facets';

/** Courses as the catalogue reads them: published ones, by index, without what a card does not show. */
@Injectable()
export class CatalogueRepository {
  constructor(@InjectModel(COURSES) private readonly courses: Model<StoredCourse>) {}

  /** One page in an order that an index has. */
  async listPage(
    filter: CatalogueFilter,
    sort: CatalogueSort,
    { page, limit }: PageQuery,
  ): Promise<CardSource[]> {
    return this.courses
      .find(toMongoFilter(filter))
      .select(CARD_PROJECTION)
      .sort(SORT_KEYS[sort])
      .skip((page - 1) * limit)
      .limit(limit)
      .lean<CardSource[]>();
  }

  /** How many match, counted up to a bound. */
  async countUpTo(filter: CatalogueFilter, bound: number): Promise<number> {
    return this.courses.countDocuments(toMongoFilter(filter), { limit: bound });
  }

  /** All that match, for a few: read by the range, not by the order. */
  async listAll(filter: CatalogueFilter, most: number): Promise<CardSource[]> {
    return this.courses.find(toMongoFilter(filter)).select(CARD_PROJECTION).limit(most).lean<CardSource[]>();
  }

  /** Those of the courses that are published, in the order of the ids. */
  async listByIds(ids: readonly Types.ObjectId[]): Promise<CardSource[]> {
    if (ids.length === 0) return [];
    const found = await this.courses
      .find({ _id: { $in: ids }, status: 'published' })
      .select(CARD_PROJECTION)
      .lean<CardSource[]>();
    const cards = new Map(found.map((course) => [String(course._id), course]));
    return ids.flatMap((id) => cards.get(String(id)) ?? []);
  }

  /** The ids of the published courses that plans open, of some domains or of all. */
  async listSubscriptionCourses(domains?: readonly Domain[]): Promise<string[]> {
    const facets = domains ? domains.map((domain) => subscriptionFacet(domain)) : [subscriptionFacet()];
    const courses = await this.courses
      .find({ facets: { $in: facets } })
      .select({ _id: 1 })
      .lean();
    return courses.map(({ _id }) => String(_id));
  }
}
