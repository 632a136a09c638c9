import fc from 'fast-check';
import { parseForm, type FormValue } from './form-parser';

/** The way the SDK writes a form. */
function encode(value: FormValue, key: string): string[] {
  if (typeof value === 'string') return [`${encodeURIComponent(key)}=${encodeURIComponent(value)}`];
  return Object.entries(value).flatMap(([name, child]) =>
    encode(child, key === '' ? name : `${key}[${name}]`),
  );
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('parseForm', () => {
  it('reads nested objects and lists', () => {
    const text =
      'amount=5&metadata[course_id]=c1&items[0][price]=p&items[0][quantity]=2&expand[]=a&expand[]=b&note=';
    expect(plain(parseForm(text))).toEqual({
      amount: '5',
      metadata: { course_id: 'c1' },
      items: { 0: { price: 'p', quantity: '2' } },
      expand: { 0: 'a', 1: 'b' },
      note: '',
    });
  });

  it('reads back whatever is written', () => {
    const name = fc.string({ minLength: 1 }).filter((text) => !/[[\]]/.test(text) && text !== '__proto__');
    const { tree } = fc.letrec<{ tree: FormValue; leaf: string; node: { [key: string]: FormValue } }>(
      (tie) => ({
        tree: fc.oneof({ maxDepth: 4 }, tie('leaf'), tie('node')),
        leaf: fc.string(),
        node: fc.dictionary(name, tie('tree'), { minKeys: 1, maxKeys: 4 }),
      }),
    );
    const root = fc.dictionary(name, tree, { minKeys: 1, maxKeys: 4 });
    fc.assert(
      fc.property(root, (value) => {
        const text = Object.entries(value)
          .flatMap(([key, child]) => encode(child, key))
          .join('&');
        expect(plain(parseForm(text))).toEqual(plain(value));
      }),
    );
  });

  it.each([
    '[a]=1',
    'a[b=1',
    'a]=1',
    'a[b][=1',
    'a=1&a[b]=2',
    'a[b]=1&a=2',
    '__proto__[x]=1',
    'a[__proto__][x]=1',
    '=1',
  ])('refuses %s and leaves prototypes alone', (text) => {
    expect(() => parseForm(text)).toThrow(/Invalid parameter/);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});
