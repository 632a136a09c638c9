import { Injectable } from '@nestjs/common';
import { catalogueEntryChanged, type CatalogueEntryChanged } from '@har/contracts';
import { OnEvent, type EventEnvelope } from '@har/messaging';
import { SearchDictionaryRepository } from '../search/search-dictionary.repository';
import { searchEntryOf } from '../search/search-terms';
import { catalogueFieldsOf } from './catalogue-entry';
import { CatalogueCountRepository } from './catalogue-count.repository';
import { CatalogueIndexRepository } from './catalogue-index.repository';

export interface CatalogueRebuild {
  /** Courses whose facets or search terms were not what the rest of them says. */
  courses: string[];
  /** Facets whose kept count was wrong. */
  counts: string[];
}

/** Keeps what the catalogue counts, and the words it knows. */
@Injectable()
export class CatalogueIndexService {
  constructor(
    private readonly index: CatalogueIndexRepository,
    private readonly counts: CatalogueCountRepository,
    private readonly dictionary: SearchDictionaryRepository,
  ) {}

  @OnEvent(catalogueEntryChanged)
  async onEntryChanged({ id, payload }: EventEnvelope<CatalogueEntryChanged>): Promise<void> {
    await this.counts.apply(id, payload.added_facets, payload.removed_facets);
    await this.dictionary.apply(payload.language, payload.added_words, payload.removed_words);
  }

  /** Computes everything anew from the courses: after a bulk load, or to see that nothing drifted. */
  async rebuild(): Promise<CatalogueRebuild> {
    const facets = new Map<string, number>();
    const words = { fr: new Map<string, number>(), en: new Map<string, number>() };
    const wrong: string[] = [];
    for await (const course of this.index.stream()) {
      const { facets: kept, search_terms, ...plain } = course;
      const fields = catalogueFieldsOf(plain);
      if (!sameItems(kept, fields.facets) || !sameItems(search_terms, fields.search_terms)) {
        wrong.push(String(course._id));
        await this.index.setFields(plain, fields);
      }
      for (const facet of fields.facets) facets.set(facet, (facets.get(facet) ?? 0) + 1);
      const counts = words[course.language];
      for (const word of searchEntryOf(plain).words) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    await this.dictionary.reset();
    await this.dictionary.addWords('fr', words.fr);
    await this.dictionary.addWords('en', words.en);
    await this.dictionary.dropUnused();
    return { courses: wrong, counts: await this.counts.replaceAll(facets) };
  }
}

function sameItems(a: readonly string[] = [], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, at) => item === b[at]);
}
