import type { AnyRoute } from '@har/routing';

/** Whose token a step sends. */
export type Person = 'nobody' | 'admin' | 'instructor' | 'learner';

/** One request of the tour; `{{name}}` is a variable of the collection. */
export interface TourStep {
  readonly route: AnyRoute['name'];
  readonly title: string;
  readonly as: Person;
  readonly expects: number;
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly body?: unknown;
  /** Variables that are set from the answer: name → path in it. */
  readonly saves?: Record<string, string>;
}

const TEXT =
  '<h2>Tables</h2><p>A table is a range of cells with one header row and one record in each line.</p>' +
  '<p>A pivot table is a summary that groups the rows of a table by categories. Microsoft added pivot tables to Excel in 1994.</p>';
const COURSE = { id: '{{course_id}}' };
const REVIEW = { ...COURSE, review_id: '{{review_id}}' };
const LESSON = { ...COURSE, lesson_id: '{{lesson_id}}' };

/** Sign up, publish, buy, learn, ask, be told what is next: every step as a client would do it. */
export const TOUR: readonly TourStep[] = [
  {
    route: 'auth.login',
    title: 'The administrator logs in',
    as: 'nobody',
    expects: 200,
    body: { email: '{{admin_email}}', password: '{{admin_password}}' },
    saves: { admin_token: 'data.token' },
  },
  {
    route: 'auth.register',
    title: 'An instructor signs up',
    as: 'nobody',
    expects: 201,
    body: { email: 'instructor-{{$timestamp}}@example.org', password: 'Teach2Share!', first_name: 'Noor', last_name: 'Haddad', language: 'en' },
    saves: { instructor_token: 'data.token', instructor_id: 'data.user._id' },
  },
  {
    route: 'auth.become-instructor',
    title: 'and tells what they teach',
    as: 'instructor',
    expects: 201,
    body: { bio: 'Spreadsheets, explained slowly.', expertise_tags: ['Excel'] },
    saves: { instructor_token: 'data.token' },
  },
  {
    route: 'auth.administer-user',
    title: 'The administrator verifies the instructor',
    as: 'admin',
    expects: 200,
    params: { id: '{{instructor_id}}' },
    body: { verification_status: 'verified' },
  },
  {
    route: 'course.create',
    title: 'The instructor drafts a course',
    as: 'instructor',
    expects: 201,
    body: {
      title: 'Tables and pivots',
      subtitle: 'From a range to an answer',
      description: 'From a range of cells to a summary that answers a question.',
      short_description: 'Tables, then pivot tables.',
      domain: 'Excel',
      stack: ['Excel'],
      price: 29.9,
      pricing_model: 'one-time',
      language: 'en',
      level: 'beginner',
      compatibility_versions: ['Excel 2021'],
      prerequisites: ['You can open a workbook'],
      learning_objectives: ['Summarise rows by categories'],
    },
    saves: { course_id: 'data.course._id', course_slug: 'data.course.slug' },
  },
  {
    route: 'module.add',
    title: 'with a module',
    as: 'instructor',
    expects: 201,
    params: COURSE,
    body: { title: 'Tables', description: 'What a table gives you.', order: 1 },
    saves: { module_id: 'data.module._id' },
  },
  {
    route: 'lesson.add',
    title: 'a lesson',
    as: 'instructor',
    expects: 201,
    params: { ...COURSE, module_id: '{{module_id}}' },
    body: { title: 'Tables and pivot tables', description: 'The two ideas.', type: 'text', order: 1, content: TEXT },
    saves: { lesson_id: 'data.lesson._id' },
  },
  {
    route: 'ai.generate-quiz',
    title: 'The AI core makes quiz questions of its text',
    as: 'instructor',
    expects: 200,
    body: { lesson_content: TEXT, num_questions: 2 },
  },
  {
    route: 'lesson.add',
    title: 'and a quiz',
    as: 'instructor',
    expects: 201,
    params: { ...COURSE, module_id: '{{module_id}}' },
    body: {
      title: 'Check yourself',
      description: 'One question.',
      type: 'quiz',
      order: 2,
      quiz: {
        passing_score: 70,
        questions: [
          { type: 'true_false', question: 'A table has one header row.', correct: [true], points: 1, explanation: 'It does.' },
        ],
      },
    },
    saves: { quiz_lesson_id: 'data.lesson._id', question_id: 'data.lesson.quiz.questions[0]._id' },
  },
  { route: 'course.publish', title: 'The course is published', as: 'instructor', expects: 200, params: COURSE },
  { route: 'catalogue.list', title: 'Anyone finds it', as: 'nobody', expects: 200, query: { search: 'pivot', limit: '5' } },
  { route: 'course.get', title: 'and reads its page', as: 'nobody', expects: 200, params: COURSE },
  {
    route: 'course.get-by-slug',
    title: 'also by its address',
    as: 'nobody',
    expects: 200,
    params: { slug: '{{course_slug}}' },
  },
  {
    route: 'auth.register',
    title: 'A learner signs up',
    as: 'nobody',
    expects: 201,
    body: { email: 'learner-{{$timestamp}}@example.org', password: 'Learn2Grow!', first_name: 'Sam', last_name: 'Okoro', language: 'en' },
    saves: { learner_token: 'data.token', learner_id: 'data.user._id' },
  },
  {
    route: 'auth.replace-profile',
    title: 'and tells who they are',
    as: 'learner',
    expects: 200,
    body: {
      bio: 'Keeps the books of a small shop.',
      city: 'Lille',
      country: 'FR',
      website_url: 'https://sam.example.org',
      pcsoft_experience: 'beginner',
      phone_number: '06 12 34 56 78',
      visibility: { city: 'private' },
    },
  },
  {
    route: 'payment.create-coupon',
    title: 'The administrator makes a coupon',
    as: 'admin',
    expects: 201,
    body: { code: 'TOUR-{{$timestamp}}', kind: 'percent', value: 20, max_redemptions: 1 },
    saves: { coupon_code: 'data.coupon.code' },
  },
  { route: 'enrollment.enroll', title: 'The course must be paid for', as: 'learner', expects: 402, params: COURSE },
  {
    route: 'payment.preview-coupon',
    title: 'The learner sees the price with it',
    as: 'learner',
    expects: 200,
    body: { code: '{{coupon_code}}', course_id: '{{course_id}}' },
  },
  {
    route: 'payment.purchase',
    title: 'and buys the course by card',
    as: 'learner',
    expects: 201,
    body: {
      course_id: '{{course_id}}',
      payment_method: 'card',
      payment_method_id: 'pm_card_visa',
      coupon_code: '{{coupon_code}}',
    },
    saves: { transaction_id: 'data.transaction._id' },
  },
  {
    route: 'payment.explain-entitlement',
    title: 'has a right to it',
    as: 'learner',
    expects: 200,
    query: { course_id: '{{course_id}}' },
  },
  { route: 'enrollment.enroll', title: 'enrols', as: 'learner', expects: 201, params: COURSE },
  { route: 'lesson-access.open', title: 'opens the lesson', as: 'learner', expects: 200, params: LESSON },
  {
    route: 'comment.post',
    title: 'asks the instructor',
    as: 'learner',
    expects: 201,
    params: { lesson_id: '{{lesson_id}}' },
    body: { content: 'Does a table grow when I add rows below it?' },
    saves: { question_comment_id: 'data.comment._id' },
  },
  {
    route: 'comment.list-inbox',
    title: 'who sees what waits for an answer',
    as: 'instructor',
    expects: 200,
    query: { course_id: '{{course_id}}' },
  },
  {
    route: 'comment.post',
    title: 'answers',
    as: 'instructor',
    expects: 201,
    params: { lesson_id: '{{lesson_id}}' },
    body: { content: 'It does, and formulas that name it follow.', parent_id: '{{question_comment_id}}' },
    saves: { answer_comment_id: 'data.comment._id' },
  },
  {
    route: 'comment.pin',
    title: 'and makes it the official answer',
    as: 'instructor',
    expects: 200,
    params: { id: '{{answer_comment_id}}' },
  },
  {
    route: 'comment.list-questions',
    title: 'The learner reads it under the lesson',
    as: 'learner',
    expects: 200,
    params: { lesson_id: '{{lesson_id}}' },
  },
  { route: 'notification.list', title: 'and is told of it', as: 'learner', expects: 200 },
  {
    route: 'ai.chat',
    title: 'asks the tutor',
    as: 'learner',
    expects: 200,
    body: { message: 'What is a pivot table?', course_id: '{{course_id}}' },
  },
  {
    route: 'progress.record',
    title: 'completes the lesson',
    as: 'learner',
    expects: 200,
    params: LESSON,
    body: { status: 'completed', time_spent_seconds: 240 },
  },
  {
    route: 'quiz-attempt.submit',
    title: 'passes the quiz',
    as: 'learner',
    expects: 201,
    params: { ...COURSE, lesson_id: '{{quiz_lesson_id}}' },
    body: { answers: [{ question_id: '{{question_id}}', answer: true }] },
  },
  { route: 'progress.get', title: 'sees the course completed', as: 'learner', expects: 200, params: COURSE },
  {
    route: 'review.create',
    title: 'and reviews it',
    as: 'learner',
    expects: 201,
    params: COURSE,
    body: { rating: 5, comment: 'The first explanation of pivot tables that I understood.' },
    saves: { review_id: 'data.review._id' },
  },
  {
    route: 'review.answer',
    title: 'The instructor answers the review',
    as: 'instructor',
    expects: 200,
    params: REVIEW,
    body: { text: 'Thank you, Sam.' },
  },
  { route: 'review.mark-helpful', title: 'and finds it helpful', as: 'instructor', expects: 200, params: REVIEW },
  { route: 'review.list', title: 'Anyone reads it', as: 'nobody', expects: 200, params: COURSE, query: { sort: 'helpful' } },
  {
    route: 'ai.recommend',
    title: 'The learner is told what to learn next',
    as: 'learner',
    expects: 200,
    body: { user_id: '{{learner_id}}' },
  },
  { route: 'payment.list-transactions', title: 'The learner’s transactions', as: 'learner', expects: 200 },
  {
    route: 'payment.get-transaction-receipt',
    title: 'The receipt, as PDF',
    as: 'learner',
    expects: 200,
    params: { id: '{{transaction_id}}' },
  },
  {
    route: 'payment.refund',
    title: 'After completing it, a refund needs an administrator',
    as: 'learner',
    expects: 400,
    params: { transaction_id: '{{transaction_id}}' },
  },
  { route: 'auth.logout', title: 'The learner logs out', as: 'learner', expects: 200 },
  { route: 'auth.get-profile', title: 'and the token is dead', as: 'learner', expects: 401 },
];
