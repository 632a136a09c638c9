import Joi from 'joi';
import { PLATFORM_ENV, STORE_ENV, type PlatformEnv, type StoreEnv } from '@har/env';
import { STORAGE_ENV, type StorageEnv } from '@har/storage';

export interface MediaEnv extends PlatformEnv, StoreEnv, StorageEnv {
  /** How long the address of a part takes it. */
  UPLOAD_URL_TTL_SECONDS: number;
  /** How long the address of a video answers: five minutes at most (000 §F). */
  VIDEO_URL_TTL_SECONDS: number;
  /** The same of any other private file. */
  DOWNLOAD_URL_TTL_SECONDS: number;
  /** The folders in which ffprobe and ffmpeg are looked for, as PATH has them; unset, PATH. */
  VIDEO_TOOLS_PATH?: string;
  /** Between two looks at uploads that nobody completed or used. */
  UPLOAD_SWEEP_MS: number;
}

/** To inject the service's configuration. */
export const MEDIA_ENV = Symbol('MEDIA_ENV');

export const MEDIA_ENV_SCHEMA = Joi.object<MediaEnv>({
  ...PLATFORM_ENV,
  ...STORE_ENV,
  ...STORAGE_ENV,
  UPLOAD_URL_TTL_SECONDS: Joi.number().integer().min(1).max(86_400).default(3_600),
  VIDEO_URL_TTL_SECONDS: Joi.number().integer().min(1).max(300).default(300),
  DOWNLOAD_URL_TTL_SECONDS: Joi.number().integer().min(1).max(600).default(600),
  VIDEO_TOOLS_PATH: Joi.string(),
  UPLOAD_SWEEP_MS: Joi.number().integer().min(10).default(60_000),
});
