// Where the owner came in without the authenticator: a phone may be lost, so the next step is offered until they answer.

import type { ConnectionId, SecondFactorKind } from '../../backend';

/** How, and where. */
export type CameInBy = { connection: ConnectionId; with: Exclude<SecondFactorKind, 'code'> };

class CameIn {
  last = $state.raw<CameInBy | null>(null);

  /** With a code, there is nothing to ask. */
  by(connection: ConnectionId, kind: SecondFactorKind): void {
    if (kind !== 'code') this.last = { connection, with: kind };
  }

  answered(): void {
    this.last = null;
  }
}

export const cameIn = new CameIn();
