import type { KeyObject } from 'node:crypto';
import { verify, decode, type JwtPayload } from 'jsonwebtoken';
import { LRUCache } from 'lru-cache';
import { CatalogueError } from '@har/errors';
import { ROLES, type Actor, type Role } from './actor';
import type { KeySet } from './key-set';
import type { RevocationList } from './revocation-list';

export const TOKEN_ISSUER = 'har-academy';
export const TOKEN_AUDIENCE = 'har-academy-api';
export const ACCESS_TOKEN_TYPE = 'at+jwt';

/** What an access token carries. Times are Unix seconds. */
export interface AccessClaims extends JwtPayload {
  sub: string;
  role: Role;
  sid: string;
  language: 'fr' | 'en';
}

const CACHED_TOKENS = 5_000;

/**
 * Turns an access token into its actor. Algorithm (RS256), key, issuer, audience and type are pinned; the signature of
 * a token already seen is not computed again, its expiry and revocation are checked every time.
 */
export class TokenVerifier {
  private readonly seen = new LRUCache<string, Actor>({ max: CACHED_TOKENS });

  constructor(
    private readonly keys: KeySet,
    private readonly revocations: RevocationList,
  ) {}

  /** @throws CatalogueError UNAUTHORIZED (invalid, expired or revoked) or USER_SUSPENDED */
  async verify(token: string): Promise<Actor> {
    const actor = this.seen.get(token) ?? (await this.verifySignature(token));
    if (actor.expires_at * 1000 <= Date.now()) throw new CatalogueError('UNAUTHORIZED');
    this.revocations.assertValid(actor);
    return actor;
  }

  private async verifySignature(token: string): Promise<Actor> {
    const header = headerOf(token);
    const key = header.kid && header.typ === ACCESS_TOKEN_TYPE && (await this.keys.find(header.kid));
    if (!key) throw new CatalogueError('UNAUTHORIZED');
    const actor = toActor(claimsOf(token, key), token);
    this.seen.set(token, actor);
    return actor;
  }
}

function headerOf(token: string): { kid?: string; typ?: string } {
  try {
    return decode(token, { complete: true })?.header ?? {};
  } catch {
    return {};
  }
}

function claimsOf(token: string, key: KeyObject): AccessClaims {
  try {
    return verify(token, key, {
      algorithms: ['RS256'],
      issuer: TOKEN_ISSUER,
      audience: TOKEN_AUDIENCE,
    }) as AccessClaims;
  } catch {
    throw new CatalogueError('UNAUTHORIZED');
  }
}

function toActor(claims: AccessClaims, token: string): Actor {
  const { sub, role, sid, language, exp } = claims;
  const complete = sub && sid && typeof exp === 'number' && ROLES.includes(role);
  if (!complete) throw new CatalogueError('UNAUTHORIZED');
  return {
    user_id: sub,
    role,
    session_id: sid,
    language: language === 'en' ? 'en' : 'fr',
    token,
    expires_at: exp,
  };
}
