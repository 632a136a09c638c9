export { createLogger, toNestLogger, type Logger, type LoggerOptions } from './logger';
export { redact } from './redact';
export { currentContext, withRequestContext, type RequestContext } from './request-context';
export { requestLines, type RequestLine } from './request-lines';
