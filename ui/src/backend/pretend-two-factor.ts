// Two-factor, pretended: the same steps and the same refusals as the program's, with codes that a test can know.

import type {
  ConnectionId,
  ConnectionView,
  EnrolmentReveal,
  Failure,
  FailureCode,
  ResetView,
  SecondFactorInput,
  SessionView,
  TwoFactorChangeView,
} from './index';

const MINUTE = 60_000;
const TEN_MINUTES = 10 * MINUTE;
const TRIES = 5;

/** What the pretended authenticator shows. */
export const CODE = '314159';
/** What it showed before, what it shows with a wrong clock, and what starts a wait. */
export const USED_CODE = '271828';
export const EARLY_CODE = '141421';
export const HASTY_CODE = '161803';
export const RECOVERY_CODES = [
  'K7QM-2V9R-XH4T-8WZN',
  'B3FD-7K2P-9QRS-4TVX',
  'M8YC-5H1J-2WGE-6NAZ',
  'R4TP-9X7B-3KQD-1FHV',
  'W2NJ-6G8M-5ZYA-7CPE',
  'H9VS-1D3T-8BXK-4QRW',
  'C6ZE-4P5N-7MFG-2JYH',
  'T1KA-8R2W-6DVX-9BQC',
  'N5GH-3F7Y-1SPZ-8MTE',
  'X7BQ-2C4D-9JWR-5KVN',
];

const DRAWING =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 21 21"><rect width="21" height="21" fill="#fff"/><path d="M4 4h5v5H4zM12 4h5v5h-5zM4 12h5v5H4z"/></svg>';

/** What the pretended home lets its two-factor see and do. */
export interface TwoFactorHome {
  connection(id: ConnectionId): ConnectionView | undefined;
  connect(id: ConnectionId, more: Partial<ConnectionView>): void;
  /** The second step went well: cameras and all. */
  enter(id: ConnectionId): void;
  fail(code: FailureCode, more?: Partial<Failure>): Failure;
}

export class PretendTwoFactor {
  readonly #home: TwoFactorHome;
  #over: SessionView = { state: 'signed_out' };
  #cancelled = false;

  constructor(home: TwoFactorHome) {
    this.#home = home;
  }

  /** After a right password. */
  ask(id: ConnectionId, from: SessionView, reset: ResetView | null): void {
    this.#over = from;
    this.#cancelled = false;
    this.#await(id, reset, null);
  }

  lapse(id: ConnectionId): void {
    this.#home.connect(id, { session: this.#over });
  }

  finish(id: ConnectionId, factor: SecondFactorInput): void {
    const session = this.#home.connection(id)?.session;
    if (session?.state !== 'awaiting_second_factor') throw this.#home.fail('not_now');
    try {
      this.judge(id, factor);
    } catch (refused) {
      const left = (session.tries_left ?? TRIES) - 1;
      if (left > 0) {
        this.#await(id, session.reset, left);
        throw refused;
      }
      this.lapse(id);
      throw this.#home.fail('factor_lapsed');
    }
    if (!this.#cancelled) this.#home.enter(id);
  }

  cancelSignIn(id: ConnectionId): void {
    this.#cancelled = true;
    if (this.#home.connection(id)?.session.state === 'awaiting_second_factor') this.lapse(id);
  }

  beginEnrolment(id: ConnectionId, password: string, factor: SecondFactorInput | null): void {
    const moves = this.#factor(id).state === 'on';
    this.prove(id, password, factor);
    this.#under(id, { change: 'enrolment', stage: 'scan', expires_at: Date.now() + TEN_MINUTES, moves });
  }

  /** With the factor, where one is in force. */
  prove(id: ConnectionId, password: string, factor: SecondFactorInput | null): void {
    this.#prove(id, password, this.#factor(id).state === 'on' ? factor : undefined);
  }

  beginRecoveryCodes(id: ConnectionId, password: string, factor: SecondFactorInput): void {
    this.#prove(id, password, factor);
    this.#under(id, { change: 'recovery_codes', expires_at: Date.now() + TEN_MINUTES });
  }

  reveal(id: ConnectionId): EnrolmentReveal {
    const change = this.#home.connection(id)?.twoFactorChange;
    if (change?.change !== 'enrolment' || change.stage !== 'scan') throw this.#home.fail('not_now');
    return { drawing: DRAWING, key: ['GEZD', 'GNBV', 'GY3T', 'QOJQ', 'GEZD', 'GNBV', 'GY3T', 'QOJQ'] };
  }

  check(id: ConnectionId, code: string): void {
    const change = this.#home.connection(id)?.twoFactorChange;
    if (change?.change !== 'enrolment') throw this.#home.fail('factor_lapsed');
    this.#code(code);
    this.#under(id, { ...change, stage: 'keep_codes' });
  }

  codes(id: ConnectionId): string[] {
    if (!this.#home.connection(id)?.twoFactorChange) throw this.#home.fail('not_now');
    return RECOVERY_CODES;
  }

  confirm(id: ConnectionId, typed: string): void {
    if (!this.#home.connection(id)?.twoFactorChange) throw this.#home.fail('factor_lapsed');
    this.#recoveryCode(typed);
    const factor = this.#factor(id);
    this.#home.connect(id, {
      twoFactorChange: null,
      twoFactor: {
        state: 'on',
        since: factor.state === 'on' ? factor.since : Date.now(),
        recovery_codes_left: RECOVERY_CODES.length,
      },
    });
  }

  turnOff(id: ConnectionId, password: string, factor: SecondFactorInput): void {
    this.#prove(id, password, factor);
    this.#home.connect(id, { twoFactor: { state: 'off' }, twoFactorChange: null });
  }

  cancelChange(id: ConnectionId): void {
    this.#under(id, null);
  }

  /** Refuses a wrong one. */
  judge(id: ConnectionId, { kind, typed }: SecondFactorInput): void {
    if (kind === 'code') return this.#code(typed);
    this.#recoveryCode(typed);
    const factor = this.#factor(id);
    if (factor.state === 'on') {
      const recovery_codes_left = factor.recovery_codes_left - 1;
      this.#home.connect(id, { twoFactor: { ...factor, recovery_codes_left } });
    }
  }

  sendCode(id: ConnectionId): void {
    const session = this.#home.connection(id)?.session;
    if (session?.state !== 'awaiting_second_factor') throw this.#home.fail('not_now');
    this.#home.connect(id, { session: { ...session, send_again_at: Date.now() + MINUTE } });
  }

  #await(id: ConnectionId, reset: ResetView | null, triesLeft: number | null): void {
    const expires = Date.now() + 5 * MINUTE;
    this.#home.connect(id, {
      session: {
        state: 'awaiting_second_factor',
        reset,
        expires_at: expires,
        tries_left: triesLeft,
        offers: [{ factor: 'totp' }, { factor: 'recovery_code' }],
        send_again_at: null,
      },
    });
  }

  #factor(id: ConnectionId) {
    return this.#home.connection(id)?.twoFactor ?? ({ state: 'unknown' } as const);
  }

  #under(id: ConnectionId, twoFactorChange: TwoFactorChangeView | null): void {
    this.#home.connect(id, { twoFactorChange });
  }

  /** `undefined`: no factor is in force. */
  #prove(id: ConnectionId, password: string, factor: SecondFactorInput | null | undefined): void {
    if (password === 'wrong') throw this.#home.fail('password_wrong');
    if (factor === null) throw this.#home.fail('factor_needed');
    if (factor) this.judge(id, factor);
  }

  #code(typed: string): void {
    const { fail } = this.#home;
    if (typed === USED_CODE) throw fail('factor_code_used');
    if (typed === EARLY_CODE) throw fail('authenticator_clock_off', { reference: 73 });
    if (typed === HASTY_CODE) throw fail('too_many_tries', { retryAfter: 30 });
    if (typed !== CODE) throw fail('factor_code_wrong');
  }

  #recoveryCode(typed: string): void {
    const plain = (text: string) => text.replace(/[\s-]/g, '').toUpperCase();
    if (!RECOVERY_CODES.some((code) => plain(code) === plain(typed)))
      throw this.#home.fail('recovery_code_wrong');
  }
}
