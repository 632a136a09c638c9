import Handlebars from 'handlebars';

const LAYOUT = Handlebars.compile(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{title}}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 32rem; margin: 3rem auto; padding: 0 1rem; color: #1a1f36; }
label, input, select, button { display: block; width: 100%; box-sizing: border-box; margin: .4rem 0; font: inherit; }
input, select, button { padding: .5rem; } button { cursor: pointer; }
.error { color: #b3093c; } .note { color: #697386; font-size: .85rem; }
</style>
</head>
<body>
<p class="note">Stripe simulator: no money moves here.</p>
<h1>{{title}}</h1>
{{#if error}}<p class="error" role="alert">{{error}}</p>{{/if}}
{{{content}}}
</body>
</html>`);

/** A page of the simulator for a browser. `template` is Handlebars, so what it shows is escaped. */
export function pageTemplate<T extends object>(
  title: string,
  template: string,
): (values: T, error?: string) => string {
  const content = Handlebars.compile<T>(template);
  return (values, error) => LAYOUT({ title, error, content: content(values) });
}

/** An amount as people write it. @param amount smallest unit */
export function formatAmount(amount: number, currency: string): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amount / 10 ** digits);
}
