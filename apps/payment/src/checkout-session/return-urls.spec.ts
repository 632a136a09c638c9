import { returnUrl, returnUrls } from './return-urls';

const FRONTENDS = 'https://academy.test, https://other.test/app/';

describe('where a browser comes back to', () => {
  it('is the first front end unless it says otherwise', () => {
    expect(returnUrls({}, FRONTENDS)).toEqual({
      success_url: 'https://academy.test/checkout/done?session_id={CHECKOUT_SESSION_ID}',
      cancel_url: 'https://academy.test/checkout/cancelled',
    });
    expect(returnUrl(undefined, FRONTENDS)).toBe('https://academy.test');
  });

  it.each([
    'https://academy.test/',
    'https://academy.test/thanks?a=1#b',
    'https://other.test/app/',
    'https://other.test/app/x/../y',
  ])('may be %s', (url) => {
    expect(returnUrl(url, FRONTENDS)).toBe(url);
  });

  it.each([
    'http://academy.test/',
    'https://academy.test:444/',
    'https://academy.test.evil.test/',
    'https://academy.test@evil.test/',
    'https://user:word@academy.test/',
    'https://evil.test/?https://academy.test/',
    'https://other.test/',
    'https://other.test/apple',
    'https://other.test/app/../x',
    'javascript:alert(1)',
    '//academy.test/',
    'nonsense',
  ])('must not be %s', (url) => {
    expect(() => returnUrl(url, FRONTENDS)).toThrow('RETURN_URL_NOT_ALLOWED');
  });
});
