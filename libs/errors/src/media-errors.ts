import type { CatalogueEntry } from './catalogue';

/** What files can answer beyond the errors of every route. */
export const MEDIA_ERRORS = {
  UPLOAD_NOT_FOUND: {
    status: 404,
    fr: 'Cet envoi n’existe pas ou a expiré.',
    en: 'There is no such upload, or it has expired.',
  },
  UPLOAD_TOO_LARGE: {
    status: 413,
    fr: 'Un fichier de cette sorte a au plus {limit} octets.',
    en: 'A file of this kind has at most {limit} bytes.',
  },
  UPLOAD_TYPE_REFUSED: {
    status: 415,
    fr: 'Types acceptés ici : {types}.',
    en: 'Types accepted here: {types}.',
  },
  TOO_MANY_UPLOADS: {
    status: 429,
    fr: 'Au plus {limit} envois peuvent attendre à la fois. Utilisez ou supprimez-en un.',
    en: 'At most {limit} uploads can wait at once. Use or delete one.',
  },
  UPLOAD_INCOMPLETE: {
    status: 409,
    fr: 'Il manque {missing} parties à cet envoi.',
    en: 'This upload lacks {missing} parts.',
  },
  UPLOAD_REFUSED: {
    status: 400,
    fr: 'Ce fichier est refusé ({reason}).',
    en: 'This file is refused ({reason}).',
  },
  UPLOAD_NOT_READY: {
    status: 409,
    fr: 'Cet envoi n’est pas encore vérifié.',
    en: 'This upload is not verified yet.',
  },
  UPLOAD_ALREADY_USED: {
    status: 409,
    fr: 'Cet envoi a déjà servi.',
    en: 'This upload was already used.',
  },
  UPLOAD_WRONG_PURPOSE: {
    status: 400,
    fr: 'Cet envoi a été ouvert pour autre chose ({purpose}).',
    en: 'This upload was opened for something else ({purpose}).',
  },
  FILE_NOT_FOUND: { status: 404, fr: 'Ce fichier n’existe plus.', en: 'This file is no more.' },
} as const satisfies Record<string, CatalogueEntry>;
