// What an owner may type for a network, judged while they type. The program judges again, and has the last word.

import type { Security } from '../../backend';

export type Judgement = 'empty' | 'short' | 'good' | 'key' | 'not_hex' | 'not_ascii' | 'long';

const LEAST = 8;
const KEY = 64;
/** Octets, in UTF-8. */
const NAME_MOST = 32;

/** 8 to 63 printable ASCII characters, or 64 hexadecimal digits (IEEE 802.11-2020 annex J.4). Never trimmed. */
export function judgePassword(typed: string): { judgement: Judgement; left: number } {
  const length = [...typed].length;
  return { judgement: judge(typed, length), left: Math.max(0, LEAST - length) };
}

function judge(typed: string, length: number): Judgement {
  if (length === 0) return 'empty';
  if (length === KEY) return /^[0-9a-f]+$/i.test(typed) ? 'key' : 'not_hex';
  if (length > KEY) return 'long';
  if (!/^[\x20-\x7e]+$/.test(typed)) return 'not_ascii';
  return length < LEAST ? 'short' : 'good';
}

export const usable = (judgement: Judgement): boolean => judgement === 'good' || judgement === 'key';

export const nameTooLong = (name: string): boolean => new TextEncoder().encode(name).length > NAME_MOST;

export function hasPassword(security: Security): boolean {
  return security === 'wep' || security === 'wpa' || security === 'wpa_and_wpa3' || security === 'wpa3';
}

/** Networks that no camera can use. Of one whose protection is not known, nobody knows. */
export function unsuitable(security: Security | null): 'enterprise' | 'wep' | null {
  return security === 'enterprise' || security === 'wep' ? security : null;
}
