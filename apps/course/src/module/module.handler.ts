import { Controller } from '@nestjs/common';
import { addModule, deleteModule, updateModule } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { ModuleService } from './module.service';

@Controller()
export class ModuleHandler {
  constructor(private readonly modules: ModuleService) {}

  @Handles(addModule)
  async add({ actor, params, body, resource_id }: Call<typeof addModule>) {
    return { data: { module: await this.modules.add(actor, params.id, body, resource_id) } };
  }

  @Handles(updateModule)
  async update({ actor, params, body }: Call<typeof updateModule>) {
    return { data: { module: await this.modules.update(actor, params, body) } };
  }

  @Handles(deleteModule)
  async delete({ actor, params }: Call<typeof deleteModule>) {
    await this.modules.delete(actor, params);
    return { message: 'Module deleted' };
  }
}
