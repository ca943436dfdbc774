// What the window asks of a connection. Nothing else looks at the state of its session.

import type { ConnectionView, ResetView } from '../backend';
import { en } from '../i18n/en';
import { words } from '../i18n/index.svelte';

export const isDemo = ({ demo }: Pick<ConnectionView, 'demo'>): boolean => demo;

/** There is a session, and it counts. */
export const isSignedIn = (connection: ConnectionView | undefined): boolean =>
  connection?.session.state === 'active';

/** Its cameras can be asked and changed now. A place without accounts needs no session for that. */
export const mayAct = (connection: ConnectionView | undefined): boolean => isSignedIn(connection);

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

/** A service is called as it calls itself; the demo home as the owner’s language calls it. */
export function sayName(connection: Pick<ConnectionView, 'demo' | 'name'>): string {
  const { name } = connection;
  return isDemo(connection) && name === en.desktop.demoHome ? words.t.desktop.demoHome : name;
}
