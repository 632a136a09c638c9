import {
  address,
  createdFilter,
  expand,
  id,
  Joi,
  metadata,
  paging,
  removable,
  shipping,
  text,
} from '../http/params';
import type { MetadataParam, PagingParams } from '../http/params';

export interface CustomerParams {
  readonly address?: Readonly<Record<string, string>> | '';
  readonly description?: string;
  readonly email?: string;
  readonly invoice_settings?: { readonly default_payment_method?: string };
  readonly metadata?: MetadataParam;
  readonly name?: string;
  readonly payment_method?: string;
  readonly phone?: string;
  readonly preferred_locales?: readonly string[];
  readonly shipping?: object | '';
}

const fields = {
  address: Joi.alternatives(Joi.string().valid(''), address),
  description: removable,
  email: Joi.string().allow('').max(512),
  invoice_settings: Joi.object({ default_payment_method: id.allow('') }),
  metadata,
  name: Joi.string().allow('').max(256),
  phone: Joi.string().allow('').max(20),
  preferred_locales: Joi.array().items(text),
  shipping: Joi.alternatives(Joi.string().valid(''), shipping),
  ...expand,
};

export const CREATE_CUSTOMER = Joi.object<CustomerParams>({ ...fields, payment_method: id });
export const UPDATE_CUSTOMER = Joi.object<CustomerParams>(fields);

export interface CustomerListParams extends PagingParams {
  readonly email?: string;
}

export const LIST_CUSTOMERS = Joi.object<CustomerListParams>({
  ...paging,
  created: createdFilter,
  email: Joi.string().max(512),
});
