import {
  Catch,
  HttpException,
  Inject,
  Logger,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { StripeError } from './stripe-error';
import { pathOf } from './request-form';

/** Everything that goes wrong, in Stripe's shape. */
@Catch()
export class StripeErrorFilter implements ExceptionFilter {
  constructor(@Inject(Logger) private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const { status, body } = this.toStripeError(error, request);
    // The SDK's own rule would not repeat these; Stripe says that it may.
    if (status === 409 || status === 429) reply.header('Stripe-Should-Retry', 'true');
    void reply.status(status).header('content-type', 'application/json; charset=utf-8').send({ error: body });
  }

  private toStripeError(error: unknown, request: FastifyRequest): StripeError {
    if (error instanceof StripeError) return error;
    if (error instanceof HttpException && error.getStatus() === 404) {
      const message = `Unrecognized request URL (${request.method}: ${pathOf(request)}).`;
      return new StripeError(404, { type: 'invalid_request_error', message });
    }
    if (error instanceof HttpException && error.getStatus() < 500) {
      return new StripeError(error.getStatus(), { type: 'invalid_request_error', message: error.message });
    }
    this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return new StripeError(500, { type: 'api_error', message: 'An unknown error occurred.' });
  }
}
