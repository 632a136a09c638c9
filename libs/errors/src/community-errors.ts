import type { CatalogueEntry } from './catalogue';

/** What the community service can answer beyond the errors of every route. */
export const COMMUNITY_ERRORS = {
  NOTIFICATION_NOT_FOUND: {
    status: 404,
    fr: 'Cette notification n’existe pas.',
    en: 'There is no such notification.',
  },
} as const satisfies Record<string, CatalogueEntry>;
