// What a try came to, in words.

import {
  asFailure,
  backend,
  type ConnectionId,
  type ConnectionView,
  type RehearsedCode,
} from '../../backend';
import { home } from '../../app/home.svelte';
import type { Catalogue } from '../../i18n/en';

export type Verdict = { right: boolean; text: string };
type Words = Catalogue['rehearsal'];

export async function tryPassword(connection: ConnectionId, typed: string, t: Words): Promise<Verdict> {
  try {
    await backend().rehearsePassword(connection, typed);
    return { right: true, text: t.passwordRight };
  } catch (error) {
    if (asFailure(error).code !== 'wrong_credentials') throw error;
    return { right: false, text: t.passwordWrong };
  }
}

export async function tryCode(connection: ConnectionId, typed: string, t: Words): Promise<Verdict> {
  const tried = await backend().rehearseRecoveryCode(connection, typed);
  return { right: tried.code === 'right', text: sayCode(tried, t) };
}

export async function tryKey(connection: ConnectionId, typed: string, t: Words): Promise<Verdict> {
  const tried = await backend().rehearseRecoveryKey(connection, typed);
  const right = tried === 'signs_in' || tried === 'signs_in_now';
  const from = home.connection(connection);
  const forgotten = right && from?.passwordRecovery ? ` ${t.keyForgotten[factorOf(from)]}` : '';
  return { right, text: t.keyWorth[tried] + forgotten };
}

function factorOf({ twoFactor: { state } }: ConnectionView): 'on' | 'off' | 'unknown' {
  return state === 'not_offered' ? 'off' : state;
}

function sayCode(tried: RehearsedCode, t: Words): string {
  switch (tried.code) {
    case 'right':
      return t.codeRight(tried.left);
    case 'wrong':
      return t.codeWrong;
    case 'none_needed':
      return t.codeNone;
    case 'password_first':
      return t.codePassword;
  }
}
