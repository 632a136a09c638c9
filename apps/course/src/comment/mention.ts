/** `@` and the 24 hexadecimal digits of a user's id; not in the middle of a word or an address. */
const MENTION = /(?<![\w@.])@([0-9a-f]{24})(?![0-9a-z])/gi;

/** The ids of everybody that a text mentions, each once, in order. */
export function mentionedIn(text: string): string[] {
  return [...new Set([...text.matchAll(MENTION)].map((match) => match[1]!.toLowerCase()))];
}

/** The text as people read it: `@Claire Martin` for her id. */
export function withNames(text: string, names: ReadonlyMap<string, string>): string {
  return text.replace(MENTION, (whole, id: string) => {
    const name = names.get(id.toLowerCase());
    return name ? `@${name}` : whole;
  });
}
