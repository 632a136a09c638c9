import { setTimeout as pause } from 'node:timers/promises';
import Joi from 'joi';
import { LanguageModelError } from './language-model';

const MOST_BYTES = 2 * 1024 * 1024;
/** Before the second try, unless the server says. */
const PAUSE_MS = 200;

/** About this many characters are one token, where the server does not count. */
const CHARACTERS_PER_TOKEN = 3;

/** What an answer says of the tokens that it took. */
export interface Usage {
  usage?: { total_tokens?: number };
}

/** The fields of `Usage`. */
export const USAGE = {
  usage: Joi.object({ total_tokens: Joi.number().integer().min(0) }).unknown(),
};

/** Tokens as the server counts them, or about as many as the texts of question and answer are. */
export function countedTokens({ usage }: Usage, texts: readonly string[]): number {
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  return usage?.total_tokens ?? Math.ceil(characters / CHARACTERS_PER_TOKEN);
}

export interface OpenAiServer {
  base_url: string;
  api_key: string;
}

/**
 * Posts to a server that speaks OpenAI's API; tried a second time after 429 and 5xx, all within the deadline.
 *
 * @returns the parsed body
 * @throws LanguageModelError deadline, refused, unreachable or invalid
 */
export async function postToOpenAi(
  server: OpenAiServer,
  path: string,
  body: object,
  deadlineMs: number,
): Promise<unknown> {
  const signal = AbortSignal.timeout(deadlineMs);
  try {
    const first = await send(server, path, body, signal);
    const response = isPassing(first.status)
      ? await again(first, () => send(server, path, body, signal), signal)
      : first;
    if (!response.ok) {
      await response.body?.cancel();
      throw new LanguageModelError('refused', response.status);
    }
    return parse(await readBounded(response));
  } catch (error) {
    if (error instanceof LanguageModelError) throw error;
    throw new LanguageModelError(signal.aborted ? 'deadline' : 'unreachable');
  }
}

function send(
  { base_url, api_key }: OpenAiServer,
  path: string,
  body: object,
  signal: AbortSignal,
): Promise<Response> {
  return fetch(`${base_url.replace(/\/+$/, '')}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${api_key}` },
    body: JSON.stringify(body),
    // A redirect could take the key to another server.
    redirect: 'error',
    signal,
  });
}

function isPassing(status: number): boolean {
  return status === 429 || status >= 500;
}

async function again(
  first: Response,
  retry: () => Promise<Response>,
  signal: AbortSignal,
): Promise<Response> {
  await first.body?.cancel();
  const asked = Number(first.headers.get('retry-after')) * 1_000;
  await pause(asked > 0 ? asked : PAUSE_MS, undefined, { signal });
  return retry();
}

async function readBounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > MOST_BYTES) throw new LanguageModelError('invalid');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new LanguageModelError('invalid');
  }
}
