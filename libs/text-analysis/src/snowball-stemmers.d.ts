/** snowball-stemmers 0.6.0 ships no types. */
declare module 'snowball-stemmers' {
  export interface SnowballStemmer {
    stem(word: string): string;
  }
  export function newStemmer(language: 'french' | 'english'): SnowballStemmer;
}
