import Joi from 'joi';
import { line, plainText } from '@har/routing';
import { COUNTRY_CODES } from './country-codes';
import { linkedinUrl, websiteUrl } from './profile-link';

export const EXPERIENCE_LEVELS = ['beginner', 'intermediate', 'expert'] as const;
export type ExperienceLevel = (typeof EXPERIENCE_LEVELS)[number];
export const VISIBILITIES = ['public', 'private'] as const;
export type Visibility = (typeof VISIBILITIES)[number];
export const NAME_DISPLAYS = ['short', 'full'] as const;
/** How reviews name their author: `short` is Ada L., `full` is Ada Lefèvre. */
export type NameDisplay = (typeof NAME_DISPLAYS)[number];

/** What a member tells of themself (000 §3 B, §4 users); null is not told. Texts are plain. */
export interface ProfileDetails {
  bio: string | null;
  company: string | null;
  job_title: string | null;
  city: string | null;
  /** ISO 3166-1 alpha-2. */
  country: string | null;
  linkedin_url: string | null;
  website_url: string | null;
  pcsoft_experience: ExperienceLevel | null;
  /** E.164. */
  phone_number: string | null;
}

export type ProfileField = keyof ProfileDetails;
export const PROFILE_FIELDS = [
  'bio',
  'company',
  'job_title',
  'city',
  'country',
  'linkedin_url',
  'website_url',
  'pcsoft_experience',
  'phone_number',
] as const satisfies readonly ProfileField[];

/** Which fields the public profile shows; the phone number is private and all others are public until said otherwise. */
export type ProfileVisibility = Record<ProfileField, Visibility>;

export interface ProfileCompleteness {
  /** 0 to 100, whole. */
  percent: number;
  /** What is not told yet, the picture among it. */
  missing: (ProfileField | 'avatar_url')[];
}

/** One's own profile. */
export interface OwnProfile extends ProfileDetails {
  visibility: ProfileVisibility;
  name_display: NameDisplay;
  completeness: ProfileCompleteness;
}

/** What everybody sees: fields that are told and public. */
export type PublicProfile = { [F in ProfileField]?: NonNullable<ProfileDetails[F]> };

const experience = () => Joi.string().valid(...EXPERIENCE_LEVELS);

/** The fields as they are shown. */
const SHOWN = {
  bio: Joi.string(),
  company: Joi.string(),
  job_title: Joi.string(),
  city: Joi.string(),
  country: Joi.string().valid(...COUNTRY_CODES),
  linkedin_url: Joi.string(),
  website_url: Joi.string(),
  pcsoft_experience: experience(),
  phone_number: Joi.string().pattern(/^\+[1-9]\d{4,14}$/, 'E.164'),
};

export const PUBLIC_PROFILE = Joi.object<PublicProfile, true>(SHOWN).label('PublicProfile');

const visibility = () => Joi.string().valid(...VISIBILITIES);
const VISIBILITY = Object.fromEntries(PROFILE_FIELDS.map((field) => [field, visibility()]));

export const OWN_PROFILE = Joi.object<OwnProfile>({
  ...Object.fromEntries(PROFILE_FIELDS.map((field) => [field, SHOWN[field].allow(null).required()])),
  visibility: Joi.object(VISIBILITY).options({ presence: 'required' }).required(),
  name_display: Joi.string()
    .valid(...NAME_DISPLAYS)
    .required(),
  completeness: Joi.object<ProfileCompleteness, true>({
    percent: Joi.number().integer().min(0).max(100).required(),
    missing: Joi.array()
      .items(Joi.string().valid('avatar_url', ...PROFILE_FIELDS))
      .required(),
  }).required(),
}).label('OwnProfile');

/** The profile as it is to be. */
export interface ProfileInput extends Partial<ProfileDetails> {
  visibility?: Partial<ProfileVisibility>;
  name_display?: NameDisplay;
}

export const PROFILE_INPUT = Joi.object<ProfileInput, true>({
  bio: plainText(2_000).allow('', null),
  company: line(120).allow('', null),
  job_title: line(120).allow('', null),
  city: line(120).allow('', null),
  country: Joi.string()
    .uppercase()
    .valid(...COUNTRY_CODES)
    .allow(null),
  linkedin_url: linkedinUrl().allow('', null),
  website_url: websiteUrl().allow('', null),
  pcsoft_experience: experience().allow(null),
  // Which numbers there are is known to the service, which writes them in E.164.
  phone_number: line(40).allow('', null),
  visibility: Joi.object<Partial<ProfileVisibility>>(VISIBILITY),
  name_display: Joi.string().valid(...NAME_DISPLAYS),
});

export const EXAMPLE_PROFILE: OwnProfile = {
  bio: 'Développeuse WINDEV, curieuse de données.',
  company: 'Atelier Nord',
  job_title: 'Développeuse',
  city: 'Lille',
  country: 'FR',
  linkedin_url: 'https://www.linkedin.com/in/ada-lefevre',
  website_url: 'https://ada.example.org/',
  pcsoft_experience: 'intermediate',
  phone_number: '+33612345678',
  visibility: {
    bio: 'public',
    company: 'public',
    job_title: 'public',
    city: 'public',
    country: 'public',
    linkedin_url: 'public',
    website_url: 'public',
    pcsoft_experience: 'public',
    phone_number: 'private',
  },
  name_display: 'short',
  completeness: { percent: 90, missing: ['avatar_url'] },
};
