import { Inject, Injectable } from '@nestjs/common';
import { sign } from 'jsonwebtoken';
import { ACCESS_TOKEN_TYPE, TOKEN_AUDIENCE, TOKEN_ISSUER } from '@har/access';
import { AUTH_ENV, type AuthEnv } from '../auth-env';
import type { UserRecord } from '../users/user.schema';
import { SigningKeyService } from './signing-key.service';

/** Signs access tokens: RS256, 24 hours unless configured otherwise (001 §SERVICE 1 C). */
@Injectable()
export class AccessTokenService {
  constructor(
    private readonly keys: SigningKeyService,
    @Inject(AUTH_ENV) private readonly env: Pick<AuthEnv, 'ACCESS_TOKEN_TTL_SECONDS'>,
  ) {}

  /** @param sessionId what the token ends with, when the session does */
  async sign(user: Pick<UserRecord, '_id' | 'role' | 'language'>, sessionId: string): Promise<string> {
    const { kid, private_key } = await this.keys.current();
    const claims = { role: user.role, sid: sessionId, language: user.language };
    return sign(claims, private_key, {
      algorithm: 'RS256',
      header: { alg: 'RS256', typ: ACCESS_TOKEN_TYPE, kid },
      subject: user._id.toHexString(),
      issuer: TOKEN_ISSUER,
      audience: TOKEN_AUDIENCE,
      expiresIn: this.env.ACCESS_TOKEN_TTL_SECONDS,
    });
  }
}
