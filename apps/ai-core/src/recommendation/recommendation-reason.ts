import type { CourseCatalogue } from './course-catalogue';
import { seedShare, type CourseScores, type Seed } from './course-scores';
import type { CatalogueCourse } from './interaction';
import { isRecent } from './new-course';
import type { Recommendation } from './recommendation';
import type { RecommendationModel } from './recommendation-model';

const MOST_BECAUSE = 2;
/** A second course is named only if it speaks nearly as much for the recommended one. */
const BECAUSE_LEAST = 0.4;
/** "Often taken after" takes so many learners who went on to it, and such a share of all who went on. */
const OFTEN_LEARNERS = 3;
const OFTEN_SHARE = 0.05;

/** What the reasons of one answer are judged by. */
export interface ReasonGrounds {
  model: RecommendationModel;
  catalogue: CourseCatalogue;
  /** The learner's own courses, the latest first. */
  seeds: readonly Seed[];
  /** A domain that the learner said to be interested in. */
  domain?: string;
  /** Milliseconds since 1970. */
  now: number;
}

type Reason = Pick<Recommendation, 'reason' | 'because'>;

/**
 * The strongest reason that is true of a course, whatever its score was made of.
 *
 * @param scores of a course that was chosen for the learner's own courses
 */
export function reasonFor(grounds: ReasonGrounds, course: CatalogueCourse, scores?: CourseScores): Reason {
  const { model, catalogue, now } = grounds;
  const number = model.numberOf(course.course_id);
  const popularity = catalogue.popularityIn(model);
  const akin = ofSameDomain(grounds, course);
  const wanted = akin.length > 0 || (grounds.domain !== undefined && course.domain === grounds.domain);
  const domainPopular = wanted && number !== undefined && popularity.isPopularOnShelf(number);
  if (number !== undefined && scores) {
    const byPopularity = scores.prior[number]! > scores.total[number]! / 2;
    const after = byPopularity && domainPopular ? [] : oftenBefore(grounds, number);
    if (after.length > 0) return { reason: 'next_step', because: after };
  }
  if (domainPopular) return { reason: 'domain_popular', because: akin };
  if (number !== undefined && popularity.isMostTaken(number)) return { reason: 'popular', because: [] };
  if (wanted) return { reason: 'same_domain', because: akin };
  return { reason: isRecent(course, now) ? 'new' : 'other', because: [] };
}

function ofSameDomain({ model, catalogue, seeds }: ReasonGrounds, { domain }: CatalogueCourse): string[] {
  return seeds
    .map((seed) => model.courseIds[seed.number]!)
    .filter((courseId) => catalogue.find(courseId)?.domain === domain)
    .slice(0, MOST_BECAUSE);
}

/** Courses of the learner's that others often went on from to this one, the strongest first. */
function oftenBefore({ model, seeds }: ReasonGrounds, number: number): string[] {
  const shares = seeds
    .filter((seed) => {
      const { learners, share } = model.transitions.evidence(seed.number, number);
      return learners >= OFTEN_LEARNERS && share >= OFTEN_SHARE;
    })
    .map((seed) => ({ seed, share: seedShare(model, seed, number) }))
    .sort((a, b) => b.share - a.share);
  const least = (shares[0]?.share ?? 0) * BECAUSE_LEAST;
  return shares
    .filter(({ share }) => share >= least)
    .slice(0, MOST_BECAUSE)
    .map(({ seed }) => model.courseIds[seed.number]!);
}
