import { AsyncLocalStorage } from 'node:async_hooks';

/** What every log line of one request carries. */
export interface RequestContext {
  readonly request_id: string;
  user_id?: string;
  route?: string;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** Runs `work` so that every log line within it carries the context. */
export function withRequestContext<T>(context: RequestContext, work: () => T): T {
  return storage.run(context, work);
}

export function currentContext(): RequestContext | undefined {
  return storage.getStore();
}
