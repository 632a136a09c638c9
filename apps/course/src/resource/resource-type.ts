import type { ResourceType } from '@har/contracts';

const PRESENTATIONS = [
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.oasis.opendocument.presentation',
];

/** What a file of each type may be; undefined: whatever may be uploaded as a resource. */
export const CONTENT_OF: Readonly<Record<ResourceType, string[] | undefined>> = {
  pdf: ['application/pdf'],
  project_source: ['application/zip'],
  slide: ['application/pdf', ...PRESENTATIONS],
  other: undefined,
};

export function fitsType(type: ResourceType, contentType: string): boolean {
  return CONTENT_OF[type]?.includes(contentType) ?? true;
}
