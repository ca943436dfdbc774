// Another recovery key, pretended: shown until a group of it is typed back, and in force only then.

import type { ConnectionId, ConnectionView, Failure, FailureCode, KeyNews } from './index';

const HALF_AN_HOUR = 30 * 60_000;

/** What the pretended home lets its recovery keys see and do. */
export interface RecoveryKeyHome {
  connection(id: ConnectionId): ConnectionView | undefined;
  connect(id: ConnectionId, more: Partial<ConnectionView>): void;
  fail(code: FailureCode): Failure;
}

export class PretendRecoveryKeys {
  /** Answers get lost on the way: nobody knows whether the key was taken. */
  losesAnswers = false;
  readonly #home: RecoveryKeyHome;

  constructor(home: RecoveryKeyHome) {
    this.#home = home;
  }

  isUnder(id: ConnectionId): boolean {
    return (this.#home.connection(id)?.recoveryKey?.newKey ?? null) !== null;
  }

  begin(id: ConnectionId): void {
    this.#new(id, { expiresAt: Date.now() + HALF_AN_HOUR, unclear: false });
  }

  cancel(id: ConnectionId): void {
    this.#new(id, null);
  }

  takeOver(id: ConnectionId): void {
    const newKey = this.#home.connection(id)?.recoveryKey?.newKey;
    if (!newKey) throw this.#home.fail('factor_lapsed');
    if (this.losesAnswers) {
      this.#new(id, { ...newKey, unclear: true });
      throw this.#home.fail('recovery_key_unclear');
    }
    this.#home.connect(id, { recoveryKey: { news: { what: 'replaced', at: Date.now() }, newKey: null } });
  }

  hear(id: ConnectionId, what: KeyNews): void {
    const newKey = this.#home.connection(id)?.recoveryKey?.newKey ?? null;
    this.#home.connect(id, { recoveryKey: { news: { what, at: Date.now() }, newKey } });
  }

  #new(id: ConnectionId, newKey: NonNullable<ConnectionView['recoveryKey']>['newKey']): void {
    const news = this.#home.connection(id)?.recoveryKey?.news ?? null;
    this.#home.connect(id, { recoveryKey: { news, newKey } });
  }
}
