import { randomUUID } from 'node:crypto';
import type { Academy, TestUser } from './academy';
import type { ApiAnswer } from './api-client';

/** A file as a client would send it. */
export interface SentFile {
  readonly purpose: string;
  readonly filename: string;
  readonly content_type: string;
  readonly bytes: Buffer;
  readonly sha256?: string;
}

/** What an opened upload asks for. */
export interface AskedPart {
  readonly part_number: number;
  readonly offset: number;
  readonly size: number;
  readonly url: string;
}

/** Opens an upload; whatever comes is answered. */
export function openUploadOf(academy: Academy, { token }: TestUser, file: SentFile): Promise<ApiAnswer> {
  const { bytes, ...said } = file;
  const headers = { 'idempotency-key': randomUUID() };
  return untilAnswered(() =>
    academy.api.post('/uploads', { ...said, size: bytes.length }, { token, headers }),
  );
}

/** Sends the parts that are asked for. */
export async function putParts(parts: readonly AskedPart[], bytes: Buffer): Promise<void> {
  for (const { url, offset, size } of parts) {
    const body = new Uint8Array(bytes.subarray(offset, offset + size));
    const answer = await fetch(url, { method: 'PUT', body });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`the storage answered ${answer.status} to a part`);
  }
}

/** Opens an upload, sends its parts and completes it; the answer is that of the completion. */
export async function sendFile(academy: Academy, user: TestUser, file: SentFile): Promise<ApiAnswer> {
  const opened = await openUploadOf(academy, user, file);
  if (opened.status !== 201) return opened;
  const { _id, missing_parts } = opened.body.data.upload as { _id: string; missing_parts: AskedPart[] };
  await putParts(missing_parts, file.bytes);
  return untilAnswered(() => academy.api.post(`/uploads/${_id}/complete`, undefined, { token: user.token }));
}

/** A file that is sent and verified. @returns the id of its upload */
export async function uploaded(academy: Academy, user: TestUser, file: SentFile): Promise<string> {
  const answer = await sendFile(academy, user, file);
  if (answer.status !== 200)
    throw new Error(`sending ${file.filename} answered ${JSON.stringify(answer.body)}`);
  return String(answer.body.data.upload._id);
}

/** Repeats what a busy machine did not answer in time. */
async function untilAnswered(request: () => Promise<ApiAnswer>): Promise<ApiAnswer> {
  for (;;) {
    const answer = await request();
    const busy = answer.status === 503 || answer.body.error?.code === 'IDEMPOTENCY_IN_PROGRESS';
    if (!busy) return answer;
  }
}
