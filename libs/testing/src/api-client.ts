/** What came back, whatever the status. */
export interface ApiAnswer {
  readonly status: number;
  /** The parsed JSON, untyped on purpose: a test says what it expects. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
  readonly headers: Headers;
}

export interface ApiOptions {
  readonly token?: string;
  readonly headers?: Record<string, string>;
}

/** A REST client for tests: paths below /api/v1, JSON both ways, no status throws. */
export class ApiClient {
  constructor(readonly base: string) {}

  get(path: string, options?: ApiOptions): Promise<ApiAnswer> {
    return this.request('GET', path, undefined, options);
  }

  post(path: string, body?: unknown, options?: ApiOptions): Promise<ApiAnswer> {
    return this.request('POST', path, body, options);
  }

  put(path: string, body?: unknown, options?: ApiOptions): Promise<ApiAnswer> {
    return this.request('PUT', path, body, options);
  }

  patch(path: string, body?: unknown, options?: ApiOptions): Promise<ApiAnswer> {
    return this.request('PATCH', path, body, options);
  }

  delete(path: string, options?: ApiOptions): Promise<ApiAnswer> {
    return this.request('DELETE', path, undefined, options);
  }

  /** @param body an object is sent as JSON, a string or bytes as they are */
  async request(method: string, path: string, body?: unknown, options: ApiOptions = {}): Promise<ApiAnswer> {
    const raw = typeof body === 'string' || Buffer.isBuffer(body);
    const response = await fetch(`${this.base}/api/v1${path}`, {
      method,
      headers: {
        'accept-language': 'en',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(options.token && { authorization: `Bearer ${options.token}` }),
        ...options.headers,
      },
      body: body === undefined ? undefined : raw ? (body as string) : JSON.stringify(body),
    });
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json') ?? false;
    return {
      status: response.status,
      body: json && text ? (JSON.parse(text) as unknown) : text,
      headers: response.headers,
    };
  }
}
