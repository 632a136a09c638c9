import { Controller } from '@nestjs/common';
import { login } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { LoginService } from './login.service';

@Controller()
export class LoginHandler {
  constructor(private readonly logins: LoginService) {}

  @Handles(login)
  async login({ body, ip }: Call<typeof login>) {
    return { data: await this.logins.login(body, ip) };
  }
}
