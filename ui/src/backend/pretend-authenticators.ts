// Authenticators of a home that is not there. Its codes are no codes: the minute, over and over.

import type {
  AuthenticatorCode,
  AuthenticatorImport,
  AuthenticatorsView,
  AuthenticatorView,
  CodeKind,
  Failure,
  FailureCode,
} from './index';

export const USUAL: CodeKind = { algorithm: 'sha1', digits: 6, period: 30 };
const UNDO_MS = 60_000;

export function authenticator(id: number, more: Partial<AuthenticatorView> = {}): AuthenticatorView {
  return { id, issuer: `Maker ${id}`, account: null, kind: USUAL, ...more };
}

export class PretendAuthenticators {
  list: AuthenticatorView[] = [];
  /** What the next thing that is brought in turns out to be. */
  next: AuthenticatorImport | FailureCode = {
    issuer: 'Wyze',
    account: 'ada@example.org',
    kind: USUAL,
    doubtful: false,
    moreSaid: false,
    known: null,
  };
  onClipboard = '';
  #removed: { at: number; one: AuthenticatorView; until: number } | null = null;
  #importing: AuthenticatorImport | null = null;

  constructor(readonly fail: (code: FailureCode) => Failure) {}

  view(): AuthenticatorsView {
    const removed = this.#removed && this.#removed.until > Date.now() ? this.#removed : null;
    return {
      authenticators: this.list,
      removed: removed && { authenticator: removed.one, until: removed.until },
    };
  }

  import(): AuthenticatorImport {
    if (typeof this.next === 'string') throw this.fail(this.next);
    return (this.#importing = this.next);
  }

  cancel(): void {
    this.#importing = null;
  }

  keep(issuer: string, account: string | null): AuthenticatorsView {
    if (!this.#importing) throw this.fail('not_now');
    if (issuer.trim() === '') throw this.fail('nickname_empty');
    const { kind } = this.#importing;
    this.list = [...this.list, authenticator(this.list.length + 100, { issuer, account, kind })];
    this.#importing = null;
    return this.view();
  }

  code(of: number | null): AuthenticatorCode {
    const kind = of === null ? this.#importing?.kind : this.list.find(({ id }) => id === of)?.kind;
    if (!kind) throw this.fail('not_there');
    const step = Math.floor(Date.now() / 1000 / kind.period);
    const code = String((step * 7919 + (of ?? 0)) % 10 ** kind.digits).padStart(kind.digits, '0');
    return { code, until: (step + 1) * kind.period * 1000, period: kind.period };
  }

  copy(of: number | null): void {
    this.onClipboard = this.code(of).code;
  }

  remove(id: number): AuthenticatorsView {
    const at = this.list.findIndex((one) => one.id === id);
    const one = this.list[at];
    if (!one) throw this.fail('not_there');
    this.#removed = { at, one, until: Date.now() + UNDO_MS };
    this.list = this.list.toSpliced(at, 1);
    return this.view();
  }

  bringBack(): AuthenticatorsView {
    if (!this.#removed) throw this.fail('not_now');
    this.list = this.list.toSpliced(this.#removed.at, 0, this.#removed.one);
    this.#removed = null;
    return this.view();
  }
}
