import { Module } from '@nestjs/common';
import { CourseOfferService } from './course-offer.service';

@Module({ providers: [CourseOfferService], exports: [CourseOfferService] })
export class CourseOfferModule {}
