// An account that was deleted from here a moment ago. Its place is gone; what is said of it outlives it, until it is read.

import type { DeletedAccountView } from '../../backend';

class Deleted {
  account = $state.raw<DeletedAccountView | null>(null);
}

export const deleted = new Deleted();
