// What is around every room: the lamp, the rail, alerts, notices, the demo.

import type { EndReason, ProtectionNotice } from '../../backend';
import { at, many, n } from './counts';

export const common = {
  back: 'Back',
  cancel: 'Cancel',
  close: 'Close',
  dismiss: 'Dismiss',
  email: 'E-mail address',
  password: 'Password',
  save: 'Save',
  showPassword: 'Show password',
  goOn: 'Continue',
  hidePassword: 'Hide password',
  /** Of several at one service, the one that nobody has signed in to yet. */
  anotherAccount: 'another account',
  signIn: 'Sign in',
  undo: 'Undo',
  working: 'One moment…',
};

export const lamp = {
  on: 'The lamp is lit: nothing needs your attention',
  needs_you: 'The lamp is calling: something needs your attention',
  off: 'The lamp is off: not everything is connected',
};

export const rail = {
  name: 'Main',
  cameras: 'Cameras',
  security: 'Security',
  alerts: 'Alerts',
  settings: 'Settings',
  unread: (count: number) => many(count, { one: '1 unread', other: `${n(count)} unread` }),
  connections: 'Connections',
  add: 'Add a connection',
  demo: 'Demo',
  skip: 'Skip to content',
  state: {
    online: 'Connected',
    signed_out: 'Signed out',
    signing_in: 'Signing in',
    trouble: 'Can’t be reached',
    unknown: 'Connecting',
  },
};

export const offline = {
  bar: (name: string, since: string) => `${name} hasn’t answered since ${since}.`,
  safe: 'Nothing is lost: you see everything as it last was, and your changes wait here.',
  now: 'Try now',
  trying: 'Trying…',
};

export const notices = {
  name: 'Notices',
  happened: {
    damaged_set_aside: (moment) =>
      `The data on this computer was damaged. It was set aside on ${at(moment)} and Porchlight started over. Your cameras come back from your account, with the names it keeps.`,
    data_lost: () =>
      'The data file on this computer is missing or empty, so Porchlight started over. Your cameras come back from your account, with the names it keeps. You may have to redo names you changed while offline.',
    latest_lost: () =>
      'The last changes on this computer are missing, so you see an earlier state. Your cameras come back from your account, with the names it keeps. You may have to redo changes that weren’t sent yet, and some alerts may be missing.',
  } satisfies Record<ProtectionNotice['type'], (moment: number) => string>,
  ok: 'Got it',
  runOnly: 'Just this once: nothing is saved when Porchlight closes.',
};

export const away = {
  sum: (count: number) => `While this computer was off or asleep, ${n(count)} alerts came.`,
  important: (count: number) =>
    many(count, {
      one: '1 of them needs your attention.',
      other: `${n(count)} of them need your attention.`,
    }),
  nothing: 'None of them need your attention.',
  show: 'Show alerts',
};

export const toasts = { name: 'Messages' };

export const copyAddress = {
  address: 'Copy the address',
  path: 'Copy the path',
  copied: 'Copied.',
};

export const demo = {
  title: 'Demo',
  hint: 'Try what can happen with a real service',
  day_of_the_leak: 'The day of the leak',
  service_corrects_itself: 'The service corrects itself',
  reset_everybody: 'Sign everyone out',
  unlink_everything: 'The service unlinks everything',
  sign_in_from_another_city: 'Sign in from another city',
  camera_goes_offline: 'Garage camera goes offline',
  camera_comes_back: 'Garage camera comes back online',
  rename_elsewhere: 'Rename a camera on another computer',
  network_fails: 'The network fails',
  network_works: 'The network works again',
  endings: 'Other endings',
  end: {
    account_deleted: 'The account is deleted',
    account_disabled: 'The account is disabled',
    expired: 'The session expires',
    global_reset: 'Everyone is signed out',
    not_stated: 'The session ends without a reason',
    password_changed: 'The password is changed',
    revoked_elsewhere: 'Signed out from another computer',
    suspected_theft: 'The session may have been copied',
    too_many_computers: 'Another computer takes this one’s place',
    two_factor_changed: 'Two-factor is changed',
  } satisfies Record<EndReason, string>,
  done: 'Done. Watch what happens.',
};

export const fatal = {
  title: 'Porchlight couldn’t open its window',
  body: 'Close it and open it again. Nothing was lost.',
};

export const leave = {
  title: 'Leave this page?',
  body: 'What you’ve typed or added here isn’t saved yet and will be lost.',
  yes: 'Leave',
  no: 'Stay',
};
