// Another recovery key for one account. Whether one is on its way, the program says; here is what the window adds: whether the
// password is asked for, and how the last one ended.

import { untrack } from 'svelte';

import { Attempt } from '../../app/attempt.svelte';
import { isSignedIn } from '../../app/connections';
import { home } from '../../app/home.svelte';
import { backend, type ConnectionId, type SecondFactorInput } from '../../backend';
import type { Ended, Proving } from '../two_factor/flow.svelte';

export class RecoveryKeyFlow implements Proving {
  readonly acting = new Attempt();
  /** The question for the password stands on the screen. */
  asked = $state(false);
  finished = $state(false);
  /** The last one ended by itself, and the key in force is as it was. */
  ended = $state.raw<Ended | null>(null);

  readonly #id: ConnectionId;
  readonly from = $derived.by(() => home.connection(this.#id));
  readonly signedIn = $derived.by(() => isSignedIn(this.from));
  readonly under = $derived.by(() => this.from?.recoveryKey?.newKey ?? null);
  #wasUnder = false;
  /** The owner has just typed it back or given it up. */
  #ending = false;

  /** In a component, which it follows. */
  constructor(id: ConnectionId) {
    this.#id = id;
    $effect(() => {
      const under = this.under !== null;
      untrack(() => this.#follow(under));
    });
  }

  ask(asked: boolean): void {
    this.acting.failure = null;
    this.finished = false;
    this.ended = null;
    this.asked = asked;
  }

  async begin(password: string, factor: SecondFactorInput | null): Promise<boolean> {
    this.ended = null;
    const ok = await this.acting.run(() => backend().beginRecoveryKey(this.#id, password, factor));
    if (ok) this.asked = false;
    return ok;
  }

  async confirm(group: number, typed: string): Promise<boolean> {
    this.#ending = true;
    const ok = await this.acting.run(() => backend().confirmRecoveryKey(this.#id, group, typed));
    this.#ending = false;
    if (this.acting.failure?.code === 'factor_lapsed') {
      this.acting.failure = null;
      this.ended = 'lapsed';
    }
    this.finished = ok;
    return ok;
  }

  async cancel(): Promise<void> {
    this.#ending = true;
    await this.acting.run(() => backend().cancelRecoveryKey(this.#id));
    this.#ending = false;
  }

  say(seen: boolean): Promise<boolean> {
    return this.acting.run(() => backend().sayRecoveryKeySeen(this.#id, seen));
  }

  #follow(under: boolean): void {
    if (under) this.ended = null;
    else if (this.#wasUnder && !this.#ending) this.ended = this.signedIn ? 'lapsed' : 'signed_out';
    this.#wasUnder = under;
  }
}
