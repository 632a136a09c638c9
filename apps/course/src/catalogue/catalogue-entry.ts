import { catalogueEntryChanged, type CatalogueEntryChanged } from '@har/contracts';
import { outboxEntry, type OutboxEntry } from '@har/messaging';
import type { CatalogueFields, Course } from '../course/course.schema';
import { searchEntryOf } from '../search/search-terms';
import { facetsOf } from './facets';

/** What the catalogue keeps in a course's own document, computed from the rest of it. */
export function catalogueFieldsOf(course: Course): CatalogueFields {
  return { facets: facetsOf(course), search_terms: searchEntryOf(course).terms };
}

/** The event that tells what a change moved in the catalogue, if it moved anything. */
export function catalogueEntryEvents(before: Course | undefined, after: Course): OutboxEntry[] {
  const facets = difference(before ? facetsOf(before) : [], facetsOf(after));
  const words = difference(before ? searchEntryOf(before).words : [], searchEntryOf(after).words);
  // The same word has another stem in another language.
  const translated = before !== undefined && before.language !== after.language;
  const payload: CatalogueEntryChanged = {
    course_id: String(after._id),
    language: after.language,
    added_facets: facets.added,
    removed_facets: facets.removed,
    added_words: translated ? searchEntryOf(after).words : words.added,
    removed_words: translated ? searchEntryOf(before).words : words.removed,
  };
  const moved = Object.values(payload).some((value) => Array.isArray(value) && value.length > 0);
  return moved ? [outboxEntry(catalogueEntryChanged.type, payload)] : [];
}

function difference(
  before: readonly string[],
  after: readonly string[],
): { added: string[]; removed: string[] } {
  return {
    added: after.filter((item) => !before.includes(item)),
    removed: before.filter((item) => !after.includes(item)),
  };
}
