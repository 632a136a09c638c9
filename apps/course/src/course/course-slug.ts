import { MOST_SLUG_CHARACTERS } from '@har/contracts';
import { foldText } from '@har/text-analysis';
import type { CourseAddress } from './course.schema';

/** Room for the number or letters that tell a slug from others. */
const SUFFIX_CHARACTERS = 12;
const MOST_BASE_CHARACTERS = MOST_SLUG_CHARACTERS - SUFFIX_CHARACTERS;
/** Of a title of which no letter is Latin. */
const NAMELESS = 'course';
/** How many slugs of its own a course keeps. */
const MOST_SLUGS = 20;

/** A title as an address: « Excel : l’été, c’est ça ! » gives `excel-l-ete-c-est-ca`; cut between words where it is long. */
export function slugOf(title: string): string {
  const words = foldText(title)
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  let slug = '';
  for (const word of words) {
    const longer = slug === '' ? word.slice(0, MOST_BASE_CHARACTERS) : `${slug}-${word}`;
    if (longer.length > MOST_BASE_CHARACTERS) break;
    slug = longer;
  }
  return slug.length >= 3 ? slug : [NAMELESS, slug].filter((part) => part !== '').join('-');
}

/** The base itself, or with the lowest number from 2 that is free. */
export function firstFree(base: string, taken: ReadonlySet<string>): string {
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}

/** Whether a slug was made of a title, and not chosen. */
export function isMadeOf(slug: string, title: string): boolean {
  const base = slugOf(title);
  return (
    slug === base ||
    (slug.startsWith(`${base}-`) && /^(?:[0-9]+|[0-9a-f]{8})$/.test(slug.slice(base.length + 1)))
  );
}

/** The address with another slug, the former ones behind it; of very many the oldest are given up. */
export function movedTo(slug: string, { slugs }: Pick<CourseAddress, 'slugs'>): CourseAddress {
  return { slug, slugs: [...(slugs ?? []).filter((known) => known !== slug), slug].slice(-MOST_SLUGS) };
}
