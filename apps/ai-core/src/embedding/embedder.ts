import type { ModelAnswer } from '../language-model/language-model';

/** Turns texts into vectors that lie near each other when the texts mean much the same, whoever runs it. */
export interface Embedder {
  /** Names the vectors: those of another model cannot be compared with them. */
  readonly model: string;
  /**
   * One vector of length 1 for each text, in their order and all of one dimension.
   *
   * @throws LanguageModelError
   */
  embed(texts: readonly string[], deadlineMs: number): Promise<ModelAnswer<Float32Array[]>>;
}

/** To inject the embedder, or undefined where none is configured. */
export const EMBEDDER = Symbol('EMBEDDER');
