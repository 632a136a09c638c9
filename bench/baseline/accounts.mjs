import { createHash, randomBytes } from 'node:crypto';
import bcrypt from 'bcryptjs';
import { Router } from 'express';
import Joi from 'joi';
import jwt from 'jsonwebtoken';
import { ApiError, route, validated } from './errors.mjs';

const CREDENTIALS = Joi.object({
  email: Joi.string().trim().lowercase().email({ tlds: false }).required(),
  password: Joi.string().max(128).required(),
});
const DAY_MS = 86_400_000;

/** Refuses requests without a valid access token. @param {string} secret */
export function authenticate(secret) {
  return (request, _response, next) => {
    const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
    try {
      request.user = jwt.verify(token, secret, { algorithms: ['HS256'] });
    } catch {
      return next(new ApiError(401, 'UNAUTHORIZED'));
    }
    next();
  };
}

/** @param {ReturnType<import('./models.mjs').modelsOf>} models @param {string} secret */
export function accountRoutes({ User, Session }, secret) {
  const router = Router();
  router.post(
    '/auth/login',
    route(async (request, response) => {
      const { email, password } = validated(CREDENTIALS, request.body);
      const user = await User.findOne({ email }).lean();
      if (!user || !(await bcrypt.compare(password, user.password_hash)))
        throw new ApiError(401, 'INVALID_CREDENTIALS');
      const now = new Date();
      const refresh_token = randomBytes(32).toString('base64url');
      const token_hash = createHash('sha256').update(refresh_token).digest('base64url');
      const expires_at = new Date(now.getTime() + 7 * DAY_MS);
      await Promise.all([
        Session.collection.insertOne({ user_id: user._id, token_hash, created_at: now, expires_at }),
        User.updateOne({ _id: user._id }, { $set: { last_login_at: now } }),
      ]);
      const token = signToken(user, secret);
      response.json({
        success: true,
        data: { user: toUser({ ...user, last_login_at: now }), token, refresh_token },
      });
    }),
  );
  return router;
}

/** @param {{ _id: unknown, role: string }} user @param {string} secret */
export function signToken(user, secret) {
  return jwt.sign({ role: user.role }, secret, {
    algorithm: 'HS256',
    subject: String(user._id),
    expiresIn: '24h',
  });
}

function toUser(user) {
  return {
    _id: user._id,
    first_name: user.first_name,
    last_name: user.last_name,
    avatar_url: user.avatar_url,
    instructor_info: null,
    email: user.email,
    role: user.role,
    status: user.status,
    language: user.language,
    created_at: user.created_at,
    updated_at: user.updated_at,
    last_login_at: user.last_login_at,
    notification_settings: user.notification_settings,
  };
}
