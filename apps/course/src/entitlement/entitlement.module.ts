import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { EntitlementListener } from './entitlement.listener';
import { EntitlementRepository } from './entitlement.repository';
import { ENTITLEMENTS, entitlementSchema } from './entitlement.schema';
import { EntitlementService } from './entitlement.service';

/** The service's own copy of who may open what. */
@Module({
  imports: [MongooseModule.forFeature([{ name: ENTITLEMENTS, schema: entitlementSchema }])],
  providers: [EntitlementService, EntitlementRepository, EntitlementListener],
  exports: [EntitlementService],
})
export class EntitlementModule {}
