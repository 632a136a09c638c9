/** What an author writes in `demo/courses/<slug>/course.json`. */
export interface DemoCourse {
  title: string;
  short_description: string;
  /** Several paragraphs of plain text, separated by blank lines. */
  description: string;
  subtitle: string;
  level: 'beginner' | 'intermediate' | 'advanced' | 'expert';
  /** Empty where no software is needed. */
  compatibility_versions: string[];
  prerequisites: string[];
  learning_objectives: string[];
  domain: 'Excel' | 'R' | 'Python' | 'Other';
  stack: string[];
  keywords: string[];
  category: string;
  language: 'fr' | 'en';
  image_url: string | null;
  price: DemoPrice;
  /** Key of one of the demo instructors. */
  instructor: 'claire' | 'marc' | 'aisha';
  modules: DemoModule[];
}

/** `amount` is in units of the currency, not in cents; 0 means free. */
export interface DemoPrice {
  amount: number;
  currency: 'EUR';
  pricing_model: 'one-time' | 'subscription';
}

export interface DemoModule {
  title: string;
  description: string;
  lessons: DemoLesson[];
}

export type DemoLesson = DemoTextLesson | DemoVideoLesson | DemoQuizLesson | DemoExerciseLesson;

interface DemoLessonHead {
  title: string;
  description: string;
  is_free_preview?: boolean;
}

export interface DemoTextLesson extends DemoLessonHead {
  type: 'text';
  /** Name of an HTML fragment beside `course.json`. */
  content_file: string;
}

export interface DemoVideoLesson extends DemoLessonHead {
  type: 'video';
  video: { url: string; duration_seconds: number; transcript: string; thumbnail_url: string | null };
  /** Name of a film beside `course.json`, which takes the place of the address where there is an object storage. */
  video_file?: string;
  /** How long the film is. */
  video_seconds?: number;
}

export interface DemoQuizLesson extends DemoLessonHead {
  type: 'quiz';
  /** Percentage of the points that passes. */
  passing_score: number;
  questions: DemoQuestion[];
}

export interface DemoExerciseLesson extends DemoLessonHead {
  type: 'exercise';
  /** `instructions` and `solution` are HTML, `starter` is plain text or code. */
  exercise: { instructions: string; starter: string; solution: string };
}

export type DemoQuestion = DemoChoiceQuestion | DemoTrueFalseQuestion | DemoShortAnswerQuestion;

interface DemoQuestionHead {
  question: string;
  points: number;
  explanation: string;
}

export interface DemoChoiceQuestion extends DemoQuestionHead {
  type: 'single' | 'multiple';
  options: string[];
  /** Positions in `options`, counted from 0. */
  correct: number[];
}

export interface DemoTrueFalseQuestion extends DemoQuestionHead {
  type: 'true_false';
  correct: [boolean];
}

export interface DemoShortAnswerQuestion extends DemoQuestionHead {
  type: 'short_answer';
  accepted_answers: string[];
}
