import type { AnyRoute } from '@har/routing';

/** What a client may try to set of what only the platform may: roles, money, owners, flags, counters. */
export const FORBIDDEN_FIELDS: Readonly<Record<string, unknown>> = {
  _id: '665f1c2ab7e4d91f0a3c5d7e',
  role: 'admin',
  roles: ['admin'],
  is_admin: true,
  admin: true,
  permissions: ['*'],
  verified: true,
  email_verified: true,
  verification_status: 'verified',
  price: 0,
  price_minor: 0,
  amount: 1,
  amount_minor: 1,
  total: 0,
  currency: 'XAF',
  discount: 100,
  balance: 1_000_000,
  credits: 1_000_000,
  owner: '665f1c2ab7e4d91f0a3c5d7e',
  owner_id: '665f1c2ab7e4d91f0a3c5d7e',
  instructor_id: '665f1c2ab7e4d91f0a3c5d7e',
  instructor_name: 'Somebody Else',
  user_id: '665f1c2ab7e4d91f0a3c5d7e',
  password_hash: '$2b$10$abcdefghijklmnopqrstuv',
  session_id: 'a-session',
  enrollments_count: 9_999,
  average_rating: 5,
  reviews_count: 9_999,
  progress_percentage: 100,
  completed_at: '2026-01-01T00:00:00.000Z',
  created_at: '2020-01-01T00:00:00.000Z',
  version: 99,
};

/** Payloads that mean something to a database, a prototype or a template. As JSON text: `__proto__` is a key there. */
export const OPERATORS: readonly string[] = [
  '{"$gt":""}',
  '{"$ne":null}',
  '{"$nin":[]}',
  '{"$exists":true}',
  '{"$regex":".*"}',
  '{"$where":"sleep(1000)"}',
  '{"$expr":{"$eq":[1,1]}}',
  '{"$or":[{}]}',
  '{"$nor":[{"a":1}]}',
  '{"$not":{"$eq":"x"}}',
  '{"$function":{"body":"function(){}","args":[],"lang":"js"}}',
  '{"$inc":{"balance":1}}',
  '{"$set":{"role":"admin"}}',
  '{"$rename":{"email":"role"}}',
  '{"__proto__":{"polluted":"yes"}}',
  '{"constructor":{"prototype":{"polluted":"yes"}}}',
  '{"prototype":{"polluted":"yes"}}',
  '{"toString":"x","valueOf":"y"}',
  '{"a.b":1,"$c":2}',
  '{"toJSON":{"x":1}}',
  '{"length":1e9}',
  '[{"$gt":""}]',
  '[["deep"]]',
  '[null]',
  '{"_bsontype":"ObjectId","id":"aaaaaaaaaaaa"}',
];

/** The fields of a part of a request, with those within objects and lists: `price.amount`, `questions.0.type`. */
export function fieldsOf(route: AnyRoute, part: 'params' | 'query' | 'body'): string[][] {
  return fieldsIn(route[part]?.describe() as Description | undefined);
}

interface Description {
  readonly keys?: Record<string, Description>;
  readonly items?: Description[];
  readonly matches?: { schema?: Description }[];
}

function fieldsIn(description: Description | undefined, depth = 0): string[][] {
  if (!description || depth > 3) return [];
  const own = Object.entries(description.keys ?? {}).flatMap(([key, inner]) => [
    [key],
    ...fieldsIn(inner, depth + 1).map((path) => [key, ...path]),
  ]);
  const items = (description.items ?? []).flatMap((item) =>
    fieldsIn(item, depth + 1).map((path) => ['0', ...path]),
  );
  const ways = (description.matches ?? []).flatMap(({ schema }) => fieldsIn(schema, depth + 1));
  return [...own, ...items, ...ways];
}

/** A copy of a body with something else at a path; what is missing on the way is made. */
export function withValueAt(body: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (key === '0') {
    const list = Array.isArray(body) ? (body as unknown[]) : [];
    return [withValueAt(list[0], rest, value), ...list.slice(1)];
  }
  const record = typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {};
  return { ...record, [key]: withValueAt((record as Record<string, unknown>)[key], rest, value) };
}
