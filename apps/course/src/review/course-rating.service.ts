import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { STARS, type RatingDistribution, type RatingSummary, type Star } from '@har/contracts';
import { CourseRepository } from '../course/course.repository';
import { CourseRatingRepository, type KeptRating } from './course-rating.repository';
import { averageOf } from './rating-pipeline';

export interface RatingRepair {
  course_id: string;
  kept: RatingSummary;
  counted: RatingSummary;
}

/** An event that is on its way moves the kept rating a moment after the review. */
const SETTLE_MS = 500;

/** Recounts the reviews of courses. */
@Injectable()
export class CourseRatingService {
  constructor(
    private readonly ratings: CourseRatingRepository,
    private readonly courses: CourseRepository,
  ) {}

  /**
   * Recounts every course and sets what it keeps where it is wrong and nobody is reviewing it at the moment.
   *
   * @returns those that were wrong
   */
  async rebuildAll(): Promise<RatingRepair[]> {
    const repairs: RatingRepair[] = [];
    for await (const course of this.ratings.streamKept()) {
      const repair = await this.rebuild(course);
      if (repair) repairs.push(repair);
    }
    return repairs;
  }

  /** Recounts the votes of every review. @returns those that were wrong */
  async rebuildVotes(): Promise<string[]> {
    return this.ratings.mendVotes();
  }

  private async rebuild(course: KeptRating): Promise<RatingRepair | undefined> {
    const first = await this.compare(course);
    if (!first) return undefined;
    await sleep(SETTLE_MS);
    const again = await this.ratings.keptOf(course._id);
    const second = again && (await this.compare(again));
    if (!second || JSON.stringify(first) !== JSON.stringify(second)) return undefined;
    const { average_rating, reviews_count, distribution } = second.counted;
    let mended = false;
    await this.courses.change(second.course_id, (now) => {
      mended = JSON.stringify(keptBy(now)) === JSON.stringify(second.kept);
      return mended ? { set: { average_rating, reviews_count, rating_counts: distribution } } : undefined;
    });
    return mended ? second : undefined;
  }

  private async compare(course: KeptRating): Promise<RatingRepair | undefined> {
    const counts = await this.ratings.count(course._id);
    const counted = toSummary((stars) => counts.get(stars) ?? 0);
    const kept = keptBy(course);
    const same = JSON.stringify(kept) === JSON.stringify(counted);
    return same ? undefined : { course_id: String(course._id), kept, counted };
  }
}

function keptBy({ average_rating, reviews_count, rating_counts }: Omit<KeptRating, '_id'>): RatingSummary {
  return {
    average_rating,
    reviews_count,
    distribution: distributionOf((star) => rating_counts?.[star] ?? 0),
  };
}

function toSummary(countOf: (stars: number) => number): RatingSummary {
  const distribution = distributionOf((star) => countOf(Number(star)));
  const reviews_count = STARS.reduce((sum, star) => sum + distribution[star], 0);
  const stars = STARS.reduce((sum, star) => sum + Number(star) * distribution[star], 0);
  return { average_rating: averageOf(stars, reviews_count), reviews_count, distribution };
}

function distributionOf(countOf: (star: Star) => number): RatingDistribution {
  return Object.fromEntries(STARS.map((star) => [star, countOf(star)])) as RatingDistribution;
}
