/**
 * The closed catalogue of errors an outsider can meet: name, HTTP status, French and English text.
 *
 * Status codes are those that 001 gives route by route, even where custom differs (an e-mail that is taken is 400).
 * `{name}` in a text is replaced by the argument of that name. The arguments `retry_after` and `location` are sent as the
 * headers of these names too.
 */
export interface CatalogueEntry {
  readonly status: number;
  readonly fr: string;
  readonly en: string;
}

export const CATALOGUE = {
  // Any route
  VALIDATION_FAILED: {
    status: 400,
    fr: 'La requête contient des champs invalides.',
    en: 'The request has invalid fields.',
  },
  MALFORMED_JSON: {
    status: 400,
    fr: 'Le corps de la requête n’est pas du JSON valide.',
    en: 'The request body is not valid JSON.',
  },
  BODY_TOO_LARGE: {
    status: 413,
    fr: 'Le corps de la requête dépasse {limit} octets.',
    en: 'The request body is larger than {limit} bytes.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    fr: 'Le corps doit être envoyé en application/json.',
    en: 'Send the body as application/json.',
  },
  ROUTE_NOT_FOUND: {
    status: 404,
    fr: 'Aucune route {method} {path}.',
    en: 'There is no route {method} {path}.',
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    fr: 'Cette adresse n’accepte pas {method}.',
    en: 'This address does not accept {method}.',
  },
  RATE_LIMITED: {
    status: 429,
    fr: 'Trop de requêtes. Réessayez dans {retry_after} s.',
    en: 'Too many requests. Try again in {retry_after} s.',
  },
  SERVICE_UNAVAILABLE: {
    status: 503,
    fr: 'Ce service est momentanément indisponible. Réessayez dans un instant.',
    en: 'This service is unavailable for the moment. Try again shortly.',
  },
  DEADLINE_EXCEEDED: {
    status: 503,
    fr: 'La réponse n’est pas arrivée à temps. Réessayez.',
    en: 'The answer did not arrive in time. Try again.',
  },
  OUTCOME_UNKNOWN: {
    status: 503,
    fr: 'L’issue de cette demande est inconnue. Vérifiez avant de la répéter.',
    en: 'The outcome of this request is unknown. Check before repeating it.',
  },
  INTERNAL_ERROR: {
    status: 500,
    fr: 'Une erreur interne est survenue. Indiquez request_id au support.',
    en: 'An internal error occurred. Quote request_id to support.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 409,
    fr: 'Cette clé d’idempotence a déjà servi à une autre requête.',
    en: 'This idempotency key was already used for another request.',
  },
  IDEMPOTENCY_IN_PROGRESS: {
    status: 409,
    fr: 'La première requête portant cette clé d’idempotence est encore en cours.',
    en: 'The first request with this idempotency key is still in progress.',
  },

  // Access
  UNAUTHORIZED: {
    status: 401,
    fr: 'Authentification requise : jeton absent, invalide ou expiré.',
    en: 'Authentication required: the token is missing, invalid or expired.',
  },
  FORBIDDEN: {
    status: 403,
    fr: 'Vous n’avez pas le droit de faire cela.',
    en: 'You are not allowed to do this.',
  },
  INSTRUCTOR_REQUIRED: {
    status: 403,
    fr: 'Réservé aux formateurs.',
    en: 'Only instructors may do this.',
  },
  ADMIN_REQUIRED: {
    status: 403,
    fr: 'Réservé aux administrateurs.',
    en: 'Only administrators may do this.',
  },
  USER_SUSPENDED: {
    status: 403,
    fr: 'Ce compte est suspendu.',
    en: 'This account is suspended.',
  },
} as const satisfies Record<string, CatalogueEntry>;
