// One owner on the way in: the password, and the second factor where the account wants one. At the porch and in the
// re-login layer alike.

import { untrack } from 'svelte';

import { Attempt } from '../../app/attempt.svelte';
import { home } from '../../app/home.svelte';
import {
  backend,
  type ConnectionId,
  type Failure,
  type SecondFactorInput,
  type SessionView,
  type SignInFieldKind,
  type SignInStep,
} from '../../backend';
import { cameIn } from '../two_factor/came-in.svelte';

type Awaiting = Extract<SessionView, { state: 'awaiting_second_factor' }>;

/** What waits for a second factor. */
export interface SecondStep {
  readonly factor: Attempt;
  /** Where a code can be asked for. */
  readonly connection: ConnectionId;
  /** What is known of it. */
  readonly asked: Pick<Awaiting, 'expires_at' | 'tries_left' | 'offers' | 'send_again_at'> | null;
  finish(given: SecondFactorInput): Promise<boolean>;
}

const LAPSED: Failure = { code: 'factor_lapsed', remedy: 'try_again', retryAfter: null, reference: null };

export class SigningIn implements SecondStep {
  readonly password = new Attempt();
  readonly factor = new Attempt();
  readonly connection: ConnectionId;
  readonly #id: ConnectionId;
  readonly #session = $derived.by(() => home.connection(this.#id)?.session);
  #before: SessionView['state'] | undefined;
  #last: Awaiting | null = null;
  #cancelled = false;

  /** The password was right: what is known of the second step. Stays while an answer is on its way. */
  readonly asked = $derived.by(() => {
    if (this.#session?.state === 'awaiting_second_factor') this.#last = this.#session;
    else if (!this.factor.running) this.#last = null;
    return this.#last;
  });

  /** The service has no room: when it is asked again, by itself. */
  readonly turnAt = $derived(this.#session?.state === 'signing_in' ? this.#session.turn_at : null);

  /** In a component, which it follows. */
  constructor(id: ConnectionId) {
    this.#id = this.connection = id;
    $effect(() => {
      const state = this.#session?.state;
      untrack(() => this.#follow(state));
    });
  }

  /** `null` when it went wrong, which {@link password} tells. */
  async start(
    account: string,
    password: string,
    more?: Partial<Record<SignInFieldKind, string>>,
  ): Promise<SignInStep | null> {
    this.#cancelled = false;
    let step: SignInStep | null = null;
    await this.password.run(async () => (step = await backend().signIn(this.#id, account, password, more)));
    if (this.#cancelled) this.password.failure = null;
    return step;
  }

  /** True when the owner is in. When it was too late, the password is wanted again, and {@link password} says so. */
  async finish(given: SecondFactorInput): Promise<boolean> {
    const ok = await this.factor.run(() => backend().finishSignIn(this.#id, given));
    if (ok) cameIn.by(this.#id, given.kind);
    if (this.#cancelled) this.factor.failure = null;
    else if (this.factor.failure?.code === 'factor_lapsed') this.#lapse();
    return ok;
  }

  cancel(): void {
    this.#cancelled = true;
    this.factor.failure = null;
    void backend()
      .cancelSignIn(this.#id)
      .catch(() => undefined);
  }

  #follow(state: SessionView['state'] | undefined): void {
    const back = state === 'signed_out' || state === 'reset';
    const left = this.#before === 'awaiting_second_factor' && back;
    if (left && !this.#cancelled && !this.factor.running) this.#lapse();
    this.#before = state;
  }

  #lapse(): void {
    this.factor.failure = null;
    this.password.failure = LAPSED;
  }
}
