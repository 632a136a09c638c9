import { samplePdf, samplePng, sampleMp4, sampleZip, type SampleEntry, type SentFile } from '@har/testing';

/** A file that must not be kept, and why; bytes are made when they are sent. */
export interface HostileFile {
  readonly name: string;
  readonly purpose: string;
  readonly content_type: string;
  readonly bytes: () => Buffer;
  readonly refused: string;
}

const OFFICE = 'application/vnd.openxmlformats-officedocument';
const PPTX = `${OFFICE}.presentationml.presentation`;
const MIB = 1_048_576;

const text = (content: string) => () => Buffer.from(content, 'latin1');
const zip =
  (...entries: SampleEntry[]) =>
  () =>
    sampleZip(entries);
const joined = (...parts: (Buffer | string)[]) =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string, 'latin1')));
const office = (part: string, ...more: SampleEntry[]) =>
  sampleZip([{ name: '[Content_Types].xml', data: '<Types/>' }, { name: part, data: '<x/>' }, ...more]);
const withArchive = (file: Buffer) => {
  // Offsets from the beginning of the whole, as in a file that is made to open both ways.
  const archive = sampleZip([{ name: 'run.js', data: 'alert(1)' }]);
  const moved = Buffer.from(archive);
  const directory = moved.indexOf('PK\x01\x02', 0, 'latin1');
  const end = moved.indexOf('PK\x05\x06', 0, 'latin1');
  moved.writeUInt32LE(file.length, directory + 42);
  moved.writeUInt32LE(file.length + directory, end + 16);
  return Buffer.concat([file, moved]);
};

/** A PNG that says it is this large; its pixels are not in it. */
function claimedPng(width: number, height: number): Buffer {
  const png = samplePng(4, 4);
  png.writeUInt32BE(width, 16);
  png.writeUInt32BE(height, 20);
  return png;
}

const avatar = (
  name: string,
  refused: string,
  bytes: () => Buffer,
  content_type = 'image/png',
): HostileFile => ({
  name,
  purpose: 'avatar',
  content_type,
  bytes,
  refused,
});
const resource =
  (content_type: string) =>
  (name: string, refused: string, bytes: () => Buffer): HostileFile => ({
    name,
    purpose: 'resource',
    content_type,
    bytes,
    refused,
  });
const pdf = resource('application/pdf');
const plain = resource('text/plain');
const archive = resource('application/zip');
const slides = resource(PPTX);
const video = (name: string, refused: string, bytes: () => Buffer): HostileFile => ({
  ...avatar(name, refused, bytes, 'video/mp4'),
  purpose: 'lesson_video',
});

export const HOSTILE_FILES: readonly HostileFile[] = [
  avatar('a picture of 2.5 thousand million pixels in 100 bytes', 'picture_too_large', () =>
    claimedPng(50_000, 50_000),
  ),
  avatar('a picture of 30 million black pixels', 'picture_too_large', () => samplePng(6_000, 5_000)),
  avatar('half a picture', 'unreadable', () => samplePng(400, 400).subarray(0, 300)),
  avatar('a signature and noise', 'type', () => joined(samplePng().subarray(0, 8), 'x'.repeat(500))),
  avatar('a GIF as a PNG', 'type', text('GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00,\x00')),
  avatar(
    'an SVG with a script',
    'type',
    text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
  ),
  avatar('a page as a picture', 'type', text('<!doctype html><script>alert(1)</script>')),
  avatar('an icon as a picture', 'type', text('\x00\x00\x01\x00\x01\x00\x10\x10\x00\x00\x01\x00\x20\x00')),
  avatar('a picture that is an archive too', 'polyglot', () => withArchive(samplePng())),
  avatar(
    'a JPEG with a page in its comment',
    'polyglot',
    text('\xff\xd8\xff\xfe\x00\x40<html><script>alert(1)</script>'),
    'image/jpeg',
  ),

  pdf('a program as a PDF', 'type', text('\x7fELF\x02\x01\x01' + '\x00'.repeat(100))),
  pdf('a PDF behind a page', 'type', () => joined('<html><script>alert(1)</script>', samplePdf())),
  pdf('a PDF with a page in its head', 'polyglot', () =>
    joined('%PDF-1.4\n<html><script>alert(1)</script>\n', samplePdf()),
  ),
  pdf('a PDF with JavaScript', 'active_content', () => samplePdf('<</S/JavaScript/JS(app.alert(1))>>')),
  pdf('a PDF with JavaScript in disguise', 'active_content', () =>
    samplePdf('<</S/J#61vaScript/JS(app.alert(1))>>'),
  ),
  pdf('a PDF that starts a program', 'active_content', () => samplePdf('<</S/Launch/F(cmd.exe)>>')),
  pdf('a PDF that carries a file', 'active_content', () => samplePdf('<</Type/EmbeddedFile>>')),
  pdf('a PDF that is encrypted', 'encrypted', () => samplePdf('<</Encrypt 9 0 R>>')),
  pdf('a PDF without an end', 'unreadable', () => samplePdf().subarray(0, 60)),
  pdf('a PDF that is an archive too', 'polyglot', () => withArchive(samplePdf())),

  plain('a page as text', 'active_content', text('\n <!DOCTYPE html><script>alert(1)</script>')),
  plain('an SVG as text', 'active_content', text('<svg onload="alert(1)"/>')),
  plain('a script as text', 'active_content', text('#!/bin/sh\nrm -rf /\n')),
  plain('bytes as text', 'type', text('\x00\x01\x02\x03 not text')),
  plain('text in UTF-16', 'type', () => Buffer.from('\ufeffBonjour', 'utf16le')),
  plain('text in Latin-1', 'type', text('d\xe9j\xe0 vu')),

  archive('an archive of 250 MB of zeros', 'archive_bomb', () =>
    sampleZip([{ name: 'zeros', data: Buffer.alloc(250 * MIB) }]),
  ),
  archive(
    'an archive that unpacks to more than it says',
    'archive_bomb',
    zip({ name: 'a', data: Buffer.alloc(MIB), says: { unpacked: 10 } }),
  ),
  archive(
    'an archive whose entries share their bytes',
    'archive_bomb',
    zip({ name: 'a' }, { name: 'b', says: { offset: 0 } }),
  ),
  archive('an archive of 20,000 files', 'archive_bomb', () =>
    sampleZip(Array.from({ length: 20_000 }, (_, index) => ({ name: String(index) }))),
  ),
  archive('an archive in an archive', 'archive_unsafe', () =>
    sampleZip([{ name: 'inner.bin', data: sampleZip([{ name: 'a' }]) }]),
  ),
  archive('an archive that leaves its folder', 'archive_unsafe', zip({ name: '../../etc/cron.d/x' })),
  archive(
    'an archive that leaves its folder on Windows',
    'archive_unsafe',
    zip({ name: '..\\..\\start.bat' }),
  ),
  archive('an archive with a path from the root', 'archive_unsafe', zip({ name: '/etc/passwd' })),
  archive('an archive with a drive', 'archive_unsafe', zip({ name: 'C:/Windows/x.dll' })),
  archive('an archive with an end in a name', 'archive_unsafe', zip({ name: 'a.txt\0.exe' })),
  archive(
    'an archive with a link',
    'archive_unsafe',
    zip({ name: 'link', data: '/etc/passwd', says: { attributes: 0xa1ff0000 } }),
  ),
  archive('an archive packed another way', 'archive_unsafe', zip({ name: 'a', says: { method: 14 } })),
  archive('an archive that nobody can look into', 'encrypted', zip({ name: 'a', says: { flags: 1 } })),
  archive('half an archive', 'unreadable', () => sampleZip([{ name: 'a' }, { name: 'b' }]).subarray(0, 60)),
  archive('an archive with damaged contents', 'unreadable', () => {
    const bytes = sampleZip([{ name: 'a', data: 'some longer text that is packed' }]);
    return Buffer.concat([bytes.subarray(0, 31), Buffer.alloc(10, 0xff), bytes.subarray(41)]);
  }),
  archive('an archive behind another beginning', 'polyglot', () =>
    withArchive(joined('PK\x03\x04', '<script>alert(1)</script>')),
  ),
  archive('an archive behind a program', 'type', () => withArchive(joined('MZ', '\x00'.repeat(200)))),
  archive('a RAR as a ZIP', 'type', text('Rar!\x1a\x07\x01\x00' + '\x00'.repeat(100))),

  slides('slides with macros', 'active_content', () =>
    office('ppt/presentation.xml', { name: 'ppt/vbaProject.bin', data: 'Sub AutoOpen()' }),
  ),
  slides('a letter as slides', 'type', () => office('word/document.xml')),
  slides('any archive as slides', 'type', zip({ name: 'a' })),

  video(
    'a playlist of other addresses as a video',
    'type',
    text('#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n'),
  ),
  video('a page as a video', 'type', text('<html><script>alert(1)</script></html>')),
  video('a video that is an archive too', 'polyglot', () => withArchive(sampleMp4())),
];

/** Files that must be kept, one of each type. */
export const HONEST_FILES: readonly (Omit<SentFile, 'bytes'> & { bytes: () => Buffer })[] = [
  { purpose: 'resource', filename: 'plan.pdf', content_type: 'application/pdf', bytes: () => samplePdf() },
  {
    purpose: 'resource',
    filename: 'source.zip',
    content_type: 'application/zip',
    bytes: zip({ name: 'src/', data: '' }, { name: 'src/a.wl', data: 'x'.repeat(5_000) }),
  },
  {
    purpose: 'resource',
    filename: 'slides.pptx',
    content_type: PPTX,
    bytes: () => office('ppt/presentation.xml'),
  },
  {
    purpose: 'resource',
    filename: 'letter.docx',
    content_type: `${OFFICE}.wordprocessingml.document`,
    bytes: () => office('word/document.xml'),
  },
  {
    purpose: 'resource',
    filename: 'slides.odp',
    content_type: 'application/vnd.oasis.opendocument.presentation',
    bytes: zip(
      { name: 'mimetype', data: 'application/vnd.oasis.opendocument.presentation' },
      { name: 'content.xml' },
    ),
  },
  {
    purpose: 'resource',
    filename: 'notes.txt',
    content_type: 'text/plain',
    bytes: () => Buffer.from('Déjà vu: 1 < 2, a & b.\n'),
  },
  { purpose: 'resource', filename: 'data.csv', content_type: 'text/csv', bytes: text('a;b\n1;2\n') },
  { purpose: 'resource', filename: 'chart.png', content_type: 'image/png', bytes: () => samplePng() },
  { purpose: 'lesson_video', filename: 'lesson.mp4', content_type: 'video/mp4', bytes: () => sampleMp4() },
];
