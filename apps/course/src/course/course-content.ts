import type { NewCourse } from '@har/contracts';
import type { CourseContent } from './course.schema';
import { changePrice } from './price';

const SUMMARY_LENGTH = 200;

/** The content of a new course; `language` is that of its author unless said. */
export function newContent(input: NewCourse, language: CourseContent['language']): CourseContent {
  return {
    title: input.title,
    description: input.description,
    short_description: input.short_description || summarize(input.description),
    domain: input.domain,
    stack: input.stack ?? [],
    price: changePrice(input.price, input.pricing_model),
    keywords: input.keywords ?? [],
    category: input.category ?? '',
    language: input.language ?? language,
    image_url: input.image_url ?? null,
  };
}

/** What a PATCH changes. A short description that was made from the description follows it. */
export function changedContent(input: Partial<NewCourse>, current: CourseContent): Partial<CourseContent> {
  const { price, pricing_model, ...plain } = input;
  const changes: Partial<CourseContent> = { ...plain };
  if (price !== undefined || pricing_model !== undefined) {
    changes.price = changePrice(price, pricing_model, current.price);
  }
  const description = input.description ?? current.description;
  const derived = current.short_description === summarize(current.description);
  if (input.short_description === '' || (derived && input.short_description === undefined)) {
    changes.short_description = summarize(description);
  }
  return changes;
}

/** The first words of a text, up to 200 characters, cut between words. */
export function summarize(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  if (flat.length <= SUMMARY_LENGTH) return flat;
  const cut = flat.slice(0, SUMMARY_LENGTH);
  const end = cut.lastIndexOf(' ');
  return `${(end > SUMMARY_LENGTH / 2 ? cut.slice(0, end) : cut).trimEnd()}…`;
}
