import type { Kind, ObjectKinds } from '../state/object-kinds';
import type { ListObject } from '../state/stored';
import type { Transaction } from '../state/transaction';
import type { PagingParams } from './params';
import { noSuch } from './stripe-error';

/**
 * One page of a kind, newest first, as Stripe pages: `starting_after` and `ending_before` name the object beside it.
 *
 * @throws StripeError 400 when that object does not exist
 */
export function listObjects<K extends Kind>(
  tx: Transaction,
  kind: K,
  url: string,
  params: PagingParams,
  matches: (object: ObjectKinds[K]) => boolean = () => true,
): ListObject<ObjectKinds[K]> {
  const { limit } = params;
  const all = [...tx.all(kind)].reverse();
  const fits = (object: ObjectKinds[K]) => isWithin(createdOf(object), params.created) && matches(object);
  if (params.ending_before !== undefined) {
    const before = all.slice(0, positionOf(all, params.ending_before, kind, 'ending_before')).filter(fits);
    return { object: 'list', data: before.slice(-limit), has_more: before.length > limit, url };
  }
  const start =
    params.starting_after === undefined
      ? 0
      : positionOf(all, params.starting_after, kind, 'starting_after') + 1;
  const after = all.slice(start).filter(fits);
  return { object: 'list', data: after.slice(0, limit), has_more: after.length > limit, url };
}

/** A list that is part of an object and always whole. */
export function wholeList<T>(data: readonly T[], url: string): ListObject<T> {
  return { object: 'list', data, has_more: false, url };
}

function positionOf(all: readonly { id: string }[], id: string, kind: Kind, param: string): number {
  const position = all.findIndex((object) => object.id === id);
  if (position < 0) throw noSuch(kind, id, param);
  return position;
}

function createdOf(object: object): number {
  return (object as { created?: number }).created ?? 0;
}

function isWithin(created: number, filter: PagingParams['created']): boolean {
  if (filter === undefined) return true;
  if (typeof filter === 'number') return created === filter;
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = filter;
  return created > gt && created >= gte && created < lt && created <= lte;
}
