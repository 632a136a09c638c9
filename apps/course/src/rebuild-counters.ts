import type { INestApplicationContext } from '@nestjs/common';
import { CatalogueIndexService, type CatalogueRebuild } from './catalogue/catalogue-index.service';
import { CourseSlugService } from './course/course-slug.service';
import { ThreadRebuildService, type ThreadRepair } from './comment/thread-rebuild.service';
import { CourseTotalsService, type TotalsRepair } from './course/course-totals.service';
import { EnrollmentCountService, type EnrollmentCountRepair } from './enrollment/enrollment-count.service';
import { CourseRatingService, type RatingRepair } from './review/course-rating.service';
import { ProgressRebuildService, type ProgressRepair } from './progress/progress-rebuild.service';

export interface CourseRebuild {
  /** Courses that had no slug. */
  slugs: string[];
  /** Courses whose kept number of lessons or duration was wrong. */
  totals: TotalsRepair[];
  /** Courses whose kept number of enrolments was wrong. */
  enrollments: EnrollmentCountRepair[];
  /** Enrolments that were behind the lessons their learners completed. */
  progress: ProgressRepair[];
  /** Questions whose kept replies were wrong. */
  threads: ThreadRepair[];
  /** Courses whose kept average, number or distribution of reviews was wrong. */
  ratings: RatingRepair[];
  /** Reviews whose kept number of helpful votes was wrong. */
  votes: string[];
  catalogue: CatalogueRebuild;
}

/**
 * Counts anew what the course service keeps, and mends what differs: what it returns should be empty.
 *
 * @param context the service's modules, started without its port
 */
export async function rebuildCounters(context: INestApplicationContext): Promise<CourseRebuild> {
  const slugs = await context.get(CourseSlugService, { strict: false }).fillMissing();
  const totals = await context.get(CourseTotalsService, { strict: false }).rebuildAll();
  const progress = await context.get(ProgressRebuildService, { strict: false }).rebuildAll();
  const enrollments = await context.get(EnrollmentCountService, { strict: false }).rebuildAll();
  const threads = await context.get(ThreadRebuildService, { strict: false }).rebuildAll();
  const ratings = await context.get(CourseRatingService, { strict: false }).rebuildAll();
  const votes = await context.get(CourseRatingService, { strict: false }).rebuildVotes();
  const catalogue = await context.get(CatalogueIndexService, { strict: false }).rebuild();
  return { slugs, totals, enrollments, progress, threads, ratings, votes, catalogue };
}
