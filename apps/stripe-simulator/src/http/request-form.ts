import type { FastifyRequest } from 'fastify';
import { parseForm, type FormObject } from './form-parser';

const forms = new WeakMap<FastifyRequest, FormObject>();

/** The parameters of a call: of the body for POST, else of the query. Read once a request. */
export function formOf(request: FastifyRequest): FormObject {
  const known = forms.get(request);
  if (known) return known;
  const form = parseForm(rawFormOf(request));
  forms.set(request, form);
  return form;
}

/** The same as it came. */
export function rawFormOf(request: FastifyRequest): string {
  if (request.method === 'POST') return typeof request.body === 'string' ? request.body : '';
  return pathAndQuery(request)[1];
}

/** The path without its query. */
export function pathOf(request: FastifyRequest): string {
  return pathAndQuery(request)[0];
}

function pathAndQuery(request: FastifyRequest): [path: string, query: string] {
  const [path = '', ...query] = request.url.split('?');
  return [path, query.join('?')];
}
