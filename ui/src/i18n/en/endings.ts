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
    safe: 'Your cameras go on working. The list of them is still on this computer.',
    next: 'If you did not ask for this, write to whoever runs the service.',
  },
  account_disabled: {
    title: 'This account was disabled',
    when: (service, moment) => `${service} disabled the account on ${at(moment)}.`,
    safe: 'Your cameras and their names are still on this computer.',
    next: 'Write to whoever runs the service. Only they can enable it.',
  },
  expired: {
    title: 'Sign in to go on',
    when: (service, moment) =>
      `It has been a while: ${service} ended this session on ${at(moment)}, as it does from time to time.`,
    safe: 'Everything. Your cameras, their names and your changes are here.',
    next: 'Type your password. That is all.',
  },
  global_reset: {
    title: 'You were signed out, and so was everybody',
    when: (service, moment) => `${service} ended every session on ${at(moment)}.`,
    safe: 'The service never had your password. Camera names, rooms and Wi-Fi names are sealed on your computers: nobody else can read them.',
    next: 'Sign in again with your password. Your cameras and changes are waiting. What else there is to do comes after that, step by step.',
  },
  password_changed: {
    title: 'Your password was changed',
    when: (service, moment, by) =>
      by
        ? `It was changed on ${at(moment)} from ${by}, and ${service} signed out the other computers.`
        : `It was changed on ${at(moment)}, and ${service} signed out the other computers.`,
    safe: 'Your cameras, their names and your changes are here.',
    next: 'Sign in with the new password. If it was not you, choose “Forgot your password?” at once and have your recovery key ready; and tell whoever runs the service.',
  },
  revoked_elsewhere: {
    title: 'You signed this computer out',
    when: (service, moment, by) =>
      by
        ? `That was on ${at(moment)}, from ${by}, at ${service}.`
        : `That was on ${at(moment)}, from another computer, at ${service}.`,
    safe: 'Your cameras, their names and your changes are here. Nothing is sent until you say so.',
    next: 'If it was you, sign in again whenever you like.',
  },
  suspected_theft: {
    title: 'Someone may have copied your session',
    when: (service, moment) => `${service} saw it used from two places and ended it on ${at(moment)}.`,
    safe: 'Your password was not in it. Changes you made wait here until you have looked at them.',
    next: 'Sign in again, then check that every change is yours.',
  },
  too_many_computers: {
    title: 'Another computer took the place of this one',
    when: (service, moment) =>
      `${service} keeps a limited number of computers signed in. One more signed in on ${at(moment)}, and this one had been unused for longest.`,
    safe: 'Your cameras, their names and your changes are here.',
    next: 'Sign in again, then look through the signed-in computers and sign out those that you do not use or do not know.',
  },
  two_factor_changed: {
    title: 'Two-factor was changed',
    when: (service, moment, by) =>
      by
        ? `It was changed on ${at(moment)} from ${by}, and ${service} signed out the other computers.`
        : `It was changed on ${at(moment)}, and ${service} signed out the other computers.`,
    safe: 'Your cameras, their names and your changes are here.',
    next: 'Sign in again. If it was not you, change your password at once.',
  },
};

export const relogin = {
  safe: 'Still safe',
  next: 'What to do next',
  password: (email: string) => `Password for ${email}`,
  otherEmail: 'My e-mail address is another one now',
  again: 'Sign in again',
  later: 'Later',
  why: 'Read why',
  advisory: 'Read the advisory',
  close: 'Close',
  saveList: 'Save the camera list',
  savedList: 'Saved.',
  kept: (draft: string | null, waiting: number) =>
    draft && waiting
      ? `“${draft}” and ${countChanges(waiting)} waiting are kept. You go on where you were.`
      : draft
        ? `“${draft}” is kept. You go on where you were.`
        : waiting
          ? `${countChanges(waiting)} waiting ${waiting === 1 ? 'is' : 'are'} kept and sent after you sign in.`
          : 'You go on where you were.',
  keptHeld: (draft: string | null, waiting: number) =>
    draft && waiting
      ? `“${draft}” and ${countChanges(waiting)} waiting are kept. You decide after you sign in.`
      : draft
        ? `“${draft}” is kept. You go on where you were.`
        : waiting
          ? `${countChanges(waiting)} waiting ${waiting === 1 ? 'is' : 'are'} kept. You decide after you sign in.`
          : 'You go on where you were.',
  keptHere: (waiting: number) =>
    waiting
      ? `${countChanges(waiting)} that ${waiting === 1 ? 'was' : 'were'} not sent ${waiting === 1 ? 'stays' : 'stay'} on this computer.`
      : 'Nothing was waiting to be sent.',
  says: (service: string) => `${service} says`,
  more: (count: number) =>
    many(count, { one: 'One more after this.', other: `${n(count)} more after this.` }),
  bar: (name: string) => `You are signed out of ${name}.`,
};

export const held = {
  title: (count: number) => `${countChanges(count)} from before you were signed out`,
  body: 'Nothing was sent. Are they yours?',
  send: 'Send them',
  discard: 'Throw them away',
  look: 'Look at them first',
};
