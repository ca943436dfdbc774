// Addresses, pretended: another in the place of one, and for a day the one before again.

import type { ConnectionId, ConnectionView, EmailChangeView, Failure, FailureCode } from './index';

const A_DAY = 24 * 60 * 60_000;

/** What the pretended home lets its addresses see and do. */
export interface EmailHome {
  connection(id: ConnectionId): ConnectionView | undefined;
  connect(id: ConnectionId, more: Partial<ConnectionView>): void;
  fail(code: FailureCode): Failure;
}

export class PretendEmails {
  /** Of other accounts. */
  taken = ['bruno@example.org'];
  readonly #home: EmailHome;
  #made = 0;

  constructor(home: EmailHome) {
    this.#home = home;
  }

  change(id: ConnectionId, email: string): void {
    if (!/^[^@\s]+@[^@\s]+$/.test(email)) throw this.#home.fail('email_invalid');
    if (email === this.#home.connection(id)?.email) throw this.#home.fail('email_same');
    if (this.taken.includes(email)) throw this.#home.fail('email_taken');
    this.#hear(id, email, { by: null, here: true });
  }

  /** By somebody at another computer. */
  changeElsewhere(id: ConnectionId, email: string | null, by: string | null): void {
    this.#hear(id, email, { by, here: false });
  }

  undo(id: ConnectionId, change: string): void {
    const changes = this.#home.connection(id)?.emailChanges ?? [];
    const at = changes.findIndex((one) => one.change === change);
    const undone = changes[at];
    if (!undone) throw this.#home.fail('email_undo_over');
    this.#home.connect(id, { email: undone.before, emailChanges: changes.slice(at + 1) });
  }

  #hear(id: ConnectionId, email: string | null, how: Pick<EmailChangeView, 'by' | 'here'>): void {
    const { email: before = '', emailChanges = [] } = this.#home.connection(id) ?? {};
    this.#made += 1;
    const change = { change: `change ${this.#made}`, at: Date.now(), until: Date.now() + A_DAY };
    const heard = { ...change, before, now: email, ...how };
    this.#home.connect(id, { email: email ?? before, emailChanges: [heard, ...emailChanges] });
  }
}
