// Rehearsing coming back: what helps when, and what each try came to.

import type { RehearsedKey } from '../../backend';
import { at, many, n } from './counts';

export const rehearsal = {
  title: 'Test your recovery options',
  lead: 'Find out now what would let you in if you lose your phone or forget your password. Nothing is used up, nobody is notified, and nothing changes.',
  lastAt: (moment: number) => `Last tested on ${at(moment)}.`,
  lost: 'What to do if you lose…',
  phone: 'your phone',
  phoneHelp: 'Sign in with your password and a recovery code. Each code works once.',
  both: 'your phone and your codes',
  bothHelp: 'Sign in with your password and your recovery key, then set up another phone.',
  password: 'your password',
  passwordHelp:
    'Your recovery key lets you set a new one. If two-factor is on, you also need a code or a recovery code; if it’s off, you have to wait a day.',
  address: 'the e-mail address you sign in with',
  addressHelp:
    'It’s on the sheet with your recovery key, and on every signed-in computer. Once you’ve changed it, only the new one finds your account; for a day you can restore the old one.',
  more: 'your password, plus your recovery key or all your codes',
  moreHelp: 'Porchlight can’t let you in any more. Ask the people who run the service.',
  stay: 'Signed-in computers stay signed in until they’re signed out.',

  go: 'Try it',
  trying: 'Trying…',
  passwordTitle: 'Your password',
  passwordBody: 'You need it every time you sign in, whatever else you have.',
  passwordRight: 'This is your password.',
  passwordWrong: 'This isn’t your password. Nothing happened; try again.',
  codeTitle: 'A recovery code',
  codeBody: 'One of the codes you saved when you turned on two-factor.',
  codeLabel: 'Recovery code',
  codeRight: (left: number) =>
    many(left, {
      one: 'This one would let you in. It hasn’t been used up: it’s your last one, so make new ones soon.',
      other: `This one would let you in. It hasn’t been used up: you have ${n(left)} left.`,
    }),
  /** What comes after the verdict on a key that is right. */
  keyForgotten: {
    on: 'If you forget your password, it lets you set a new one, together with a code or a recovery code.',
    off: 'If you forget your password, it lets you set a new one, after a day.',
    unknown: 'If you forget your password, it lets you set a new one.',
  },
  codeWrong: 'This isn’t one of your codes, or it has been used. Nothing happened; try another.',
  codeNone: 'Two-factor is off, so there are no codes: your password alone lets you in.',
  codePassword: 'Try your password first. Then you have five minutes to try codes.',
  keyTitle: 'The recovery key',
  keyBody:
    'Eight groups, from when you created your account or made a new key. It’s checked on this computer and isn’t sent anywhere.',
  keyLabel: 'Recovery key',
  keyWorth: {
    signs_in: 'This is your recovery key. With your password it lets you in without your phone.',
    signs_in_now:
      'This is your recovery key. Until now it couldn’t let you in without your phone; together with your password, now it can.',
    opens_names_only:
      'This is your recovery key, but it can’t let you in without your phone yet, or replace a forgotten password. Turn two-factor off, try your password and the key here again, then turn two-factor on.',
    wrong: 'This isn’t this account’s recovery key. It has eight groups of four letters and digits.',
  } satisfies Record<RehearsedKey, string>,
  demoKey: 'The demo home’s recovery key is public, so you can try this:',
  signedOutBody: (name: string) => `Sign in to test your recovery options for ${name}.`,
};
