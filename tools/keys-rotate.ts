import 'reflect-metadata';
import { withServiceContext } from '@har/operations';
import { definition as auth } from '../apps/auth/src/auth.app';
import { rotateSigningKey } from '../apps/auth/src/rotate-signing-key';

/** `npm run keys:rotate`: begins a new signing key of access tokens out of turn. */
async function main(): Promise<void> {
  const { kid, signs_from } = await withServiceContext(auth, process.env, rotateSigningKey);
  console.log(`key ${kid} signs from ${signs_from.toISOString()}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
