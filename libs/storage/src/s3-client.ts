import { S3Client } from '@aws-sdk/client-s3';
import type { StorageEnv } from './storage-env';

// It would tell every operator about Node versions that the platform decides on.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

/** @param endpoint the storage as this process reaches it, or as clients do */
export function newS3Client(env: StorageEnv, endpoint = env.S3_ENDPOINT): S3Client {
  return new S3Client({
    endpoint,
    region: env.S3_REGION,
    forcePathStyle: env.S3_FORCE_PATH_STYLE,
    credentials: { accessKeyId: env.S3_ACCESS_KEY_ID, secretAccessKey: env.S3_SECRET_ACCESS_KEY },
    // The SDK's own checksum of an empty body would be part of every presigned PUT.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 3,
  });
}
