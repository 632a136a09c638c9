import { invalidRequest } from './stripe-error';

export type FormValue = string | FormObject;
export interface FormObject {
  [key: string]: FormValue;
}

const KEY = /^([^[\]]+)((?:\[[^[\]]*\])*)$/;
const MAX_DEPTH = 8;

/**
 * Reads a form as Stripe does: `metadata[course_id]=1&expand[]=customer&items[0][price]=p` becomes
 * `{metadata: {course_id: '1'}, expand: {0: 'customer'}, items: {0: {price: 'p'}}}`. Arrays stay objects with numbers as
 * keys, because only the schema knows whether `metadata[0]` is one.
 *
 * @throws StripeError 400 for a key that is broken, contradicts another or is nested too deep
 */
export function parseForm(text: string): FormObject {
  const root = emptyObject();
  for (const [key, value] of new URLSearchParams(text)) insert(root, pathOf(key), value, key);
  return root;
}

function pathOf(key: string): string[] {
  const match = KEY.exec(key);
  if (!match) throw invalidRequest(`Invalid parameter name: ${key}`);
  const path = [
    match[1] ?? '',
    ...[...(match[2] ?? '').matchAll(/\[([^[\]]*)\]/g)].map((part) => part[1] ?? ''),
  ];
  if (path.length > MAX_DEPTH || path.includes('__proto__'))
    throw invalidRequest(`Invalid parameter name: ${key}`);
  return path;
}

function insert(root: FormObject, path: readonly string[], value: string, key: string): void {
  let node = root;
  path.forEach((part, depth) => {
    const name = part === '' ? String(Object.keys(node).length) : part;
    if (depth === path.length - 1) {
      if (typeof node[name] === 'object') throw invalidRequest(`Invalid parameter: ${key}`, { param: key });
      node[name] = value;
      return;
    }
    const child = (node[name] ??= emptyObject());
    if (typeof child === 'string') throw invalidRequest(`Invalid parameter: ${key}`, { param: key });
    node = child;
  });
}

function emptyObject(): FormObject {
  return Object.create(null) as FormObject;
}
