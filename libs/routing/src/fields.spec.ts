import { plainText } from './fields';

describe('plainText', () => {
  const schema = plainText(20);

  it('keeps lines and tabs, and writes them one way', () => {
    expect(schema.validate('  one\r\ntwo\rthree\t4  ').value).toBe('one\ntwo\nthree\t4');
    expect(schema.validate('e\u0301te\u0301').value).toBe('\u00e9t\u00e9');
    expect(schema.validate('<b>').value).toBe('<b>');
  });

  it.each(['', '   ', 'a\u0000b', 'bell\u0007', 'delete\u007f', 'x'.repeat(21), 5, { $gt: '' }])(
    'refuses %j',
    (value) => {
      expect(schema.validate(value, { convert: true }).error).toBeDefined();
    },
  );
});
