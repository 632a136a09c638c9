import Joi from 'joi';

/** A MongoDB ObjectId as 24 hexadecimal digits. */
export const objectId = () =>
  Joi.string()
    .pattern(/^[0-9a-f]{24}$/i, 'id')
    .lowercase()
    .example('665f1c2ab7e4d91f0a3c5d7e');

/** A point in time in a reply, ISO 8601 in UTC. */
export const timestamp = () => Joi.alternatives(Joi.date(), Joi.string().isoDate()).meta({ timestamp: true });

/** A single line of text: no control characters, trimmed. */
export const line = (max: number) =>
  Joi.string()
    .trim()
    .max(max)
    .pattern(/^[^\p{Cc}]*$/u, 'single line');

/**
 * Plain text of several lines: trimmed, in Unicode's composed form, without control characters but tabs and line breaks.
 * It is shown as text: a `<b>` in it is three characters.
 */
export const plainText = (max: number) =>
  Joi.string()
    .trim()
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .max(max)
    .pattern(/^[^\p{Cc}]*(?:[\n\t][^\p{Cc}]*)*$/u, 'plain text');

export interface IdParams {
  id: string;
}

export const ID_PARAMS = Joi.object<IdParams, true>({ id: objectId().required() });
