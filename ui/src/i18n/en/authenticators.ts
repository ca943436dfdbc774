// Codes for accounts elsewhere.

import type { CodeAlgorithm } from '../../backend';
import { many, n } from './counts';

export const authenticators = {
  title: 'Codes for other accounts',
  lineHint: 'Wyze, Ring and others ask for a code when you sign in. Porchlight can make it.',
  open: 'Open',
  back: 'Security',
  lead: 'The codes that your other camera accounts ask for when you sign in there.',
  list: 'Accounts',
  empty: 'No account yet',
  emptyBody:
    'Where two-factor is on, a camera maker asks for a code of a few digits after the password. Porchlight can make those codes, as an app on a phone does.',
  add: 'Add an account',
  again: 'Try again',
  clockOff: 'Codes that are made here will not be accepted until it is right.',
  runOnly:
    'This run only: when Porchlight closes, these accounts are forgotten. Do not let it be the only place that makes their codes.',

  show: 'Show',
  hide: 'Hide',
  copy: 'Copy',
  remove: 'Remove',
  about: (act: string, name: string) => `${act}: ${name}`,
  hidden: 'The code is hidden',
  secondsLeft: (seconds: number) =>
    many(seconds, { one: '1 second left', other: `${n(seconds)} seconds left` }),
  copied: 'Copied. In 30 seconds the clipboard is emptied of it.',

  removeTitle: (name: string) => `Remove ${name}?`,
  removeBody: (issuer: string) =>
    `Porchlight makes no more codes for it. ${issuer} still asks for one: turn two-factor off there first, or be sure that a phone makes the codes as well.`,
  removed: (name: string) => `${name} is removed.`,
  bringBack: 'Bring it back',
  backAgain: (name: string) => `${name} is back.`,

  bringTitle: 'Add an account',
  bringLead:
    'Turn two-factor on at the camera maker, and choose “authenticator app”. It shows a square code, and below it often “I cannot scan it” with a secret key.',
  pasted: 'Secret key or otpauth link',
  pastedHint:
    'Paste the key or the link here, or show a picture of the square code: drop it, paste it, or choose it.',
  which: 'Which of them is it?',
  whichOnes: {
    key: { name: 'Secret key', what: '16 or 32 letters and digits, often in groups of four. This is it.' },
    square: { name: 'Square code', what: 'The same key as a picture. A screenshot of it will do.' },
    code: {
      name: 'Code of six digits',
      what: 'Made from the key, and good for half a minute. It makes no others.',
    },
    recovery: {
      name: 'Recovery codes',
      what: 'For the day on which nothing makes codes any more. Keep them on paper; they are not for here.',
    },
  },

  tryTitle: 'Does the maker accept it?',
  tryLead:
    'Type this code at the camera maker, where it asks for one. When it is accepted, two-factor is on there: then save here.',
  tried: 'Not accepted? Wait for the next code once. Then check the clock of this computer, and the key.',
  kind: (digits: number, period: number) => `${n(digits)} digits, a new one every ${n(period)} seconds`,
  algorithms: { sha1: 'SHA-1', sha256: 'SHA-256', sha512: 'SHA-512' } satisfies Record<CodeAlgorithm, string>,
  doubtful:
    'It is written with hyphens, as recovery codes often are. If the code is not accepted, that is why.',
  moreSaid:
    'The link says something more that Porchlight does not know. If the code is not accepted, that may be why.',
  known: (name: string) => `You have this one already: ${name}. It makes the same codes.`,
  sameName: 'There is one of this name already. Another name helps you to tell them apart.',
  issuer: 'Maker or service',
  account: 'Account (if you have several)',

  means: 'What it means to have them on this computer',
  meanings: [
    'Who learns your password elsewhere still cannot sign in: the code is missing.',
    'Who sits at this computer while it is unlocked has the codes, and with a saved password both factors. A phone keeps them apart.',
    'If this computer is lost, so are the codes. Keep the recovery codes of each maker on paper, or add the same key to a phone too.',
    'The keys lie where your other secrets lie, never leave this computer, and cannot be read out of Porchlight again.',
  ],
};
