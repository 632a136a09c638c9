export {
  ADMIN_EMAIL,
  ADMIN_PASSWORD,
  startAcademy,
  TEST_PASSWORD,
  type Academy,
  type AcademyOptions,
  type AppName,
  type CaughtMail,
  type TestUser,
} from './academy';
export { ApiClient, type ApiAnswer, type ApiOptions } from './api-client';
export { eventually } from './eventually';
export { MailServer } from './mail-server';
export { AppProcess } from './app-process';
export { ProcessAcademy, type ProcessAcademyOptions } from './process-academy';
export { RedisServer } from './redis-server';
export { TcpProxy } from './tcp-proxy';
export { WriteJournal } from './write-journal';
export { amount } from './amount';
export { sampleMp4, samplePdf, samplePng, sampleZip, type SampleEntry } from './sample-files';
export { openUploadOf, putParts, sendFile, uploaded, type AskedPart, type SentFile } from './send-file';
