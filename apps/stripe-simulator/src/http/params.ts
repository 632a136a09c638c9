import BaseJoi from 'joi';

/** Joi that also takes `{0: 'a', 1: 'b'}`, as a form's arrays arrive, for an array. */
export const Joi = BaseJoi.extend({
  type: 'array',
  base: BaseJoi.array(),
  coerce: {
    from: 'object',
    method(value: unknown) {
      if (Array.isArray(value) || value === null || typeof value !== 'object') return { value };
      const keys = Object.keys(value);
      return keys.every((key) => /^\d+$/.test(key)) ? { value: Object.values(value) as unknown } : { value };
    },
  },
}) as typeof BaseJoi;

const METADATA_KEYS = 50;
const METADATA_KEY_LENGTH = 40;
const METADATA_VALUE_LENGTH = 500;

/** `metadata`: an empty value removes its key, an empty string all of it. */
export const metadata = Joi.alternatives(
  Joi.string().valid(''),
  Joi.object()
    .pattern(Joi.string().max(METADATA_KEY_LENGTH), Joi.string().allow('').max(METADATA_VALUE_LENGTH))
    .max(METADATA_KEYS),
);

/** Smallest unit of the currency. */
export const amount = Joi.number().integer().min(0);
export const timestamp = Joi.number().integer().min(0);
export const id = Joi.string().max(255);
export const text = Joi.string().max(5000);

/** A text that an empty string removes. */
export const removable = text.allow('');

export const currency = Joi.string().lowercase().length(3);

export const expand = { expand: Joi.array().items(Joi.string()).max(50) };

export const createdFilter = Joi.alternatives(
  timestamp,
  Joi.object({ gt: timestamp, gte: timestamp, lt: timestamp, lte: timestamp }),
);

export const paging = {
  limit: Joi.number().integer().min(1).max(100).default(10),
  starting_after: id,
  ending_before: id,
  ...expand,
};

export const address = Joi.object({
  city: removable,
  country: removable,
  line1: removable,
  line2: removable,
  postal_code: removable,
  state: removable,
});

export const shipping = Joi.object({
  address: address.required(),
  name: text.required(),
  carrier: removable,
  phone: removable,
  tracking_number: removable,
});

/** A request that takes nothing but `expand`. */
export const EXPAND_ONLY = Joi.object({ ...expand });

export type Metadata = Readonly<Record<string, string>>;
export type MetadataParam = '' | Metadata | undefined;

export interface PagingParams {
  readonly limit: number;
  readonly starting_after?: string;
  readonly ending_before?: string;
  readonly created?: number | { gt?: number; gte?: number; lt?: number; lte?: number };
}
