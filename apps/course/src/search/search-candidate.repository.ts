import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, PipelineStage, Types } from 'mongoose';
import type { CatalogueSort } from '@har/contracts';
import { SORT_KEYS, toMongoFilter, type CatalogueFilter } from '../catalogue/catalogue-filter';
import type { Sortable } from '../catalogue/catalogue-order';
import { COURSES, type StoredCourse } from '../course/course.schema';
import type { SearchedWord } from './search-query';
import { codedTerm, FIELD_CLASSES, type FieldClass } from './search-terms';

/** A course that may be found, with what decides its rank. */
export interface SearchCandidate extends Sortable {
  _id: Types.ObjectId;
  title: string;
  popularity: number;
  /** Those of its terms that were searched: `t:python`. */
  hits: string[];
}

/** Documents that one step reads at most, whatever it looks for: what keeps common words fast. */
const SCAN_BOUND = 800;
const SORTED_SCAN_BOUND = 2_000;

/** Finds courses by their terms. Every query reads a bounded part of one index. */
@Injectable()
export class SearchCandidateRepository {
  constructor(@InjectModel(COURSES) private readonly courses: Model<StoredCourse>) {}

  /** The courses that have any of the words: all of them, for words that few courses have. */
  async findAny(
    words: readonly SearchedWord[],
    all: readonly SearchedWord[],
    filter: CatalogueFilter,
    most: number,
  ): Promise<SearchCandidate[]> {
    const terms = words.flatMap((word) => codedTermsOf(word));
    return this.run([
      ...only({ search_terms: { $in: terms } }, toMongoFilter(filter), most),
      projectHits(all),
    ]);
  }

  /** The ids of the courses that have all words, in an order: all of them, when few courses have the rarest one. */
  async listSorted(
    sort: CatalogueSort,
    rarest: SearchedWord,
    words: readonly SearchedWord[],
    filter: CatalogueFilter,
    most: number,
  ): Promise<Types.ObjectId[]> {
    const others = words.filter((word) => word !== rarest).map(hasWord);
    const [found] = await this.courses.aggregate<{ ids: Types.ObjectId[] }>([
      ...only(hasWord(rarest), { $and: [toMongoFilter(filter), ...others] }, most),
      { $sort: SORT_KEYS[sort] },
      { $group: { _id: null, ids: { $push: '$_id' } } },
    ]);
    return found?.ids ?? [];
  }

  /**
   * The most popular courses that have a common word in one kind of field, of which those are kept that have all the
   * words and pass the filter.
   */
  async findPopular(
    stem: string,
    fieldClass: FieldClass,
    required: readonly SearchedWord[],
    all: readonly SearchedWord[],
    filter: CatalogueFilter,
    most: number,
  ): Promise<SearchCandidate[]> {
    return this.run([
      { $match: { search_terms: codedTerm(stem, fieldClass) } },
      { $sort: { popularity: -1 } },
      { $limit: SCAN_BOUND },
      { $match: { $and: [toMongoFilter(filter), ...required.map(hasWord)] } },
      { $limit: most },
      projectHits(all),
    ]);
  }

  /** Among the first courses in an order those that have all the words and pass the filter, in that order. */
  async findSorted(
    sort: CatalogueSort,
    required: readonly SearchedWord[],
    filter: CatalogueFilter,
    most: number,
  ): Promise<SearchCandidate[]> {
    const [facet] = filter.facets;
    return this.run([
      { $match: { facets: facet } },
      { $sort: SORT_KEYS[sort] },
      { $limit: SORTED_SCAN_BOUND },
      { $match: { $and: [toMongoFilter(filter), ...required.map(hasWord)] } },
      { $limit: most },
      projectHits(required),
    ]);
  }

  private async run(pipeline: PipelineStage[]): Promise<SearchCandidate[]> {
    return this.courses.aggregate<SearchCandidate>(pipeline);
  }
}

/**
 * What a condition finds by its index, and of that what passes a filter. In two steps: together, the database would read
 * the index of the filter too, in which every course is.
 */
function only(
  indexed: PipelineStage.Match['$match'],
  filter: PipelineStage.Match['$match'],
  most: number,
): PipelineStage[] {
  return [{ $match: indexed }, { $limit: most }, { $match: filter }];
}

function codedTermsOf(word: SearchedWord): string[] {
  return [...word.stems.keys()].flatMap((stem) =>
    FIELD_CLASSES.map((fieldClass) => codedTerm(stem, fieldClass)),
  );
}

function hasWord(word: SearchedWord) {
  return { search_terms: { $in: codedTermsOf(word) } };
}

function projectHits(words: readonly SearchedWord[]): PipelineStage.Project {
  return {
    $project: {
      title: 1,
      popularity: 1,
      enrollments_count: 1,
      average_rating: 1,
      reviews_count: 1,
      published_at: 1,
      // Searched words come from people: as literals they can be no expression.
      hits: { $setIntersection: ['$search_terms', { $literal: words.flatMap(codedTermsOf) }] },
    },
  };
}
