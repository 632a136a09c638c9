import { setTimeout as sleep } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
  type BeforeApplicationShutdown,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { lastValueFrom, from, type Observable } from 'rxjs';
import { pathOf } from '../http/request-form';
import { StripeError } from '../http/stripe-error';
import { StateStore } from '../state/state-store';
import { takeRequestFaults, type RequestFaults } from './take-faults';

/** Lets the faults that wait for this request strike: before the work, or between the work and its answer. */
@Injectable()
export class FaultInterceptor implements NestInterceptor, BeforeApplicationShutdown {
  private readonly stop = new AbortController();

  constructor(@Inject(StateStore) private readonly store: StateStore) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return from(this.strike(context.switchToHttp().getRequest<FastifyRequest>(), next));
  }

  beforeApplicationShutdown(): void {
    this.stop.abort();
  }

  private async strike(request: FastifyRequest, next: CallHandler): Promise<unknown> {
    const faults = await this.take(request);
    if (faults.delay?.before_ms) await this.pause(faults.delay.before_ms);
    if (faults.error?.status) throw failure(faults.error.status);
    try {
      return await lastValueFrom(next.handle());
    } finally {
      if (faults.delay?.after_ms) await this.pause(faults.delay.after_ms);
      if (faults.drop_answer) request.raw.socket.destroy();
    }
  }

  /** Also ends with the process: the caller is still waiting then, and gets an error. */
  private async pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.stop.signal }).catch(() => {
      throw failure(503);
    });
  }

  private async take(request: FastifyRequest): Promise<RequestFaults> {
    if (this.store.read((tx) => tx.all('fault').length === 0)) return {};
    return this.store.run((tx) => takeRequestFaults(tx, request.method, pathOf(request)));
  }
}

function failure(status: number): StripeError {
  if (status === 429) {
    const message = 'Request rate limit exceeded. Learn more about rate limits in the documentation.';
    return new StripeError(429, { type: 'invalid_request_error', code: 'rate_limit', message });
  }
  if (status === 409) {
    const message = 'There is currently another in-progress request using this idempotency key.';
    return new StripeError(409, { type: 'idempotency_error', code: 'idempotency_key_in_use', message });
  }
  return new StripeError(status, { type: 'api_error', message: 'An unknown error occurred.' });
}
