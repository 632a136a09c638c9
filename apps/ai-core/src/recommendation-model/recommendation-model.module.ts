import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CourseCardModule } from '../course-card/course-card.module';
import { LearnerLogModule } from '../learner-log/learner-log.module';
import { ModelKeeperService } from './model-keeper.service';
import { ModelFitter } from './model-fitter';
import { ServedModelRepository } from './served-model.repository';
import { MODEL_PART, modelPartSchema, SERVED_MODEL, servedModelSchema } from './served-model.schema';

@Module({
  imports: [
    CourseCardModule,
    LearnerLogModule,
    MongooseModule.forFeature([
      { name: SERVED_MODEL, schema: servedModelSchema },
      { name: MODEL_PART, schema: modelPartSchema },
    ]),
  ],
  providers: [ModelFitter, ModelKeeperService, ServedModelRepository],
  exports: [ModelKeeperService, CourseCardModule, LearnerLogModule],
})
export class RecommendationModelModule {}
