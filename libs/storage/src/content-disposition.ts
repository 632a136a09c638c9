/**
 * A `Content-Disposition` that saves or shows a file under its name in every browser (RFC 6266): plain ASCII, and the
 * whole name percent-encoded beside it. Nothing of the name can end the header or begin another one.
 */
export function contentDisposition(kind: 'attachment' | 'inline', filename: string): string {
  const ascii = filename
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]|["\\%]/g, '_');
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encodeExtended(filename)}`;
}

/** RFC 8187: what encodeURIComponent leaves alone and the header's grammar does not. */
function encodeExtended(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd')).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
