export { contentDisposition } from './content-disposition';
export {
  OBJECT_STORAGE,
  type ArrivedPart,
  type DownloadOptions,
  type Multipart,
  type ObjectInfo,
  type ObjectRef,
  type ObjectStorage,
  type StorageArea,
  type StoredAs,
} from './object-storage';
export { prepareBuckets } from './prepare-buckets';
export { S3Storage } from './s3-storage';
export { STORAGE_ENV, type StorageEnv } from './storage-env';
