// A new password in the place of a forgotten one, pretended: the recovery key, the second factor where it is on, a day where it is off.

import type {
  ComputerView,
  ConnectionId,
  ConnectionView,
  Failure,
  FailureCode,
  PasswordRecovered,
  PasswordRecoveryStep,
  PasswordRecoveryView,
  SecondFactorInput,
  SessionId,
} from './index';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** What the pretended home lets a forgotten password see and do. */
export interface PasswordRecoveryHome {
  connection(id: ConnectionId): ConnectionView | undefined;
  connect(id: ConnectionId, more: Partial<ConnectionView>): void;
  /** With its cameras and all. */
  enter(id: ConnectionId): void;
  /** Refuses a wrong one. */
  judge(id: ConnectionId, factor: SecondFactorInput): void;
  computers(): ComputerView[];
  /** The recovery key, in its groups. */
  key: readonly string[];
  fail(code: FailureCode): Failure;
}

export class PretendPasswordRecovery {
  /** Answers get lost on the way: nobody knows whether the new password was taken. */
  losesAnswers = false;
  /** The sign-in after it goes well. */
  signsIn = true;
  /** Of the computers that were signed in, when the new password came into force. */
  kept: SessionId[] = [];
  readonly #home: PasswordRecoveryHome;
  /** Counts what was begun: who has given up waits for no answer. */
  #begun = 0;
  /** The recovery key is looked at. */
  #looking = false;

  constructor(home: PasswordRecoveryHome) {
    this.#home = home;
  }

  begin(): number {
    this.#looking = true;
    return ++this.#begun;
  }

  shown(id: ConnectionId, begun: number, email: string, key: string): PasswordRecoveryStep {
    if (begun !== this.#begun) throw this.#home.fail('not_now');
    this.#looking = false;
    if (!email.includes('@')) throw this.#home.fail('email_invalid');
    const plain = (text: string) => text.replace(/[\s-]/g, '').toUpperCase();
    if (plain(key) !== this.#home.key.join('')) throw this.#home.fail('recovery_key_wrong');
    const { twoFactor, passwordRecovery } = this.#home.connection(id) ?? {};
    if (twoFactor?.state === 'on') {
      this.#show(id, { state: 'factor_wanted', email });
      return { step: 'second_factor_wanted' };
    }
    const before = passwordRecovery?.state === 'waits' ? passwordRecovery.available_at : null;
    if (before !== null && before <= Date.now()) return this.#toChoose(id, email);
    const available_at = before ?? Date.now() + DAY;
    this.#show(id, { state: 'waits', email, available_at });
    return { step: 'waits', available_at };
  }

  factor(id: ConnectionId, factor: SecondFactorInput): PasswordRecoveryStep {
    const under = this.#home.connection(id)?.passwordRecovery;
    if (under?.state !== 'factor_wanted') throw this.#home.fail('not_now');
    this.#home.judge(id, factor);
    return this.#toChoose(id, under.email);
  }

  choose(id: ConnectionId, keep: SessionId[]): PasswordRecovered {
    const under = this.#home.connection(id)?.passwordRecovery;
    if (under?.state !== 'to_choose') throw this.#home.fail('recovery_over');
    if (this.losesAnswers) {
      this.#show(id, { ...under, unclear: true });
      throw this.#home.fail('password_unclear');
    }
    this.kept = keep;
    this.#show(id, { state: 'none' });
    if (this.signsIn) this.#home.enter(id);
    return { breach: { breach: 'not_found' }, signedIn: this.signsIn };
  }

  cancel(id: ConnectionId): void {
    const under = this.#home.connection(id)?.passwordRecovery?.state;
    const looking = this.#looking;
    this.#begun += 1;
    this.#looking = false;
    if (!looking || under !== 'waits') this.#show(id, { state: 'none' });
  }

  /** Its time is over, or one of the owner's computers has stopped it. */
  lapse(id: ConnectionId): void {
    this.#show(id, { state: 'none' });
  }

  #toChoose(id: ConnectionId, email: string): PasswordRecoveryStep {
    this.#show(id, {
      state: 'to_choose',
      email,
      expires_at: Date.now() + 15 * MINUTE,
      computers: this.#home.computers(),
      unclear: false,
    });
    return { step: 'choose' };
  }

  #show(id: ConnectionId, passwordRecovery: PasswordRecoveryView): void {
    this.#home.connect(id, { passwordRecovery });
  }
}
