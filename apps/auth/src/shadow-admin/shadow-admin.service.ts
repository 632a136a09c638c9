import { createHmac, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { toObjectId } from '@har/mongo';
import { AUTH_ENV, type AuthEnv } from '../auth-env';
import { normalizePassword } from '../passwords/password-policy';
import { deriveKey } from '../secrets/derived-key';
import type { UserRecord } from '../users/user.schema';

/** The id of the administrator that the environment defines. */
export const SHADOW_ADMIN_ID = '000000000000000000000000';

/**
 * The first administrator, of ADMIN_EMAIL and ADMIN_PASSWORD, without an account in the database (000 §3 B, "shadow
 * admin"). Everything about it is configuration and is changed there.
 */
@Injectable()
export class ShadowAdminService {
  private readonly key: Buffer;
  private readonly email: string | undefined;
  private readonly digest: Buffer;

  constructor(@Inject(AUTH_ENV) { ADMIN_EMAIL, ADMIN_PASSWORD, KEY_ENCRYPTION_SECRET }: AuthEnv) {
    this.key = deriveKey(KEY_ENCRYPTION_SECRET, 'shadow-admin');
    this.email = ADMIN_EMAIL;
    this.digest = this.digestOf(ADMIN_PASSWORD ?? '');
  }

  /** The account as a user, if there is one of this id. */
  findById(id: string): UserRecord | null {
    return this.email !== undefined && id === SHADOW_ADMIN_ID ? this.account(this.email) : null;
  }

  /** @param email normalised */
  findByEmail(email: string): UserRecord | null {
    return this.email === email ? this.account(email) : null;
  }

  /** Compares in constant time. */
  isPassword(password: string): boolean {
    return this.email !== undefined && timingSafeEqual(this.digestOf(password), this.digest);
  }

  private account(email: string): UserRecord {
    return {
      _id: toObjectId(SHADOW_ADMIN_ID),
      email,
      first_name: 'Admin',
      last_name: 'Har Academy',
      role: 'admin',
      status: 'active',
      language: 'fr',
      notification_settings: { email_notifications: true, marketing_emails: false, newsletter: false },
      version: 1,
      session_epoch: this.epochOf(email),
    };
  }

  /** Another address or password is another epoch: the sessions from before end. */
  private epochOf(email: string): number {
    return createHmac('sha256', this.key)
      .update(email)
      .update('\n')
      .update(this.digest)
      .digest()
      .readUIntBE(0, 6);
  }

  private digestOf(password: string): Buffer {
    return createHmac('sha256', this.key).update(normalizePassword(password)).digest();
  }
}
