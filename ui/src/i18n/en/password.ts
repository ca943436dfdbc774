// Choosing a password, and changing it.

import type { Breach, Objection, PasswordHint, Strength } from '../../backend';
import { many, n } from './counts';

export const password = {
  title: 'Password',
  at: (name: string) => `Password at ${name}`,
  line: 'Cameras, names and integrations stay as they are when you change it.',
  change: 'Change',
  body: 'You need no new one every few months. Change it when somebody may know it, or when you use it elsewhere too.',
  demo: 'In the demo home, the key under the mat does not fit any more then. Starting afresh in Settings brings the first one back.',
  signedOut: 'You are signed out',
  signedOutBody: (name: string) => `To change your password at ${name}, sign in first.`,

  current: 'Current password',
  wrongCurrent: 'This is not your current password. Nothing has changed.',
  next: 'New password',
  repeat: 'The new password once more',
  differs: 'The two are not the same yet.',
  signOutOthersHint: 'They are told why, and sign in again with the new password. Nothing is lost there.',
  go: 'Change password',
  changing: 'Changing it…',

  changed: 'Your password is changed.',
  changedBefore: 'Your password had been changed already: only the answer to an earlier try was lost.',
  othersOut: 'Only this computer is still signed in.',
  othersStay: 'All computers stay signed in.',
  asBefore: 'Your cameras, their names, your integrations and your recovery key are as before.',
  unchecked: 'Whether this password has leaked could not be checked.',

  empty: 'At least 8 characters, of any kind. Four unrelated words are easy to keep in mind.',
  short: (left: number) => many(left, { one: '1 more character.', other: `${n(left)} more characters.` }),
  long: 'At most 256 characters.',
  strengths: {
    very_weak: 'Very weak.',
    weak: 'Weak.',
    fair: 'Fair. You may use it; longer is better.',
    good: 'Good.',
    strong: 'Strong.',
  } satisfies Record<Strength, string>,
  objections: {
    common: 'This is among the first passwords that anybody tries. Choose another.',
    own_word: 'This is a name that people who know you would try. Choose another.',
  } satisfies Record<Objection, string>,
  hints: {
    capitals: 'Capital letters do not help much.',
    common_password: 'It resembles a password that many people use.',
    dates: 'Dates are easy to guess.',
    keyboard_pattern: 'Keys that lie side by side are easy to guess.',
    more_words: 'Another word or two would help; unusual ones help most.',
    names: 'Names are easy to guess.',
    one_word: 'A single word is easy to guess.',
    own_words: 'It holds a word of yours: your address, a camera, a room or a network.',
    repeats: 'Repeating the same does not help much.',
    reversed: 'Words spelt backwards do not help much.',
    sequences: 'Sequences such as abc or 6543 are easy to guess.',
    substitutions: 'Signs in place of letters, such as @ for a, do not help much.',
    years: 'Years are easy to guess.',
  } satisfies Record<PasswordHint, string>,
  suggestion: {
    ask: 'Suggest a passphrase',
    another: 'Suggest another one',
    words: 'Suggested passphrase',
    worth: (bits: number) =>
      `Chance has chosen it: ${n(bits)} bits, which nobody guesses. Write it down, or put it in a password manager, and type it once more.`,
  },
  looking: 'Looking whether it has leaked…',
  breaches: {
    found: (times: number) =>
      many(times, {
        one: 'This password has leaked somewhere, and people who break in try such ones. Choose another.',
        other: `This password has leaked ${n(times)} times somewhere, and people who break in try such ones. Choose another.`,
      }),
    not_checked: 'Whether it has leaked could not be checked. You may use it all the same.',
    not_found: 'It is in no list of leaked passwords that we know.',
    off: '',
  } satisfies Record<Breach['breach'], string | ((times: number) => string)>,
};
