import mongoose from 'mongoose';

const { Schema } = mongoose;
const { ObjectId } = Schema.Types;
const plain = { versionKey: false };

const lessonHead = {
  title: String,
  description: String,
  type: { type: String },
  order: Number,
  duration_seconds: Number,
  is_free_preview: Boolean,
};

const userSchema = new Schema(
  {
    email: { type: String, required: true, unique: true },
    password_hash: { type: String, required: true },
    first_name: String,
    last_name: String,
    avatar_url: String,
    role: String,
    status: String,
    language: String,
    notification_settings: {
      email_notifications: Boolean,
      marketing_emails: Boolean,
      newsletter: Boolean,
    },
    created_at: Date,
    updated_at: Date,
    last_login_at: Date,
  },
  { ...plain, collection: 'users' },
);

/** The modules are part of the course: its page is one document and the heads of its lessons. */
const courseSchema = new Schema(
  {
    title: String,
    short_description: String,
    description: String,
    domain: String,
    stack: [String],
    price: { _id: false, amount: Number, currency: String, pricing_model: String },
    keywords: [String],
    category: String,
    language: String,
    image_url: String,
    instructor_id: ObjectId,
    instructor_name: String,
    status: String,
    modules: [{ title: String, description: String, order: Number, created_at: Date }],
    total_lessons: Number,
    total_duration_seconds: Number,
    enrollments_count: Number,
    average_rating: Number,
    reviews_count: Number,
    created_at: Date,
    updated_at: Date,
    published_at: Date,
  },
  { ...plain, collection: 'courses' },
);
courseSchema.index({ status: 1, published_at: -1, _id: -1 });
courseSchema.index({ status: 1, enrollments_count: -1, _id: -1 });
courseSchema.index({ status: 1, domain: 1, language: 1, enrollments_count: -1, _id: -1 });
courseSchema.index({ status: 1, domain: 1, language: 1, published_at: -1, _id: -1 });
courseSchema.index(
  { title: 'text', keywords: 'text', short_description: 'text', description: 'text' },
  { default_language: 'none', language_override: 'text_language', name: 'text' },
);

const lessonSchema = new Schema(
  {
    course_id: ObjectId,
    module_id: ObjectId,
    ...lessonHead,
    content: String,
    created_at: Date,
    updated_at: Date,
  },
  { ...plain, collection: 'lessons' },
);
lessonSchema.index({ course_id: 1 });

const enrollmentSchema = new Schema(
  {
    user_id: ObjectId,
    course_id: ObjectId,
    status: String,
    completed_lessons: [ObjectId],
    last_accessed_lesson_id: ObjectId,
    enrolled_at: Date,
    completed_at: Date,
    last_accessed_at: Date,
  },
  { ...plain, collection: 'enrollments' },
);
enrollmentSchema.index({ user_id: 1, course_id: 1 }, { unique: true });

const progressSchema = new Schema(
  {
    user_id: ObjectId,
    course_id: ObjectId,
    lesson_id: ObjectId,
    status: String,
    time_spent_seconds: Number,
    quiz_score: Number,
    created_at: Date,
    updated_at: Date,
  },
  { ...plain, collection: 'lesson_progress' },
);
progressSchema.index({ user_id: 1, lesson_id: 1 }, { unique: true });

const sessionSchema = new Schema(
  { user_id: ObjectId, token_hash: String, created_at: Date, expires_at: Date },
  { ...plain, collection: 'sessions' },
);
sessionSchema.index({ token_hash: 1 }, { unique: true });

/** @param {mongoose.Connection} connection */
export function modelsOf(connection) {
  return {
    User: connection.model('User', userSchema),
    Course: connection.model('Course', courseSchema),
    Lesson: connection.model('Lesson', lessonSchema),
    Enrollment: connection.model('Enrollment', enrollmentSchema),
    Progress: connection.model('Progress', progressSchema),
    Session: connection.model('Session', sessionSchema),
  };
}
