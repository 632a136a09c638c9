import { Injectable } from '@nestjs/common';
import type { Types } from 'mongoose';
import type { CatalogueSort } from '@har/contracts';
import type { PageQuery } from '@har/routing';
import { CatalogueCountRepository } from '../catalogue/catalogue-count.repository';
import type { CatalogueFilter } from '../catalogue/catalogue-filter';
import { compareBy } from '../catalogue/catalogue-order';
import { ALL_COURSES } from '../catalogue/facets';
import { SearchCandidateRepository, type SearchCandidate } from './search-candidate.repository';
import { SearchExpansionService } from './search-expansion.service';
import { readSearch, type SearchedWord } from './search-query';
import { rankCandidates, type RankedCandidate } from './search-ranking';
import { FIELD_CLASSES } from './search-terms';

/** A word in more courses than this is common: not all that have it are looked at. */
const RARE = 800;
/** Courses looked at for the rare words of a search together. */
const MOST_CANDIDATES = 1_500;
/** Courses looked at when all words are common; a deeper page looks at more, up to `MOST_RESULTS`. */
const ENOUGH = 200;
const MOST_RESULTS = 1_000;
/** With fewer courses than this that have all words, those that have some of them follow. */
const FEW = 10;
/** Of the words that one common word may mean. */
const MOST_STEMS = 3;

export interface SearchPage {
  ids: Types.ObjectId[];
  /** Of those that were looked at: at most 1,500. */
  total: number;
}

type Found = Pick<SearchCandidate, '_id'>;
type SearchOptions = PageQuery & { sort_by?: CatalogueSort };

/**
 * Finds courses by words. Rare words are looked up completely; of common ones the most popular courses that have them in
 * the best field are looked at, so that no text makes a search read more than a few thousand index entries.
 */
@Injectable()
export class CourseSearchService {
  constructor(
    private readonly expansion: SearchExpansionService,
    private readonly candidates: SearchCandidateRepository,
    private readonly counts: CatalogueCountRepository,
  ) {}

  async search(text: string, filter: CatalogueFilter, options: SearchOptions): Promise<SearchPage> {
    const [words, published] = await Promise.all([
      this.expansion.expand(readSearch(text)),
      this.counts.find(ALL_COURSES),
    ]);
    const found = words.length === 0 ? [] : await this.find(words, filter, options, published);
    const start = (options.page - 1) * options.limit;
    const page = found.slice(start, start + options.limit);
    return { ids: page.map(({ _id }) => _id), total: found.length };
  }

  private async find(
    words: SearchedWord[],
    filter: CatalogueFilter,
    options: SearchOptions,
    published: number,
  ): Promise<Found[]> {
    const sorted = options.sort_by ? await this.listSorted(words, filter, options.sort_by) : [];
    if (sorted.length >= FEW) return sorted;
    const rare = await this.findRare(words, filter);
    const live = words.filter(
      (word) => word.courses > RARE || rare.some((candidate) => has(candidate, word)),
    );
    const common = live.filter((word) => word.courses > RARE);
    const wanted = Math.min(MOST_RESULTS, Math.max(ENOUGH, options.page * options.limit));
    if (rare.length === 0 && common.length > 0)
      return this.findCommon(common, filter, options, wanted, published);
    const full = allOf(rankCandidates(rare, live, published), live);
    if (full.length >= FEW || common.length === 0) return this.order(rare, live, options, published);
    const partial = await this.findTiers(common, [], live, filter, ENOUGH);
    return this.order([...rare, ...partial], live, options, published);
  }

  /** Those that have all words, when one of them is rare; their rank is not asked for. */
  private async listSorted(
    words: readonly SearchedWord[],
    filter: CatalogueFilter,
    sort: CatalogueSort,
  ): Promise<Found[]> {
    const rarest = rarestOf(words);
    if (rarest.courses === 0 || rarest.courses > RARE) return [];
    const ids = await this.candidates.listSorted(sort, rarest, words, filter, MOST_CANDIDATES);
    return ids.map((_id) => ({ _id }));
  }

  /** Every course with one of the rare words, the rarest first; words that nobody knows may have come just now. */
  private async findRare(
    words: readonly SearchedWord[],
    filter: CatalogueFilter,
  ): Promise<SearchCandidate[]> {
    let sum = 0;
    const rare = [...words]
      .sort((a, b) => a.courses - b.courses)
      .filter(({ courses }) => courses <= RARE && (sum += courses) <= MOST_CANDIDATES);
    return rare.length === 0 ? [] : this.candidates.findAny(rare, words, filter, MOST_CANDIDATES);
  }

  private async findCommon(
    words: readonly SearchedWord[],
    filter: CatalogueFilter,
    options: SearchOptions,
    wanted: number,
    published: number,
  ): Promise<SearchCandidate[]> {
    if (options.sort_by) {
      const sorted = await this.candidates.findSorted(options.sort_by, words, filter, wanted);
      if (sorted.length >= Math.min(wanted, options.page * options.limit)) return sorted;
    }
    const full = await this.findTiers(words, words, words, filter, wanted);
    const partial =
      full.length < FEW && words.length > 1 ? await this.findTiers(words, [], words, filter, ENOUGH) : [];
    return this.order([...full, ...partial], words, options, published);
  }

  /** Field by field, the best first, until there are enough; the rarest word leads. */
  private async findTiers(
    words: readonly SearchedWord[],
    required: readonly SearchedWord[],
    all: readonly SearchedWord[],
    filter: CatalogueFilter,
    wanted: number,
  ): Promise<SearchCandidate[]> {
    const lead = rarestOf(words);
    // What was guessed comes first in the map, and of that what most courses have.
    const stems = [...lead.stems.keys()].slice(0, MOST_STEMS);
    const found = new Map<string, SearchCandidate>();
    for (const fieldClass of FIELD_CLASSES) {
      const tier = await Promise.all(
        stems.map((stem) => this.candidates.findPopular(stem, fieldClass, required, all, filter, wanted)),
      );
      for (const candidate of tier.flat()) found.set(String(candidate._id), candidate);
      if (found.size >= wanted) break;
    }
    return [...found.values()];
  }

  /** Those that have all words; where they are few, the others after them. */
  private order(
    candidates: readonly SearchCandidate[],
    words: readonly SearchedWord[],
    { sort_by }: SearchOptions,
    published: number,
  ): SearchCandidate[] {
    const unique = [...new Map(candidates.map((candidate) => [String(candidate._id), candidate])).values()];
    const ranked = rankCandidates(unique, words, published);
    const full = allOf(ranked, words);
    const others = full.length < FEW ? ranked.filter((entry) => !full.includes(entry)) : [];
    const [first, then] = [full, others].map((entries) => entries.map(({ candidate }) => candidate));
    if (!sort_by) return [...first!, ...then!];
    return [...first!.sort(compareBy(sort_by)), ...then!.sort(compareBy(sort_by))];
  }
}

function allOf(ranked: readonly RankedCandidate[], words: readonly SearchedWord[]): RankedCandidate[] {
  return ranked.filter(({ matched }) => matched === words.length);
}

function rarestOf(words: readonly SearchedWord[]): SearchedWord {
  return words.reduce((a, b) => (b.courses < a.courses ? b : a));
}

function has({ hits }: SearchCandidate, word: SearchedWord): boolean {
  return hits.some((hit) => word.stems.has(hit.slice(2)));
}
