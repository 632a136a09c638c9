import { Module } from '@nestjs/common';
import { ShadowAdminService } from './shadow-admin.service';

@Module({ providers: [ShadowAdminService], exports: [ShadowAdminService] })
export class ShadowAdminModule {}
