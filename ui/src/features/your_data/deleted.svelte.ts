// An account that was deleted from here a moment ago. Its place is gone; what is said of it outlives it, until it is read.

import type { ConnectionView, DeletedAccountView } from '../../backend';

/** `demo`: of the place, which is not listed any more. */
export type DeletedAccount = DeletedAccountView & Pick<ConnectionView, 'demo'>;

class Deleted {
  account = $state.raw<DeletedAccount | null>(null);
}

export const deleted = new Deleted();
