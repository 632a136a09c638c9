import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { COURSES, courseSchema } from '../course/course.schema';
import { CourseSearchService } from '../search/course-search.service';
import { SearchCandidateRepository } from '../search/search-candidate.repository';
import { SearchDictionaryRepository } from '../search/search-dictionary.repository';
import { SearchExpansionService } from '../search/search-expansion.service';
import { SEARCH_WORDS, searchWordSchema } from '../search/search-word.schema';
import { CATALOGUE_COUNTS, catalogueCountSchema } from './catalogue-count.schema';
import { CatalogueCountRepository } from './catalogue-count.repository';
import { CatalogueHandler } from './catalogue.handler';
import { CatalogueIndexRepository } from './catalogue-index.repository';
import { CatalogueIndexService } from './catalogue-index.service';
import { CatalogueRepository } from './catalogue.repository';
import { CatalogueService } from './catalogue.service';

/** The published courses: listing, filtering, searching. */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: COURSES, schema: courseSchema },
      { name: CATALOGUE_COUNTS, schema: catalogueCountSchema },
      { name: SEARCH_WORDS, schema: searchWordSchema },
    ]),
  ],
  controllers: [CatalogueHandler],
  providers: [
    CatalogueService,
    CatalogueRepository,
    CatalogueCountRepository,
    CatalogueIndexService,
    CatalogueIndexRepository,
    CourseSearchService,
    SearchCandidateRepository,
    SearchDictionaryRepository,
    SearchExpansionService,
  ],
  exports: [CatalogueRepository, CatalogueIndexService],
})
export class CatalogueModule {}
