import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CourseIndexModule } from '../course-index/course-index.module';
import { EmbeddingModule } from '../embedding/embedding.module';
import { LanguageModelModule } from '../language-model/language-model.module';
import { ChatHandler } from './chat.handler';
import { ChatService } from './chat.service';
import { ConversationRepository } from './conversation.repository';
import { CONVERSATION, conversationSchema } from './conversation.schema';

@Module({
  imports: [
    CourseIndexModule,
    EmbeddingModule,
    LanguageModelModule,
    MongooseModule.forFeature([{ name: CONVERSATION, schema: conversationSchema }]),
  ],
  controllers: [ChatHandler],
  providers: [ChatService, ConversationRepository],
  exports: [ConversationRepository],
})
export class ChatModule {}
