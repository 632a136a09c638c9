import Joi from 'joi';
import { held, LanguageModelError, type ModelAnswer } from '../language-model/language-model';
import {
  countedTokens,
  postToOpenAi,
  USAGE,
  type OpenAiServer,
  type Usage,
} from '../language-model/openai-api';
import type { Embedder } from './embedder';

interface EmbeddingList extends Usage {
  data: { index: number; embedding: number[] }[];
}

const EMBEDDING_LIST = Joi.object<EmbeddingList, true>({
  data: Joi.array()
    .items(
      Joi.object({
        index: Joi.number().integer().min(0).required(),
        embedding: Joi.array().items(Joi.number().unsafe()).min(1).required(),
      }).unknown(),
    )
    .required(),
  ...USAGE,
}).unknown();

/** An embedding model behind any server that speaks OpenAI's embeddings API. */
export class OpenAiEmbedder implements Embedder {
  constructor(private readonly options: OpenAiServer & { model: string }) {}

  get model(): string {
    return this.options.model;
  }

  async embed(texts: readonly string[], deadlineMs: number): Promise<ModelAnswer<Float32Array[]>> {
    const body = { model: this.options.model, input: texts, encoding_format: 'float' };
    const list = held(EMBEDDING_LIST, await postToOpenAi(this.options, '/embeddings', body, deadlineMs));
    const { data } = list;
    const byIndex = new Map(data.map(({ index, embedding }) => [index, embedding]));
    const vectors = texts.map((_, index) => unitVector(byIndex.get(index)));
    if (data.length !== texts.length || new Set(vectors.map(({ length }) => length)).size > 1)
      throw new LanguageModelError('invalid');
    return { value: vectors, tokens: countedTokens(list, texts) };
  }
}

function unitVector(values: readonly number[] | undefined): Float32Array {
  const length = Math.hypot(...(values ?? []));
  if (!values || !Number.isFinite(length) || length === 0) throw new LanguageModelError('invalid');
  return Float32Array.from(values, (value) => value / length);
}
