import { createLogger as createWinston, format, transports, type Logger } from 'winston';
import { WinstonModule } from 'nest-winston';
import type { LoggerService } from '@nestjs/common';
import { redact } from './redact';
import { currentContext } from './request-context';

export type { Logger } from 'winston';

export interface LoggerOptions {
  readonly service: string;
  readonly level: string;
}

const services = new WeakMap<Logger, string>();

/** The service that a logger of ours writes for. */
export function serviceOf(logger: Logger): string | undefined {
  return services.get(logger);
}

/** JSON lines on stdout with service, request id, user id and route; nothing secret (see `redact`). */
export function createLogger({ service, level }: LoggerOptions): Logger {
  const enrich = format((info) => {
    const { level, message, ...rest } = info;
    const clean = redact({ message, ...rest }) as object;
    return Object.assign(info, clean, { level, service, ...currentContext() });
  });
  const logger = createWinston({
    level,
    format: format.combine(format.timestamp(), enrich(), format.json()),
    transports: [new transports.Console()],
  });
  services.set(logger, service);
  return logger;
}

/** The same logger in Nest's own shape; what Nest says of its own start, in plain text, is for debugging. */
export function toNestLogger(logger: Logger): LoggerService {
  const nestLogger = WinstonModule.createLogger({ instance: logger });
  const inform = nestLogger.log.bind(nestLogger);
  nestLogger.log = (message: unknown, context?: unknown): void => {
    if (typeof message === 'string') logger.debug(message, { context });
    else inform(message, context);
  };
  return nestLogger;
}
