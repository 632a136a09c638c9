import Joi from 'joi';
import type {
  DemoExerciseLesson,
  DemoLesson,
  DemoQuizLesson,
  DemoTextLesson,
  DemoVideoLesson,
} from './course.types';
import { questionSchema } from './question.schema';

const head = {
  title: Joi.string().min(3).max(200).required(),
  description: Joi.string().min(10).max(1000).required(),
  is_free_preview: Joi.boolean().strict(),
};

const httpsUrl = Joi.string().uri({ scheme: 'https' });

const text = Joi.object<DemoTextLesson>({
  ...head,
  type: Joi.valid('text').required(),
  content_file: Joi.string()
    .pattern(/^\d{2}-[a-z0-9]+(-[a-z0-9]+)*\.html$/, 'NN-kebab-title.html')
    .required(),
});

const video = Joi.object<DemoVideoLesson>({
  ...head,
  type: Joi.valid('video').required(),
  video: Joi.object({
    url: httpsUrl.required(),
    duration_seconds: Joi.number().integer().positive().required(),
    transcript: Joi.string().min(1000).required(),
    thumbnail_url: httpsUrl.allow(null).required(),
  }).required(),
  video_file: Joi.string().pattern(/^\d{2}-[a-z0-9]+(-[a-z0-9]+)*\.mp4$/, 'NN-kebab-title.mp4'),
  video_seconds: Joi.number().positive(),
}).and('video_file', 'video_seconds');

const quiz = Joi.object<DemoQuizLesson>({
  ...head,
  type: Joi.valid('quiz').required(),
  passing_score: Joi.number().integer().min(1).max(100).required(),
  questions: Joi.array().items(questionSchema).min(3).required(),
});

const exercise = Joi.object<DemoExerciseLesson>({
  ...head,
  type: Joi.valid('exercise').required(),
  exercise: Joi.object({
    instructions: Joi.string().min(100).required(),
    starter: Joi.string().required(),
    solution: Joi.string().min(100).required(),
  }).required(),
});

/** One lesson of any of the four types (001 §SERVICE 2 A). */
export const lessonSchema = Joi.alternatives<DemoLesson>().conditional('.type', {
  switch: [
    { is: 'text', then: text },
    { is: 'video', then: video },
    { is: 'quiz', then: quiz },
    { is: 'exercise', then: exercise },
  ],
  otherwise: Joi.object({ type: Joi.valid('text', 'video', 'quiz', 'exercise').required() }),
});
