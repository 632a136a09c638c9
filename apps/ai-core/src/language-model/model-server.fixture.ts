import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Asked {
  path: string;
  authorization: string | undefined;
  body: Record<string, unknown>;
}

/** How a server on loopback behaves: well, or in one of the ways in which language model servers do not. */
export type Behaviour = (response: ServerResponse, asked: Asked) => void;

const send = (response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}) =>
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);

/** Says that content, as a model does. */
export const says =
  (content: unknown, tokens = 100, finish_reason = 'stop'): Behaviour =>
  (response) => {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    const choices = [{ index: 0, message: { role: 'assistant', content: text }, finish_reason }];
    send(response, 200, JSON.stringify({ id: 'x', choices, usage: { total_tokens: tokens } }));
  };

export const MISBEHAVIOURS: Record<string, Behaviour> = {
  prose: says('Sure! Here is your answer: a drone is a bee.'),
  'another schema': says({ text: 'hello' }),
  'a field too many': says({ word: 'a', more: 1 }),
  'an answer cut short': says({ word: 'a' }, 100, 'length'),
  'HTML instead of JSON': (response) => send(response, 200, '<html>login</html>'),
  'no choices': (response) => send(response, 200, '{"choices":[]}'),
  'a refusal without content': (response) =>
    send(response, 200, '{"choices":[{"message":{"content":null,"refusal":"no"}}]}'),
  '500': (response) => send(response, 500, '{"error":{}}'),
  '429 that lasts': (response) => send(response, 429, '{"error":{}}'),
  '429 for an hour': (response) => send(response, 429, '{}', { 'retry-after': '3600' }),
  '401': (response) => send(response, 401, '{"error":{}}'),
  'a redirect': (response) => send(response, 302, '', { location: 'http://127.0.0.1:9/' }),
  'a hang': () => undefined,
  'a hang in the body': (response) => void response.writeHead(200).write('{"choices":'),
  'a broken connection': (response) => void response.destroy(),
  'a body without end': (response) => {
    const pour = (): void => {
      while (!response.destroyed && response.write(' '.repeat(65_536)));
      if (!response.destroyed) response.once('drain', pour);
    };
    response.writeHead(200);
    pour();
  },
};

/** A language model server of a spec, whose behaviour is changed as it goes. */
export class ModelServer {
  readonly asked: Asked[] = [];
  behaviour: Behaviour = says({});
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        const body = JSON.parse(text) as Asked['body'];
        const asked = { path: request.url ?? '', authorization: request.headers.authorization, body };
        this.asked.push(asked);
        this.behaviour(response, asked);
      });
    });
  }

  async start(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
