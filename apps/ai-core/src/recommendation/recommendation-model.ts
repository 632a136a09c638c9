import type { BlendWeights } from './blend-weights';
import { EaseMatrix } from './ease-matrix';
import type { HistoryEntry } from './learner-history';
import { TransitionCounts } from './transition-counts';

/** Raised when a stored model could no longer be read as it was meant. */
const FORMAT = 1;

/** A model as it is stored: small facts as JSON, the matrix as bytes (8 n (n + 1) / 2 for n courses). */
export interface StoredRecommendationModel {
  format: number;
  version: string;
  weights: BlendWeights;
  course_ids: string[];
  enrollments: number[];
  transitions: ReturnType<TransitionCounts['toJSON']>;
  ease: Uint8Array;
}

/** What all learners together tell about courses. Fitted from a log; one learner's step can be added exactly. */
export class RecommendationModel {
  private readonly numbers: Map<string, number>;
  private additions = 0;

  private constructor(
    /** Names the log and time that it was fitted on; every replica serves the same one. */
    readonly version: string,
    readonly weights: BlendWeights,
    readonly courseIds: string[],
    readonly enrollments: number[],
    readonly ease: EaseMatrix,
    readonly transitions: TransitionCounts,
  ) {
    this.numbers = new Map(courseIds.map((courseId, number) => [courseId, number]));
  }

  /** Fits on the histories of all learners; courses that nobody took may be named too. O(courses³). */
  static fit(
    histories: Iterable<readonly HistoryEntry[]>,
    weights: BlendWeights,
    version: string,
    courseIds: Iterable<string> = [],
  ): RecommendationModel {
    const ids = [...new Set(courseIds)];
    const numbers = new Map(ids.map((courseId, number) => [courseId, number]));
    const numberOf = (courseId: string): number => {
      const known = numbers.get(courseId);
      if (known !== undefined) return known;
      numbers.set(courseId, ids.length);
      return ids.push(courseId) - 1;
    };
    const sequences = Array.from(histories, (history) => history.map(({ course_id }) => numberOf(course_id)));
    const enrollments = new Array<number>(ids.length).fill(0);
    for (const number of sequences.flat()) enrollments[number] = (enrollments[number] ?? 0) + 1;
    const ease = EaseMatrix.fit(sequences, ids.length, weights.lambda);
    return new RecommendationModel(version, weights, ids, enrollments, ease, TransitionCounts.fit(sequences));
  }

  /** The same counts and matrix under other weights; λ stays that of the fit. */
  withWeights(weights: BlendWeights): RecommendationModel {
    const { version, courseIds, enrollments, ease, transitions } = this;
    return new RecommendationModel(
      version,
      { ...weights, lambda: ease.lambda },
      courseIds,
      enrollments,
      ease,
      transitions,
    );
  }

  /** How many enrolments were added since the fit. */
  get changes(): number {
    return this.additions;
  }

  numberOf(courseId: string): number | undefined {
    return this.numbers.get(courseId);
  }

  /**
   * A learner with that history (without the course) took up a course: counts and matrix are as if fitted with it.
   * 7 to 10 ms for 1000 courses; a new course is taken in.
   */
  addEnrollment(history: readonly HistoryEntry[], courseId: string): void {
    const before = history.flatMap(({ course_id }) => this.numberOf(course_id) ?? []);
    const number = this.numberOf(courseId) ?? this.addCourse(courseId);
    if (before.includes(number)) return;
    this.additions += 1;
    this.enrollments[number] = (this.enrollments[number] ?? 0) + 1;
    this.transitions.add(before, number);
    this.ease.changeBasket(before, [...before, number]);
  }

  serialize(): StoredRecommendationModel {
    const packed = this.ease.pack();
    return {
      format: FORMAT,
      version: this.version,
      weights: this.weights,
      course_ids: this.courseIds,
      enrollments: this.enrollments,
      transitions: this.transitions.toJSON(),
      ease: Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength),
    };
  }

  /** @throws RangeError when another version of the code stored it: fit again then. */
  static deserialize(stored: StoredRecommendationModel): RecommendationModel {
    if (stored.format !== FORMAT) throw new RangeError(`Model format ${stored.format} cannot be read`);
    const bytes = Uint8Array.from(stored.ease);
    const ease = EaseMatrix.unpack(
      new Float64Array(bytes.buffer),
      stored.course_ids.length,
      stored.weights.lambda,
    );
    const transitions = TransitionCounts.fromJSON(stored.transitions);
    const { version, weights, course_ids, enrollments } = stored;
    return new RecommendationModel(version, weights, [...course_ids], [...enrollments], ease, transitions);
  }

  private addCourse(courseId: string): number {
    this.ease.addCourse();
    this.numbers.set(courseId, this.courseIds.length);
    this.enrollments.push(0);
    return this.courseIds.push(courseId) - 1;
  }
}
