import Joi from 'joi';
import type { CatalogueError } from '@har/errors';
import { route } from './contract';
import { ID_PARAMS, line } from './fields';
import { PAGE_QUERY } from './page';
import { validateInput } from './validate';

const CONTRACT = route({
  name: 'course.create',
  service: 'course',
  method: 'POST',
  path: '/courses/:id',
  access: 'public',
  tag: 'Courses',
  summary: 'Create',
  params: ID_PARAMS,
  query: Joi.object(PAGE_QUERY),
  body: Joi.object({
    title: line(20).required(),
    amount: Joi.number().min(0),
    active: Joi.boolean(),
    price: Joi.object({ amount: Joi.number() }),
  }),
  example: {},
});
const ID = '665f1c2ab7e4d91f0a3c5d7e';
const GOOD = { params: { id: ID }, query: {}, body: { title: 'Excel' } };

function refusal(input: object): CatalogueError {
  try {
    validateInput(CONTRACT, { ...GOOD, ...input });
  } catch (error) {
    return error as CatalogueError;
  }
  throw new Error('was accepted');
}

const fieldsOf = (input: object) => refusal(input).details.map(({ field }) => field);

describe('validateInput', () => {
  it('converts text of params and query, trims, fills defaults', () => {
    const input = validateInput(CONTRACT, { ...GOOD, query: { page: '2' }, body: { title: '  Excel ' } });
    expect(input).toEqual({ params: { id: ID }, query: { page: 2, limit: 10 }, body: { title: 'Excel' } });
  });

  it('lists every failing field of every part', () => {
    const error = refusal({ params: { id: 'x' }, query: { page: '0', sort: 'a' }, body: { amount: -1 } });
    expect(error).toMatchObject({ code: 'VALIDATION_FAILED', status: 400 });
    expect(error.details.map(({ field }) => field)).toEqual([
      'params.id',
      'query.page',
      'query.sort',
      'body.title',
      'body.amount',
    ]);
  });

  it.each([
    ['an operator', { title: { $gt: '' } }, ['body.title']],
    ['an array', { title: ['a'] }, ['body.title']],
    ['an unknown field', { title: 'a', role: 'admin' }, ['body.role']],
    ['a number as text', { title: 'a', amount: '5' }, ['body.amount']],
    ['a boolean as text', { title: 'a', active: 'true' }, ['body.active']],
    ['a nested number as text', { title: 'a', price: { amount: '5' } }, ['body.price.amount']],
    ['a control character', { title: 'a\u0000b' }, ['body.title']],
    ['no body at all', undefined, ['body.title']],
  ])('refuses %s', (_name, body, fields) => {
    expect(fieldsOf({ body })).toEqual(fields);
  });

  it('accepts nothing where nothing is declared', () => {
    const bare = route({
      name: 'x',
      service: 'auth',
      method: 'GET',
      path: '/x',
      access: 'public',
      tag: 'x',
      summary: 'x',
      example: {},
    });
    expect(validateInput(bare, { params: {}, query: {} })).toEqual({ params: {}, query: {}, body: {} });
    expect(() => validateInput(bare, { query: { a: '1' } })).toThrow('VALIDATION_FAILED');
    expect(() => validateInput(bare, { body: 'text' })).toThrow('VALIDATION_FAILED');
  });
});
