import Joi from 'joi';
import type { DemoCourse, DemoModule, DemoPrice } from './course.types';
import { lessonSchema } from './lesson.schema';

const price = Joi.object<DemoPrice>({
  amount: Joi.number().min(0).max(999).precision(2).required(),
  currency: Joi.valid('EUR').required(),
  pricing_model: Joi.valid('one-time', 'subscription').required(),
});

const moduleSchema = Joi.object<DemoModule>({
  title: Joi.string().min(3).max(200).required(),
  description: Joi.string().min(10).max(1000).required(),
  lessons: Joi.array().items(lessonSchema).min(1).required(),
});

/**
 * The shape of `demo/courses/<slug>/course.json`. Limits are those of the platform (001 §SERVICE 2 A) where it has
 * any, so that a course which passes here can be published through the REST API. Validate with `convert: false`.
 */
export const courseSchema = Joi.object<DemoCourse>({
  title: Joi.string().min(5).max(200).required(),
  short_description: Joi.string().max(500).required(),
  description: Joi.string().min(200).max(5000).required(),
  subtitle: Joi.string().max(200).required(),
  level: Joi.valid('beginner', 'intermediate', 'advanced', 'expert').required(),
  compatibility_versions: Joi.array().items(Joi.string().max(30)).max(20).unique().required(),
  prerequisites: Joi.array().items(Joi.string().max(300)).min(1).max(20).unique().required(),
  learning_objectives: Joi.array().items(Joi.string().max(300)).min(3).max(20).unique().required(),
  domain: Joi.valid('Excel', 'R', 'Python', 'Other').required(),
  stack: Joi.array().items(Joi.string().max(50)).min(1).max(10).unique().required(),
  keywords: Joi.array().items(Joi.string().max(50)).min(3).max(20).unique().required(),
  category: Joi.string().max(100).required(),
  language: Joi.valid('fr', 'en').required(),
  image_url: Joi.string().uri({ scheme: 'https' }).allow(null).required(),
  price: price.required(),
  instructor: Joi.valid('claire', 'marc', 'aisha').required(),
  modules: Joi.array().items(moduleSchema).min(1).required(),
});
