import type { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  S3ServiceException,
  UploadPartCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type {
  ArrivedPart,
  DownloadOptions,
  Multipart,
  ObjectInfo,
  ObjectRef,
  ObjectStorage,
  StoredAs,
} from './object-storage';
import { newS3Client } from './s3-client';
import type { StorageEnv } from './storage-env';

/** Objects in a storage that speaks S3: two buckets of it. */
export class S3Storage implements ObjectStorage {
  private readonly client: S3Client;
  /** Only signs: its endpoint is the one that clients reach. */
  private readonly signer: S3Client;

  constructor(private readonly env: StorageEnv) {
    this.client = newS3Client(env);
    this.signer = newS3Client(env, env.S3_PUBLIC_ENDPOINT);
  }

  async put(ref: ObjectRef, body: Buffer, as: StoredAs): Promise<void> {
    await this.client.send(new PutObjectCommand({ ...this.at(ref), ...stored(as), Body: body }));
  }

  async head(ref: ObjectRef): Promise<ObjectInfo | null> {
    const found = await orNull(this.client.send(new HeadObjectCommand(this.at(ref))));
    return found && { size: found.ContentLength ?? 0, content_type: found.ContentType ?? '' };
  }

  async bytes(ref: ObjectRef, start: number, length: number): Promise<Buffer> {
    const Range = `bytes=${start}-${start + length - 1}`;
    const { Body } = await this.client.send(new GetObjectCommand({ ...this.at(ref), Range }));
    return Buffer.from(await Body!.transformToByteArray());
  }

  async stream(ref: ObjectRef, range?: { start: number; length: number }): Promise<Readable> {
    const Range = range && `bytes=${range.start}-${range.start + range.length - 1}`;
    const { Body } = await this.client.send(new GetObjectCommand({ ...this.at(ref), Range }));
    return Body as Readable;
  }

  async copy(from: ObjectRef, to: ObjectRef, as: StoredAs): Promise<void> {
    const { Bucket, Key } = this.at(from);
    await this.client.send(
      new CopyObjectCommand({
        ...this.at(to),
        ...stored(as),
        CopySource: `${Bucket}/${Key}`,
        MetadataDirective: 'REPLACE',
      }),
    );
  }

  async delete(ref: ObjectRef): Promise<void> {
    await orNull(this.client.send(new DeleteObjectCommand(this.at(ref))));
  }

  async beginMultipart(ref: ObjectRef, as: StoredAs): Promise<string> {
    const begun = await this.client.send(
      new CreateMultipartUploadCommand({ ...this.at(ref), ...stored(as) }),
    );
    return begun.UploadId!;
  }

  async signPart(
    { ref, multipart_id }: Multipart,
    { part_number, size }: { part_number: number; size: number },
    expires_in_seconds: number,
  ): Promise<string> {
    const command = new UploadPartCommand({
      ...this.at(ref),
      UploadId: multipart_id,
      PartNumber: part_number,
      ContentLength: size,
    });
    return getSignedUrl(this.signer, command, { expiresIn: expires_in_seconds });
  }

  async listParts({ ref, multipart_id }: Multipart): Promise<ArrivedPart[] | null> {
    const parts: ArrivedPart[] = [];
    let after: string | undefined;
    do {
      const page = await orNull(
        this.client.send(
          new ListPartsCommand({ ...this.at(ref), UploadId: multipart_id, PartNumberMarker: after }),
        ),
      );
      if (!page) return null;
      for (const { PartNumber, Size, ETag } of page.Parts ?? []) {
        parts.push({ part_number: PartNumber!, size: Size ?? 0, etag: ETag! });
      }
      after = page.IsTruncated ? page.NextPartNumberMarker : undefined;
    } while (after);
    return parts;
  }

  async completeMultipart({ ref, multipart_id }: Multipart, parts: readonly ArrivedPart[]): Promise<void> {
    const Parts = parts.map(({ part_number, etag }) => ({ PartNumber: part_number, ETag: etag }));
    await this.client.send(
      new CompleteMultipartUploadCommand({
        ...this.at(ref),
        UploadId: multipart_id,
        MultipartUpload: { Parts },
      }),
    );
  }

  async abortMultiparts(ref: ObjectRef): Promise<void> {
    const { Bucket, Key } = this.at(ref);
    const { Uploads = [] } = await this.client.send(new ListMultipartUploadsCommand({ Bucket, Prefix: Key }));
    for (const upload of Uploads.filter((one) => one.Key === Key)) {
      await orNull(
        this.client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId: upload.UploadId })),
      );
    }
  }

  async signDownload(ref: ObjectRef, options: DownloadOptions): Promise<string> {
    const command = new GetObjectCommand({
      ...this.at(ref),
      ResponseContentDisposition: options.disposition,
      ResponseContentType: options.content_type,
      ResponseCacheControl: 'private, no-store',
    });
    return getSignedUrl(this.signer, command, { expiresIn: options.expires_in_seconds });
  }

  async signOwnRead(ref: ObjectRef, expires_in_seconds: number): Promise<string> {
    return getSignedUrl(this.client, new GetObjectCommand(this.at(ref)), { expiresIn: expires_in_seconds });
  }

  publicUrl(key: string): string {
    const { S3_PUBLIC_BUCKET_URL, S3_PUBLIC_ENDPOINT, S3_ENDPOINT, S3_PUBLIC_BUCKET } = this.env;
    const base = S3_PUBLIC_BUCKET_URL ?? `${S3_PUBLIC_ENDPOINT ?? S3_ENDPOINT}/${S3_PUBLIC_BUCKET}`;
    return `${base.replace(/\/$/, '')}/${key}`;
  }

  close(): void {
    this.client.destroy();
    this.signer.destroy();
  }

  private at({ area, key }: ObjectRef) {
    return { Bucket: area === 'public' ? this.env.S3_PUBLIC_BUCKET : this.env.S3_BUCKET, Key: key };
  }
}

function stored({ content_type, cache_control }: StoredAs) {
  return { ContentType: content_type, ...(cache_control && { CacheControl: cache_control }) };
}

/** null where the storage says that there is nothing. */
async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return null;
    throw error;
  }
}
