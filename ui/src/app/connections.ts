// What a connection is called, and what the window asks of it. Nothing else looks at the state of its session.

import type { ConnectionView, ProviderId, ResetView } from '../backend';
import { en } from '../i18n/en';
import { words } from '../i18n/index.svelte';

/** As the window has it: `name` tells it from all others. */
export type Connection = ConnectionView & {
  /** The name without whose account it is, for where that is said anyway. */
  service: string;
};

/** What tells it from others of the same name is worked out by the program, which says it in notifications as well. */
export function named(one: ConnectionView): Connection {
  const { host, account } = one.distinction;
  const service = join(sayName(one), host);
  return { ...one, name: join(service, account === '' ? words.t.common.anotherAccount : account), service };
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

const join = (...parts: (string | null)[]): string => parts.filter(Boolean).join(' · ');
