const MIB = 1_048_576;

const IMAGES = ['image/jpeg', 'image/png', 'image/webp'] as const;
const VIDEOS = ['video/mp4', 'video/webm'] as const;

const OFFICE = 'application/vnd.openxmlformats-officedocument';
const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument';

const DOCUMENTS = [
  'application/pdf',
  'application/zip',
  `${OFFICE}.presentationml.presentation`,
  `${OFFICE}.wordprocessingml.document`,
  `${OFFICE}.spreadsheetml.sheet`,
  `${OPEN_DOCUMENT}.presentation`,
  `${OPEN_DOCUMENT}.text`,
  `${OPEN_DOCUMENT}.spreadsheet`,
  'text/plain',
  'text/csv',
  'audio/mpeg',
] as const;

export interface UploadPurposeRule {
  /** Bytes. */
  readonly max_size: number;
  readonly types: readonly string[];
  /** Whether only instructors and administrators send such files. */
  readonly teaching: boolean;
}

/** What a file is for says how large it may be and of which types. */
export const UPLOAD_PURPOSES = {
  avatar: { max_size: 10 * MIB, types: IMAGES, teaching: false },
  course_thumbnail: { max_size: 20 * MIB, types: IMAGES, teaching: true },
  course_header: { max_size: 20 * MIB, types: IMAGES, teaching: true },
  intro_video: { max_size: 512 * MIB, types: VIDEOS, teaching: true },
  resource: { max_size: 1_024 * MIB, types: [...DOCUMENTS, ...IMAGES, ...VIDEOS], teaching: true },
  lesson_video: { max_size: 5_120 * MIB, types: VIDEOS, teaching: true },
} as const satisfies Record<string, UploadPurposeRule>;

export type UploadPurpose = keyof typeof UPLOAD_PURPOSES;

/** Every type that some purpose takes. */
export const UPLOAD_TYPES: readonly string[] = [...DOCUMENTS, ...IMAGES, ...VIDEOS];

/** The widths in which a picture is served, the one of its address first. */
export const IMAGE_WIDTHS = {
  avatar: [256, 64, 128, 512],
  course_thumbnail: [640, 160, 320],
  course_header: [1_280, 640, 1_920],
} as const satisfies Partial<Record<UploadPurpose, readonly number[]>>;
