import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CourseCardRepository } from './course-card.repository';
import { COURSE_CARD, courseCardSchema } from './course-card.schema';
import { CourseCardService } from './course-card.service';

@Module({
  imports: [MongooseModule.forFeature([{ name: COURSE_CARD, schema: courseCardSchema }])],
  providers: [CourseCardRepository, CourseCardService],
  exports: [CourseCardService],
})
export class CourseCardModule {}
