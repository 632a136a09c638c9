import { Injectable } from '@nestjs/common';
import { PasswordService } from '../passwords/password.service';
import { SHADOW_ADMIN_ID, ShadowAdminService } from '../shadow-admin/shadow-admin.service';
import { UserRepository } from '../users/user.repository';
import type { StoredUser, UserRecord } from '../users/user.schema';

/** An account that somebody claims to own: stored, or the administrator of the environment. */
export type Claimed = StoredUser | UserRecord;

/** Proves passwords of accounts of either kind. */
@Injectable()
export class CredentialService {
  constructor(
    private readonly users: UserRepository,
    private readonly passwords: PasswordService,
    private readonly shadowAdmin: ShadowAdminService,
  ) {}

  /** @param email normalised; deleted accounts are as good as none */
  async findByEmail(email: string): Promise<Claimed | null> {
    const account = this.shadowAdmin.findByEmail(email) ?? (await this.users.findCredentials({ email }));
    return account?.status === 'deleted' ? null : account;
  }

  /** Takes the same time with and without an account, and for the administrator of the environment. */
  async verify(account: Claimed | null, password: string): Promise<boolean> {
    const matches = await this.passwords.verify(password, hashOf(account));
    return isShadowAdmin(account) ? this.shadowAdmin.isPassword(password) : matches;
  }

  /** Hashes a password that was just proven anew, when its hash is weaker than what is asked for now. */
  async strengthen(account: Claimed, password: string): Promise<void> {
    const password_hash = hashOf(account);
    if (password_hash === undefined || !this.passwords.needsRehash(password_hash)) return;
    await this.users.replaceHash({ _id: account._id, password_hash }, await this.passwords.hash(password));
  }
}

export function isShadowAdmin(account: Claimed | null): boolean {
  return account?._id.toHexString() === SHADOW_ADMIN_ID;
}

function hashOf(account: Claimed | null): string | undefined {
  return account && 'password_hash' in account ? account.password_hash : undefined;
}
