import {
  CreateBucketCommand,
  PutBucketCorsCommand,
  PutBucketPolicyCommand,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { newS3Client } from './s3-client';
import type { StorageEnv } from './storage-env';

/** What a storage may lack without harm to what is kept in it. */
const OPTIONAL = new Set(['NotImplemented', 'MethodNotAllowed', 'NoSuchBucketPolicy', 'AccessDenied']);

/**
 * Makes the two buckets, opens the public one for reading by address (never for listing), and lets the front ends send
 * and read parts. What is there stays; again, it changes nothing.
 *
 * @param origins of the front ends
 * @returns what the storage refused to set, for the log; empty when everything is set
 */
export async function prepareBuckets(env: StorageEnv, origins: readonly string[]): Promise<string[]> {
  const client = newS3Client(env);
  const refused: string[] = [];
  const optional = async (what: string, setting: Promise<unknown>): Promise<void> => {
    try {
      await setting;
    } catch (error) {
      if (!(error instanceof S3ServiceException) || !OPTIONAL.has(error.name)) throw error;
      refused.push(`${what} (${error.name})`);
    }
  };
  try {
    for (const Bucket of [env.S3_BUCKET, env.S3_PUBLIC_BUCKET]) {
      await client.send(new CreateBucketCommand({ Bucket })).catch(ignoreExisting);
      const rule = {
        AllowedOrigins: origins.map((origin) => origin.trim()),
        AllowedMethods: Bucket === env.S3_BUCKET ? ['GET', 'HEAD', 'PUT'] : ['GET', 'HEAD'],
        AllowedHeaders: ['*'],
        ExposeHeaders: ['ETag', 'Accept-Ranges', 'Content-Range', 'Content-Length'],
        MaxAgeSeconds: 3_600,
      };
      const CORSConfiguration = { CORSRules: [rule] };
      await optional(
        `CORS of ${Bucket}`,
        client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration })),
      );
    }
    const Bucket = env.S3_PUBLIC_BUCKET;
    const Policy = JSON.stringify(readByAddress(Bucket));
    await optional(`policy of ${Bucket}`, client.send(new PutBucketPolicyCommand({ Bucket, Policy })));
    return refused;
  } finally {
    client.destroy();
  }
}

function readByAddress(bucket: string) {
  const Resource = [`arn:aws:s3:::${bucket}/*`];
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: ['s3:GetObject'], Resource }],
  };
}

function ignoreExisting(error: unknown): void {
  const name = error instanceof S3ServiceException ? error.name : '';
  if (name !== 'BucketAlreadyOwnedByYou' && name !== 'BucketAlreadyExists') throw error;
}
