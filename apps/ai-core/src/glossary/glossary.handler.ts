import { Controller } from '@nestjs/common';
import { addGlossaryEntry, deleteGlossaryEntry, listGlossary, updateGlossaryEntry } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { GlossaryService } from './glossary.service';

@Controller()
export class GlossaryHandler {
  constructor(private readonly glossary: GlossaryService) {}

  @Handles(listGlossary)
  async list(call: Call<typeof listGlossary>) {
    return { data: await this.glossary.list(call.actor, call.params.id, call.query, call) };
  }

  @Handles(addGlossaryEntry)
  async add(call: Call<typeof addGlossaryEntry>) {
    const { actor, params, body, resource_id } = call;
    return { data: { entry: await this.glossary.add(actor, params.id, body, resource_id, call) } };
  }

  @Handles(updateGlossaryEntry)
  async update(call: Call<typeof updateGlossaryEntry>) {
    return { data: { entry: await this.glossary.update(call.actor, call.params, call.body, call) } };
  }

  @Handles(deleteGlossaryEntry)
  async delete(call: Call<typeof deleteGlossaryEntry>) {
    await this.glossary.delete(call.actor, call.params, call);
    return {};
  }
}
