import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { INTERACTION, interactionSchema } from './interaction.schema';
import { LearnerLogRepository } from './learner-log.repository';
import { LearnerLogService } from './learner-log.service';
import { OWNERSHIP, ownershipSchema } from './ownership.schema';

@Module({
  imports: [
    MongooseModule.forFeature([
      { name: INTERACTION, schema: interactionSchema },
      { name: OWNERSHIP, schema: ownershipSchema },
    ]),
  ],
  providers: [LearnerLogRepository, LearnerLogService],
  exports: [LearnerLogRepository],
})
export class LearnerLogModule {}
