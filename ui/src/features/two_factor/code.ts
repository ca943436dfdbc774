// What an owner types where a code is wanted, and what it looks like.

import type { Failure } from '../../backend';

/** Digits of an authenticator's code (RFC 6238). */
export const CODE_LENGTH = 6;
/** Characters of a recovery code without its hyphens. */
const RECOVERY_CODE_LENGTH = 16;
/** Between groups of digits, in what apps show and what messages hold. */
const BETWEEN = /[\s\p{Pd}.]/gu;

export type CodeFault = 'letters' | 'long' | 'recovery_code';

/** As it goes into the field: full-width digits become digits, and what stands between groups goes. */
export function tidyCode(typed: string): string {
  return typed.normalize('NFKC').replace(BETWEEN, '');
}

export function isWhole(code: string): boolean {
  return code.length === CODE_LENGTH && /^[0-9]+$/.test(code);
}

/** What cannot become a code, however it goes on. `tidy`: from {@link tidyCode}. */
export function faultOf(tidy: string): CodeFault | null {
  if (/[^0-9]/.test(tidy)) return looksLikeRecoveryCode(tidy) ? 'recovery_code' : 'letters';
  return tidy.length > CODE_LENGTH ? 'long' : null;
}

/** The same code again would be refused again. After anything else it may still be good. */
export function isSpent(failure: Failure | null): boolean {
  return (
    failure?.code === 'factor_code_wrong' ||
    failure?.code === 'factor_code_used' ||
    failure?.code === 'authenticator_clock_off'
  );
}

/** Long enough, and of its letters only. Whether it is one, the service says. */
function looksLikeRecoveryCode(tidy: string): boolean {
  return tidy.length === RECOVERY_CODE_LENGTH && /^[0-9a-tv-z]+$/i.test(tidy);
}
