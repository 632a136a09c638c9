import type { Actor } from '@har/access';
import type { Language } from '@har/errors';
import {
  deadlineOf,
  isRepeatable,
  type AnyContract,
  type BodyOf,
  type ParamsOf,
  type QueryOf,
  type ReplyOf,
} from './contract';
import type { Dispatch } from './mount-contracts';

/** What carries calls to other services: the client of libs/messaging. */
export interface CallSender {
  call(call: Omit<Dispatch, 'ip'> & { ip?: string }): Promise<Buffer | string>;
}

/** In whose name, language and request a call is made; a `Call` being handled is one. */
export interface CallContext {
  readonly request_id: string;
  readonly language: Language;
  readonly actor?: Actor;
}

export interface CallInput<C> {
  readonly params?: ParamsOf<C>;
  readonly query?: QueryOf<C>;
  readonly body?: BodyOf<C>;
  /** Of a contract that honours one: the same again is answered as before instead of being done twice. */
  readonly idempotency_key?: string;
}

/** The typed client of every contract, for services among themselves. */
export class ServiceCaller {
  constructor(private readonly sender: CallSender) {}

  /**
   * @returns `data` of the reply
   * @throws CatalogueError what the other service refused, or SERVICE_UNAVAILABLE when nobody answers
   */
  async call<C extends AnyContract>(
    contract: C,
    { idempotency_key, ...data }: CallInput<C>,
    context: CallContext,
  ): Promise<ReplyOf<C>> {
    const bytes = await this.sender.call({
      service: contract.service,
      pattern: contract.name,
      data,
      ...(idempotency_key !== undefined && { idempotency_key }),
      token: context.actor?.token,
      request_id: context.request_id,
      language: context.language,
      deadline_ms: deadlineOf(contract),
      repeatable: isRepeatable(contract),
    });
    return (JSON.parse(bytes.toString()) as { data: ReplyOf<C> }).data;
  }
}
