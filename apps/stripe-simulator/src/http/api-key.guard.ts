import { Inject, Injectable, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { SIMULATOR_ENV, type SimulatorEnv } from '../config/simulator-env';
import { formOf } from './request-form';
import { StripeError } from './stripe-error';

const PUBLISHABLE = 'publishable-key-allowed';
const publishableRequests = new WeakSet<FastifyRequest>();

/** Marks a call that a browser may make with the publishable key, as Stripe.js does. */
export const AllowPublishableKey = () => SetMetadata(PUBLISHABLE, true);

/** Whether the request came with the publishable key. */
export function isPublishable(request: FastifyRequest): boolean {
  return publishableRequests.has(request);
}

/**
 * The key of a call: as Bearer token, as user name of basic authentication, or as `key` in the form, where Stripe.js
 * puts the publishable one. Any test key is taken unless the configuration names one.
 */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(
    @Inject(SIMULATOR_ENV) private readonly env: SimulatorEnv,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const key = keyOf(request);
    if (key === undefined) throw unauthorized(NO_KEY);
    if (this.isKnown(key, 'pk_test_', this.env.STRIPE_PUBLISHABLE_KEY)) {
      if (!this.reflector.get<boolean | undefined>(PUBLISHABLE, context.getHandler()))
        throw secretKeyRequired();
      publishableRequests.add(request);
      return true;
    }
    if (this.isKnown(key, 'sk_test_', this.env.STRIPE_SECRET_KEY)) return true;
    throw unauthorized(`Invalid API Key provided: ${masked(key)}`);
  }

  private isKnown(key: string, prefix: string, configured: string | undefined): boolean {
    return configured === undefined
      ? key.startsWith(prefix) && key.length > prefix.length
      : key === configured;
  }
}

const NO_KEY =
  'You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth.';

function keyOf(request: FastifyRequest): string | undefined {
  const form = formOf(request);
  const { key } = form;
  delete form.key;
  delete form._stripe_version;
  const [scheme, credentials = ''] = (request.headers.authorization ?? '').split(' ');
  if (/^bearer$/i.test(scheme ?? '') && credentials) return credentials;
  if (/^basic$/i.test(scheme ?? ''))
    return Buffer.from(credentials, 'base64').toString().split(':')[0] || undefined;
  return typeof key === 'string' && key.startsWith('pk_') ? key : undefined;
}

function masked(key: string): string {
  return key.length > 12 ? `${key.slice(0, 8)}${'*'.repeat(key.length - 12)}${key.slice(-4)}` : '****';
}

function unauthorized(message: string): StripeError {
  return new StripeError(401, { type: 'invalid_request_error', message });
}

function secretKeyRequired(): StripeError {
  const message = 'This API call cannot be made with a publishable API key. Please use a secret API key.';
  return new StripeError(403, { type: 'invalid_request_error', code: 'secret_key_required', message });
}
