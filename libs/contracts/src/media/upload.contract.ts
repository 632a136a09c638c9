import Joi from 'joi';
import { ID_PARAMS, line, objectId, route, timestamp } from '@har/routing';
import { STORAGE_DEADLINE_MS } from './storage-deadline';
import { UPLOAD_PURPOSES, UPLOAD_TYPES, type UploadPurpose } from './upload-purpose';

/**
 * `open`: parts are being sent; `verifying`: complete, being looked at; `ready`: may be used once; `used`;
 * `rejected`: what arrived is not what may be kept.
 */
export const UPLOAD_STATUSES = ['open', 'verifying', 'ready', 'used', 'rejected'] as const;
export type UploadStatus = (typeof UPLOAD_STATUSES)[number];

/** Why what arrived was refused. */
export const REFUSALS = [
  'size',
  'sha256',
  'type',
  'polyglot',
  'active_content',
  'archive_bomb',
  'archive_unsafe',
  'encrypted',
  'picture_too_large',
  'unreadable',
] as const;
export type Refusal = (typeof REFUSALS)[number];

/** One PUT that is still to be made: exactly `size` bytes from `offset` of the file, to `url`. */
export interface MissingPart {
  part_number: number;
  offset: number;
  size: number;
  url: string;
}

export interface UploadReply {
  _id: string;
  purpose: UploadPurpose;
  filename: string;
  size: number;
  content_type: string;
  status: UploadStatus;
  refused_because: Refusal | null;
  parts_total: number;
  parts_arrived: number;
  /** The first hundred that are missing, with addresses that live until `urls_expire_at`. */
  missing_parts: MissingPart[];
  urls_expire_at: Date | string | null;
  /** When it is removed unless it is used. */
  expires_at: Date | string;
  created_at: Date | string;
}

const UPLOAD = Joi.object<UploadReply, true>({
  _id: objectId().required(),
  purpose: Joi.string()
    .valid(...Object.keys(UPLOAD_PURPOSES))
    .required(),
  filename: Joi.string().required(),
  size: Joi.number().integer().required(),
  content_type: Joi.string().required(),
  status: Joi.string()
    .valid(...UPLOAD_STATUSES)
    .required(),
  refused_because: Joi.string()
    .valid(...REFUSALS)
    .allow(null)
    .required(),
  parts_total: Joi.number().integer().required(),
  parts_arrived: Joi.number().integer().required(),
  missing_parts: Joi.array()
    .items(
      Joi.object<MissingPart, true>({
        part_number: Joi.number().integer().required(),
        offset: Joi.number().integer().required(),
        size: Joi.number().integer().required(),
        url: Joi.string().required(),
      }),
    )
    .required(),
  urls_expire_at: timestamp().allow(null).required(),
  expires_at: timestamp().required(),
  created_at: timestamp().required(),
}).label('Upload');

const UPLOAD_DATA = Joi.object<{ upload: UploadReply }, true>({ upload: UPLOAD.required() });

const EXAMPLE_ID = '665f1c2ab7e4d91f0a3c6101';
const EXAMPLE_UPLOAD: UploadReply = {
  _id: EXAMPLE_ID,
  purpose: 'resource',
  filename: 'exercises.pdf',
  size: 48_213,
  content_type: 'application/pdf',
  status: 'open',
  refused_because: null,
  parts_total: 1,
  parts_arrived: 0,
  missing_parts: [
    {
      part_number: 1,
      offset: 0,
      size: 48_213,
      url: 'https://storage.example.org/har-private/…?X-Amz-Signature=…',
    },
  ],
  urls_expire_at: '2026-11-21T09:00:00.000Z',
  expires_at: '2026-11-22T08:00:00.000Z',
  created_at: '2026-11-21T08:00:00.000Z',
};
const EXAMPLE_READY: UploadReply = {
  ...EXAMPLE_UPLOAD,
  status: 'ready',
  parts_arrived: 1,
  missing_parts: [],
  urls_expire_at: null,
};

export interface NewUpload {
  purpose: UploadPurpose;
  filename: string;
  size: number;
  content_type: string;
  sha256?: string;
}

/** A name without a path, and without what makes one name look like another. */
const FILENAME = line(200)
  .min(1)
  .pattern(/^[^/\\\u202a-\u202e\u2066-\u2069]+$/, 'plain file name');

export const openUpload = route({
  name: 'upload.open',
  service: 'media',
  method: 'POST',
  path: '/uploads',
  access: 'user',
  status: 201,
  idempotent: true,
  deadline_ms: STORAGE_DEADLINE_MS,
  rate_limit: { points: 300, per_seconds: 60 },
  tag: 'Files',
  summary: 'Begin to send a file straight to the storage',
  description:
    'Answers an address for each part of the file (one part up to 16 MiB). Send each part by PUT, exactly as many bytes ' +
    'as it says, in any order and in parallel, then complete the upload. An address takes those bytes of this file and ' +
    'nothing else. After an interruption, GET the upload: it says what is missing, with new addresses. Largest sizes: ' +
    Object.entries(UPLOAD_PURPOSES)
      .map(([purpose, { max_size }]) => `${purpose} ${max_size / 1_048_576} MiB`)
      .join(', ') +
    '.',
  body: Joi.object<NewUpload, true>({
    purpose: Joi.string()
      .valid(...Object.keys(UPLOAD_PURPOSES))
      .required(),
    filename: FILENAME.required(),
    size: Joi.number().integer().min(1).max(Number.MAX_SAFE_INTEGER).required(),
    content_type: Joi.string()
      .valid(...UPLOAD_TYPES)
      .required(),
    sha256: Joi.string()
      .lowercase()
      .pattern(/^[0-9a-f]{64}$/, 'SHA-256 in hexadecimal'),
  }),
  reply: UPLOAD_DATA,
  errors: ['INSTRUCTOR_REQUIRED', 'UPLOAD_TOO_LARGE', 'UPLOAD_TYPE_REFUSED', 'TOO_MANY_UPLOADS'],
  example: {
    body: {
      purpose: 'resource',
      filename: 'exercises.pdf',
      size: 48_213,
      content_type: 'application/pdf',
    },
    reply: { upload: EXAMPLE_UPLOAD },
  },
});

export const getUpload = route({
  name: 'upload.get',
  service: 'media',
  method: 'GET',
  path: '/uploads/:id',
  access: 'user',
  deadline_ms: STORAGE_DEADLINE_MS,
  tag: 'Files',
  summary: 'How far one’s upload is, with new addresses for what is missing',
  params: ID_PARAMS,
  reply: UPLOAD_DATA,
  errors: ['UPLOAD_NOT_FOUND'],
  example: { params: { id: EXAMPLE_ID }, reply: { upload: EXAMPLE_UPLOAD } },
});

export const completeUpload = route({
  name: 'upload.complete',
  service: 'media',
  method: 'POST',
  path: '/uploads/:id/complete',
  access: 'user',
  // Pictures are made smaller meanwhile.
  deadline_ms: 30_000,
  tag: 'Files',
  summary: 'Have what arrived verified',
  description:
    'Size, hash and type are those of the content, whatever was declared. Small files are `ready` with the answer; large ' +
    'ones are `verifying`: GET the upload until it is `ready`. Completing again answers how far it is.',
  params: ID_PARAMS,
  reply: UPLOAD_DATA,
  errors: ['UPLOAD_NOT_FOUND', 'UPLOAD_INCOMPLETE', 'UPLOAD_REFUSED'],
  example: { params: { id: EXAMPLE_ID }, reply: { upload: EXAMPLE_READY } },
});

export const abortUpload = route({
  name: 'upload.abort',
  service: 'media',
  method: 'DELETE',
  path: '/uploads/:id',
  access: 'user',
  deadline_ms: STORAGE_DEADLINE_MS,
  tag: 'Files',
  summary: 'Give up an upload that is not used',
  params: ID_PARAMS,
  errors: ['UPLOAD_NOT_FOUND', 'UPLOAD_ALREADY_USED'],
  example: { params: { id: EXAMPLE_ID } },
});
