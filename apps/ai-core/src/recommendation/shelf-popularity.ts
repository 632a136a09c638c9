/** Domain and language of a course. */
export interface CourseShelf {
  domain: string;
  language: string;
}

/** Fewer learners are no popularity. */
const SOME = 3;
const MOST_TAKEN_LEAST = 5;
const MOST_TAKEN_SHARE = 0.2;

/** How popular each course is among those of its domain and language; courses are numbers. */
export class ShelfPopularity {
  /** Shelf of each course, -1 for a course that is gone. */
  private readonly shelfOf: Int32Array;
  /** Share of its shelf's enrolments, 0 to 1. */
  private readonly share: Float64Array;
  private readonly members: number[][] = [];
  private readonly mostTakenFrom: number;

  constructor(
    private readonly enrollments: readonly number[],
    shelves: readonly (CourseShelf | undefined)[],
  ) {
    const numbers = new Map<string, number>();
    this.shelfOf = Int32Array.from(shelves, (shelf, course) => {
      if (!shelf) return -1;
      const key = `${shelf.language}/${shelf.domain}`;
      const number = numbers.get(key) ?? numbers.size;
      numbers.set(key, number);
      (this.members[number] ??= []).push(course);
      return number;
    });
    this.share = new Float64Array(shelves.length);
    for (const members of this.members) {
      const total = members.reduce((sum, course) => sum + (enrollments[course] ?? 0), 0);
      for (const course of members) this.share[course] = (enrollments[course] ?? 0) / Math.max(1, total);
    }
    const counts = enrollments.filter((_, course) => this.shelfOf[course] !== -1).sort((a, b) => b - a);
    const most = Math.max(MOST_TAKEN_LEAST, Math.ceil(counts.length * MOST_TAKEN_SHARE));
    this.mostTakenFrom = Math.max(SOME, counts[most - 1] ?? 0);
  }

  /** scores[j] += scale · share for all courses of the shelf of `course`. */
  addShares(course: number, scale: number, scores: Float64Array): void {
    for (const member of this.members[this.shelfOf[course] ?? -1] ?? [])
      scores[member]! += scale * this.share[member]!;
  }

  /** Whether a course is among the most taken of all: the first five, in a large academy the first fifth. */
  isMostTaken(course: number): boolean {
    return this.shelfOf[course] !== -1 && (this.enrollments[course] ?? 0) >= this.mostTakenFrom;
  }

  /** Whether a course is taken as often as the courses of its shelf are on average, and by more than one or two. */
  isPopularOnShelf(course: number): boolean {
    const members = this.members[this.shelfOf[course] ?? -1]?.length ?? 0;
    return (this.enrollments[course] ?? 0) >= SOME && this.share[course]! * members >= 1;
  }

  /** Whether two courses stand on one shelf. */
  together(course: number, other: number): boolean {
    return this.shelfOf[course] !== -1 && this.shelfOf[course] === this.shelfOf[other];
  }
}
