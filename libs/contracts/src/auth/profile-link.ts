import Joi from 'joi';

const MOST_CHARACTERS = 500;

/**
 * A link to a public site in a body, as the WHATWG URL standard writes it: https only, host in lower case, no default
 * port, no dots in the path. A name or password in it is refused.
 */
export const websiteUrl = () => link((url) => url);

/** A link to a page of LinkedIn: without query, fragment and closing slash, so that one page has one address. */
export const linkedinUrl = () =>
  link((url) => {
    if (!/^(?:[a-z0-9-]+\.)*linkedin\.com$/.test(url.hostname) || url.pathname === '/') return undefined;
    url.search = '';
    url.hash = '';
    url.pathname = url.pathname.replace(/\/+$/, '');
    return url;
  });

function link(normalize: (url: URL) => URL | undefined) {
  return Joi.string()
    .trim()
    .max(MOST_CHARACTERS)
    .uri({ scheme: 'https' })
    .custom((text: string, { error }) => {
      const url = URL.canParse(text) ? normalize(new URL(text)) : undefined;
      const isPublic = url && url.username === '' && url.password === '' && url.hostname.includes('.');
      return isPublic ? url.href : error('string.uri');
    });
}
