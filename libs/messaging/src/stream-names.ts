/** Every Redis key, stream and channel of the platform's messages. All of them start with the namespace. */
export class StreamNames {
  constructor(private readonly namespace: string) {}

  /** Calls to a service; those that may run twice wait apart from those that may not. */
  calls(service: string, repeatable: boolean): string {
    return `${this.namespace}:calls:${service}:${repeatable ? 'r' : 'n'}`;
  }

  /** The replicas of a service that listen, each with the time at which its last heartbeat ends. */
  replicas(service: string): string {
    return `${this.namespace}:replicas:${service}`;
  }

  /** The calls of a service that run and may not run twice, each with the time until which that is believed. */
  running(service: string): string {
    return `${this.namespace}:running:${service}`;
  }

  /** The channel on which one client process gets its replies. */
  replies(client: string): string {
    return `${this.namespace}:replies:${client}`;
  }

  /** The events that one service tells. */
  topic(topic: string): string {
    return `${this.namespace}:events:${topic}`;
  }

  /** Parked events that an operator gave back to one group. */
  replays(group: string): string {
    return `${this.namespace}:replays:${group}`;
  }

  /** The dead letters of one group. */
  parked(group: string): string {
    return `${this.namespace}:parked:${group}`;
  }

  /** The groups that ever parked something. */
  parkedGroups(): string {
    return `${this.namespace}:parked-groups`;
  }

  /** How often each entry of a stream failed in a group. */
  failures(stream: string, group: string): string {
    return `${stream}:failures:${group}`;
  }

  /** Held by the replica that does a job which one at a time should do. */
  job(job: string): string {
    return `${this.namespace}:jobs:${job}`;
  }

  /** A random value that is gone when Redis lost its data: another value means that messages may be lost. */
  generation(): string {
    return `${this.namespace}:generation`;
  }
}
