import { Injectable } from '@nestjs/common';
import type { CatalogueQuery, CatalogueSort, CourseCard } from '@har/contracts';
import { paginate, type Pagination } from '@har/routing';
import { toCourseCard, type CardSource } from '../course/course.reply';
import { CourseSearchService } from '../search/course-search.service';
import { CatalogueCountRepository } from './catalogue-count.repository';
import { hasRange, toCatalogueFilter, type CatalogueFilter } from './catalogue-filter';
import { CatalogueRepository } from './catalogue.repository';
import { compareBy } from './catalogue-order';

/** What matches ranges or several filters is counted up to here; a total that reaches it says "at least". */
export const COUNT_BOUND = 1_000;

export interface CataloguePage {
  courses: CourseCard[];
  pagination: Pagination;
}

interface Found {
  readonly cards: readonly CardSource[];
  readonly total: number;
}

/** The published courses (001 §SERVICE 2 B, GET /courses). */
@Injectable()
export class CatalogueService {
  constructor(
    private readonly catalogue: CatalogueRepository,
    private readonly counts: CatalogueCountRepository,
    private readonly searches: CourseSearchService,
  ) {}

  async list(query: CatalogueQuery): Promise<CataloguePage> {
    const { cards, total } = await this.find(query);
    const pagination = paginate(query, knownTotal(cards.length, total, query));
    return { courses: cards.map(toCourseCard), pagination };
  }

  private async find(query: CatalogueQuery): Promise<Found> {
    const filter = toCatalogueFilter(query);
    if (query.search) return this.search(query.search, filter, query);
    const sort = query.sort_by ?? 'newest';
    if (hasRange(filter)) return this.findInRange(filter, sort, query);
    const [cards, total] = await Promise.all([
      this.catalogue.listPage(filter, sort, query),
      this.count(filter),
    ]);
    return { cards, total };
  }

  private async search(text: string, filter: CatalogueFilter, query: CatalogueQuery): Promise<Found> {
    const { ids, total } = await this.searches.search(text, filter, query);
    return { cards: await this.catalogue.listByIds(ids), total };
  }

  /** A range that few courses are in is read whole and sorted here; in a wide one the order's index finds a page soon. */
  private async findInRange(
    filter: CatalogueFilter,
    sort: CatalogueSort,
    query: CatalogueQuery,
  ): Promise<Found> {
    const total = await this.catalogue.countUpTo(filter, COUNT_BOUND);
    if (total === COUNT_BOUND) return { cards: await this.catalogue.listPage(filter, sort, query), total };
    const all = await this.catalogue.listAll(filter, COUNT_BOUND);
    const start = (query.page - 1) * query.limit;
    return { cards: all.sort(compareBy(sort)).slice(start, start + query.limit), total: all.length };
  }

  private async count(filter: CatalogueFilter): Promise<number> {
    const [facet, ...others] = filter.facets;
    return others.length === 0 ? this.counts.find(facet) : this.catalogue.countUpTo(filter, COUNT_BOUND);
  }
}

/** A page that is not full knows the total better than a counter that is about to move. */
function knownTotal(found: number, total: number, { page, limit }: CatalogueQuery): number {
  const skipped = (page - 1) * limit;
  if (found === limit) return Math.max(total, skipped + found);
  return found > 0 || page === 1 ? skipped + found : Math.min(total, skipped);
}
