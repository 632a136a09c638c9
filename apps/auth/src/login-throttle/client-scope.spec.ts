import { accountScope, addressScope } from './client-scope';

describe('addressScope', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::', '2001:db8:1:2::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    [undefined, 'unknown'],
  ])('%s is in %s', (ip, scope) => {
    expect(addressScope(ip)).toBe(scope);
  });
});

describe('accountScope', () => {
  it('does not show the address', () => {
    expect(accountScope('ada@example.org')).toMatch(/^[\w-]{43}$/);
    expect(accountScope('ada@example.org')).not.toBe(accountScope('eda@example.org'));
  });
});
