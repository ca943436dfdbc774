// A new password in the place of a forgotten one. Where it stands, the program says; here is what the window adds: what is on its
// way, and how the last one ended.

import { untrack } from 'svelte';

import { Attempt } from '../../app/attempt.svelte';
import { clock } from '../../app/clock.svelte';
import { home } from '../../app/home.svelte';
import {
  backend,
  type ConnectionId,
  type Failure,
  type PasswordRecovered,
  type PasswordRecoveryStep,
  type PasswordRecoveryView,
  type SecondFactorInput,
  type SecondFactorKind,
  type SessionId,
} from '../../backend';
import type { SecondStep } from '../sign_in/signing-in.svelte';
import { waitOf } from './waits';

export type Step = 'key' | 'factor' | 'waits' | 'choose';
type ToChoose = Extract<PasswordRecoveryView, { state: 'to_choose' }>;

const OVER: Failure = { code: 'recovery_over', remedy: 'try_again', retryAfter: null, reference: null };

export class Recovering implements SecondStep {
  /** Another one after each that was given up: what is still answered belongs to nobody. */
  showing = $state.raw(new Attempt());
  factor = $state.raw(new Attempt());
  readonly choosing = new Attempt();
  /** Its tries are not counted down, and it does not lapse. */
  readonly asked = null;
  /** As the owner has it in the field. */
  email = $state('');
  /** The second factor that was right. */
  by = $state.raw<SecondFactorKind | null>(null);

  readonly connection: ConnectionId;
  readonly #id: ConnectionId;
  readonly from = $derived.by(() => home.connection(this.#id));
  readonly #under = $derived.by(() => this.from?.passwordRecovery ?? { state: 'none' as const });
  readonly wait = $derived.by(() => waitOf(this.from, clock.second));
  /** The service said that it is not time yet, and this computer's clock says that it is. */
  #told = $state(false);
  #last: ToChoose | null = null;
  #before: PasswordRecoveryView['state'] = 'none';
  /** The owner has just given it up, and how far the program is with that. */
  #cancelled: Promise<unknown> | null = null;

  /** What can be chosen. Stays while an answer is on its way. */
  readonly choice = $derived.by(() => {
    if (this.#under.state === 'to_choose') this.#last = this.#under;
    else if (!this.choosing.running) this.#last = null;
    return this.#last;
  });

  readonly step: Step = $derived.by(() => {
    if (this.choice) return 'choose';
    if (this.#under.state === 'factor_wanted') return 'factor';
    return this.wait && (this.wait.is === 'ahead' || this.#told) ? 'waits' : 'key';
  });

  /** In a component, which it follows. */
  constructor(id: ConnectionId, email: string) {
    this.#id = this.connection = id;
    const recovery = this.from?.passwordRecovery;
    this.email = recovery && 'email' in recovery ? recovery.email : email;
    $effect(() => {
      const state = this.#under.state;
      untrack(() => this.#follow(state));
    });
  }

  show(recoveryKey: string): Promise<boolean> {
    this.by = null;
    return this.#ask(this.showing, () =>
      backend().beginPasswordRecovery(this.#id, this.email.trim(), recoveryKey),
    );
  }

  async finish(given: SecondFactorInput): Promise<boolean> {
    const ok = await this.#ask(this.factor, () => backend().giveRecoveryFactor(this.#id, given));
    if (ok) this.by = given.kind;
    const failure = this.factor.failure;
    if (failure?.code === 'recovery_key_wrong') {
      // Another one has taken its place meanwhile.
      this.cancel();
      this.showing.failure = failure;
    }
    return ok;
  }

  /** `null` when it went wrong, which {@link choosing} tells, or {@link showing} where it begins anew. */
  async choose(next: string, keep: SessionId[]): Promise<PasswordRecovered | null> {
    let recovered: PasswordRecovered | null = null;
    await this.choosing.run(async () => {
      recovered = await backend().chooseRecoveredPassword(this.#id, next, keep);
    });
    if (this.choosing.failure?.code === 'recovery_over') this.#lapse();
    return recovered;
  }

  /** The new password is in force; the owner need not wait for the sign-in after it. */
  stopSigningIn(): void {
    void backend()
      .cancelSignIn(this.#id)
      .catch(() => undefined);
  }

  /** What is under way; if nothing is, what waits. */
  cancel(): void {
    this.#told = false;
    this.showing = new Attempt();
    this.factor = new Attempt();
    this.choosing.failure = null;
    this.#cancelled = backend()
      .cancelPasswordRecovery(this.#id)
      .catch(() => undefined);
  }

  async #ask(attempt: Attempt, request: () => Promise<PasswordRecoveryStep>): Promise<boolean> {
    await this.#cancelled;
    this.#cancelled = null;
    return attempt.run(async () => {
      const step = await request();
      const early = step.step === 'waits' && step.available_at <= Date.now();
      if (this.#cancelled === null) this.#told = early;
    });
  }

  #follow(state: PasswordRecoveryView['state']): void {
    const running = this.showing.running || this.factor.running || this.choosing.running;
    const left = this.#before === 'to_choose' && state !== 'to_choose';
    if (left && !this.#cancelled && !running) this.#lapse();
    this.#before = state;
  }

  #lapse(): void {
    this.choosing.failure = null;
    this.showing.failure = OVER;
  }
}
