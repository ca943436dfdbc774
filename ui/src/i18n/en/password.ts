// Choosing a password, and changing it.

import type { Breach, Objection, PasswordHint, Strength } from '../../backend';
import { many, n } from './counts';

export const password = {
  title: 'Password',
  at: (name: string) => `Password at ${name}`,
  line: 'Cameras, names and linked services stay as they are when you change it.',
  change: 'Change',
  body: 'You don’t need to change it every few months. Change it if someone may know it, or if you use it elsewhere too.',
  demo: 'In the demo home, the key under the mat then stops working. To get the first one back, reset the demo home in Settings.',
  signedOut: 'You’re signed out',
  signedOutBody: (name: string) => `Sign in to change your password at ${name}.`,

  current: 'Current password',
  wrongCurrent: 'This isn’t your current password. Nothing has changed.',
  next: 'New password',
  repeat: 'Repeat the new password',
  differs: 'The two don’t match yet.',
  signOutOthersHint: 'They’re told why, and sign in again with the new password. Nothing is lost there.',
  go: 'Change password',
  changing: 'Changing your password…',

  changed: 'Your password was changed.',
  changedBefore: 'Your password had already been changed: only the confirmation got lost.',
  othersOut: 'Only this computer is still signed in.',
  othersStay: 'All computers stay signed in.',
  asBefore: 'Your cameras, their names, your linked services and your recovery key are unchanged.',
  unchecked: 'We couldn’t check whether this password has leaked.',

  empty: 'At least 8 characters of any kind. Four unrelated words are easy to remember.',
  short: (left: number) => many(left, { one: '1 more character.', other: `${n(left)} more characters.` }),
  long: 'At most 256 characters.',
  strengths: {
    very_weak: 'Very weak.',
    weak: 'Weak.',
    fair: 'OK. You can use it; longer is better.',
    good: 'Good.',
    strong: 'Strong.',
  } satisfies Record<Strength, string>,
  objections: {
    common: 'This is one of the first passwords anyone would try. Choose another one.',
    own_word: 'People who know you would try this. Choose another one.',
  } satisfies Record<Objection, string>,
  hints: {
    capitals: 'Capital letters don’t help much.',
    common_password: 'It’s similar to a password many people use.',
    dates: 'Dates are easy to guess.',
    keyboard_pattern: 'Keys next to each other are easy to guess.',
    more_words: 'Another word or two would help; unusual ones help most.',
    names: 'Names are easy to guess.',
    one_word: 'A single word is easy to guess.',
    own_words: 'It contains one of your own words: your address, a camera, a room or a network.',
    repeats: 'Repetition doesn’t help much.',
    reversed: 'Words spelt backwards don’t help much.',
    sequences: 'Sequences such as abc or 6543 are easy to guess.',
    substitutions: 'Symbols in place of letters, such as @ for a, don’t help much.',
    years: 'Years are easy to guess.',
  } satisfies Record<PasswordHint, string>,
  suggestion: {
    ask: 'Suggest a passphrase',
    another: 'Suggest another one',
    words: 'Suggested passphrase',
    worth: (bits: number) =>
      `Chosen at random: ${n(bits)} bits of entropy, which nobody can guess. Write it down or save it in a password manager, then type it again.`,
  },
  looking: 'Checking whether it has leaked…',
  breaches: {
    found: (times: number) =>
      many(times, {
        one: 'This password has appeared in a data leak, and attackers try leaked passwords first. Choose another one.',
        other: `This password has appeared ${n(times)} times in data leaks, and attackers try leaked passwords first. Choose another one.`,
      }),
    not_checked: 'We couldn’t check whether it has leaked. You can still use it.',
    not_found: 'It isn’t in any list of leaked passwords we know of.',
    off: '',
  } satisfies Record<Breach['breach'], string | ((times: number) => string)>,
};
