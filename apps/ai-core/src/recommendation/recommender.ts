import type { CourseCatalogue } from './course-catalogue';
import { seedsOf } from './course-scores';
import type { CatalogueCourse } from './interaction';
import type { HistoryEntry } from './learner-history';
import { newCourseFor } from './new-course';
import { personalRecommendations } from './personal-recommendations';
import { popularRecommendations } from './popular-recommendations';
import type { Recommendation } from './recommendation';
import type { RecommendationModel } from './recommendation-model';

export const FEWEST_RECOMMENDATIONS = 3;
export const MOST_RECOMMENDATIONS = 5;

export interface RecommendationRequest {
  user_id: string;
  /** The learner's own courses as of now: a new enrolment counts at once, whatever the model knows. */
  history: readonly HistoryEntry[];
  /** Courses that must not come though they are not in the history (bought, dropped). */
  owned?: readonly string[];
  /** The learner's language; those of the history are added. */
  language?: string;
  /** A domain that the learner said to be interested in. */
  domain?: string;
  /** 3 to 5; 5 if not given (001 §SERVICE 4). */
  limit?: number;
  /** Milliseconds since 1970. */
  now: number;
}

/**
 * Three to five courses for a learner, the best first; fewer only if the academy has no more (001 §SERVICE 4). Never a
 * course that is owned, taught by the learner or unpublished; of other languages only when there are too few.
 */
export function recommend(
  model: RecommendationModel,
  catalogue: CourseCatalogue,
  request: RecommendationRequest,
): Recommendation[] {
  const limit = Math.min(
    MOST_RECOMMENDATIONS,
    Math.max(FEWEST_RECOMMENDATIONS, request.limit ?? MOST_RECOMMENDATIONS),
  );
  const audience = audienceOf(catalogue, request);
  const candidates = catalogue.candidatesFor(audience);
  const { history, domain, now } = request;
  const grounds = { model, catalogue, seeds: seedsOf(model, history), domain, now };
  const personal = personalRecommendations(grounds, history, candidates, limit);
  const chosen = withNewCourse(model, catalogue, request, candidates, personal, limit);
  if (chosen.length < limit) fill(chosen, popularRecommendations(grounds, candidates, limit), limit);
  if (chosen.length < FEWEST_RECOMMENDATIONS && audience.languages.size > 0) {
    const anyLanguage = catalogue.candidatesFor({ ...audience, languages: new Set() });
    const more = popularRecommendations(grounds, anyLanguage, limit);
    fill(chosen, more, FEWEST_RECOMMENDATIONS);
  }
  return chosen;
}

function audienceOf(
  catalogue: CourseCatalogue,
  { user_id, history, owned, language }: RecommendationRequest,
) {
  const own = history.map(({ course_id }) => course_id);
  const languages = new Set(own.flatMap((courseId) => catalogue.find(courseId)?.language ?? []));
  if (language) languages.add(language);
  return { user_id, owned: new Set([...own, ...(owned ?? [])]), languages };
}

/** The last place goes to a new course that is like the learner's own: nobody's history can speak for it yet. */
function withNewCourse(
  model: RecommendationModel,
  catalogue: CourseCatalogue,
  request: RecommendationRequest,
  candidates: readonly CatalogueCourse[],
  personal: readonly Recommendation[],
  limit: number,
): Recommendation[] {
  const chosen = new Set(personal.map(({ course_id }) => course_id));
  const rest = candidates.filter(({ course_id }) => !chosen.has(course_id));
  const found = newCourseFor(model, catalogue, request, rest);
  return found ? [...personal.slice(0, limit - 1), found] : [...personal];
}

function fill(chosen: Recommendation[], more: readonly Recommendation[], limit: number): void {
  const seen = new Set(chosen.map(({ course_id }) => course_id));
  for (const recommendation of more) {
    if (chosen.length >= limit) return;
    if (!seen.has(recommendation.course_id)) chosen.push(recommendation);
  }
}
