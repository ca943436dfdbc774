// The day between the recovery key and the new password, where two-factor is off, and the days after it.

import type { ConnectionView } from '../../backend';

/** Milliseconds in which the new password can be chosen, once it can be. The service has the same. */
export const OPEN_FOR = 7 * 24 * 3_600_000;

/** `over`: it begins anew. */
export type Wait = { is: 'ahead' | 'open' | 'over'; email: string; from: number };

/** Where somebody was on the way to a new password: whose account it is about. */
export function recoveringAs(connection: ConnectionView): string | null {
  const recovery = connection.passwordRecovery;
  return recovery && recovery.state !== 'none' ? recovery.email : null;
}

export function waitOf(connection: ConnectionView | undefined, now: number): Wait | null {
  const recovery = connection?.passwordRecovery;
  if (recovery?.state !== 'waits') return null;
  const { email, available_at: from } = recovery;
  if (now < from) return { is: 'ahead', email, from };
  return { is: now < from + OPEN_FOR ? 'open' : 'over', email, from };
}
