import type { Model, QueryFilter, Schema, UpdateQuery } from 'mongoose';

/** How many events a document remembers. */
const WINDOW = 200;

/** Gives documents the list of the last events that changed them. Queries do not select it. */
export function appliedEventsPlugin(schema: Schema): void {
  schema.add({ applied_events: { type: [String], select: false, default: undefined } });
}

/**
 * Changes one document by an event, once: the id of the event is written and looked for in the same atomic update.
 * Repetitions are known as long as fewer than 200 other events changed the document in between.
 *
 * @param update operators (`$inc`, `$set`, …), not a replacement
 * @returns whether this call changed the document; false when the event was applied before or nothing matched
 */
export async function applyOnce<T>(
  model: Model<T>,
  filter: QueryFilter<T>,
  eventId: string,
  update: UpdateQuery<T>,
): Promise<boolean> {
  if (!model.schema.path('applied_events')) {
    throw new Error(`the schema of ${model.modelName} has no applied-events plugin`);
  }
  const { $push, ...operators } = update as UpdateQuery<T> & { $push?: object };
  const remember = { applied_events: { $each: [eventId], $slice: -WINDOW } };
  const result = await model.updateOne(
    { $and: [filter, { applied_events: { $ne: eventId } }] } as QueryFilter<T>,
    { ...operators, $push: { ...$push, ...remember } },
  );
  return result.modifiedCount === 1;
}
