import Joi from 'joi';
import { line, objectId, PAGE_QUERY, PAGINATION, route, type PageQuery, type Pagination } from '@har/routing';

/** Ways to say the same thing in one course: a question with any of them finds lessons with any other. */
export interface GlossaryEntryReply {
  _id: string;
  course_id: string;
  /** As the lessons say it. */
  term: string;
  /** As learners may ask for it. */
  synonyms: string[];
}

export interface GlossaryEntryFields {
  term: string;
  synonyms: string[];
}

export interface GlossaryParams {
  id: string;
  entry_id: string;
}

/** Entries that a course may have. */
export const MOST_GLOSSARY_ENTRIES = 500;

const GLOSSARY_ENTRY = Joi.object<GlossaryEntryReply, true>({
  _id: objectId().required(),
  course_id: objectId().required(),
  term: Joi.string().required(),
  synonyms: Joi.array().items(Joi.string()).required(),
}).label('GlossaryEntry');
const TERM = line(80);
const SYNONYMS = Joi.array().items(line(80)).min(1).max(20).unique();
const COURSE = Joi.object<{ id: string }, true>({ id: objectId().required() });
const ENTRY = Joi.object<GlossaryParams, true>({
  id: objectId().required(),
  entry_id: objectId().required(),
});
const ENTRY_DATA = Joi.object<{ entry: GlossaryEntryReply }, true>({ entry: GLOSSARY_ENTRY.required() });

const EXAMPLE: GlossaryEntryReply = {
  _id: '665f1c2ab7e4d91f0a3c5e10',
  course_id: '665f1c2ab7e4d91f0a3c5d7e',
  term: 'congés',
  synonyms: ['vacances', 'jours de repos'],
};
const FIELDS: GlossaryEntryFields = { term: EXAMPLE.term, synonyms: EXAMPLE.synonyms };
const PARAMS = { id: EXAMPLE.course_id, entry_id: EXAMPLE._id };

export const listGlossary = route({
  name: 'ai.list-glossary',
  service: 'ai-core',
  method: 'GET',
  path: '/ai/courses/:id/glossary',
  access: 'instructor',
  tag: 'AI',
  summary: 'The glossary of one of your courses, by term',
  params: COURSE,
  query: Joi.object<PageQuery, true>(PAGE_QUERY),
  reply: Joi.object<{ entries: GlossaryEntryReply[]; pagination: Pagination }, true>({
    entries: Joi.array().items(GLOSSARY_ENTRY).required(),
    pagination: PAGINATION.required(),
  }),
  errors: ['COURSE_NOT_FOUND', 'COURSE_NOT_OWNER'],
  example: {
    params: { id: EXAMPLE.course_id },
    reply: { entries: [EXAMPLE], pagination: { page: 1, limit: 10, total: 1, pages: 1 } },
  },
});

export const addGlossaryEntry = route({
  name: 'ai.add-glossary-entry',
  service: 'ai-core',
  method: 'POST',
  path: '/ai/courses/:id/glossary',
  access: 'instructor',
  status: 201,
  idempotent: true,
  tag: 'AI',
  summary: 'Tell the tutor of a course what means the same',
  description: 'Counts from the next question on. Accents and capitals make no difference.',
  params: COURSE,
  body: Joi.object<GlossaryEntryFields, true>({ term: TERM.required(), synonyms: SYNONYMS.required() }),
  reply: ENTRY_DATA,
  errors: ['COURSE_NOT_FOUND', 'COURSE_NOT_OWNER', 'GLOSSARY_TERM_EXISTS', 'GLOSSARY_FULL'],
  example: { params: { id: EXAMPLE.course_id }, body: FIELDS, reply: { entry: EXAMPLE } },
});

export const updateGlossaryEntry = route({
  name: 'ai.update-glossary-entry',
  service: 'ai-core',
  method: 'PATCH',
  path: '/ai/courses/:id/glossary/:entry_id',
  access: 'instructor',
  tag: 'AI',
  summary: 'Change an entry of the glossary',
  params: ENTRY,
  body: Joi.object<Partial<GlossaryEntryFields>>({ term: TERM, synonyms: SYNONYMS }).min(1),
  reply: ENTRY_DATA,
  errors: ['COURSE_NOT_FOUND', 'COURSE_NOT_OWNER', 'GLOSSARY_ENTRY_NOT_FOUND', 'GLOSSARY_TERM_EXISTS'],
  example: { params: PARAMS, body: { synonyms: EXAMPLE.synonyms }, reply: { entry: EXAMPLE } },
});

export const deleteGlossaryEntry = route({
  name: 'ai.delete-glossary-entry',
  service: 'ai-core',
  method: 'DELETE',
  path: '/ai/courses/:id/glossary/:entry_id',
  access: 'instructor',
  tag: 'AI',
  summary: 'Delete an entry of the glossary',
  params: ENTRY,
  errors: ['COURSE_NOT_FOUND', 'COURSE_NOT_OWNER', 'GLOSSARY_ENTRY_NOT_FOUND'],
  example: { params: PARAMS },
});
