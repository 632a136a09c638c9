import { SetMetadata } from '@nestjs/common';

export const ON_EVENT = 'har:on-event';

/**
 * Marks a provider's method as the handler of an event: `(event: EventEnvelope<T>) => Promise<void>`. It must be
 * idempotent and independent of order.
 *
 * @param event the event's type, or a contract that has one
 */
export function OnEvent(event: string | { readonly type: string }): MethodDecorator {
  return SetMetadata(ON_EVENT, typeof event === 'string' ? event : event.type);
}
