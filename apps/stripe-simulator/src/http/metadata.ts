import type { Metadata, MetadataParam } from './params';

/** The metadata after an update: given keys replace, empty values remove, an empty string removes all. */
export function mergeMetadata(old: Metadata | null, param: MetadataParam): Record<string, string> {
  if (param === '') return {};
  const merged = { ...old, ...param };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ''));
}
