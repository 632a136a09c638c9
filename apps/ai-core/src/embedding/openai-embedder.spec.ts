import { LanguageModelError } from '../language-model/language-model';
import { ModelServer } from '../language-model/model-server.fixture';
import { EMBEDDING_MISBEHAVIOURS, embeds } from './embedding-server.fixture';
import { OpenAiEmbedder } from './openai-embedder';

const server = new ModelServer();
let embedder: OpenAiEmbedder;

beforeAll(async () => {
  const base_url = await server.start();
  embedder = new OpenAiEmbedder({ base_url, api_key: 'key-of-the-spec', model: 'e1' });
});
afterAll(() => server.stop());
beforeEach(() => (server.asked.length = 0));

describe('OpenAiEmbedder', () => {
  it('asks for all texts at once and gives vectors of length 1', async () => {
    server.behaviour = embeds((text) => (text === 'bee' ? [3, 4] : [0, -2]));
    const { value } = await embedder.embed(['bee', 'wasp'], 1_000);
    expect(value.map((vector) => [...vector])).toEqual([
      [0.6, 0.8].map(Math.fround),
      [0, -1].map(Math.fround),
    ]);
    expect(server.asked).toMatchObject([
      {
        path: '/v1/embeddings',
        authorization: 'Bearer key-of-the-spec',
        body: { model: 'e1', input: ['bee', 'wasp'], encoding_format: 'float' },
      },
    ]);
  });

  it('goes by the index, not by the order of the answer', async () => {
    server.behaviour = (response) =>
      response.end('{"data":[{"index":1,"embedding":[0,1]},{"index":0,"embedding":[1,0]}]}');
    expect((await embedder.embed(['a', 'b'], 1_000)).value.map((vector) => [...vector])).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  it('tells the tokens as the server counts them, or about as many as the texts are', async () => {
    const embedding = '"data":[{"index":0,"embedding":[0,1]}]';
    const tokens = async (answer: string) => {
      server.behaviour = (response) => response.end(answer);
      return (await embedder.embed(['nine char'], 1_000)).tokens;
    };
    expect(await tokens(`{${embedding},"usage":{"prompt_tokens":4,"total_tokens":5}}`)).toBe(5);
    expect(await tokens(`{${embedding},"usage":{"prompt_tokens":4}}`)).toBe(3);
    expect(await tokens(`{${embedding}}`)).toBe(3);
  });

  it.each(Object.keys(EMBEDDING_MISBEHAVIOURS))('fails cleanly and in time on %s', async (name) => {
    server.behaviour = EMBEDDING_MISBEHAVIOURS[name]!;
    const begun = Date.now();
    const error = await embedder.embed(['a', 'b'], 1_000).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(LanguageModelError);
    expect(String(error)).not.toContain('key-of-the-spec');
    expect(Date.now() - begun).toBeLessThan(10_000);
    expect(server.asked.length).toBeLessThanOrEqual(2);
  });

  it('fails cleanly when nobody listens', async () => {
    const nobody = new OpenAiEmbedder({ base_url: 'http://127.0.0.1:9/v1', api_key: 'k', model: 'e' });
    await expect(nobody.embed(['a'], 1_000)).rejects.toMatchObject({ failure: 'unreachable' });
  });
});
