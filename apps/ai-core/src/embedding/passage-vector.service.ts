import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { CircuitBreaker } from '../language-model/circuit-breaker';
import { LanguageModelError } from '../language-model/language-model';
import { mostTokens, TokenBudgetService } from '../token-budget/token-budget.service';
import type { Passage } from '../tutor/passage';
import type { PassageIndex } from '../tutor/passage-index';
import { EMBEDDER, type Embedder } from './embedder';
import { nearestVectors } from './nearest-vectors';
import { embeddingKey, PassageEmbeddingRepository } from './passage-embedding.repository';

/** Milliseconds that a question waits for its vector, and a batch of passages for theirs. */
const QUESTION_DEADLINE_MS = 1_000;
const BATCH_DEADLINE_MS = 30_000;
/** Small enough for an answer of 2 MB at 3,072 dimensions. */
const BATCH = 16;
/** Before the first further try, doubled each time; then the next question about the course begins anew. */
const PAUSE_MS = 5_000;
const TRIES = 7;
/** The nearest passages that are joined with those found by their words. */
const NEAREST = 50;

/**
 * The passages of courses by meaning, where an embedding model is configured. Vectors are made behind the questions and
 * stored; until those of a course are complete, and whenever the model fails, its passages are found by words alone.
 */
@Injectable()
export class PassageVectorService implements BeforeApplicationShutdown {
  private readonly logger = new Logger(PassageVectorService.name);
  private readonly breaker = new CircuitBreaker();
  /** By passage id; complete ones only. */
  private readonly complete = new WeakMap<PassageIndex, ReadonlyMap<number, Float32Array>>();
  private readonly filling = new WeakSet<PassageIndex>();
  private readonly closing = new AbortController();

  constructor(
    @Inject(EMBEDDER) private readonly embedder: Embedder | undefined,
    private readonly stored: PassageEmbeddingRepository,
    private readonly budgets: TokenBudgetService,
  ) {}

  beforeApplicationShutdown(): void {
    this.closing.abort();
  }

  /**
   * The passages of some lessons that are nearest to a question, the nearest first. The question counts in its asker's
   * day of tokens; the passages, whose vectors serve everybody, in nobody's.
   *
   * @param lessons those that the asker may open
   * @returns ids of passages; undefined where there are no vectors (yet), the day is used up or the model gave none in time
   */
  async nearest(
    userId: string,
    passages: PassageIndex,
    question: string,
    lessons: ReadonlySet<string>,
  ): Promise<number[] | undefined> {
    const { embedder } = this;
    if (!embedder || passages.size === 0) return undefined;
    const vectors = this.complete.get(passages);
    if (!vectors) {
      this.begin(passages, embedder);
      return undefined;
    }
    const made = await this.tryEmbed(() =>
      this.budgets.spend(userId, mostTokens(question.length), () =>
        embedder.embed([question], QUESTION_DEADLINE_MS),
      ),
    );
    const [asked] = made ?? [];
    if (!asked) return undefined;
    const open = [...vectors].filter(([id]) => lessons.has(passages.getPassage(id).lesson_id));
    return nearestVectors(asked, open, NEAREST);
  }

  private begin(passages: PassageIndex, embedder: Embedder): void {
    if (this.filling.has(passages)) return;
    this.filling.add(passages);
    this.fill(passages, embedder)
      .catch((error: unknown) => {
        if (!this.closing.signal.aborted) this.logger.warn(`no vectors of a course: ${String(error)}`);
      })
      .finally(() => this.filling.delete(passages));
  }

  private async fill(passages: PassageIndex, embedder: Embedder): Promise<void> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      if (tries > 0)
        await pause(PAUSE_MS * 2 ** (tries - 1), undefined, { signal: this.closing.signal, ref: false });
      const vectors = await this.collect(passages, embedder);
      if (vectors) return void this.complete.set(passages, vectors);
    }
    this.logger.warn(`gave the vectors of a course up after ${TRIES} tries`);
  }

  /** Stored vectors and new ones for what has none; what was made before a failure is stored. */
  private async collect(
    passages: PassageIndex,
    embedder: Embedder,
  ): Promise<Map<number, Float32Array> | undefined> {
    const texts = new Map(passages.ids.map((id) => [id, textOf(passages.getPassage(id))]));
    const keyOf = (text: string): string => embeddingKey(embedder.model, text);
    const known = await this.stored.find([...new Set([...texts.values()].map(keyOf))]);
    const missing = [...new Set(texts.values())].filter((text) => !known.has(keyOf(text)));
    for (let from = 0; from < missing.length; from += BATCH) {
      if (this.closing.signal.aborted) return undefined;
      const batch = missing.slice(from, from + BATCH);
      const made = await this.tryEmbed(async () => (await embedder.embed(batch, BATCH_DEADLINE_MS)).value);
      if (!made) return undefined;
      const fresh = new Map(made.map((vector, place) => [keyOf(batch[place]!), vector]));
      await this.stored.put(fresh);
      for (const [key, vector] of fresh) known.set(key, vector);
    }
    const vectors = new Map([...texts].map(([id, text]) => [id, known.get(keyOf(text))!]));
    const dimensions = new Set([...vectors.values()].map(({ length }) => length));
    if (dimensions.size === 1) return vectors;
    this.logger.warn(`vectors of ${embedder.model} have ${dimensions.size} dimensions: name the model anew`);
    return undefined;
  }

  private async tryEmbed(embed: () => Promise<Float32Array[]>): Promise<Float32Array[] | undefined> {
    if (!this.breaker.allows()) return undefined;
    try {
      const vectors = await embed();
      this.breaker.succeeded();
      return vectors;
    } catch (error) {
      if (!(error instanceof LanguageModelError)) throw error;
      if (error.isServersFault) this.breaker.failed();
      this.logger.warn(`embeddings: found by words alone, ${error.message}`);
      return undefined;
    }
  }
}

function textOf({ lesson_title, heading, text }: Passage): string {
  return [lesson_title, heading, text].filter(Boolean).join('\n');
}
