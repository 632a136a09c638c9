import Joi from 'joi';
import { LanguageModelError } from './language-model';
import { MISBEHAVIOURS, ModelServer, says } from './model-server.fixture';
import { OpenAiLanguageModel } from './openai-language-model';

const server = new ModelServer();
let base_url: string;
let model: OpenAiLanguageModel;

const question = {
  name: 'word',
  instructions: 'Say a word.',
  content: 'now',
  schema: Joi.object<{ word: string }, true>({ word: Joi.string().required() }),
  max_tokens: 10,
  deadline_ms: 1_000,
};

beforeAll(async () => {
  base_url = await server.start();
  model = new OpenAiLanguageModel({ base_url, api_key: 'key-of-the-spec', model: 'm1' });
});
afterAll(() => server.stop());
beforeEach(() => (server.asked.length = 0));

describe('OpenAiLanguageModel', () => {
  it('asks for JSON of the schema and gives what came, with its tokens', async () => {
    server.behaviour = says({ word: 'hello' }, 42);
    expect(await model.ask(question)).toEqual({ value: { word: 'hello' }, tokens: 42 });
    const [{ path, authorization, body } = { path: '', authorization: '', body: {} }] = server.asked;
    expect([path, authorization]).toEqual(['/v1/chat/completions', 'Bearer key-of-the-spec']);
    expect(body).toMatchObject({
      model: 'm1',
      max_tokens: 10,
      messages: [
        { role: 'system', content: 'Say a word.' },
        { role: 'user', content: 'now' },
      ],
      response_format: {
        type: 'json_schema',
        json_schema: {
          name: 'word',
          strict: true,
          schema: { required: ['word'], additionalProperties: false },
        },
      },
    });
    expect(body).not.toHaveProperty('tools');
  });

  it('counts tokens itself where the server does not', async () => {
    server.behaviour = (response) =>
      response.end(JSON.stringify({ choices: [{ message: { content: '{"word":"a"}' } }] }));
    expect((await model.ask(question)).tokens).toBeGreaterThan(0);
  });

  it('tries a second time when the server was busy for a moment', async () => {
    server.behaviour = (response, asked) => {
      server.behaviour = says({ word: 'second' });
      MISBEHAVIOURS['500']!(response, asked);
    };
    expect((await model.ask(question)).value).toEqual({ word: 'second' });
    expect(server.asked).toHaveLength(2);
  });

  it.each(Object.keys(MISBEHAVIOURS))('fails cleanly and in time on %s', async (name) => {
    server.behaviour = MISBEHAVIOURS[name]!;
    const begun = Date.now();
    const error = await model.ask(question).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(LanguageModelError);
    expect(String(error)).not.toContain('key-of-the-spec');
    expect(Date.now() - begun).toBeLessThan(10_000);
    expect(server.asked.length).toBeLessThanOrEqual(2);
  });

  it('fails cleanly when nobody listens', async () => {
    const nobody = new OpenAiLanguageModel({ base_url: 'http://127.0.0.1:9/v1', api_key: 'k', model: 'm' });
    await expect(nobody.ask(question)).rejects.toMatchObject({ failure: 'unreachable' });
  });
});
