import type { Interaction } from '../recommendation/interaction';
import { learnerHistories } from '../recommendation/learner-history';
import { RecommendationModel } from '../recommendation/recommendation-model';
import type { CourseShelf } from '../recommendation/shelf-popularity';
import { pickWeights } from '../recommendation/weight-picker';
import { modelToBytes } from './model-bytes';

/** What a fit is made of; can be sent to a thread. */
export interface FitTask {
  version: string;
  log: readonly Interaction[];
  shelves: ReadonlyMap<string, CourseShelf>;
}

/** Picks the weights on the log, fits on it with them, and gives the model's bytes. O(courses³): not for the main thread. */
export function fitModel({ version, log, shelves }: FitTask): Buffer {
  const histories = [...learnerHistories(log).values()];
  const weights = pickWeights(histories, (courseId) => shelves.get(courseId));
  return modelToBytes(RecommendationModel.fit(histories, weights, version).serialize());
}
