// What the owner does about two-factor at one account. Where a change stands, the program says; here is what the window
// adds: which question is open, and how the last change ended.

import { untrack } from 'svelte';

import { Attempt } from '../../app/attempt.svelte';
import { isSignedIn, type Connection } from '../../app/connections';
import { home } from '../../app/home.svelte';
import { backend, type ConnectionId, type SecondFactorInput, type TwoFactorView } from '../../backend';

/** `move`: to another authenticator. `codes`: new recovery codes. */
export type Change = 'on' | 'move' | 'codes' | 'off';
/** `signed_out`: a reset came in between. */
export type Ended = 'lapsed' | 'signed_out';

/** What begins with the password, and the factor where one is in force. */
export interface Proving {
  readonly acting: Attempt;
  readonly from: Connection | undefined;
  begin(password: string, factor: SecondFactorInput | null, signOutOthers: boolean): Promise<boolean>;
}

export class TwoFactorFlow implements Proving {
  readonly acting = new Attempt();
  /** The question that stands on the screen, before anything has begun. */
  asked = $state.raw<Exclude<Change, 'on'> | null>(null);
  finished = $state.raw<{ change: Change; othersOut: boolean } | null>(null);
  /** The last change ended by itself, with nothing changed. */
  ended = $state.raw<Ended | null>(null);

  readonly #id: ConnectionId;
  readonly from = $derived.by(() => home.connection(this.#id));
  readonly signedIn = $derived.by(() => isSignedIn(this.from));
  readonly under = $derived.by(() => this.from?.twoFactorChange ?? null);
  #lastKnown: TwoFactorView = { state: 'unknown' };
  #wasUnder = false;
  /** The owner has just confirmed it or given it up. */
  #ending = false;

  /** What was known last: a reset over a half-typed password does not take the field away. */
  readonly state = $derived.by(() => {
    const now = this.from?.twoFactor ?? this.#lastKnown;
    if (now.state !== 'unknown') this.#lastKnown = now;
    return this.#lastKnown;
  });

  /** In a component, which it follows. */
  constructor(id: ConnectionId, asked: Exclude<Change, 'on'> | null) {
    this.#id = id;
    this.asked = asked;
    $effect(() => {
      const under = this.under !== null;
      untrack(() => this.#follow(under));
    });
  }

  ask(change: Exclude<Change, 'on'> | null): void {
    this.acting.failure = null;
    this.finished = null;
    this.ended = null;
    this.asked = change;
  }

  /** Proves the password, and the factor where one is in force, and begins what is asked. */
  async begin(password: string, factor: SecondFactorInput | null, signOutOthers: boolean): Promise<boolean> {
    const change = this.asked ?? 'on';
    this.ended = null;
    this.finished = null;
    const ok = await this.acting.run(() => {
      switch (change) {
        case 'on':
        case 'move':
          return backend().beginEnrolment(this.#id, password, factor);
        case 'codes':
          return backend().beginRecoveryCodes(this.#id, password, given(factor));
        case 'off':
          return backend().turnOffTwoFactor(this.#id, password, given(factor), signOutOthers);
      }
    });
    if (!ok) return false;
    this.asked = null;
    if (change === 'off') this.finished = { change, othersOut: signOutOthers };
    return true;
  }

  check(code: string): Promise<boolean> {
    return this.#orLapse(() => backend().checkEnrolmentCode(this.#id, code));
  }

  async confirm(typed: string, signOutOthers: boolean): Promise<boolean> {
    const under = this.under;
    const change = under?.change === 'recovery_codes' ? 'codes' : under?.moves ? 'move' : 'on';
    this.#ending = true;
    const ok = await this.#orLapse(() => backend().confirmRecoveryCodes(this.#id, typed, signOutOthers));
    this.#ending = false;
    if (ok) this.finished = { change, othersOut: signOutOthers && change !== 'codes' };
    return ok;
  }

  async cancel(): Promise<void> {
    this.#ending = true;
    await this.acting.run(() => backend().cancelTwoFactorChange(this.#id));
    this.#ending = false;
  }

  async #orLapse(request: () => Promise<unknown>): Promise<boolean> {
    const ok = await this.acting.run(request);
    if (this.acting.failure?.code === 'factor_lapsed') {
      this.acting.failure = null;
      this.ended = 'lapsed';
    }
    return ok;
  }

  #follow(under: boolean): void {
    if (under) this.ended = null;
    else if (this.#wasUnder && !this.#ending) this.ended = this.signedIn ? 'lapsed' : 'signed_out';
    this.#wasUnder = under;
  }
}

function given(factor: SecondFactorInput | null): SecondFactorInput {
  return factor ?? { kind: 'code', typed: '' };
}
