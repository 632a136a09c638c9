import { gzipSync } from 'node:zlib';
import { LRUCache } from 'lru-cache';
import { etagOf } from '@har/routing';

export interface CachedAnswer {
  readonly body: Buffer;
  readonly etag: string;
  readonly surrogate_keys: readonly string[];
  /** Compressed at the first client that asks for it, once. */
  gzip?: Buffer;
  /** The headers that it went out with the first time, but those of one request alone: name, value, name, value… */
  head?: readonly string[];
}

export interface CacheLimits {
  /** Bytes of bodies held at most. */
  readonly max_bytes: number;
  /**
   * Milliseconds from the moment an answer is asked for until it is asked for again, even if no news of a change
   * arrives: nobody is served what was read longer ago than that.
   */
  readonly ttl_ms: number;
}

/** Bytes that an entry takes beside its body: compressed copy, keys, bookkeeping. */
const ENTRY_OVERHEAD = 1_024;

/** Ways to write a request of which it is known what they ask for; longer ones are read anew each time. */
const MOST_URLS = 10_000;
const LONGEST_URL = 300;

interface Fill {
  readonly started_at: number;
  readonly keys: readonly string[];
  readonly answer: Promise<CachedAnswer>;
  /** A key was purged since the fetch began: it may have read the old state. */
  stale: boolean;
}

/**
 * Answers of public GETs as bytes, by request, dropped by surrogate key. A stampede on one key makes one call; an answer
 * fetched while its key was purged is given to those who waited, and not kept; errors are never kept.
 */
export class ResponseCache {
  private readonly answers: LRUCache<string, CachedAnswer>;
  private readonly idsByUrl = new LRUCache<string, string>({ max: MOST_URLS });
  private readonly byKey = new Map<string, Set<string>>();
  private readonly fills = new Map<string, Fill>();

  constructor(private readonly limits: CacheLimits) {
    this.answers = new LRUCache({
      maxSize: limits.max_bytes,
      sizeCalculation: (answer) => 2 * answer.body.length + ENTRY_OVERHEAD,
      ttl: limits.ttl_ms,
      dispose: (answer, id) => this.unlink(answer, id),
    });
  }

  /** The cached answer to a request in this very form, if it was asked in it before. */
  find(url: string): CachedAnswer | undefined {
    const id = this.idsByUrl.get(url);
    return id === undefined ? undefined : this.answers.get(id);
  }

  /** From now on `find` knows what a request in this form asks for. */
  remember(url: string, id: string): void {
    if (url.length <= LONGEST_URL) this.idsByUrl.set(url, id);
  }

  /** The cached answer, or the one that `fetch` brings; concurrent callers of one id share one fetch. */
  async get(
    id: string,
    keys: readonly string[],
    fetch: () => Promise<Buffer | string>,
  ): Promise<CachedAnswer> {
    const known = this.answers.get(id);
    if (known) return known;
    const running = this.fills.get(id);
    if (running && this.isFresh(running)) return running.answer;
    const answer = fetch().then((bytes) => toAnswer(bytes, keys));
    const fill: Fill = { started_at: performance.now(), keys, stale: false, answer };
    this.fills.set(id, fill);
    try {
      const fetched = await answer;
      if (!fill.stale && this.isFresh(fill)) this.keep(id, fetched, fill.started_at);
      return fetched;
    } finally {
      if (this.fills.get(id) === fill) this.fills.delete(id);
    }
  }

  /** Drops what depends on any of the keys; what is being fetched meanwhile is not kept, nor shared any more. */
  purge(keys: readonly string[]): void {
    for (const key of keys) {
      for (const id of [...(this.byKey.get(key) ?? [])]) this.answers.delete(id);
    }
    for (const [id, fill] of this.fills) {
      if (fill.keys.some((key) => keys.includes(key))) this.abandon(id, fill);
    }
  }

  /** Drops everything: when it cannot be known what changed. */
  clear(): void {
    this.answers.clear();
    for (const [id, fill] of this.fills) this.abandon(id, fill);
  }

  private abandon(id: string, fill: Fill): void {
    fill.stale = true;
    this.fills.delete(id);
  }

  /** Who comes later than this must not be given what an old fetch may have read. */
  private isFresh({ started_at }: Fill): boolean {
    return performance.now() - started_at < this.limits.ttl_ms;
  }

  private keep(id: string, answer: CachedAnswer, start: number): void {
    this.answers.set(id, answer, { start });
    for (const key of answer.surrogate_keys) {
      const ids = this.byKey.get(key) ?? new Set();
      this.byKey.set(key, ids.add(id));
    }
  }

  private unlink(answer: CachedAnswer, id: string): void {
    for (const key of answer.surrogate_keys) {
      const ids = this.byKey.get(key);
      ids?.delete(id);
      if (ids?.size === 0) this.byKey.delete(key);
    }
  }
}

function toAnswer(bytes: Buffer | string, surrogate_keys: readonly string[]): CachedAnswer {
  const body = Buffer.from(bytes as string);
  return { body, etag: etagOf(body), surrogate_keys };
}

/** The body compressed, computed once an answer. */
export function compressed(answer: CachedAnswer): Buffer {
  return (answer.gzip ??= gzipSync(answer.body));
}
