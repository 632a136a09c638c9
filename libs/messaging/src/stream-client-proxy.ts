import { randomUUID } from 'node:crypto';
import { ClientProxy, type ReadPacket, type WritePacket } from '@nestjs/microservices';
import type { CallClient } from './call-client';
import { newEvent } from './event-envelope';
import type { EventPublisher } from './event-publisher';

export interface StreamClientProxyOptions {
  client: CallClient;
  /** Only needed by those who `emit`. */
  publisher?: EventPublisher;
  service: string;
  /** How long an answer is awaited, in milliseconds. */
  deadline_ms?: number;
  repeatable?: boolean;
}

/** Nest's own way of calling a service, for those who want it; the hot path is `CallClient.call`. */
export class StreamClientProxy extends ClientProxy {
  constructor(private readonly options: StreamClientProxyOptions) {
    super();
  }

  async connect(): Promise<void> {
    // The client of the calls connects by itself.
  }

  /** Nothing to close here: the client of the calls belongs to who made it. */
  close(): void {
    this.routingMap.clear();
  }

  unwrap<T>(): T {
    return this.options.client as T;
  }

  protected publish(packet: ReadPacket, callback: (packet: WritePacket) => void): () => void {
    const { client, service, deadline_ms = 5_000, repeatable = false } = this.options;
    client
      .call({
        service,
        pattern: this.normalizePattern(packet.pattern as string),
        data: packet.data as unknown,
        request_id: randomUUID(),
        language: 'fr',
        deadline_ms,
        repeatable,
      })
      .then(
        (bytes) => callback({ response: JSON.parse(bytes.toString()) as unknown, isDisposed: true }),
        (error: unknown) => callback({ err: error, isDisposed: true }),
      );
    return () => undefined;
  }

  protected async dispatchEvent<T = void>(packet: ReadPacket): Promise<T> {
    const { publisher, service } = this.options;
    if (!publisher) throw new Error('StreamClientProxy was given no publisher');
    const type = this.normalizePattern(packet.pattern as string);
    await publisher.publish(service, newEvent(type, packet.data as unknown));
    return undefined as T;
  }
}
