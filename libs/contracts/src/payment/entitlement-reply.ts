import Joi from 'joi';
import { objectId, timestamp } from '@har/routing';
import { ENTITLEMENT_SOURCES, type EntitlementSource } from './entitlement.contract';

export const ENTITLEMENT_STATUSES = ['active', 'revoked', 'expired'] as const;
export type EntitlementStatus = (typeof ENTITLEMENT_STATUSES)[number];

/** A right as its holder sees it. */
export interface EntitlementReply {
  _id: string;
  user_id: string;
  course_id: string | null;
  plan: string | null;
  domains: string[] | null;
  source: EntitlementSource;
  /** The transaction or subscription it comes from; its own id for a gift or staff. */
  source_reference: string;
  status: EntitlementStatus;
  reason: string | null;
  expires_at: string | null;
  created_at: string;
  revoked_at: string | null;
}

export const ENTITLEMENT_FIELDS = {
  _id: objectId().required(),
  user_id: objectId().required(),
  course_id: objectId().allow(null).required(),
  plan: Joi.string().allow(null).required(),
  domains: Joi.array().items(Joi.string()).allow(null).required(),
  source: Joi.string()
    .valid(...ENTITLEMENT_SOURCES)
    .required(),
  source_reference: objectId().required(),
  status: Joi.string()
    .valid(...ENTITLEMENT_STATUSES)
    .required(),
  reason: Joi.string().allow(null).required(),
  expires_at: timestamp().allow(null).required(),
  created_at: timestamp().required(),
  revoked_at: timestamp().allow(null).required(),
};

export const ENTITLEMENT = Joi.object<EntitlementReply>(ENTITLEMENT_FIELDS).label('Entitlement');
