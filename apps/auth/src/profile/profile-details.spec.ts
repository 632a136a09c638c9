import { CatalogueError } from '@har/errors';
import { toE164 } from './phone-number';
import { storedProfile, toOwnProfile, toPublicProfile } from './profile-details';

describe('toE164', () => {
  it.each([
    ['06 12 34 56 78', 'FR', '+33612345678'],
    ['+33 (0)6 12 34 56 78', null, '+33612345678'],
    ['0033612345678', 'FR', '+33612345678'],
    ['+32 470 12 34 56', 'FR', '+32470123456'],
    ['(415) 555-2671', 'US', '+14155552671'],
  ])('reads %s in %s', (text, country, number) => {
    expect(toE164(text, country)).toBe(number);
  });

  it.each([
    ['0612345678', null],
    ['12', 'FR'],
    ['call me', 'FR'],
    ['+33 6 12 34 56 78 ext 5', null],
    ['+999 123456789', null],
    ['my number is +33612345678', 'FR'],
    ['0612345678', 'AQ'],
  ])('refuses %s in %s', (text, country) => {
    expect(() => toE164(text, country)).toThrow(CatalogueError);
  });
});

describe('a profile', () => {
  it('is what was sent last, and keeps what was chosen about showing it', () => {
    const before = storedProfile({ bio: 'Hello', city: 'Lille', visibility: { city: 'private' } });
    const after = storedProfile({ city: '', company: 'Nord', bio: null, name_display: 'full' }, before);
    expect(after).toEqual({ company: 'Nord', visibility: { city: 'private' }, name_display: 'full' });
    expect(storedProfile({}, after)).toEqual({ visibility: { city: 'private' }, name_display: 'full' });
  });

  it('says how much of it is missing', () => {
    expect(toOwnProfile({}).completeness).toMatchObject({ percent: 0 });
    expect(toOwnProfile({}).completeness.missing).toHaveLength(10);
    const profile = { bio: 'b', city: 'c', country: 'FR' };
    expect(toOwnProfile({ avatar_url: 'https://a.example/a.png', profile }).completeness).toEqual({
      percent: 40,
      missing: ['company', 'job_title', 'linkedin_url', 'website_url', 'pcsoft_experience', 'phone_number'],
    });
  });

  it('shows the public what is told and public; a phone number only when that was chosen', () => {
    const profile = { bio: 'b', city: 'c', phone_number: '+33612345678' };
    expect(toPublicProfile({ profile })).toEqual({ bio: 'b', city: 'c' });
    const visibility = { bio: 'private', phone_number: 'public' } as const;
    expect(toPublicProfile({ profile: { ...profile, visibility } })).toEqual({
      city: 'c',
      phone_number: '+33612345678',
    });
    expect(toPublicProfile({})).toEqual({});
  });
});
