import { createPrivateKey, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { sign, type SignOptions } from 'jsonwebtoken';
import { ACCESS_TOKEN_TYPE, TOKEN_AUDIENCE, TOKEN_ISSUER } from '@har/access';
import { unseal } from '../apps/auth/src/signing-keys/sealed-text';
import type { SigningKeyRecord } from '../apps/auth/src/signing-keys/signing-key.schema';
import type { Platform } from './platform';

/** Tokens that someone with all but the right might send: some are signed with the platform's own key. */
export async function forgeries(platform: Platform): Promise<Record<string, string>> {
  const stored = await platform.academy.collection('auth', 'signing_keys').findOne();
  const key = stored as unknown as SigningKeyRecord;
  const secret = platform.academy.env.KEY_ENCRYPTION_SECRET!;
  const own = createPrivateKey(unseal(key.sealed_private_key, secret, key._id));
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const small = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const now = Math.floor(Date.now() / 1000);
  const claims = { role: 'admin', sid: 'a-session', language: 'en' };
  const payload = {
    ...claims,
    sub: platform.admin.user_id,
    iss: TOKEN_ISSUER,
    aud: TOKEN_AUDIENCE,
    iat: now,
    exp: now + 600,
  };
  const header = { alg: 'RS256', typ: ACCESS_TOKEN_TYPE, kid: key._id };
  const signed = (options: SignOptions & { key?: KeyObject; head?: object } = {}) => {
    const { key: by = own, head: more, ...rest } = options;
    return sign(claims, by, {
      algorithm: 'RS256',
      subject: payload.sub,
      issuer: TOKEN_ISSUER,
      audience: TOKEN_AUDIENCE,
      expiresIn: 600,
      ...rest,
      header: { ...header, alg: rest.algorithm ?? 'RS256', ...more },
    });
  };
  const [head, body, signature] = platform.learner.token.split('.') as [string, string, string];
  const raised = encode({ ...decode(body), role: 'admin' });
  return {
    'no token at all': 'x',
    'three words': 'a.b.c',
    'two parts': `${head}.${body}`,
    'an empty signature': `${head}.${body}.`,
    'a cut signature': platform.learner.token.slice(0, -12),
    'another body under its signature': `${head}.${raised}.${signature}`,
    'alg none': handmade({ ...header, alg: 'none' }, payload),
    'alg NONE': handmade({ ...header, alg: 'NONE' }, payload),
    'no alg': handmade({ typ: ACCESS_TOKEN_TYPE, kid: key._id }, payload, own),
    'HS256 over the public key': handmade({ ...header, alg: 'HS256' }, payload, own),
    'RS384 of the right key': signed({ algorithm: 'RS384' }),
    'RS512 of the right key': signed({ algorithm: 'RS512' }),
    'PS256 of the right key': signed({ algorithm: 'PS256' }),
    'ES256 under its kid': sign(claims, small.privateKey, {
      algorithm: 'ES256',
      header: { ...header, alg: 'ES256' },
    }),
    'another key under its kid': signed({ key: other.privateKey }),
    'a kid that nobody has': signed({ head: { kid: 'nobody' } }),
    'a path as kid': signed({ head: { kid: '../../../dev/null' } }),
    'no kid': handmade({ alg: 'RS256', typ: ACCESS_TOKEN_TYPE }, payload, own),
    'a key of its own in the header': handmade(
      { ...header, kid: 'mine', jwk: other.publicKey.export({ format: 'jwk' }) },
      payload,
      other.privateKey,
    ),
    'a key address of its own': handmade(
      { ...header, kid: 'mine', jku: 'http://127.0.0.1:1/jwks' },
      payload,
      other.privateKey,
    ),
    'another type': signed({ head: { typ: 'JWT' } }),
    'a refresh type': signed({ head: { typ: 'rt+jwt' } }),
    'another issuer': signed({ issuer: 'someone-else' }),
    'another audience': signed({ audience: 'another-api' }),
    'no audience': handmade(header, { ...payload, aud: undefined }, own),
    expired: signed({ expiresIn: -1 }),
    'not valid yet': signed({ notBefore: 3_600 }),
    'no expiry': handmade(header, { ...payload, exp: undefined }, own),
    'no subject': handmade(header, { ...payload, sub: undefined }, own),
    'no session': handmade(header, { ...payload, sid: undefined }, own),
    'a role that does not exist': handmade(header, { ...payload, role: 'root' }, own),
    'a list of roles': handmade(header, { ...payload, role: ['admin'] }, own),
  };
}

function handmade(header: object, payload: object, key?: KeyObject): string {
  const text = `${encode(header)}.${encode(payload)}`;
  return `${text}.${key ? createSign('sha256').update(text).sign(key).toString('base64url') : ''}`;
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as object;
