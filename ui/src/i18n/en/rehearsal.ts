// Rehearsing coming back: what helps when, and what each try came to.

import type { RehearsedKey } from '../../backend';
import { at, many, n } from './counts';

export const rehearsal = {
  title: 'Rehearse coming back',
  lead: 'Try out now what would let you in if your phone is lost, or if you forget your password. Nothing is used up, nobody is told, and nothing changes.',
  lastAt: (moment: number) => `You last rehearsed it on ${at(moment)}.`,
  lost: 'What helps if you lose…',
  phone: 'your phone',
  phoneHelp: 'Sign in with your password and a recovery code. Each code is good once.',
  both: 'your phone and the codes',
  bothHelp: 'Sign in with your password and the recovery key, then set up another phone.',
  password: 'your password',
  passwordHelp:
    'The recovery key leads to a new one. Where two-factor is on, it takes a code or a recovery code as well; where it is off, a day has to pass first.',
  address: 'the e-mail address that you sign in with',
  addressHelp:
    'It is on the sheet with your recovery key, and on every computer that is signed in. Once you have changed it, only the new one finds your account; for a day you can put the old one back.',
  more: 'your password, and the recovery key or all codes',
  moreHelp:
    'Nothing lets you in any more: no code, no key, and nobody at the service. Computers that are signed in stay so until they are signed out.',

  go: 'Try it',
  trying: 'Trying…',
  passwordTitle: 'Your password',
  passwordBody: 'Asked for each time you sign in, whatever else you have.',
  passwordRight: 'This is your password.',
  passwordWrong: 'This is not your password. Nothing has happened; try again.',
  codeTitle: 'A recovery code',
  codeBody: 'One of those that you kept when you turned two-factor on.',
  codeLabel: 'Recovery code',
  codeRight: (left: number) =>
    many(left, {
      one: 'This one would let you in. Nothing was used up: it is the last one you have, so make new ones soon.',
      other: `This one would let you in. Nothing was used up: you have ${n(left)} left.`,
    }),
  /** What comes after the verdict on a key that is right. */
  keyForgotten: {
    on: 'If you forget your password, it leads to a new one, together with a code or a recovery code.',
    off: 'If you forget your password, it leads to a new one, after a day.',
    unknown: 'If you forget your password, it leads to a new one.',
  },
  codeWrong: 'This is none of your codes, or it was used before. Nothing has happened; try another.',
  codeNone: 'Two-factor is off, so there are no codes: your password alone lets you in.',
  codePassword: 'Try your password first. For five minutes after that you can try codes.',
  keyTitle: 'The recovery key',
  keyBody:
    'Eight groups, from the day your account was made or from when you made a new one. It is checked on this computer and not sent.',
  keyLabel: 'Recovery key',
  keyWorth: {
    signs_in: 'This is your recovery key. With your password it lets you in without your phone.',
    signs_in_now:
      'This is your recovery key. Until now it could not let you in without your phone; together with your password it can from now on.',
    opens_names_only:
      'This is your recovery key, but it cannot let you in without your phone yet, nor make up for a forgotten password. Turn two-factor off, try your password and the key here once more, then turn two-factor on.',
    wrong: 'This is not the recovery key of this account. It has eight groups of four letters and digits.',
  } satisfies Record<RehearsedKey, string>,
  demoKey: 'The demo home’s recovery key is known to everybody, so that you can try this:',
  signedOutBody: (name: string) => `To rehearse coming back to ${name}, sign in first.`,
};
