// The accounts for which codes are made, while the owner looks at them; and the one that is being brought in.

import { Attempt } from '../../app/attempt.svelte';
import {
  backend,
  type AuthenticatorImport,
  type AuthenticatorsView,
  type AuthenticatorView,
} from '../../backend';

export class Authenticators {
  /** `null` until the keychain has answered once. */
  view = $state.raw<AuthenticatorsView | null>(null);
  /** Tried, and not kept yet. */
  import = $state.raw<AuthenticatorImport | null>(null);
  readonly looking = new Attempt();
  readonly reading = new Attempt();
  readonly keeping = new Attempt();
  readonly acting = new Attempt();

  look(): Promise<boolean> {
    return this.looking.run(async () => {
      this.view = await backend().authenticators();
    });
  }

  bringIn(ask: () => Promise<AuthenticatorImport>): Promise<boolean> {
    this.keeping.failure = null;
    return this.reading.run(async () => {
      this.import = await ask();
    });
  }

  keep(issuer: string, account: string): Promise<boolean> {
    return this.keeping.run(async () => {
      this.view = await backend().keepAuthenticator(issuer, account.trim() === '' ? null : account);
      this.import = null;
    });
  }

  /** Nothing is left of what was brought in; also when the owner just goes away. */
  cancel(): void {
    this.import = null;
    this.reading.failure = null;
    void backend()
      .cancelImport()
      .catch(() => undefined);
  }

  remove({ id }: AuthenticatorView): Promise<boolean> {
    return this.acting.run(async () => {
      this.view = await backend().removeAuthenticator(id);
    });
  }

  bringBack(): Promise<boolean> {
    return this.acting.run(async () => {
      this.view = await backend().bringAuthenticatorBack();
    });
  }
}

/** On one line. */
export const nameOf = ({ issuer, account }: { issuer: string; account: string | null }): string =>
  account ? `${issuer} · ${account}` : issuer;

/** Names are the same to an owner whatever their case. */
export const sameName = (one: string, other: string): boolean =>
  one.normalize('NFC').trim().toLowerCase() === other.normalize('NFC').trim().toLowerCase();
