// Codes for accounts elsewhere.

import type { CodeAlgorithm } from '../../backend';
import { many, n } from './counts';

export const authenticators = {
  title: 'Codes for other accounts',
  lineHint: 'Wyze, Ring and others ask for a code when you sign in. Porchlight can generate it.',
  open: 'Open',
  back: 'Security',
  lead: 'The codes your other camera accounts ask for when you sign in.',
  list: 'Accounts',
  empty: 'No accounts yet',
  emptyBody:
    'With two-factor on, a camera maker asks for a short code after the password. Porchlight can generate those codes, just like an app on your phone.',
  add: 'Add an account',
  again: 'Try again',
  clockOff: 'Codes generated here won’t be accepted until the clock is right.',
  runOnly:
    'Just this once: these accounts are forgotten when Porchlight closes. Don’t make this the only place that generates their codes.',

  show: 'Show',
  hide: 'Hide',
  copy: 'Copy',
  remove: 'Remove',
  about: (act: string, name: string) => `${act}: ${name}`,
  hidden: 'The code is hidden',
  secondsLeft: (seconds: number) =>
    many(seconds, { one: '1 second left', other: `${n(seconds)} seconds left` }),
  copied: 'Copied. The clipboard is cleared in 30 seconds.',

  removeTitle: (name: string) => `Remove ${name}?`,
  removeBody: (issuer: string) =>
    `Porchlight will stop generating its codes. ${issuer} still asks for one: turn two-factor off there first, or make sure a phone generates the codes too.`,
  removed: (name: string) => `${name} was removed.`,
  bringBack: 'Restore it',
  backAgain: (name: string) => `${name} was restored.`,

  bringTitle: 'Add an account',
  bringLead:
    'Turn on two-factor at the camera maker and choose “authenticator app”. It shows a QR code and, often under “can’t scan it?”, a secret key.',
  pasted: 'Secret key or otpauth link',
  pastedHint:
    'Paste the key or link here, or use a picture of the QR code: drop it, paste it, or choose a file.',
  which: 'Which of these is it?',
  whichOnes: {
    key: {
      name: 'Secret key',
      what: '16 or 32 letters and digits, often in groups of four. This is the one.',
    },
    square: { name: 'QR code', what: 'The same key as a picture. A screenshot works.' },
    code: {
      name: 'Six-digit code',
      what: 'Generated from the key, and valid for half a minute. It can’t generate others.',
    },
    recovery: {
      name: 'Recovery codes',
      what: 'For when you can’t get codes any other way. Keep them on paper; they’re not used here.',
    },
  },

  tryTitle: 'Does the camera maker accept it?',
  tryLead:
    'Type this code where the camera maker asks for one. Once it’s accepted, two-factor is on there: then save here.',
  tried: 'Not accepted? Try the next code once. Then check this computer’s clock, and the key.',
  kind: (digits: number, period: number) => `${n(digits)} digits, a new one every ${n(period)} seconds`,
  algorithms: { sha1: 'SHA-1', sha256: 'SHA-256', sha512: 'SHA-512' } satisfies Record<CodeAlgorithm, string>,
  doubtful: 'It has hyphens, as recovery codes often do. If the code isn’t accepted, that’s why.',
  moreSaid:
    'The link also says something Porchlight doesn’t understand. If the code isn’t accepted, that may be why.',
  known: (name: string) => `You already have this one: ${name}. It generates the same codes.`,
  sameName: 'You already have one with this name. A different name makes them easier to tell apart.',
  issuer: 'Maker or service',
  account: 'Account (if you have several)',

  means: 'What keeping codes on this computer means',
  meanings: [
    'Someone who steals your password still can’t sign in: they don’t have the code.',
    'Anyone using this computer while it’s unlocked has the codes and, with a saved password, both factors. A phone keeps them apart.',
    'If you lose this computer, you lose the codes. Keep each maker’s recovery codes on paper, or add the same key to a phone too.',
    'The keys are stored with your other secrets, never leave this computer, and can’t be read out of Porchlight again.',
  ],
};
