import { HASH_PARAMETERS, isWeaker, parametersOf } from './password-hash';

const argon = (m: number, t: number) => `$argon2id$v=19$m=${m},t=${t},p=1$c2FsdHNhbHQ$aGFzaA`;

describe('parametersOf', () => {
  it('reads both kinds and nothing else', () => {
    expect(parametersOf('$2b$10$abcdefghijklmnopqrstuv')).toEqual({ algorithm: 'bcrypt', rounds: 10 });
    expect(parametersOf(argon(19_456, 2))).toEqual({
      algorithm: 'argon2id',
      memory_kib: 19_456,
      passes: 2,
      lanes: 1,
    });
    expect(parametersOf('plain')).toBeUndefined();
  });
});

describe('isWeaker', () => {
  it.each([
    ['plain', 'standard', true],
    ['$2b$09$x', 'standard', true],
    ['$2b$10$x', 'standard', false],
    ['$2b$12$x', 'standard', false],
    ['$2b$12$x', 'strict', true],
    [argon(19_456, 2), 'standard', false],
    [argon(19_456, 2), 'strict', false],
    [argon(9_216, 4), 'strict', true],
    [argon(65_536, 1), 'strict', true],
    [argon(65_536, 3), 'strict', false],
  ] as const)('%s against the %s profile: %s', (hash, profile, weaker) => {
    expect(isWeaker(hash, HASH_PARAMETERS[profile])).toBe(weaker);
  });
});
