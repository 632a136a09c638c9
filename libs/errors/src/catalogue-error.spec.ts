import { CatalogueError, errorMessage, ERRORS, type ErrorCode } from './index';

const codes = Object.keys(ERRORS) as ErrorCode[];
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe('the catalogue', () => {
  it.each(codes)(
    '%s has a status of failure and a text in both languages with the same arguments',
    (code) => {
      const { status, fr, en } = ERRORS[code];
      // What only says where it is now redirects.
      expect(status).toBeGreaterThanOrEqual(fr.includes('{location}') ? 300 : 400);
      expect(status).toBeLessThan(600);
      expect(Math.min(fr.length, en.length)).toBeGreaterThan(5);
      expect(placeholders(fr)).toEqual(placeholders(en));
    },
  );
});

describe('CatalogueError', () => {
  it('takes its status from the catalogue and survives the way between processes', () => {
    const details = [{ field: 'body.title', message: 'is required' }];
    const error = new CatalogueError('RATE_LIMITED', { retry_after: 3 }, details);
    const frame = JSON.parse(JSON.stringify(error.toFrame())) as ReturnType<CatalogueError['toFrame']>;
    const arrived = CatalogueError.fromFrame(frame);
    expect([arrived.status, arrived.args, arrived.details]).toEqual([429, { retry_after: 3 }, details]);
    expect(new CatalogueError('FORBIDDEN').toFrame()).toEqual({ code: 'FORBIDDEN' });
  });

  it('takes a code that it does not know, and anything that is not of the catalogue, for an internal error', () => {
    expect(CatalogueError.fromFrame({ code: 'NO_SUCH_CODE' as ErrorCode }).code).toBe('INTERNAL_ERROR');
    const cause = new Error('secret');
    expect(CatalogueError.from(cause)).toMatchObject({ code: 'INTERNAL_ERROR', cause });
    const known = new CatalogueError('FORBIDDEN');
    expect(CatalogueError.from(known)).toBe(known);
  });
});

describe('errorMessage', () => {
  it('fills in its arguments and leaves alone what it has none for', () => {
    expect(errorMessage('RATE_LIMITED', 'en', { retry_after: 7 })).toContain('7 s');
    expect(errorMessage('RATE_LIMITED', 'fr')).toContain('{retry_after}');
  });
});
