import { API_KINDS } from '../state/object-kinds';
import type { Transaction } from '../state/transaction';
import { invalidRequest } from './stripe-error';
import { includableField } from './includable-fields';

const MAX_DEPTH = 4;

/**
 * Puts whole objects in the place of ids, along paths like `latest_charge.balance_transaction` or `data.customer`.
 *
 * @throws StripeError 400 for a path that cannot be expanded
 */
export function expandObject(tx: Transaction, object: object, paths: readonly string[]): object {
  return paths.reduce<object>((result, path) => {
    const parts = path.split('.');
    if (parts.filter((part) => part !== 'data').length > MAX_DEPTH) {
      throw invalidRequest(
        `You cannot expand more than ${MAX_DEPTH} levels of a property. Property: ${path}`,
      );
    }
    return expandPath(tx, result, parts, path);
  }, object);
}

function expandPath(
  tx: Transaction,
  object: object,
  [field = '', ...rest]: readonly string[],
  path: string,
): object {
  const found = valueOf(tx, object, field, path);
  if (found === null) return object;
  const value = typeof found === 'string' ? lookUp(tx, found, path) : found;
  if (rest.length === 0) return { ...object, [field]: value };
  const deeper = Array.isArray(value)
    ? (value as object[]).map((item) => expandPath(tx, item, rest, path))
    : expandPath(tx, value, rest, path);
  return { ...object, [field]: deeper };
}

function valueOf(tx: Transaction, object: object, field: string, path: string): string | object | null {
  const included = includableField(tx, object, field);
  if (included !== undefined) return included;
  const value = (object as Record<string, unknown>)[field];
  if (
    !Object.hasOwn(object, field) ||
    (value !== null && typeof value !== 'string' && typeof value !== 'object')
  ) {
    throw cannotExpand(path);
  }
  return value;
}

function lookUp(tx: Transaction, id: string, path: string): object {
  for (const kind of API_KINDS) {
    const object = tx.find(kind, id);
    if (!object) continue;
    return 'deleted' in object && object.deleted ? { id, object: object.object, deleted: true } : object;
  }
  throw cannotExpand(path);
}

function cannotExpand(path: string) {
  return invalidRequest(`This property cannot be expanded (${path}).`, { param: 'expand' });
}
