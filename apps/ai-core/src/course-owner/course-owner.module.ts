import { Module } from '@nestjs/common';
import { CourseOwnerService } from './course-owner.service';

@Module({ providers: [CourseOwnerService], exports: [CourseOwnerService] })
export class CourseOwnerModule {}
