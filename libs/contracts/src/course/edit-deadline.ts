/** Milliseconds for a change of a course: many people may be changing the same one, and each waits for the others. */
export const EDIT_DEADLINE_MS = 10_000;
