import { MISBEHAVIOURS, type Behaviour } from '../language-model/model-server.fixture';

const list = (embeddings: unknown[]): string =>
  JSON.stringify({ data: embeddings.map((embedding, index) => ({ object: 'embedding', index, embedding })) });

const inputsOf = (body: Record<string, unknown>): string[] => body.input as string[];

/** Gives each text the vector that a spec says. */
export const embeds =
  (vectorOf: (text: string) => unknown): Behaviour =>
  (response, { body }) =>
    response.end(list(inputsOf(body).map(vectorOf)));

/** How servers of embeddings go wrong, beside the ways of servers of language models. */
export const EMBEDDING_MISBEHAVIOURS: Record<string, Behaviour> = {
  '500': MISBEHAVIOURS['500']!,
  '401': MISBEHAVIOURS['401']!,
  '429 that lasts': MISBEHAVIOURS['429 that lasts']!,
  'HTML instead of JSON': MISBEHAVIOURS['HTML instead of JSON']!,
  'a hang': MISBEHAVIOURS['a hang']!,
  'a hang in the body': MISBEHAVIOURS['a hang in the body']!,
  'a broken connection': MISBEHAVIOURS['a broken connection']!,
  'a body without end': MISBEHAVIOURS['a body without end']!,
  'one vector too few': (response, { body }) =>
    response.end(
      list(
        inputsOf(body)
          .slice(1)
          .map(() => [1, 0]),
      ),
    ),
  'one vector too many': (response, { body }) =>
    response.end(list([...inputsOf(body), ''].map(() => [1, 0]))),
  'an index twice': (response, { body }) =>
    response.end(JSON.stringify({ data: inputsOf(body).map(() => ({ index: 0, embedding: [1, 0] })) })),
  'vectors of several dimensions': (response, { body }) =>
    response.end(list(inputsOf(body).map((_, place) => new Array<number>(place + 1).fill(1)))),
  'NaN in the JSON': (response) => response.end('{"data":[{"index":0,"embedding":[NaN,1]}]}'),
  'null in a vector': embeds(() => [null, 1]),
  'text in a vector': embeds(() => ['0.5', 1]),
  'numbers beyond all bounds': (response, { body }) =>
    response.end(
      `{"data":[${inputsOf(body)
        .map((_, index) => `{"index":${index},"embedding":[1e999,1]}`)
        .join()}]}`,
    ),
  'a vector of zeros': embeds(() => [0, 0]),
  'an empty vector': embeds(() => []),
};
