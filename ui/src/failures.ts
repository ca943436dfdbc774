// One table over everything that can go wrong: how grave it is, what it says, what helps.
// A code that is missing here, or without a sentence in a catalogue, does not compile.

import type { EndReason, Failure, FailureCode, ProtectionTrouble } from './backend';
import type { Catalogue, Said } from './i18n/en';

/** `input`: said at the field. `wait`: passes by itself. `act`: the owner has to do something elsewhere. */
export type Severity = 'input' | 'wait' | 'act';

export const failureSeverity = {
  account_exists: 'input',
  address_not_allowed: 'input',
  certificate_expired: 'act',
  certificate_untrusted: 'act',
  clock_off: 'act',
  data_damaged: 'act',
  data_from_newer_version: 'act',
  disk_full: 'act',
  email_invalid: 'input',
  keychain_absent: 'act',
  keychain_denied: 'act',
  keychain_key_missing: 'act',
  keychain_locked: 'act',
  keychain_timed_out: 'act',
  nickname_control_characters: 'input',
  nickname_empty: 'input',
  nickname_too_long: 'input',
  not_now: 'wait',
  not_recognised: 'act',
  not_there: 'wait',
  passphrase_wrong: 'input',
  password_too_long: 'input',
  password_too_short: 'input',
  recovery_key_mismatch: 'input',
  service_busy: 'wait',
  service_garbled: 'wait',
  service_refused: 'wait',
  service_timed_out: 'wait',
  service_unreachable: 'wait',
  session_ended: 'act',
  storage_unavailable: 'act',
  too_many_tries: 'wait',
  wrong_credentials: 'input',
} as const satisfies Record<FailureCode, Severity>;

export function sayFailure(failure: Failure, t: Catalogue): Said & { severity: Severity } {
  // A newer program may know a code that this window does not.
  const code = failure.code in failureSeverity ? failure.code : 'not_now';
  return {
    severity: failureSeverity[code],
    ...t.failures[code](failure.retryAfter ?? 0, failure.reference ?? 0),
  };
}

/** How the re-login layer behaves for each way a session can end. */
export const endings = {
  account_deleted: { signIn: false, alarm: true, held: true },
  account_disabled: { signIn: false, alarm: true, held: true },
  expired: { signIn: true, alarm: false, held: false },
  global_reset: { signIn: true, alarm: true, held: false },
  password_changed: { signIn: true, alarm: true, held: false },
  revoked_elsewhere: { signIn: true, alarm: true, held: true },
  suspected_theft: { signIn: true, alarm: true, held: true },
  two_factor_changed: { signIn: true, alarm: true, held: false },
} as const satisfies Record<EndReason, { signIn: boolean; alarm: boolean; held: boolean }>;

/** Which ways out the protection screen offers. "Try again" is always one. */
export const protectionWays = {
  disk_full: [],
  keychain_absent: ['passphrase', 'run_only'],
  keychain_denied: ['passphrase', 'run_only'],
  keychain_key_missing: ['aside', 'run_only'],
  keychain_locked: ['run_only'],
  keychain_timed_out: ['passphrase', 'run_only'],
  newer_version: ['aside', 'run_only'],
  passphrase_wrong: ['aside'],
  storage_unavailable: ['run_only'],
} as const satisfies Record<ProtectionTrouble, readonly ('passphrase' | 'run_only' | 'aside')[]>;
