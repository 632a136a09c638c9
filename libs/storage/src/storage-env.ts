import Joi from 'joi';

/** Where objects are kept, and how clients reach it. */
export interface StorageEnv {
  S3_ENDPOINT: string;
  /** The same storage as browsers reach it; presigned requests name it. */
  S3_PUBLIC_ENDPOINT?: string;
  S3_REGION: string;
  S3_ACCESS_KEY_ID: string;
  S3_SECRET_ACCESS_KEY: string;
  S3_BUCKET: string;
  S3_PUBLIC_BUCKET: string;
  /** Where the public bucket is served, e.g. a CDN; unset, below the public endpoint. */
  S3_PUBLIC_BUCKET_URL?: string;
  S3_FORCE_PATH_STYLE: boolean;
}

const url = () => Joi.string().uri({ scheme: ['http', 'https'] });
const bucket = () => Joi.string().pattern(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'bucket name');

export const STORAGE_ENV = {
  S3_ENDPOINT: url().required(),
  S3_PUBLIC_ENDPOINT: url(),
  S3_REGION: Joi.string().default('us-east-1'),
  S3_ACCESS_KEY_ID: Joi.string().required(),
  S3_SECRET_ACCESS_KEY: Joi.string().required(),
  S3_BUCKET: bucket().default('har-private'),
  S3_PUBLIC_BUCKET: bucket().default('har-public'),
  S3_PUBLIC_BUCKET_URL: url(),
  S3_FORCE_PATH_STYLE: Joi.boolean().default(true),
};
