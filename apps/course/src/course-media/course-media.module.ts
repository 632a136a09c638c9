import { Module } from '@nestjs/common';
import { CourseModule } from '../course/course.module';
import { CourseMediaHandler } from './course-media.handler';
import { CourseMediaService } from './course-media.service';

/** The pictures and the video that show a course. */
@Module({ imports: [CourseModule], controllers: [CourseMediaHandler], providers: [CourseMediaService] })
export class CourseMediaModule {}
