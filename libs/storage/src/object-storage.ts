import type { Readable } from 'node:stream';

/** `private` objects are reached by presigned requests only; `public` ones by everybody who knows their address. */
export type StorageArea = 'private' | 'public';

export interface ObjectRef {
  readonly area: StorageArea;
  readonly key: string;
}

export interface StoredAs {
  readonly content_type: string;
  /** `Cache-Control` of the object; none unless said. */
  readonly cache_control?: string;
}

export interface ObjectInfo {
  /** Bytes. */
  readonly size: number;
  readonly content_type: string;
}

/** A part of a multipart upload that has arrived. */
export interface ArrivedPart {
  readonly part_number: number;
  /** Bytes. */
  readonly size: number;
  readonly etag: string;
}

export interface Multipart {
  readonly ref: ObjectRef;
  readonly multipart_id: string;
}

/** What a presigned GET answers with, whatever was stored. */
export interface DownloadOptions {
  readonly expires_in_seconds: number;
  /** Value of `Content-Disposition`. */
  readonly disposition: string;
  readonly content_type: string;
}

/** To inject the storage. */
export const OBJECT_STORAGE = Symbol('OBJECT_STORAGE');

/** Objects in two areas. What the storage itself cannot do or does not answer is thrown as it comes. */
export interface ObjectStorage {
  put(ref: ObjectRef, body: Buffer, as: StoredAs): Promise<void>;
  /** @returns null when there is no such object */
  head(ref: ObjectRef): Promise<ObjectInfo | null>;
  /** `length` bytes from `start`; fewer at the end. */
  bytes(ref: ObjectRef, start: number, length: number): Promise<Buffer>;
  /** The whole object, or `length` bytes from `start`. */
  stream(ref: ObjectRef, range?: { start: number; length: number }): Promise<Readable>;
  /** Inside the storage: no byte of it passes through this process. At most 5 GB. */
  copy(from: ObjectRef, to: ObjectRef, as: StoredAs): Promise<void>;
  /** Nothing happens where there is none. */
  delete(ref: ObjectRef): Promise<void>;

  /** @returns the id of the multipart upload */
  beginMultipart(ref: ObjectRef, as: StoredAs): Promise<string>;
  /** The address of one PUT of exactly so many bytes. */
  signPart(
    upload: Multipart,
    part: { part_number: number; size: number },
    expires_in_seconds: number,
  ): Promise<string>;
  /** @returns null when the upload is over: completed, aborted or never begun */
  listParts(upload: Multipart): Promise<ArrivedPart[] | null>;
  completeMultipart(upload: Multipart, parts: readonly ArrivedPart[]): Promise<void>;
  /** Ends every multipart upload to this key that is not completed, and drops its parts. */
  abortMultiparts(ref: ObjectRef): Promise<void>;

  signDownload(ref: ObjectRef, options: DownloadOptions): Promise<string>;
  /** The same for this process: its own way to the storage, not the clients'. */
  signOwnRead(ref: ObjectRef, expires_in_seconds: number): Promise<string>;
  /** The lasting address of a public object. */
  publicUrl(key: string): string;
  close(): void;
}
