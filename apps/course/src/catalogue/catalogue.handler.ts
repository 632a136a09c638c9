import { Controller } from '@nestjs/common';
import { listCourses } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { CatalogueService } from './catalogue.service';

@Controller()
export class CatalogueHandler {
  constructor(private readonly catalogue: CatalogueService) {}

  @Handles(listCourses)
  async list({ query }: Call<typeof listCourses>) {
    return { data: await this.catalogue.list(query) };
  }
}
