import type { CatalogueEntry } from './catalogue';

/** What the auth service can answer beyond the errors of every route. Statuses are those of 001 §SERVICE 1 B. */
export const AUTH_ERRORS = {
  USER_NOT_FOUND: { status: 404, fr: 'Cet utilisateur n’existe pas.', en: 'There is no such user.' },
  EMAIL_TAKEN: {
    status: 400,
    fr: 'Un compte existe déjà avec cette adresse e-mail.',
    en: 'There is already an account with this e-mail address.',
  },
  WEAK_PASSWORD: {
    status: 400,
    fr: 'Le mot de passe doit compter de 8 à 128 caractères, dont une majuscule et un chiffre.',
    en: 'The password needs 8 to 128 characters, among them an upper-case letter and a number.',
  },
  INVALID_CREDENTIALS: {
    status: 401,
    fr: 'Adresse e-mail ou mot de passe incorrect.',
    en: 'Wrong e-mail address or password.',
  },
  ACCOUNT_SUSPENDED: { status: 400, fr: 'Ce compte est suspendu.', en: 'This account is suspended.' },
  TOO_MANY_LOGIN_FAILURES: {
    status: 429,
    fr: 'Trop de tentatives de connexion échouées. Réessayez dans {retry_after} s.',
    en: 'Too many failed sign-ins. Try again in {retry_after} s.',
  },
  INVALID_REFRESH_TOKEN: {
    status: 401,
    fr: 'Jeton de rafraîchissement invalide, expiré ou déjà utilisé.',
    en: 'The refresh token is invalid, expired or already used.',
  },
  WRONG_PASSWORD: {
    status: 401,
    fr: 'L’ancien mot de passe est incorrect.',
    en: 'The old password is wrong.',
  },
  EMAIL_NOT_FOUND: {
    status: 400,
    fr: 'Aucun compte ne correspond à cette adresse e-mail.',
    en: 'No account has this e-mail address.',
  },
  INVALID_RESET_TOKEN: {
    status: 401,
    fr: 'Ce lien de réinitialisation est invalide, expiré ou déjà utilisé.',
    en: 'This reset link is invalid, expired or already used.',
  },
  UNSUBSCRIBE_LINK_INVALID: {
    status: 404,
    fr: 'Ce lien de désabonnement n’est pas valable.',
    en: 'This unsubscribe link is not valid.',
  },
  ALREADY_INSTRUCTOR: { status: 400, fr: 'Vous êtes déjà formateur.', en: 'You are an instructor already.' },
  NOT_AN_INSTRUCTOR: {
    status: 400,
    fr: 'Cet utilisateur n’a pas de profil de formateur.',
    en: 'This user has no instructor profile.',
  },
  OWN_ACCESS_FIXED: {
    status: 400,
    fr: 'Vous ne pouvez pas changer votre propre rôle ni votre propre statut.',
    en: 'You cannot change your own role or status.',
  },
  CONFIGURED_ACCOUNT: {
    status: 403,
    fr: 'Ce compte est défini par la configuration du serveur et ne se modifie pas ici.',
    en: 'This account is set in the server’s configuration and cannot be changed here.',
  },
  CONCURRENT_CHANGE: {
    status: 409,
    fr: 'Ce compte vient d’être modifié ailleurs. Réessayez.',
    en: 'This account was just changed elsewhere. Try again.',
  },
} as const satisfies Record<string, CatalogueEntry>;
