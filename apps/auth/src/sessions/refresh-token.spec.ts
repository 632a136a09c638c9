import { randomBytes } from 'node:crypto';
import {
  formatRefreshToken,
  hashRefreshValue,
  newRefreshValue,
  parseRefreshToken,
  successorValue,
} from './refresh-token';

const key = randomBytes(32);
const session_id = '665f1c2ab7e4d91f0a3c5d7e';

describe('refresh tokens', () => {
  it('are random, and read by whoever made them', () => {
    const value = newRefreshValue();
    expect(value).toMatch(/^[\w-]{43}$/);
    expect(newRefreshValue()).not.toBe(value);
    expect(parseRefreshToken(key, formatRefreshToken(key, { session_id, value }))).toEqual({
      session_id,
      value,
    });
  });

  it('are undefined when anything of them was changed, added or taken away', () => {
    const token = formatRefreshToken(key, { session_id, value: newRefreshValue() });
    for (let i = 0; i < token.length; i += 1) {
      for (const other of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].filter(
        (character) => character !== token[i],
      )) {
        expect(parseRefreshToken(key, token.slice(0, i) + other + token.slice(i + 1))).toBeUndefined();
      }
    }
    const [session, value, seal] = token.split('.') as [string, string, string];
    const forms = [token.slice(1), token.slice(0, -1), `${token}A`, `x${token}`, `${token}\n`, '', '..'];
    const parts = [
      `${session}.${value}.`,
      `${session}..${seal}`,
      `.${value}.${seal}`,
      `${value}.${session}.${seal}`,
    ];
    for (const made of [...forms, ...parts]) expect(parseRefreshToken(key, made)).toBeUndefined();
  });

  it('of another service are none', () => {
    const token = formatRefreshToken(randomBytes(32), { session_id, value: newRefreshValue() });
    expect(parseRefreshToken(key, token)).toBeUndefined();
  });

  it('have one successor a nonce, which nobody without key, parent and nonce can tell', () => {
    const parent = newRefreshValue();
    const successor = successorValue(key, parent, 'nonce');
    expect(successorValue(key, parent, 'nonce')).toBe(successor);
    expect(successor).toMatch(/^[\w-]{43}$/);
    const others = [
      successorValue(randomBytes(32), parent, 'nonce'),
      successorValue(key, newRefreshValue(), 'nonce'),
      successorValue(key, parent, 'another'),
      parent,
    ];
    expect(others).not.toContain(successor);
  });

  it('are stored as hashes', () => {
    const value = newRefreshValue();
    expect(hashRefreshValue(value)).toBe(hashRefreshValue(value));
    expect(hashRefreshValue(value)).not.toContain(value);
    expect(hashRefreshValue(value)).not.toBe(hashRefreshValue(newRefreshValue()));
    expect(hashRefreshValue('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
  });
});
