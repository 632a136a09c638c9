import Joi from 'joi';
import { call, event, objectId } from '@har/routing';
import { UPLOAD_PURPOSES, type UploadPurpose } from './upload-purpose';

/** A file that one owner uses now. Its key in the storage stays with the media service. */
export interface ClaimedFile {
  file_id: string;
  purpose: UploadPurpose;
  filename: string;
  /** Bytes. */
  size: number;
  /** Of the content, not as declared. */
  content_type: string;
  /** Of a video, where the media service can tell. */
  duration_seconds: number | null;
  /** The lasting public address of a picture or an intro video; null for private files. */
  public_url: string | null;
}

export interface Claim {
  upload_id: string;
  purpose: UploadPurpose;
  /** Which use of it this is: the same one may claim it again, no other one can, even for the same owner. */
  claimant: string;
  /** What it must be one of; anything that its purpose takes unless said. */
  types?: string[];
  /** The lesson it belongs to: with that it goes. */
  lesson_id?: string;
}

/**
 * Takes a verified upload of the caller (by the token that travels with the call) into use, once. Unless the owner then
 * tells that it is attached, it is removed.
 */
export const claimUpload = call({
  name: 'media.claim-upload',
  service: 'media',
  repeatable: true,
  deadline_ms: 10_000,
  body: Joi.object<Claim, true>({
    upload_id: objectId().required(),
    purpose: Joi.string()
      .valid(...Object.keys(UPLOAD_PURPOSES))
      .required(),
    claimant: Joi.string().max(100).required(),
    types: Joi.array().items(Joi.string()),
    lesson_id: objectId(),
  }),
  reply: Joi.object<{ file: ClaimedFile }, true>({
    file: Joi.object<ClaimedFile, true>({
      file_id: objectId().required(),
      purpose: Joi.string().required(),
      filename: Joi.string().required(),
      size: Joi.number().integer().required(),
      content_type: Joi.string().required(),
      duration_seconds: Joi.number().allow(null).required(),
      public_url: Joi.string().allow(null).required(),
    }).required(),
  }),
  errors: [
    'UPLOAD_NOT_FOUND',
    'UPLOAD_NOT_READY',
    'UPLOAD_REFUSED',
    'UPLOAD_ALREADY_USED',
    'UPLOAD_WRONG_PURPOSE',
    'UPLOAD_TYPE_REFUSED',
  ],
});

export interface SignedFile {
  url: string;
  expires_at: string;
  /** Of a video whose picture could be taken; lives as long as `url`. */
  thumbnail_url: string | null;
}

/** Signs one download for somebody whose right to it the caller has checked this very moment. */
export const signFile = call({
  name: 'media.sign-file',
  service: 'media',
  repeatable: true,
  body: Joi.object<{ file_id: string; use: 'stream' | 'download'; title?: string }, true>({
    file_id: objectId().required(),
    use: Joi.string().valid('stream', 'download').required(),
    /** What the file is saved as instead of the name it came with; its ending is that of its type. */
    title: Joi.string().max(300),
  }),
  reply: Joi.object<SignedFile, true>({
    url: Joi.string().required(),
    expires_at: Joi.string().required(),
    thumbnail_url: Joi.string().allow(null).required(),
  }),
  errors: ['FILE_NOT_FOUND'],
});

/** Which claimed files an owner has attached, and which it uses no more. Order does not matter: release is for good. */
export interface FilesChanged {
  attached: string[];
  released: string[];
}

const PAYLOAD = Joi.object<FilesChanged, true>({
  attached: Joi.array().items(objectId()).required(),
  released: Joi.array().items(objectId()).required(),
});

export const authFilesChanged = event({
  type: 'auth.files-changed',
  topic: 'auth',
  summary: 'An avatar was set, replaced or removed',
  payload: PAYLOAD,
});

export const courseFilesChanged = event({
  type: 'course.files-changed',
  topic: 'course',
  summary: 'A picture, a video or a resource of a course was set, replaced or removed',
  payload: PAYLOAD,
});
