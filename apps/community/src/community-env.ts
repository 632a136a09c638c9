import Joi from 'joi';
import { PLATFORM_ENV, STORE_ENV, type PlatformEnv, type StoreEnv } from '@har/env';

export interface CommunityEnv extends PlatformEnv, StoreEnv {
  /** After a mail, news waits so long for more, and all of it goes in one mail; 0 mails each at once. */
  NOTIFICATION_MAIL_WINDOW_MINUTES: number;
}

/** To inject the service's configuration. */
export const COMMUNITY_ENV = Symbol('COMMUNITY_ENV');

export const COMMUNITY_ENV_SCHEMA = Joi.object<CommunityEnv>({
  ...PLATFORM_ENV,
  ...STORE_ENV,
  NOTIFICATION_MAIL_WINDOW_MINUTES: Joi.number().min(0).max(1_440).default(15),
});
