// What a connection is called, and what the window asks of it. Nothing else looks at the state of its session.

import type { ConnectionView, ProviderId, ResetView } from '../backend';
import { en } from '../i18n/en';
import { words } from '../i18n/index.svelte';

/** As the window has it: `name` tells it from all others. */
export type Connection = ConnectionView & {
  /** The name without whose account it is, for where that is said anyway. */
  service: string;
};

/** One service by its name, two of one name with the host as well, two accounts at one service with the e-mail address. */
export function named(all: readonly ConnectionView[]): Connection[] {
  return all.map((one) => {
    const called = all.filter((other) => sayName(other) === sayName(one));
    const accounts = called.filter(({ host }) => host === one.host);
    const service = join(sayName(one), accounts.length < called.length ? one.host : null);
    const name = accounts.length > 1 ? join(service, accountOf(one, accounts)) : service;
    return { ...one, name, service };
  });
}

/** What is said beside the name, without what the name says. */
export const beside = ({ name }: ConnectionView, ...facts: (string | null)[]): string =>
  join(...facts.filter((fact) => fact !== null && !name.includes(fact)));

export const isDemo = ({ demo }: ConnectionView): boolean => demo;

/** There is a session, and it counts. */
export const isSignedIn = (connection: ConnectionView | undefined): boolean =>
  connection?.session.state === 'active';

/** There is nothing to sign in to: its cameras let this computer in one by one. */
export const needsNoSignIn = (connection: ConnectionView | undefined): boolean =>
  connection?.session.state === 'not_needed';

/** Its cameras can be asked and changed now. A place without accounts needs no session for that. */
export const mayAct = (connection: ConnectionView | undefined): boolean =>
  isSignedIn(connection) || needsNoSignIn(connection);

export const isSignedOut = ({ session }: ConnectionView): boolean => session.state === 'signed_out';

export const isSigningIn = ({ session }: ConnectionView): boolean =>
  session.state === 'signing_in' || session.state === 'awaiting_second_factor';

/** The service ended the session, and nobody is signing in again yet. */
export const isReset = ({ session }: ConnectionView): boolean => session.state === 'reset';

/** What the layer is about, while a session is ended and also while the owner signs in over it. */
export function resetOf({ session }: ConnectionView): ResetView | null {
  return 'reset' in session ? session.reset : null;
}

/** The owner has been let in here, and the screens behind the porch make sense. */
export const isInside = (connection: ConnectionView): boolean =>
  mayAct(connection) || resetOf(connection) !== null;

/** Another account can be added at the same place. */
export const takesAccounts = (connection: ConnectionView): boolean =>
  !isDemo(connection) && !needsNoSignIn(connection);

/** A place that has no name of its own. */
export const sayPlace = (provider: ProviderId): string => words.t.places[provider] ?? provider;

/** A service is called as it calls itself; the demo home as the owner’s language calls it. */
function sayName(connection: ConnectionView): string {
  const { name, provider } = connection;
  if (name === '') return sayPlace(provider);
  return isDemo(connection) && name === en.desktop.demoHome ? words.t.desktop.demoHome : name;
}

/** By its address, or by its turn where nobody has ever signed in, or another was there with the same address. */
function accountOf(one: ConnectionView, accounts: readonly ConnectionView[]): string {
  const known = one.email !== '' && accounts.find(({ email }) => email === one.email) === one;
  return known ? one.email : words.t.common.accountNumber(accounts.indexOf(one) + 1);
}

const join = (...parts: (string | null)[]): string => parts.filter(Boolean).join(' · ');
