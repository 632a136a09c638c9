import type { NewCourse } from '@har/contracts';
import { sanitizeLessonHtml } from '../lesson/lesson-html';
import type { CourseContent } from './course.schema';
import { changePrice } from './price';

const SUMMARY_LENGTH = 200;

/** The content of a new course; `language` is that of its author unless said. */
export function newContent(input: NewCourse, language: CourseContent['language']): CourseContent {
  return {
    title: input.title,
    description: input.description,
    short_description: shortOf(input) || summarize(input.description),
    domain: input.domain,
    stack: input.stack ?? [],
    price: changePrice(input.price, input.pricing_model),
    keywords: input.keywords ?? [],
    category: input.category ?? '',
    language: input.language ?? language,
    image_url: input.image_url ?? null,
    subtitle: input.subtitle ?? '',
    level: input.level ?? null,
    description_long: sanitizeLessonHtml(input.description_long ?? ''),
    compatibility_versions: input.compatibility_versions ?? [],
    prerequisites: input.prerequisites ?? [],
    learning_objectives: input.learning_objectives ?? [],
  };
}

/** What a PATCH changes. A short description that was made from the description follows it. */
export function changedContent(input: Partial<NewCourse>, current: CourseContent): Partial<CourseContent> {
  const { price, pricing_model, slug: _slug, description_short: _short, ...plain } = input;
  const changes: Partial<CourseContent> = { ...plain };
  if (price !== undefined || pricing_model !== undefined) {
    changes.price = changePrice(price, pricing_model, current.price);
  }
  if (input.description_long !== undefined) {
    changes.description_long = sanitizeLessonHtml(input.description_long);
  }
  const description = input.description ?? current.description;
  const derived = current.short_description === summarize(current.description);
  const short = shortOf(input);
  if (short) changes.short_description = short;
  else if (short === '' || derived) changes.short_description = summarize(description);
  return changes;
}

/** 001 and 000 have two names for it; both of them, they are the same. */
function shortOf({ short_description, description_short }: Partial<NewCourse>): string | undefined {
  return short_description ?? description_short;
}

/** Plain text as HTML: a paragraph after each empty line. */
export function toParagraphs(text: string): string {
  const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  const paragraphs = escaped.split(/\n\s*\n/).map((paragraph) => paragraph.trim().replace(/\n/g, '<br />'));
  return paragraphs
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => `<p>${paragraph}</p>`)
    .join('');
}

/** The first words of a text, up to 200 characters, cut between words. */
export function summarize(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  if (flat.length <= SUMMARY_LENGTH) return flat;
  const cut = flat.slice(0, SUMMARY_LENGTH);
  const end = cut.lastIndexOf(' ');
  return `${(end > SUMMARY_LENGTH / 2 ? cut.slice(0, end) : cut).trimEnd()}…`;
}
