import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AI_CORE_ENV, type AiCoreEnv } from '../ai-core-env';
import { TokenBudgetModule } from '../token-budget/token-budget.module';
import { EMBEDDER, type Embedder } from './embedder';
import { OpenAiEmbedder } from './openai-embedder';
import { PassageEmbeddingRepository } from './passage-embedding.repository';
import { PASSAGE_EMBEDDING, passageEmbeddingSchema } from './passage-embedding.schema';
import { PassageVectorService } from './passage-vector.service';

function embedderOf(env: AiCoreEnv): Embedder | undefined {
  const { EMBEDDINGS_BASE_URL: base_url, EMBEDDINGS_API_KEY: api_key, EMBEDDINGS_MODEL: model } = env;
  return base_url && api_key && model ? new OpenAiEmbedder({ base_url, api_key, model }) : undefined;
}

@Module({
  imports: [
    TokenBudgetModule,
    MongooseModule.forFeature([{ name: PASSAGE_EMBEDDING, schema: passageEmbeddingSchema }]),
  ],
  providers: [
    PassageEmbeddingRepository,
    PassageVectorService,
    { provide: EMBEDDER, inject: [AI_CORE_ENV], useFactory: embedderOf },
  ],
  exports: [PassageVectorService],
})
export class EmbeddingModule {}
