import { isObservable, lastValueFrom } from 'rxjs';
import type { MessageHandler } from '@nestjs/microservices';
import type { IncomingCall } from './call';

/** Runs the handler of a call and serializes its answer: the reply's JSON. */
export type CallExecutor = (handler: MessageHandler, call: IncomingCall) => Promise<Buffer | string>;

/** Gives the call's data to the Nest handler and serializes what it answers. */
export const executeHandler: CallExecutor = async (handler, call) => {
  const result: unknown = await handler(call.data, call);
  const value: unknown = isObservable(result) ? await lastValueFrom(result) : result;
  return JSON.stringify(value ?? null);
};
