/** What asks the object storage several things, one after the other. */
export const STORAGE_DEADLINE_MS = 20_000;
