import { accountScope, addressScope } from './client-scope';

describe('addressScope', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::FFFF:198.51.100.234', '198.51.100.234'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::', '2001:db8:1:2::/64'],
    ['2001:db8::2:3:4:5:6', '2001:db8:0:2::/64'],
    ['2001:db8::1:2', '2001:db8:0:0::/64'],
    ['::2:3:4:5:6:7:8', '0:2:3:4::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['2001:db8:1:2:3:4:5:6%lan:0', '2001:db8:1:2::/64'],
    ['::1', '0:0:0:0::/64'],
    ['not an address', 'not an address'],
    [undefined, 'unknown'],
  ])('%s is in %s', (ip, scope) => {
    expect(addressScope(ip)).toBe(scope);
  });

  it('does not take the end of an IPv6 address for the IPv4 address of someone else', () => {
    expect(addressScope('2001:db8:1:2::ffff:203.0.113.7')).toBe('2001:db8:1:2::/64');
    expect(addressScope('2001:db8:1:2:3:ffff:203.0.113.7')).toBe('2001:db8:1:2::/64');
  });
});

describe('accountScope', () => {
  it('does not show the address', () => {
    expect(accountScope('ada@example.org')).toMatch(/^[\w-]{43}$/);
    expect(accountScope('ada@example.org')).not.toBe(accountScope('eda@example.org'));
  });
});
