// Where the owner came back with the recovery key, in the place of a forgotten password: another key is offered until they answer.

import type { ConnectionId } from '../../backend';

class CameBack {
  /** `unchecked`: nobody could say whether the new password has leaked. */
  last = $state.raw<{ connection: ConnectionId; unchecked: boolean } | null>(null);

  to(connection: ConnectionId, unchecked: boolean): void {
    this.last = { connection, unchecked };
  }

  answered(): void {
    this.last = null;
  }
}

export const cameBack = new CameBack();
