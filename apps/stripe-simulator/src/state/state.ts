import type { Kind, ObjectKinds } from './object-kinds';

/** One object written, or removed (`null`). */
export type Change = readonly [kind: Kind, id: string, object: object | null];

/** What can be asked of the state, whether committed or in the middle of a transaction. */
export interface StateReader {
  find<K extends Kind>(kind: K, id: string): ObjectKinds[K] | undefined;
  /** All objects of a kind, oldest first. */
  all<K extends Kind>(kind: K): readonly ObjectKinds[K][];
}

/** The committed objects, in the order in which they were made. Objects are never changed in place. */
export class State implements StateReader {
  private readonly tables = new Map<Kind, Map<string, object>>();

  find<K extends Kind>(kind: K, id: string): ObjectKinds[K] | undefined {
    return this.tables.get(kind)?.get(id) as ObjectKinds[K] | undefined;
  }

  all<K extends Kind>(kind: K): readonly ObjectKinds[K][] {
    return [...(this.tables.get(kind)?.values() ?? [])] as ObjectKinds[K][];
  }

  apply(changes: readonly Change[]): void {
    for (const [kind, id, object] of changes) {
      if (object === null) this.tables.get(kind)?.delete(id);
      else this.table(kind).set(id, object);
    }
  }

  clear(): void {
    this.tables.clear();
  }

  private table(kind: Kind): Map<string, object> {
    const known = this.tables.get(kind);
    if (known) return known;
    const table = new Map<string, object>();
    this.tables.set(kind, table);
    return table;
  }
}
