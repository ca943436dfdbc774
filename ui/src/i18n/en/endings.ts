// A session that a service ended, and the way back in.

import type { EndReason } from '../../backend';
import { at, countChanges, many, n } from './counts';

type Ended = {
  title: string;
  /** Who did it, and when. */
  when: (service: string, moment: number, by: string | null) => string;
  safe: string;
  next: string;
};

export const ends: Record<EndReason, Ended> = {
  account_deleted: {
    title: 'This account was deleted',
    when: (service, moment) => `${service} deleted the account on ${at(moment)}.`,
    safe: 'Your cameras keep working. Your camera list is still on this computer.',
    next: 'If you didn’t ask for this, contact whoever runs the service.',
  },
  account_disabled: {
    title: 'This account was disabled',
    when: (service, moment) => `${service} disabled the account on ${at(moment)}.`,
    safe: 'Your cameras and their names are still on this computer.',
    next: 'Contact whoever runs the service. Only they can enable it.',
  },
  expired: {
    title: 'Sign in to continue',
    when: (service, moment) =>
      `It’s been a while: ${service} ended this session on ${at(moment)}, as it does from time to time.`,
    safe: 'Everything. Your cameras, their names and your changes are here.',
    next: 'Type your password. That’s all.',
  },
  global_reset: {
    title: 'You were signed out, and so was everyone else',
    when: (service, moment) => `${service} ended every session on ${at(moment)}.`,
    safe: 'Your cameras, their names and your changes are on this computer.',
    next: 'Sign in again with your password. Your cameras and changes are waiting. Anything else comes after that, step by step.',
  },
  not_stated: {
    title: 'You were signed out',
    when: (service, moment) => `${service} ended this session on ${at(moment)}. It doesn’t say why.`,
    safe: 'Your cameras, their names and your changes are here. Nothing is sent without your OK.',
    next: 'Sign in again. If you didn’t change the password or sign out yourself, change the password right after.',
  },
  password_changed: {
    title: 'Your password was changed',
    when: (service, moment, by) =>
      by
        ? `It was changed on ${at(moment)} from ${by}, and ${service} signed out the other computers.`
        : `It was changed on ${at(moment)}, and ${service} signed out the other computers.`,
    safe: 'Your cameras, their names and your changes are here.',
    next: 'Sign in with the new password. If it wasn’t you, choose “Forgot your password?” right away and have your recovery key ready; and tell whoever runs the service.',
  },
  revoked_elsewhere: {
    title: 'You signed this computer out',
    when: (service, moment, by) =>
      by
        ? `That was on ${at(moment)}, from ${by}, at ${service}.`
        : `That was on ${at(moment)}, from another computer, at ${service}.`,
    safe: 'Your cameras, their names and your changes are here. Nothing is sent without your OK.',
    next: 'If it was you, sign in again whenever you like.',
  },
  suspected_theft: {
    title: 'Someone may have copied your session',
    when: (service, moment) => `${service} saw it used in two places and ended it on ${at(moment)}.`,
    safe: 'The session doesn’t contain your password. Your changes wait here until you’ve reviewed them.',
    next: 'Sign in again, then check that every change is yours.',
  },
  too_many_computers: {
    title: 'Another computer took the place of this one',
    when: (service, moment) =>
      `${service} limits how many computers can be signed in. Another one signed in on ${at(moment)}, and this one had been idle the longest.`,
    safe: 'Your cameras, their names and your changes are here.',
    next: 'Sign in again, then review the signed-in computers and sign out any you don’t use or don’t know.',
  },
  two_factor_changed: {
    title: 'Two-factor was changed',
    when: (service, moment, by) =>
      by
        ? `It was changed on ${at(moment)} from ${by}, and ${service} signed out the other computers.`
        : `It was changed on ${at(moment)}, and ${service} signed out the other computers.`,
    safe: 'Your cameras, their names and your changes are here.',
    next: 'Sign in again. If it wasn’t you, change your password right away.',
  },
};

export const relogin = {
  safe: 'Still safe',
  next: 'What to do next',
  password: (email: string) => `Password for ${email}`,
  otherEmail: 'My e-mail address has changed',
  again: 'Sign in again',
  later: 'Later',
  why: 'Read why',
  advisory: 'Read the advisory',
  passwordChanged: (moment: number) =>
    `The password was last changed from this computer on ${at(moment)}. Many services sign everyone out after that.`,
  close: 'Close',
  saveList: 'Save the camera list',
  savedList: 'Saved.',
  kept: (draft: string | null, waiting: number) =>
    draft && waiting
      ? `“${draft}” and ${countChanges(waiting)} waiting are safe. You’ll pick up where you left off.`
      : draft
        ? `“${draft}” is safe. You’ll pick up where you left off.`
        : waiting
          ? `${countChanges(waiting)} waiting ${waiting === 1 ? 'is' : 'are'} safe and will be sent after you sign in.`
          : 'You’ll pick up where you left off.',
  keptHeld: (draft: string | null, waiting: number) =>
    draft && waiting
      ? `“${draft}” and ${countChanges(waiting)} waiting are safe. You decide after you sign in.`
      : draft
        ? `“${draft}” is safe. You’ll pick up where you left off.`
        : waiting
          ? `${countChanges(waiting)} waiting ${waiting === 1 ? 'is' : 'are'} safe. You decide after you sign in.`
          : 'You’ll pick up where you left off.',
  keptHere: (waiting: number) =>
    waiting
      ? `${countChanges(waiting)} that ${waiting === 1 ? 'was' : 'were'} not sent ${waiting === 1 ? 'stays' : 'stay'} on this computer.`
      : 'Nothing was waiting to be sent.',
  says: (service: string) => `${service} says`,
  more: (count: number) =>
    many(count, { one: 'One more after this.', other: `${n(count)} more after this.` }),
  bar: (name: string) => `You’re signed out of ${name}.`,
};

export const held = {
  title: (count: number) => `${countChanges(count)} from before you were signed out`,
  body: 'Nothing was sent. Are these changes yours?',
  send: 'Send them',
  discard: 'Discard them',
  look: 'Review them first',
};
