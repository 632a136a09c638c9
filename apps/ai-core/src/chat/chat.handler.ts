import { Controller } from '@nestjs/common';
import { askTutor } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { ChatService } from './chat.service';

@Controller()
export class ChatHandler {
  constructor(private readonly chat: ChatService) {}

  @Handles(askTutor)
  async ask(call: Call<typeof askTutor>) {
    return { data: await this.chat.ask(call.actor, call.body, call.resource_id, call) };
  }
}
