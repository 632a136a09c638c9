import { Controller } from '@nestjs/common';
import { register } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { RegistrationService } from './registration.service';

@Controller()
export class RegistrationHandler {
  constructor(private readonly registrations: RegistrationService) {}

  @Handles(register)
  async register({ body, resource_id }: Call<typeof register>) {
    return { data: await this.registrations.register(body, resource_id) };
  }
}
