/** An answer other than a success. */
export class ApiError extends Error {
  /** @param {number} status @param {string} code @param {object[]} [details] */
  constructor(status, code, details) {
    super(code);
    Object.assign(this, { status, code, details });
  }
}

/** An async handler whose rejections reach the error handler, which Express 4 does not do by itself. */
export const route = (handler) => (request, response, next) => handler(request, response).catch(next);

/** @param {import('joi').Schema} schema @param {unknown} input @throws {ApiError} 400 */
export function validated(schema, input) {
  const { value, error } = schema.validate(input, { abortEarly: false });
  if (!error) return value;
  const details = error.details.map(({ path, message }) => ({ field: path.join('.'), message }));
  throw new ApiError(400, 'VALIDATION_FAILED', details);
}
