/** Milliseconds for which a change is made at the price that was shown. */
export const PREVIEW_MS = 15 * 60_000;
