import { existsSync, readFileSync } from 'node:fs';
import * as contracts from '@har/contracts';
import { routesIn } from '@har/routing';

/** `docs/parity.tsv`: which route of which specification is served where, and which e2e test exercises it. */
const [header, ...rows] = readFileSync('docs/parity.tsv', 'utf8').trim().split('\n');
const served = new Set(routesIn(contracts).map(({ method, path }) => `${method} ${path}`));

/** `/courses/:id/enroll` as it is written in a test: `/courses/${course._id}/enroll`. */
function asWritten(path: string): RegExp {
  const segments = path
    .split('/')
    .slice(1)
    .map((segment) => (segment.startsWith(':') ? '[^/`\'"]+' : segment));
  return new RegExp(`[\`'"](?:[^\`'"]*/api/v1|[A-Z]+ )?/${segments.join('/')}[\`'"?:]`);
}

describe('docs/parity.tsv', () => {
  it('has its columns, and no row twice', () => {
    expect(header).toBe('system\tmethod\tpath\tplatform_method\tplatform_path\te2e_test');
    expect(new Set(rows.map((row) => row.split('\t').slice(0, 3).join(' '))).size).toBe(rows.length);
  });

  it('has all 36 routes of the product’s own specification', () => {
    expect(rows.filter((row) => row.startsWith('har\t'))).toHaveLength(36);
  });

  it.each(rows)('%s', (row) => {
    const [, , , method, path, test] = row.split('\t') as [string, string, string, string, string, string];
    expect([...served]).toContain(`${method} ${path}`);
    expect(existsSync(test)).toBe(true);
    expect(readFileSync(test, 'utf8')).toMatch(asWritten(path));
  });
});
