import { Schema, type Types } from 'mongoose';
import type {
  CourseLanguage,
  CourseLevel,
  CourseMediaKind,
  CourseStatus,
  Domain,
  PricingModel,
  RatingDistribution,
} from '@har/contracts';
import { appliedEventsPlugin, outboxPlugin, type OutboxEntry } from '@har/messaging';

/** One module of a course's outline: its place is its position, its lessons are in order. */
export interface OutlineModule {
  _id: Types.ObjectId;
  lessons: Types.ObjectId[];
}

/** `amount_minor` is an integer in the currency's smallest unit (cents). */
export interface StoredPrice {
  amount_minor: number;
  currency: string;
  pricing_model: PricingModel;
}

/** An uploaded file that everybody may see, and its lasting address. */
export interface PublicFile {
  file_id: string;
  url: string;
}

/** What an author says of a course. */
export interface CourseContent {
  title: string;
  description: string;
  short_description: string;
  domain: Domain;
  stack: string[];
  price: StoredPrice;
  keywords: string[];
  category: string;
  language: CourseLanguage;
  image_url: string | null;
  subtitle: string;
  level: CourseLevel | null;
  /** Clean HTML, or empty. */
  description_long: string;
  compatibility_versions: string[];
  prerequisites: string[];
  learning_objectives: string[];
}

/** Where a course is found: `slug` now, each of `slugs` as well. No other course has any of them. */
export interface CourseAddress {
  slug: string;
  /** The present slug last. */
  slugs: string[];
}

/**
 * A course (001 §SERVICE 2 A). `modules` is the outline and the only truth about which modules and lessons exist and in
 * which order. `version` grows with every change but those of the kept counters.
 */
export interface Course extends CourseContent, CourseAddress {
  _id: Types.ObjectId;
  instructor_id: Types.ObjectId;
  instructor_name: string;
  status: CourseStatus;
  version: number;
  /** Pictures and video that show the course. */
  media?: Partial<Record<CourseMediaKind, PublicFile>>;
  modules: OutlineModule[];
  total_lessons: number;
  total_duration_seconds: number;
  enrollments_count: number;
  average_rating: number;
  reviews_count: number;
  /** What both of them are made of. */
  rating_counts: RatingDistribution;
  /** Grows with the logarithm of `enrollments_count`: orders what a search finds without moving at every enrolment. */
  popularity: number;
  created_at: Date;
  updated_at: Date;
  published_at: Date | null;
}

/** What only queries read. Both are empty unless the course is published. */
export interface CatalogueFields {
  /** Values of filters and their combinations, see catalogue/facets.ts. */
  facets: string[];
  /** Analysed words with the field they are from, see catalogue/search-terms.ts. */
  search_terms: string[];
}

export type StoredCourse = Course & CatalogueFields & { outbox?: OutboxEntry[] };

export const COURSES = 'Course';

const outlineModuleSchema = new Schema<OutlineModule>({
  _id: { type: Schema.Types.ObjectId, required: true },
  lessons: { type: [Schema.Types.ObjectId], default: [] },
});

const priceSchema = new Schema<StoredPrice>(
  {
    amount_minor: { type: Number, required: true },
    currency: { type: String, required: true },
    pricing_model: { type: String, required: true },
  },
  { _id: false },
);

const publicFileSchema = new Schema<PublicFile>(
  { file_id: { type: String, required: true }, url: { type: String, required: true } },
  { _id: false },
);

const mediaSchema = new Schema(
  { thumbnail: publicFileSchema, header: publicFileSchema, 'intro-video': publicFileSchema },
  { _id: false },
);

export const courseSchema = new Schema<StoredCourse>(
  {
    title: { type: String, required: true },
    description: { type: String, required: true },
    short_description: { type: String, default: '' },
    domain: { type: String, required: true },
    stack: { type: [String], default: [] },
    price: { type: priceSchema, required: true },
    keywords: { type: [String], default: [] },
    category: { type: String, default: '' },
    language: { type: String, required: true },
    image_url: { type: String, default: null },
    subtitle: { type: String, default: '' },
    level: { type: String, default: null },
    description_long: { type: String, default: '' },
    compatibility_versions: { type: [String], default: [] },
    prerequisites: { type: [String], default: [] },
    learning_objectives: { type: [String], default: [] },
    slug: { type: String },
    slugs: { type: [String], default: undefined },
    instructor_id: { type: Schema.Types.ObjectId, required: true },
    instructor_name: { type: String, default: '' },
    status: { type: String, required: true },
    version: { type: Number, required: true },
    media: { type: mediaSchema, default: undefined },
    modules: { type: [outlineModuleSchema], default: [] },
    total_lessons: { type: Number, default: 0 },
    total_duration_seconds: { type: Number, default: 0 },
    enrollments_count: { type: Number, default: 0 },
    average_rating: { type: Number, default: 0 },
    reviews_count: { type: Number, default: 0 },
    rating_counts: { type: Object, default: () => ({ 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 }) },
    popularity: { type: Number, default: 0 },
    // Set by hand: a counter that moves is no change of the course.
    created_at: { type: Date, required: true },
    updated_at: { type: Date, required: true },
    published_at: { type: Date, default: null },
    facets: { type: [String], default: [], select: false },
    search_terms: { type: [String], default: [], select: false },
  },
  {
    collection: 'courses',
    versionKey: false,
  },
);

courseSchema.plugin(outboxPlugin('course'));
courseSchema.plugin(appliedEventsPlugin);
// The catalogue: one facet, then the order that is asked for, see catalogue/catalogue.repository.ts.
courseSchema.index({ facets: 1, enrollments_count: -1, _id: -1 });
courseSchema.index({ facets: 1, published_at: -1, _id: -1 });
courseSchema.index({ facets: 1, average_rating: -1, reviews_count: -1, _id: -1 });
courseSchema.index({ facets: 1, 'price.amount_minor': 1 });
courseSchema.index({ search_terms: 1, popularity: -1 });
// Sparse: a course from before there were slugs has none until `npm run rebuild-counters` gives it one.
courseSchema.index({ slugs: 1 }, { unique: true, sparse: true });
courseSchema.index({ instructor_id: 1, updated_at: -1, _id: -1 });
courseSchema.index({ instructor_id: 1, status: 1, updated_at: -1, _id: -1 });
