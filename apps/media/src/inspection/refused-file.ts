import type { Refusal } from '@har/contracts';

/** What arrived must not be kept. */
export class RefusedFile extends Error {
  override readonly name = 'RefusedFile';

  constructor(readonly reason: Refusal) {
    super(reason);
  }
}
