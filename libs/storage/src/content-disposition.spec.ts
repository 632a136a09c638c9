import { contentDisposition } from './content-disposition';

describe('contentDisposition', () => {
  it.each([
    ['plan.pdf', `attachment; filename="plan.pdf"; filename*=UTF-8''plan.pdf`],
    [
      'Résumé (1).pdf',
      `attachment; filename="Resume (1).pdf"; filename*=UTF-8''R%C3%A9sum%C3%A9%20%281%29.pdf`,
    ],
    ['日本.pdf', `attachment; filename="__.pdf"; filename*=UTF-8''%E6%97%A5%E6%9C%AC.pdf`],
  ])('%s', (name, header) => {
    expect(contentDisposition('attachment', name)).toBe(header);
  });

  it.each(['a"; filename="b.html', 'a\r\nSet-Cookie: x=1', 'a\\".pdf', 'lone \ud800 half'])(
    'gives %j no way out of the header',
    (name) => {
      const header = contentDisposition('inline', name);
      expect(header).toMatch(
        /^inline; filename="[\x20-\x21\x23-\x5b\x5d-\x7e]*"; filename\*=UTF-8''[\w.!~%-]*$/,
      );
    },
  );
});
