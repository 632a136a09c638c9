/** What a learner did with a course; facts come from the events of the course service. */
export type InteractionType = 'enrolled' | 'progressed' | 'completed' | 'rated';

/** One line of the interaction log; the pair (user, course, type) comes once, the latest line counting. */
export interface Interaction {
  user_id: string;
  course_id: string;
  type: InteractionType;
  /** Milliseconds since 1970. */
  at: number;
  /** Percent, with `progressed`. */
  progress?: number;
  /** 1 to 5, with `rated`; null once the review is no longer shown. */
  rating?: number | null;
}

/** A course as far as recommending it goes. */
export interface CatalogueCourse {
  course_id: string;
  title: string;
  keywords: string[];
  domain: string;
  language: string;
  instructor_id: string;
  published: boolean;
  /** Milliseconds since 1970; 0 if never. */
  published_at: number;
}
