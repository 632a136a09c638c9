import { Schema } from 'mongoose';
import { appliedEventsPlugin } from '@har/messaging';

/** How many published courses have a facet. */
export interface CatalogueCount {
  /** The facet. */
  _id: string;
  count: number;
}

export const CATALOGUE_COUNTS = 'CatalogueCount';

export const catalogueCountSchema = new Schema<CatalogueCount>(
  { _id: { type: String, required: true }, count: { type: Number, default: 0 } },
  { collection: 'catalogue_counts', versionKey: false },
);
catalogueCountSchema.plugin(appliedEventsPlugin);
