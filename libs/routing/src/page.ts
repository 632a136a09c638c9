import Joi from 'joi';

/** Paging of a list: `page` from 1, `total` items in `pages` pages of `limit`. */
export interface Pagination {
  page: number;
  limit: number;
  total: number;
  pages: number;
}

export interface PageQuery {
  page: number;
  limit: number;
}

export const MAX_PAGE_SIZE = 100;

/** The two query fields of every list; deeper than 10,000 pages nobody reads, and a database should not have to. */
export const PAGE_QUERY = {
  page: Joi.number().integer().min(1).max(10_000).default(1),
  limit: Joi.number().integer().min(1).max(MAX_PAGE_SIZE).default(10),
};

export const PAGINATION = Joi.object<Pagination, true>({
  page: Joi.number().integer().required(),
  limit: Joi.number().integer().required(),
  total: Joi.number().integer().required(),
  pages: Joi.number().integer().required(),
}).label('Pagination');

export function paginate({ page, limit }: PageQuery, total: number): Pagination {
  return { page, limit, total, pages: Math.ceil(total / limit) };
}
