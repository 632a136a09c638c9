export { assertAccess, needsToken, readsToken, ROLES, type Access, type Actor, type Role } from './actor';
export { KeySet, type Jwks, type PublicJwk } from './key-set';
export { RevocationList, type Revocations } from './revocation-list';
export {
  ACCESS_TOKEN_TYPE,
  TOKEN_AUDIENCE,
  TOKEN_ISSUER,
  TokenVerifier,
  type AccessClaims,
} from './token-verifier';
