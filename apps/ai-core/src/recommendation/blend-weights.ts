/** How the parts of a score are put together; picked on the academy's own log, see `pickWeights`. */
export interface BlendWeights {
  /** EASE's smoothing λ. */
  lambda: number;
  /** g: an EASE seed one course older counts this share. */
  easeDecay: number;
  /** c: weight of transitions; 0 when order tells nothing. */
  transition: number;
  /** h: a transition seed one course older counts this share. */
  transitionDecay: number;
  /** Weight of the popularity in the learner's domains and language; shared out over the history. */
  prior: number;
}

/** Sensible before there is a log to pick from. */
export const DEFAULT_WEIGHTS: BlendWeights = {
  lambda: 100,
  easeDecay: 0.9,
  transition: 1,
  transitionDecay: 0.7,
  prior: 0.5,
};
