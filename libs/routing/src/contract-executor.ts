import { firstValueFrom, isObservable } from 'rxjs';
import { assertAccess, readsToken, type Actor, type TokenVerifier } from '@har/access';
import { CatalogueError, type Language } from '@har/errors';
import { withRequestContext } from '@har/logging';
import { isRepeatable, type AnyContract, type Answer, type Call } from './contract';
import type { IdempotencyStore } from './idempotency-store';
import { newId } from './new-id';
import { validateInput } from './validate';

/** A call as it reaches a service, through Redis or through its own HTTP port. */
export interface ReceivedCall {
  readonly pattern: string;
  readonly data: unknown;
  readonly token?: string;
  readonly request_id: string;
  readonly language: Language;
  readonly ip?: string;
  readonly idempotency_key?: string;
}

export type MessageHandlerLike = (data: never, context?: unknown) => unknown;

export interface ExecutorOptions {
  readonly contracts: readonly AnyContract[];
  readonly verifier: TokenVerifier;
  readonly idempotency: IdempotencyStore;
  /** Whether replies are held against their declared shape; on in tests and development. */
  readonly check_replies: boolean;
  /** Whether an error only says that something the service stands on is away for the moment. */
  readonly is_outage?: (error: unknown) => boolean;
  /** Told of every error that is not of the catalogue, for the log. */
  readonly onError: (error: unknown, call: ReceivedCall) => void;
}

/**
 * Runs one contract in a service: token, access, validation, idempotency, handler, reply. The same for calls over
 * Redis and over HTTP, so that neither door can be weaker than the other.
 */
export class ContractExecutor {
  private readonly contracts: ReadonlyMap<string, AnyContract>;

  constructor(private readonly options: ExecutorOptions) {
    this.contracts = new Map(options.contracts.map((contract) => [contract.name, contract]));
  }

  /**
   * @returns the reply's JSON, `{success: true, data?, message?, pagination?}`; the file's bytes where the contract is binary
   * @throws CatalogueError whatever the contract, its access rule or its handler refuses
   */
  async execute(handler: MessageHandlerLike, received: ReceivedCall): Promise<Buffer | string> {
    try {
      return await this.run(handler, received);
    } catch (error) {
      if (error instanceof CatalogueError) throw error;
      this.options.onError(error, received);
      throw this.options.is_outage?.(error) ? this.outage(received.pattern) : CatalogueError.from(error);
    }
  }

  /** What may be repeated was simply not served; of a write nobody knows how far it came. */
  private outage(pattern: string): CatalogueError {
    const contract = this.contracts.get(pattern);
    return new CatalogueError(contract && isRepeatable(contract) ? 'SERVICE_UNAVAILABLE' : 'OUTCOME_UNKNOWN');
  }

  private async run(handler: MessageHandlerLike, received: ReceivedCall): Promise<Buffer | string> {
    const contract = this.contracts.get(received.pattern);
    if (!contract) throw new CatalogueError('INTERNAL_ERROR');
    const actor = await this.authenticate(contract, received.token);
    assertAccess(contract.access, actor);
    const input = validateInput(contract, received.data ?? {});
    const context = { request_id: received.request_id, user_id: actor?.user_id, route: contract.name };
    return withRequestContext(context, async () => {
      const answer = async (resourceId: string): Promise<Answer<unknown>> => {
        const call = { ...input, ...pick(received), actor, resource_id: resourceId } as unknown as Call;
        return resolve(handler(call as never));
      };
      if (contract.kind === 'route' && contract.binary) return bytesOf(contract, await answer(newId()));
      const run = async (resourceId: string) => this.serialize(contract, await answer(resourceId));
      const key = received.idempotency_key;
      if (contract.kind !== 'route' || !contract.idempotent || !key || !actor) return run(newId());
      return this.options.idempotency.once({ scope: `${actor.user_id}:${contract.name}`, key, input }, run);
    });
  }

  private async authenticate(contract: AnyContract, token: string | undefined): Promise<Actor | undefined> {
    const reads = readsToken(contract.access) || contract.access === 'internal';
    return token && reads ? this.options.verifier.verify(token) : undefined;
  }

  private serialize(contract: AnyContract, answer: Answer<unknown>): string {
    const { data, message } = answer ?? {};
    if (this.options.check_replies && contract.reply) checkReply(contract, data);
    const pagination = (data as { pagination?: unknown } | undefined)?.pagination;
    return JSON.stringify({ success: true, data, pagination, message });
  }
}

function bytesOf({ name }: AnyContract, { data }: Answer<unknown>): Buffer {
  if (Buffer.isBuffer(data)) return data;
  throw new Error(`${name} answered no bytes`);
}

function pick({ request_id, language, ip, idempotency_key }: ReceivedCall) {
  return { request_id, language, ip, idempotency_key };
}

async function resolve(result: unknown): Promise<Answer<unknown>> {
  const awaited = await result;
  return (isObservable(awaited) ? await firstValueFrom(awaited) : awaited) as Answer<unknown>;
}

function checkReply(contract: AnyContract, data: unknown): void {
  const plain: unknown = JSON.parse(JSON.stringify(data ?? null));
  const result = contract.reply?.required().validate(plain, { abortEarly: false, convert: false });
  if (result?.error)
    throw new Error(`${contract.name} answered another shape than declared: ${result.error.message}`);
}
