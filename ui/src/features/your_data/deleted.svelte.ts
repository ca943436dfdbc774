// An account that was deleted from here a moment ago. Its place is gone; what is said of it outlives it, until it is read.

import type { DeletedAccountView } from '../../backend';

/** `demo`: of the demo home, which is called as the language of its owner does. */
export type DeletedAccount = DeletedAccountView & { demo: boolean };

class Deleted {
  account = $state.raw<DeletedAccount | null>(null);
}

export const deleted = new Deleted();
