import { analyze, type Language } from '@har/text-analysis';
import { findAcronyms, type Acronym } from './acronym-finder';
import { SynonymTable, type GlossaryEntry } from './glossary';
import type { LessonSource, Passage } from './passage';
import { extractPassages } from './passage-extractor';
import { TermVocabulary } from './term-vocabulary';

/** A word in the heading or the lesson's title says what the passage is about, but not that it says it. */
const HEADING_WEIGHT = 0.6;
const TITLE_WEIGHT = 0.4;
const CODE_WEIGHT = 0.3;
/** Raised when stored terms would no longer agree with those of a new index. */
export const INDEX_VERSION = 1;

/** A passage with the weight of each of its terms; `length` in body terms. */
export interface IndexedPassage extends Passage {
  terms: [term: string, weight: number][];
  length: number;
}

/** The serialised form of a course's index: plain JSON, without derived tables. */
export interface StoredPassageIndex {
  version: number;
  language: Language;
  passages: IndexedPassage[];
}

/** The searchable passages of one course; lessons come and go one by one. */
export class PassageIndex {
  private readonly passages = new Map<number, IndexedPassage>();
  private readonly lessons = new Map<string, number[]>();
  private readonly postings = new Map<string, Map<number, number>>();
  private readonly acronymsOf = new Map<string, Acronym[]>();
  private readonly lengths: number[] = [];
  private readonly freeIds: number[] = [];
  private totalLength = 0;
  private synonyms: SynonymTable | undefined;
  private glossary: readonly GlossaryEntry[] = [];
  readonly vocabulary = new TermVocabulary();

  constructor(readonly language: Language) {}

  /** Replaces all passages of a lesson; a lesson without text leaves nothing behind. */
  upsertLesson(lesson: LessonSource): void {
    this.store(
      lesson.lesson_id,
      extractPassages(lesson, this.language).map((passage) => this.weigh(passage)),
    );
  }

  deleteLesson(lessonId: string): void {
    for (const id of this.lessons.get(lessonId) ?? []) this.remove(id);
    this.lessons.delete(lessonId);
    this.acronymsOf.delete(lessonId);
    this.synonyms = undefined;
  }

  /** The teacher's synonyms for this course; replaces those of before. */
  setGlossary(entries: readonly GlossaryEntry[]): void {
    this.glossary = entries;
    this.synonyms = undefined;
  }

  get size(): number {
    return this.passages.size;
  }

  get lessonIds(): string[] {
    return [...this.lessons.keys()];
  }

  /** Ids of the passages of the index, in no order. */
  get ids(): number[] {
    return [...this.passages.keys()];
  }

  get averageLength(): number {
    return this.totalLength / Math.max(1, this.passages.size);
  }

  /** Glossary and acronyms of the lessons. */
  get synonymTable(): SynonymTable {
    this.synonyms ??= this.buildSynonyms();
    return this.synonyms;
  }

  getPassage(id: number): IndexedPassage {
    const passage = this.passages.get(id);
    if (!passage) throw new RangeError(`No passage ${id} in this index`);
    return passage;
  }

  /** One more than the highest passage id; ids of deleted passages are given again. */
  get capacity(): number {
    return this.lengths.length;
  }

  /** Words of a passage's body. */
  lengthOf(id: number): number {
    return this.lengths[id] ?? 0;
  }

  /** Weight of a term in each passage that has it, by passage id. */
  postingsOf(term: string): ReadonlyMap<number, number> {
    return this.postings.get(term) ?? NO_POSTINGS;
  }

  toJSON(): StoredPassageIndex {
    return { version: INDEX_VERSION, language: this.language, passages: [...this.passages.values()] };
  }

  /** @throws RangeError when another version of the code wrote it: rebuild from the lessons then. */
  static fromJSON(stored: StoredPassageIndex): PassageIndex {
    if (stored.version !== INDEX_VERSION)
      throw new RangeError(`Index version ${stored.version} cannot be read`);
    const index = new PassageIndex(stored.language);
    const lessonIds = new Set(stored.passages.map((passage) => passage.lesson_id));
    const byLesson = new Map<string, IndexedPassage[]>([...lessonIds].map((lessonId) => [lessonId, []]));
    for (const passage of stored.passages) byLesson.get(passage.lesson_id)?.push(passage);
    for (const [lessonId, passages] of byLesson) index.store(lessonId, passages);
    return index;
  }

  private store(lessonId: string, passages: IndexedPassage[]): void {
    this.deleteLesson(lessonId);
    if (passages.length === 0) return;
    this.lessons.set(
      lessonId,
      passages.map((passage) => this.add(passage)),
    );
    const acronyms = passages.flatMap((passage) => findAcronyms(passage.text, this.language));
    if (acronyms.length > 0) this.acronymsOf.set(lessonId, acronyms);
  }

  private add(passage: IndexedPassage): number {
    const id = this.freeIds.pop() ?? this.lengths.length;
    this.passages.set(id, passage);
    this.lengths[id] = passage.length;
    this.totalLength += passage.length;
    for (const [term, weight] of passage.terms) {
      this.vocabulary.add(term);
      const posting = this.postings.get(term);
      if (posting) posting.set(id, weight);
      else this.postings.set(term, new Map([[id, weight]]));
    }
    return id;
  }

  private remove(id: number): void {
    const passage = this.getPassage(id);
    this.passages.delete(id);
    this.freeIds.push(id);
    this.totalLength -= passage.length;
    for (const [term] of passage.terms) {
      this.vocabulary.remove(term);
      const posting = this.postings.get(term);
      posting?.delete(id);
      if (posting?.size === 0) this.postings.delete(term);
    }
  }

  private weigh(passage: Passage): IndexedPassage {
    const weights = new Map<string, number>();
    const count = (text: string | undefined, weight: number): number => {
      const terms = text ? analyze(text, this.language) : [];
      for (const term of terms) weights.set(term, (weights.get(term) ?? 0) + weight);
      return terms.length;
    };
    const length = count(passage.text, 1);
    count(passage.heading, HEADING_WEIGHT);
    count(passage.lesson_title, TITLE_WEIGHT);
    count(passage.code, CODE_WEIGHT);
    return { ...passage, terms: [...weights], length };
  }

  private buildSynonyms(): SynonymTable {
    const table = new SynonymTable(this.glossary, this.language);
    for (const { acronym, words } of [...this.acronymsOf.values()].flat())
      table.addGroup([acronym, words], this.language);
    return table;
  }
}

const NO_POSTINGS: ReadonlyMap<number, number> = new Map();
