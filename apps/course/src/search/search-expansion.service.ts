import { Injectable } from '@nestjs/common';
import { distanceTo, forgivenErrors, keysOfSearched } from './near-words';
import { SearchDictionaryRepository, type KnownWord } from './search-dictionary.repository';
import type { SearchedWord } from './search-query';

/** How surely a word is meant that the searched one begins, or that it misspells by one or two letters. */
const BEGUN = 0.8;
const MISSPELLED = [1, 0.6, 0.4];
const MOST_GUESSES = 6;
const SHORTEST_PREFIX = 2;
const SHORTEST_STEM = 4;

/** Compares the words of a search with those of the catalogue. */
@Injectable()
export class SearchExpansionService {
  constructor(private readonly dictionary: SearchDictionaryRepository) {}

  /**
   * The words with what is known of them: accents that were left out, how many courses have them; and for a word that
   * nobody knows what it may begin (only the last one, which may be unfinished) or misspell.
   */
  async expand(words: readonly SearchedWord[]): Promise<SearchedWord[]> {
    const stems = words.flatMap((word) => [...word.stems.keys()]);
    const known = await this.dictionary.findKnown(
      words.map(({ word }) => word),
      stems,
    );
    const weighed = words.map((word) => weigh(word, known));
    const last = weighed.at(-1);
    return Promise.all(weighed.map((word) => this.guessUnknown(word, word === last)));
  }

  private async guessUnknown(word: SearchedWord, unfinished: boolean): Promise<SearchedWord> {
    if (word.courses > 0) return word;
    const begun = unfinished ? await this.findBegun(word.word, SHORTEST_PREFIX) : [];
    if (begun.length > 0) return withGuesses(word, begun, BEGUN);
    const [meant, distance] = await this.findMisspelled(word.word);
    if (meant.length > 0) return withGuesses(word, meant, MISSPELLED[distance] ?? 0);
    // "stats": no beginning and no misspelling of a word, but its stem begins one.
    const stem = [...word.stems.keys()].reduce((a, b) => (b.length < a.length ? b : a));
    return withGuesses(word, await this.findBegun(stem, SHORTEST_STEM), BEGUN / 2);
  }

  private async findBegun(beginning: string, shortest: number): Promise<KnownWord[]> {
    return beginning.length < shortest ? [] : this.dictionary.findByPrefix(beginning);
  }

  /** The nearest words, and how far they are. */
  private async findMisspelled(word: string): Promise<[KnownWord[], number]> {
    if (forgivenErrors(word) === 0) return [[], 0];
    const candidates = await this.dictionary.findByKeys(keysOfSearched(word));
    const distances = new Map(candidates.map((known) => [known._id, distanceTo(word, known._id)]));
    const nearest = Math.min(...[...distances.values()].map((distance) => distance ?? Infinity));
    return [candidates.filter((known) => distances.get(known._id) === nearest), nearest];
  }
}

function weigh(word: SearchedWord, known: readonly KnownWord[]): SearchedWord {
  const mine = known.filter(
    ({ _id, stems }) => _id === word.word || stems.some((term) => word.stems.has(term)),
  );
  const accented = mine.filter(({ _id }) => _id === word.word).flatMap(({ stems }) => stems);
  return {
    ...word,
    stems: new Map([...word.stems, ...accented.map((term) => [term, 1] as const)]),
    courses: mine.reduce((sum, { courses }) => sum + courses, 0),
  };
}

function withGuesses(word: SearchedWord, found: readonly KnownWord[], sureness: number): SearchedWord {
  const guesses = mostUsed(found);
  const terms = guesses.flatMap(({ stems }) => stems).map((term) => [term, sureness] as const);
  return {
    ...word,
    // What the word itself is indexed as stays: the dictionary may not know yet what was published just now.
    stems: new Map([...terms, ...word.stems]),
    courses: guesses.reduce((sum, { courses }) => sum + courses, 0),
  };
}

function mostUsed(words: readonly KnownWord[]): KnownWord[] {
  return [...words].sort((a, b) => b.courses - a.courses || (a._id < b._id ? -1 : 1)).slice(0, MOST_GUESSES);
}
