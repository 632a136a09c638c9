import { Module, type DynamicModule } from '@nestjs/common';
import { COMMUNITY_ENV, type CommunityEnv } from './community-env';
import { NotificationModule } from './notification/notification.module';

/** What people tell each other, and what they are told. */
@Module({ imports: [NotificationModule] })
export class CommunityModule {
  static forRoot(env: CommunityEnv): DynamicModule {
    return {
      module: CommunityModule,
      global: true,
      providers: [{ provide: COMMUNITY_ENV, useValue: env }],
      exports: [COMMUNITY_ENV],
    };
  }
}
