import type { DemoCourse } from './course.types';

export type DemoInstructorKey = DemoCourse['instructor'];

export interface DemoPerson {
  first_name: string;
  last_name: string;
  email: string;
  language: DemoCourse['language'];
}

export interface DemoInstructor extends DemoPerson {
  bio: string;
  expertise_tags: string[];
}

/** One learner in one course. */
export interface DemoJourney {
  /** Folder name under `demo/courses`. */
  course: string;
  /** How the learner got in: a free course, a purchase of it, or the learner's subscription. */
  access: 'free' | 'purchase' | 'subscription';
  /** The code that the purchase is made with. */
  coupon?: string;
  /** Positions of the completed lessons, counted from 1 through all modules of the course; `[]` is not yet begun. */
  completed: number[] | 'all';
}

export interface DemoLearner extends DemoPerson {
  key: string;
  /** The plan that the learner subscribes to; present when a journey has the access `subscription`. */
  plan?: 'basic' | 'pro' | 'enterprise';
  journeys: DemoJourney[];
}

export interface DemoReview {
  /** Key of a learner who takes the course. */
  learner: string;
  course: string;
  /** 1 to 5. */
  rating: number;
  /** In the language of the course. */
  text: string;
  /** What the course's instructor answers. */
  reply?: string;
  /** Keys of learners who found it helpful. */
  helpful?: string[];
}

/** An answer to a question. */
export interface DemoAnswer {
  /** Key of a learner who takes the course, or of its instructor. */
  by: string;
  /** In the language of the course. */
  text: string;
  /** Keys of learners who take the course. */
  votes: string[];
  /** The one that the instructor pins. */
  official?: boolean;
}

/** A question under a lesson. */
export interface DemoQuestion {
  course: string;
  /** Position of the lesson, counted from 1 through all modules of the course. */
  lesson: number;
  /** Key of a learner who takes the course. */
  by: string;
  text: string;
  votes: string[];
  answers: DemoAnswer[];
}
