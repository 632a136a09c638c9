import { SeededRandom } from '../src/quiz-generation/seeded-random';
import type { CatalogueCourse, Interaction } from '../src/recommendation/interaction';

/** How an invented academy is made; the defaults are those of the evaluation. */
export interface SyntheticOptions {
  learners?: number;
  courses?: number;
  /** Mean number of courses of a learner. */
  meanCourses?: number;
  /** Chance that a step follows nothing but chance. */
  noise?: number;
}

/** An invented academy; `chances` tells what its learners would really do next, for the oracle. */
export interface SyntheticAcademy {
  catalogue: CatalogueCourse[];
  log: Interaction[];
  /** Interests and language of each learner, for cold starts. */
  learners: Map<string, { domain: string; language: string }>;
  /** True chance of each course (by its place in the catalogue) to be taken next after a history. */
  chances(userId: string, history: readonly string[]): Float64Array;
}

const DOMAINS = 20;
const PATH_LENGTH = 5;
const FRENCH_SHARE = 0.6;
/** A step goes on along a path that was begun, for learners who follow paths. */
const NEXT_STEP = 0.33;
/** A step goes to a course of the neighbouring path of the domain. */
const RELATED = 0.12;
const SECOND_DOMAIN = 0.25;
const ZIPF = 0.8;
const DAY = 24 * 60 * 60 * 1000;

interface Learner {
  id: string;
  language: string;
  domains: [number, number];
}

/**
 * An academy with planted structure: courses stand in paths of five inside a domain and language; learners mostly go on
 * along a path, sometimes change to a related path, to a popular course of their domains or anywhere. The same seed gives
 * the same academy. It tests that the recommender finds such structure; it is no evidence of real learners.
 */
export function syntheticAcademy(seed: string, options: SyntheticOptions = {}): SyntheticAcademy {
  const { learners = 10_000, courses = 1_000, meanCourses = 5.5, noise = 0.26 } = options;
  const random = new SeededRandom(seed);
  const world = new SyntheticWorld(courses, noise, random);
  const log: Interaction[] = [];
  const known = new Map<string, { domain: string; language: string }>();
  for (let number = 0; number < learners; number += 1) {
    const learner = world.newLearner(`learner-${number}`);
    known.set(learner.id, { domain: `domain-${learner.domains[0]}`, language: learner.language });
    let at = Math.floor(random.next() * 300) * DAY;
    const taken: number[] = [];
    for (const steps = lengthOf(meanCourses, random); taken.length < steps;) {
      const next = draw(world.chances(learner, taken), random);
      taken.push(next);
      at += Math.ceil(random.next() * 20 * DAY);
      log.push({ user_id: learner.id, course_id: world.catalogue[next]!.course_id, type: 'enrolled', at });
    }
  }
  const numbers = new Map(world.catalogue.map(({ course_id }, place) => [course_id, place]));
  return {
    catalogue: world.catalogue,
    log,
    learners: known,
    chances: (userId, history) =>
      world.chances(
        world.learnerOf(userId),
        history.map((courseId) => numbers.get(courseId)!),
      ),
  };
}

/** At least 2; the rest is geometric. */
function lengthOf(mean: number, random: SeededRandom): number {
  const stop = 1 / (mean - 1);
  let length = 2;
  while (random.next() > stop && length < 40) length += 1;
  return length;
}

function draw(chances: Float64Array, random: SeededRandom): number {
  let rest = random.next();
  for (const [number, chance] of chances.entries()) {
    rest -= chance;
    if (rest < 0) return number;
  }
  return chances.findLastIndex((chance) => chance > 0);
}

class SyntheticWorld {
  readonly catalogue: CatalogueCourse[];
  private readonly popularity: Float64Array;
  private readonly learners = new Map<string, Learner>();
  private readonly shelves = new Map<string, number[]>();

  constructor(
    courses: number,
    private readonly noise: number,
    private readonly random: SeededRandom,
  ) {
    this.popularity = new Float64Array(courses);
    this.catalogue = Array.from({ length: courses }, (_, number) => this.newCourse(number));
    for (const shelf of this.shelves.values()) {
      for (const [rank, number] of random.shuffle(shelf).entries())
        this.popularity[number] = 1 / (rank + 1) ** ZIPF;
    }
  }

  newLearner(id: string): Learner {
    const language = this.random.next() < FRENCH_SHARE ? 'fr' : 'en';
    const first = this.random.below(DOMAINS);
    const learner: Learner = { id, language, domains: [first, this.random.below(DOMAINS)] };
    this.learners.set(id, learner);
    return learner;
  }

  learnerOf(id: string): Learner {
    return this.learners.get(id)!;
  }

  /** Mixture of: next courses of begun paths, related paths, popularity in the learner's domains, anything. */
  chances(learner: Learner, taken: readonly number[]): Float64Array {
    const chances = new Float64Array(this.catalogue.length);
    const last = taken.at(-1);
    const steps = last === undefined ? [] : this.nextSteps(taken);
    const related = last === undefined ? [] : this.relatedTo(last, taken);
    const shares = {
      next: steps.length > 0 ? NEXT_STEP : 0,
      related: related.length > 0 ? RELATED : 0,
      noise: this.noise,
    };
    for (const [age, step] of steps.entries())
      chances[step]! += (shares.next * 0.7 ** age) / sumOfPowers(0.7, steps.length);
    for (const number of related) chances[number]! += shares.related / related.length;
    const rest = 1 - shares.next - shares.related - shares.noise;
    this.addPopular(chances, learner, learner.domains[0], rest * (1 - SECOND_DOMAIN));
    this.addPopular(chances, learner, learner.domains[1], rest * SECOND_DOMAIN);
    for (let number = 0; number < chances.length; number += 1)
      chances[number]! += shares.noise / chances.length;
    for (const number of taken) chances[number] = 0;
    const total = chances.reduce((sum, chance) => sum + chance, 0);
    return chances.map((chance) => chance / total);
  }

  private newCourse(number: number): CatalogueCourse {
    const path = Math.floor(number / PATH_LENGTH);
    const domain = path % DOMAINS;
    const language = Math.floor(path / DOMAINS) % 5 < 3 ? 'fr' : 'en';
    const key = `${language}/${domain}`;
    this.shelves.set(key, [...(this.shelves.get(key) ?? []), number]);
    return {
      course_id: `course-${number}`,
      title: `Course ${number}`,
      keywords: [],
      domain: `domain-${domain}`,
      language,
      instructor_id: `instructor-${path}`,
      published: true,
      published_at: 0,
    };
  }

  /** The course after each one taken in its path, the latest first. */
  private nextSteps(taken: readonly number[]): number[] {
    const steps = taken.flatMap((number) => (number % PATH_LENGTH < PATH_LENGTH - 1 ? [number + 1] : []));
    return [...new Set(steps.reverse())].filter((step) => !taken.includes(step));
  }

  private relatedTo(last: number, taken: readonly number[]): number[] {
    const shelf = this.shelfOf(last);
    const at = shelf.indexOf(last - (last % PATH_LENGTH));
    const neighbour = shelf.slice((at + PATH_LENGTH) % shelf.length).slice(0, 2);
    return neighbour.filter((number) => !taken.includes(number));
  }

  private shelfOf(number: number): number[] {
    const { language, domain } = this.catalogue[number]!;
    return this.shelves.get(`${language}/${domain.replace('domain-', '')}`) ?? [];
  }

  private addPopular(chances: Float64Array, { language }: Learner, domain: number, share: number): void {
    const shelf = this.shelves.get(`${language}/${domain}`) ?? [];
    const total = shelf.reduce((sum, number) => sum + this.popularity[number]!, 0);
    for (const number of shelf) chances[number]! += (share * this.popularity[number]!) / total;
  }
}

function sumOfPowers(base: number, count: number): number {
  return (1 - base ** count) / (1 - base);
}
