import {
  PROFILE_FIELDS,
  type OwnProfile,
  type ProfileCompleteness,
  type ProfileDetails,
  type ProfileField,
  type ProfileInput,
  type ProfileVisibility,
  type PublicProfile,
} from '@har/contracts';
import type { StoredProfile, UserRecord } from '../users/user.schema';
import { toE164 } from './phone-number';

type Told = Pick<UserRecord, 'profile' | 'avatar_url'>;

const PRIVATE_AT_FIRST: readonly ProfileField[] = ['phone_number'];

/**
 * The profile after a PUT: what is sent replaces what was told; visibilities and the name's display that are not sent stay.
 *
 * @throws CatalogueError VALIDATION_FAILED for a phone number that nobody can have
 */
export function storedProfile(input: ProfileInput, current: StoredProfile = {}): StoredProfile {
  const { visibility, name_display, ...fields } = input;
  const phone_number = fields.phone_number && toE164(fields.phone_number, fields.country);
  const told = Object.entries({ ...fields, phone_number }).filter(([, value]) => Boolean(value));
  return {
    ...(Object.fromEntries(told) as Partial<ProfileDetails>),
    visibility: { ...current.visibility, ...visibility },
    name_display: name_display ?? current.name_display ?? 'short',
  };
}

/** The profile as its owner sees it. */
export function toOwnProfile(user: Told): OwnProfile {
  const profile = user.profile ?? {};
  return {
    ...(Object.fromEntries(
      PROFILE_FIELDS.map((field) => [field, profile[field] ?? null]),
    ) as unknown as ProfileDetails),
    visibility: visibilityOf(profile),
    name_display: profile.name_display ?? 'short',
    completeness: completenessOf(user),
  };
}

/** As much of the profile as everybody may see. */
export function toPublicProfile({ profile = {} }: Pick<UserRecord, 'profile'>): PublicProfile {
  const visibility = visibilityOf(profile);
  const shown = PROFILE_FIELDS.filter((field) => visibility[field] === 'public' && profile[field]);
  return Object.fromEntries(shown.map((field) => [field, profile[field]]));
}

/** How much of a profile is told, the picture included. */
function completenessOf({ profile = {}, avatar_url }: Told): ProfileCompleteness {
  const told = { avatar_url, ...profile };
  const fields = ['avatar_url' as const, ...PROFILE_FIELDS];
  const missing = fields.filter((field) => !told[field]);
  return { percent: Math.round(((fields.length - missing.length) / fields.length) * 100), missing };
}

function visibilityOf({ visibility }: StoredProfile): ProfileVisibility {
  const entries = PROFILE_FIELDS.map((field) => {
    const first = PRIVATE_AT_FIRST.includes(field) ? 'private' : 'public';
    return [field, visibility?.[field] ?? first] as const;
  });
  return Object.fromEntries(entries) as ProfileVisibility;
}
