const OFFICE = 'application/vnd.openxmlformats-officedocument';
const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument';

/** The endings of each type; the first is given to a name that has none of them. */
const ENDINGS: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['.pdf'],
  'application/zip': ['.zip', '.docx', '.xlsx', '.pptx', '.odt', '.ods', '.odp'],
  [`${OFFICE}.presentationml.presentation`]: ['.pptx'],
  [`${OFFICE}.wordprocessingml.document`]: ['.docx'],
  [`${OFFICE}.spreadsheetml.sheet`]: ['.xlsx'],
  [`${OPEN_DOCUMENT}.presentation`]: ['.odp'],
  [`${OPEN_DOCUMENT}.text`]: ['.odt'],
  [`${OPEN_DOCUMENT}.spreadsheet`]: ['.ods'],
  'text/plain': ['.txt', '.md', '.log'],
  'text/csv': ['.csv'],
  'audio/mpeg': ['.mp3'],
  'image/jpeg': ['.jpg', '.jpeg'],
  'image/png': ['.png'],
  'image/webp': ['.webp'],
  'video/mp4': ['.mp4', '.m4v'],
  'video/webm': ['.webm'],
};

/** What a file is saved as: its name, with the ending of what it is, so that nothing opens it as something else. */
export function downloadName(name: string, contentType: string): string {
  const endings = ENDINGS[contentType] ?? ['.bin'];
  const plain = name.replace(/[/\\]/g, '_');
  return endings.some((ending) => plain.toLowerCase().endsWith(ending)) ? plain : `${plain}${endings[0]}`;
}
