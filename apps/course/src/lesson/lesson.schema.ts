import { Schema, type Types } from 'mongoose';
import type { Exercise, LessonType, QuizQuestion, Video } from '@har/contracts';
import { outboxPlugin, type OutboxEntry } from '@har/messaging';

/** A question with its key; `_id` (24 hexadecimal digits) stays the same through edits. */
export type StoredQuestion = QuizQuestion & { _id: string };

export interface StoredQuiz {
  /** Percentage of the points that passes. */
  passing_score: number;
  questions: StoredQuestion[];
}

/** An uploaded video, as the media service told it when it was claimed. */
export interface VideoFile {
  file_id: string;
  content_type: string;
  /** Bytes. */
  size: number;
}

/** A video elsewhere (`url`) or an uploaded one (`file`). */
export interface StoredVideo extends Omit<Video, 'url'> {
  url: string | null;
  file?: VideoFile;
}

/** The body of a lesson: the field of its type, and none of the others. */
export interface StoredBody {
  video?: StoredVideo;
  /** HTML, sanitised before it was stored, like those of `exercise`. */
  content?: string;
  quiz?: StoredQuiz;
  exercise?: Exercise;
}

/**
 * A lesson (001 §SERVICE 2 A). Whether it exists, in which module and at which place is said by the outline of its
 * course alone.
 */
export interface Lesson extends StoredBody {
  _id: Types.ObjectId;
  course_id: Types.ObjectId;
  title: string;
  description: string;
  type: LessonType;
  is_free_preview: boolean;
  duration_seconds: number;
  /** Whether it has the body of its type; what is complete stays so. */
  complete: boolean;
  /** Grows with every change; a change names the one it is based on. */
  revision: number;
  created_at: Date;
  updated_at: Date;
  /** Set while it is being linked to, or taken from, its course: what a crash left behind is found by it. */
  link_pending_at?: Date;
}

/** The fields of a lesson without its body, for queries that read nothing else. */
export const LESSON_HEAD = {
  course_id: 1,
  title: 1,
  description: 1,
  type: 1,
  is_free_preview: 1,
  duration_seconds: 1,
  created_at: 1,
  updated_at: 1,
} as const satisfies Partial<Record<keyof Lesson, 1>>;

/** A lesson without its body: all that a page of the course needs. */
export type LessonHead = Pick<Lesson, '_id' | keyof typeof LESSON_HEAD>;

export type StoredLesson = Lesson & { outbox?: OutboxEntry[] };

export const LESSONS = 'Lesson';

const PLAIN = { _id: false, id: false } as const;

const videoFileSchema = new Schema<VideoFile>(
  {
    file_id: { type: String, required: true },
    content_type: { type: String, required: true },
    size: { type: Number, required: true },
  },
  PLAIN,
);

const videoSchema = new Schema<StoredVideo>(
  {
    url: { type: String, default: null },
    file: { type: videoFileSchema, default: undefined },
    duration_seconds: { type: Number, default: 0 },
    transcript: { type: String, default: '' },
    thumbnail_url: { type: String, default: null },
  },
  PLAIN,
);

const questionSchema = new Schema<
  StoredQuestion & { options?: string[]; correct?: unknown[]; accepted_answers?: string[] }
>(
  {
    _id: { type: String, required: true },
    type: { type: String, required: true },
    question: { type: String, required: true },
    points: { type: Number, required: true },
    explanation: { type: String, default: '' },
    options: { type: [String], default: undefined },
    correct: { type: [Schema.Types.Mixed], default: undefined },
    accepted_answers: { type: [String], default: undefined },
  },
  PLAIN,
);

const quizSchema = new Schema<StoredQuiz>(
  {
    passing_score: { type: Number, required: true },
    questions: { type: [questionSchema], required: true },
  },
  PLAIN,
);

const exerciseSchema = new Schema<Exercise>(
  {
    instructions: { type: String, default: '' },
    starter: { type: String, default: '' },
    solution: { type: String, default: '' },
  },
  PLAIN,
);

export const lessonSchema = new Schema<StoredLesson>(
  {
    course_id: { type: Schema.Types.ObjectId, required: true },
    title: { type: String, required: true },
    description: { type: String, default: '' },
    type: { type: String, required: true },
    is_free_preview: { type: Boolean, default: false },
    duration_seconds: { type: Number, default: 0 },
    complete: { type: Boolean, required: true },
    revision: { type: Number, default: 0 },
    video: { type: videoSchema, default: undefined },
    content: { type: String },
    quiz: { type: quizSchema, default: undefined },
    exercise: { type: exerciseSchema, default: undefined },
    link_pending_at: { type: Date },
  },
  {
    collection: 'lessons',
    versionKey: false,
    timestamps: { createdAt: 'created_at', updatedAt: 'updated_at' },
  },
);

lessonSchema.plugin(outboxPlugin('course'));
lessonSchema.index({ course_id: 1 });
lessonSchema.index({ link_pending_at: 1 }, { sparse: true });
