import { ContentSimilarity } from './content-similarity';
import type { CatalogueCourse } from './interaction';
import type { RecommendationModel } from './recommendation-model';
import { ShelfPopularity, type CourseShelf } from './shelf-popularity';

/** Who asks, as far as it bars courses from being recommended. */
export interface Audience {
  user_id: string;
  /** Courses that the learner has or had. */
  owned: ReadonlySet<string>;
  /** Languages that the learner reads; all if empty. */
  languages: ReadonlySet<string>;
}

/** The courses of the academy, as of one moment. */
export class CourseCatalogue {
  private readonly courses: Map<string, CatalogueCourse>;
  private similarity: ContentSimilarity | undefined;
  private readonly popularity = new WeakMap<
    RecommendationModel,
    { changes: number; shares: ShelfPopularity }
  >();

  constructor(courses: readonly CatalogueCourse[]) {
    this.courses = new Map(courses.map((course) => [course.course_id, course]));
  }

  find(courseId: string): CatalogueCourse | undefined {
    return this.courses.get(courseId);
  }

  /** Published courses that the learner neither has nor teaches, in a language that the learner reads. */
  candidatesFor({ user_id, owned, languages }: Audience): CatalogueCourse[] {
    return [...this.courses.values()].filter(
      (course) =>
        course.published &&
        course.instructor_id !== user_id &&
        !owned.has(course.course_id) &&
        (languages.size === 0 || languages.has(course.language)),
    );
  }

  /** Domain and language of every course, by its id. */
  shelves(): Map<string, CourseShelf> {
    return new Map(
      [...this.courses].map(([courseId, { domain, language }]) => [courseId, { domain, language }]),
    );
  }

  /** Popularity by domain and language, by the model's course numbers; counted again when the model has changed. */
  popularityIn(model: RecommendationModel): ShelfPopularity {
    const known = this.popularity.get(model);
    if (known?.changes === model.changes) return known.shares;
    const shelves = model.courseIds.map((courseId) => this.courses.get(courseId));
    const shares = new ShelfPopularity(model.enrollments, shelves);
    this.popularity.set(model, { changes: model.changes, shares });
    return shares;
  }

  /** Likeness by words, 0 to 1. */
  likeness(courseId: string, otherId: string): number {
    this.similarity ??= new ContentSimilarity([...this.courses.values()]);
    return this.similarity.between(courseId, otherId);
  }
}
