/** How a password is hashed. `memory_kib` in KiB. */
export type HashParameters =
  | { readonly algorithm: 'bcrypt'; readonly rounds: number }
  | {
      readonly algorithm: 'argon2id';
      readonly memory_kib: number;
      readonly passes: number;
      readonly lanes: number;
    };

/** 001 asks for bcrypt with 10 rounds; the strict profile for what OWASP asks at least. */
export const HASH_PARAMETERS = {
  standard: { algorithm: 'bcrypt', rounds: 10 },
  strict: { algorithm: 'argon2id', memory_kib: 19_456, passes: 2, lanes: 1 },
} as const satisfies Record<string, HashParameters>;

const BCRYPT = /^\$2[aby]\$(\d\d)\$/;
const ARGON2ID = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$/;

/** What a stored hash was made with, or undefined where it is neither of the two. */
export function parametersOf(hash: string): HashParameters | undefined {
  const bcrypt = BCRYPT.exec(hash);
  if (bcrypt) return { algorithm: 'bcrypt', rounds: Number(bcrypt[1]) };
  const argon2 = ARGON2ID.exec(hash);
  if (!argon2) return undefined;
  const [memory_kib = 0, passes = 0, lanes = 0] = argon2.slice(1).map(Number);
  return { algorithm: 'argon2id', memory_kib, passes, lanes };
}

/** Whether a stored hash is weaker than what is asked for now; one that is stronger stays. */
export function isWeaker(hash: string, wanted: HashParameters): boolean {
  const stored = parametersOf(hash);
  if (!stored) return true;
  if (stored.algorithm === 'bcrypt') return wanted.algorithm !== 'bcrypt' || stored.rounds < wanted.rounds;
  if (wanted.algorithm === 'bcrypt') return false;
  return stored.memory_kib < wanted.memory_kib || stored.passes < wanted.passes;
}
