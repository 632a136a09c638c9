import { readFileSync } from 'node:fs';

interface NamedTest {
  readonly promise: string;
  readonly file: string;
  readonly title: string;
}

/** The tests that the first table of docs/promises.md names: `file`: part of a title. */
const named: NamedTest[] = readFileSync('docs/promises.md', 'utf8')
  .split('\n## ')[0]!
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter(([, no, , tests]) => /^\d+$/.test(no ?? '') && tests?.startsWith('`'))
  .flatMap(([, promise, , tests]) =>
    tests!.split('<br>').map((test) => {
      const [, file, title] = /^`([^`]+)`: (.+)$/.exec(test) ?? [];
      return { promise: promise!, file: file ?? '', title: title ?? '' };
    }),
  );

describe('docs/promises.md', () => {
  it('names a test for each promise, and each promise once', () => {
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter(({ file, title }) => !file || !title)).toEqual([]);
  });

  it.each(named)('has promise $promise tested in $file: $title', ({ file, title }) => {
    expect(readFileSync(file, 'utf8')).toContain(title);
  });
});
