import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { VerificationService } from '../verification/verification.service';
import { VideoProbeService } from '../verification/video-probe.service';
import { ImageService } from '../verification/image.service';
import { UploadOpeningService } from './upload-opening.service';
import { UploadRemovalService } from './upload-removal.service';
import { UploadSweepService } from './upload-sweep.service';
import { UploadHandler } from './upload.handler';
import { UploadRepository } from './upload.repository';
import { UPLOADS, uploadSchema } from './upload.schema';
import { UploadService } from './upload.service';

/** Sending files, and verifying what arrived. */
@Module({
  imports: [MongooseModule.forFeature([{ name: UPLOADS, schema: uploadSchema }])],
  controllers: [UploadHandler],
  providers: [
    UploadService,
    UploadOpeningService,
    UploadRemovalService,
    UploadRepository,
    UploadSweepService,
    VerificationService,
    ImageService,
    VideoProbeService,
  ],
  exports: [UploadRepository, UploadRemovalService],
})
export class UploadModule {}
