import { setTimeout as sleep } from 'node:timers/promises';

export interface RequestOptions {
  readonly token?: string;
  /** Idempotency-Key. */
  readonly key?: string;
}

/** An answer that is no success, or no answer at all (`status` 0). */
export class RequestError extends Error {
  override readonly name = 'RequestError';

  /** @param pause_ms after which it may be no more; 0 when asking again is of no use */
  constructor(
    request: string,
    readonly status: number,
    readonly code: string,
    reason: string,
    readonly pause_ms = 0,
  ) {
    super(`${request} ${status === 0 ? 'had no answer' : `answered ${status}`} ${code}: ${reason}`);
  }
}

interface Envelope {
  data?: unknown;
  error?: { code: string; message: string; details?: { field: string; message: string }[] };
}

const ATTEMPTS = 5;
const PAUSE_MS = 300;
const LONGEST_PAUSE_MS = 10_000;

/** A client of the academy's REST API; paths are those below `/api/v1`. */
export class AcademyClient {
  constructor(
    private readonly base: string,
    private readonly fetch: typeof globalThis.fetch = globalThis.fetch,
  ) {}

  get<T>(path: string, options?: RequestOptions): Promise<T> {
    return this.request<T>('GET', path, undefined, options);
  }

  post<T>(path: string, body?: object, options?: RequestOptions): Promise<T> {
    return this.request<T>('POST', path, body, options);
  }

  put<T>(path: string, body?: object, options?: RequestOptions): Promise<T> {
    return this.request<T>('PUT', path, body, options);
  }

  patch<T>(path: string, body: object, options?: RequestOptions): Promise<T> {
    return this.request<T>('PATCH', path, body, options);
  }

  /**
   * Answers `data`. What is refused for the moment (429, 502 to 504) or not answered is asked again a few times: every
   * step of the loader may be repeated.
   *
   * @throws RequestError
   */
  private async request<T>(
    method: string,
    path: string,
    body?: object,
    options: RequestOptions = {},
  ): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return (await this.attempt(method, path, body, options)) as T;
      } catch (error) {
        if (!(error instanceof RequestError) || error.pause_ms === 0 || attempt === ATTEMPTS) throw error;
        await sleep(error.pause_ms);
      }
    }
  }

  private async attempt(
    method: string,
    path: string,
    body?: object,
    options: RequestOptions = {},
  ): Promise<unknown> {
    const name = `${method} ${path}`;
    const headers = {
      'accept-language': 'en',
      ...(body && { 'content-type': 'application/json' }),
      ...(options.token && { authorization: `Bearer ${options.token}` }),
      ...(options.key && { 'idempotency-key': options.key }),
    };
    const [response, text] = await this.exchange(name, path, {
      method,
      headers,
      body: body && JSON.stringify(body),
    });
    const { data, error } = parse(text);
    if (response.ok) return data;
    const details = error?.details?.map(({ field, message }) => `${field} ${message}`) ?? [];
    const reason = [error?.message ?? text.slice(0, 200), ...details].join('; ');
    throw new RequestError(name, response.status, error?.code ?? 'NO_CODE', reason, pauseOf(response));
  }

  private async exchange(name: string, path: string, init: RequestInit): Promise<[Response, string]> {
    try {
      const response = await this.fetch(`${this.base}/api/v1${path}`, init);
      return [response, await response.text()];
    } catch (error) {
      const { cause, message } = error as Error & { cause?: { code?: string } };
      throw new RequestError(name, 0, cause?.code ?? 'NO_CODE', message, PAUSE_MS);
    }
  }
}

/** Milliseconds to wait before asking again; 0 is never. */
function pauseOf(response: Response): number {
  if (![429, 502, 503, 504].includes(response.status)) return 0;
  const wanted = Number(response.headers.get('retry-after') ?? 0) * 1_000;
  return wanted > LONGEST_PAUSE_MS ? 0 : Math.max(wanted, PAUSE_MS);
}

function parse(text: string): Envelope {
  try {
    return JSON.parse(text) as Envelope;
  } catch {
    return {};
  }
}
