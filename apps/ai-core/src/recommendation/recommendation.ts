/**
 * Why a course is recommended: learners with the same courses went on to it; it is popular in the learner's domain; it is
 * popular altogether; it is new (and may be like the learner's courses); it is of the learner's domain; none of these.
 */
export type RecommendationReason =
  'next_step' | 'domain_popular' | 'popular' | 'new' | 'same_domain' | 'other';

export interface Recommendation {
  course_id: string;
  /** Comparable within one answer only. */
  score: number;
  reason: RecommendationReason;
  /** The learner's own courses that it rests on, the strongest first; may be empty. */
  because: string[];
}
