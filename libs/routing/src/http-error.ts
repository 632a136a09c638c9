import { CatalogueError, errorMessage, type Language } from '@har/errors';

/** The body of a failure, as every client sees it. */
export interface FailureBody {
  success: false;
  error: {
    code: string;
    message: string;
    details?: readonly { field: string; message: string }[];
    request_id: string;
  };
}

export function failureBody(error: CatalogueError, language: Language, requestId: string): FailureBody {
  return {
    success: false,
    error: {
      code: error.code,
      message: errorMessage(error.code, language, error.args),
      ...(error.details.length > 0 && { details: error.details }),
      request_id: requestId,
    },
  };
}

interface FastifyErrorLike {
  readonly code?: string;
  readonly statusCode?: number;
}

/** What Fastify refuses before a route is reached, in the terms of the catalogue. */
export function fromHttpError(error: unknown, bodyLimit: number): CatalogueError {
  if (error instanceof CatalogueError) return error;
  const { code, statusCode } = (error ?? {}) as FastifyErrorLike;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new CatalogueError('BODY_TOO_LARGE', { limit: bodyLimit });
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' || statusCode === 415) {
    return new CatalogueError('UNSUPPORTED_MEDIA_TYPE');
  }
  // Whatever else the server itself refuses with a 4xx is a request that could not be read.
  if (statusCode && statusCode >= 400 && statusCode < 500) return new CatalogueError('MALFORMED_JSON');
  return CatalogueError.from(error);
}
