import { CATALOGUE, type CatalogueEntry } from './catalogue';
import { AUTH_ERRORS } from './auth-errors';
import { COMMUNITY_ERRORS } from './community-errors';
import { COURSE_ERRORS } from './course-errors';
import { PAYMENT_ERRORS } from './payment-errors';
import { AI_ERRORS } from './ai-errors';
import { MEDIA_ERRORS } from './media-errors';

export const ERRORS = {
  ...CATALOGUE,
  ...AUTH_ERRORS,
  ...COURSE_ERRORS,
  ...PAYMENT_ERRORS,
  ...COMMUNITY_ERRORS,
  ...AI_ERRORS,
  ...MEDIA_ERRORS,
} as const;

/** The name of an error of the catalogue, as clients see it in `error.code`. */
export type ErrorCode = keyof typeof ERRORS;

export type Language = 'fr' | 'en';

export type ErrorArgs = Readonly<Record<string, string | number>>;

/** One failing field of a request, or one reason among several why something is refused. */
export interface ErrorDetail {
  /** Where it is: `body.price.amount`, or the name of the reason. */
  readonly field: string;
  readonly message: string;
}

/** The error as it travels between processes: never a stack, never the text of an internal exception. */
export interface ErrorFrame {
  readonly code: ErrorCode;
  readonly args?: ErrorArgs;
  readonly details?: readonly ErrorDetail[];
}

/** An error of the closed catalogue. Anything else that is thrown reaches the outside as INTERNAL_ERROR. */
export class CatalogueError extends Error {
  override readonly name = 'CatalogueError';

  constructor(
    readonly code: ErrorCode,
    readonly args: ErrorArgs = {},
    readonly details: readonly ErrorDetail[] = [],
  ) {
    super(code);
  }

  /** The HTTP status, decided by the catalogue alone. */
  get status(): number {
    return ERRORS[this.code].status;
  }

  toFrame(): ErrorFrame {
    return {
      code: this.code,
      ...(Object.keys(this.args).length > 0 && { args: this.args }),
      ...(this.details.length > 0 && { details: this.details }),
    };
  }

  static fromFrame(frame: ErrorFrame): CatalogueError {
    const code = frame.code in ERRORS ? frame.code : 'INTERNAL_ERROR';
    return new CatalogueError(code, frame.args, frame.details);
  }

  /** The same error if it is one of the catalogue, else INTERNAL_ERROR with the original as its cause. */
  static from(error: unknown): CatalogueError {
    if (error instanceof CatalogueError) return error;
    const wrapped = new CatalogueError('INTERNAL_ERROR');
    wrapped.cause = error;
    return wrapped;
  }
}

/** The text of an error in one language, its arguments filled in. */
export function errorMessage(code: ErrorCode, language: Language, args: ErrorArgs = {}): string {
  const entry: CatalogueEntry = ERRORS[code];
  return entry[language].replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    name in args ? String(args[name]) : placeholder,
  );
}
