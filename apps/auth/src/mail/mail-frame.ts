import Handlebars from 'handlebars';

type Compiled = ReturnType<typeof Handlebars.compile>;

// Text is not HTML: the page escapes what goes into it.
const PLAIN: Parameters<typeof Handlebars.compile>[1] = { noEscape: true };

/** A template of text: nothing in it is escaped. */
export function textTemplate(text: string): Compiled {
  return Handlebars.compile(text, PLAIN);
}

/** A template of a mail's page: `inner` stands between the greeting and the closing, `foot` after them. */
export function pageTemplate(inner: string, foot = ''): Compiled {
  return Handlebars.compile(`<!doctype html>
<html lang="{{language}}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{subject}}</title></head>
<body style="margin:0;background:#f4f5f7;font:16px/1.5 system-ui,sans-serif;color:#1f2933">
<div style="max-width:560px;margin:0 auto;padding:32px 24px;background:#ffffff">
<p>{{greeting}}</p>
${inner}<p>{{closing}}</p>
${foot}</div>
</body>
</html>
`);
}
