import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { EntitlementRepository } from './entitlement.repository';
import { ENTITLEMENTS, entitlementSchema } from './entitlement.schema';
import { EntitlementService } from './entitlement.service';

@Module({
  imports: [MongooseModule.forFeature([{ name: ENTITLEMENTS, schema: entitlementSchema }])],
  providers: [EntitlementRepository, EntitlementService],
  exports: [EntitlementRepository, EntitlementService],
})
export class EntitlementModule {}
