import type { StripeObject } from './stored';
import type { Kind, ObjectKinds } from './object-kinds';
import type { Change, StateReader } from './state';

/** Who asked: goes into the events that the transaction emits. */
export interface RequestContext {
  readonly id: string | null;
  readonly idempotency_key: string | null;
  /** Where the simulator's own pages are, without a slash at the end. */
  readonly base_url: string;
}

/** What follows in the same transaction from an event of that type. */
export type Reaction = (tx: Transaction, object: StripeObject) => void;
export type Reactions = ReadonlyMap<string, readonly Reaction[]>;

/**
 * One unit of work: it reads the state as it is, sees its own writes, and everything it wrote is committed together or
 * not at all.
 */
export class Transaction implements StateReader {
  private readonly written = new Map<Kind, Map<string, object | null>>();
  private forgetsBase = false;

  constructor(
    private readonly base: StateReader,
    readonly request: RequestContext,
    readonly reactions: Reactions,
  ) {}

  /** Seconds since 1970 on the simulator's clock, which controls may advance. */
  get now(): number {
    return Math.floor(this.nowMs / 1000);
  }

  /** The same in milliseconds. */
  get nowMs(): number {
    return Date.now() + (this.find('clock', 'clock')?.offset_ms ?? 0);
  }

  find<K extends Kind>(kind: K, id: string): ObjectKinds[K] | undefined {
    const own = this.written.get(kind)?.get(id);
    if (own !== undefined) return (own ?? undefined) as ObjectKinds[K] | undefined;
    return this.forgetsBase ? undefined : this.base.find(kind, id);
  }

  all<K extends Kind>(kind: K): readonly ObjectKinds[K][] {
    const base = this.forgetsBase ? [] : this.base.all(kind);
    const own = this.written.get(kind);
    if (!own) return base;
    const merged = new Map<string, object>(base.map((object) => [object.id, object]));
    for (const [id, object] of own) {
      if (object === null) merged.delete(id);
      else merged.set(id, object);
    }
    return [...merged.values()] as ObjectKinds[K][];
  }

  put<K extends Kind>(kind: K, object: ObjectKinds[K]): ObjectKinds[K] {
    this.table(kind).set(object.id, object);
    return object;
  }

  remove(kind: Kind, id: string): void {
    this.table(kind).set(id, null);
  }

  /** Forgets everything that was there. */
  clear(): void {
    this.written.clear();
    this.forgetsBase = true;
  }

  /** A transaction on top of this one: what it writes counts only when it is absorbed. */
  fork(): Transaction {
    return new Transaction(this, this.request, this.reactions);
  }

  /** Takes over what a transaction on top of this one wrote. */
  absorb(child: Transaction): void {
    if (child.forgetsBase) this.clear();
    for (const [kind, id, object] of child.changes()) this.table(kind).set(id, object);
  }

  get cleared(): boolean {
    return this.forgetsBase;
  }

  get changed(): boolean {
    return this.forgetsBase || this.written.size > 0;
  }

  changes(): Change[] {
    return [...this.written].flatMap(([kind, table]) =>
      [...table].map(([id, object]) => [kind, id, object] as const),
    );
  }

  private table(kind: Kind): Map<string, object | null> {
    const known = this.written.get(kind);
    if (known) return known;
    const table = new Map<string, object | null>();
    this.written.set(kind, table);
    return table;
  }
}
