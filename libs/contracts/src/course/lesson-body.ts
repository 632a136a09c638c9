import Joi from 'joi';
import { QUIZ, SHOWN_QUIZ, type Quiz, type ShownQuiz } from './quiz';

export const LESSON_TYPES = ['video', 'text', 'quiz', 'exercise'] as const;
export type LessonType = (typeof LESSON_TYPES)[number];

export interface Video {
  url: string;
  duration_seconds: number;
  /** Plain text. */
  transcript: string;
  thumbnail_url: string | null;
}

export interface Exercise {
  /** HTML */
  instructions: string;
  /** Plain text or code to begin with. */
  starter: string;
  /** HTML; shown to a learner once the lesson is completed. */
  solution: string;
}

/** What a lesson of each type holds: the one of its type, and no other. */
export interface LessonBody {
  video?: Video;
  /** HTML of a text lesson. */
  content?: string;
  quiz?: Quiz;
  exercise?: Exercise;
}

export const httpsUrl = () => Joi.string().uri({ scheme: 'https' }).max(2_000);

const VIDEO = Joi.object<Video, true>({
  url: httpsUrl().required(),
  duration_seconds: Joi.number().min(0).max(86_400).default(0),
  transcript: Joi.string().allow('').max(200_000).default(''),
  thumbnail_url: httpsUrl().allow(null).default(null),
}).label('Video');

const EXERCISE = Joi.object<Exercise, true>({
  instructions: Joi.string().max(200_000).required(),
  starter: Joi.string().allow('').max(100_000).default(''),
  solution: Joi.string().allow('').max(200_000).default(''),
}).label('Exercise');

/** The bodies as an author writes them. `video` may be the URL alone. HTML is cleaned when it is stored. */
export const LESSON_BODY = {
  video: Joi.alternatives<Video>().try(httpsUrl(), VIDEO),
  content: Joi.string().allow('').max(600_000),
  quiz: QUIZ,
  exercise: EXERCISE,
};

/** A video as it is shown: where it was uploaded, its address is asked for by `GET /videos/:lesson_id/secure-url`. */
export interface ShownVideo extends Omit<Video, 'url'> {
  url: string | null;
  hosted: boolean;
}

export interface ShownBody {
  video?: ShownVideo;
  content?: string;
  quiz?: ShownQuiz;
  exercise?: Omit<Exercise, 'solution'> & { solution?: string };
}

/** The bodies as they are shown: without keys and solution unless the reader may see them. */
export const SHOWN_BODY = {
  video: Joi.object<ShownVideo, true>({
    url: Joi.string().allow(null).required(),
    hosted: Joi.boolean().required(),
    duration_seconds: Joi.number().required(),
    transcript: Joi.string().allow('').required(),
    thumbnail_url: Joi.string().allow(null).required(),
  }),
  content: Joi.string().allow(''),
  quiz: SHOWN_QUIZ,
  exercise: Joi.object<Required<ShownBody>['exercise'], true>({
    instructions: Joi.string().allow('').required(),
    starter: Joi.string().allow('').required(),
    solution: Joi.string().allow(''),
  }),
};
