// The e-mail address of an account: another one, and for a day the one before again. Nobody can write to it.

import { at } from './counts';

type Changed = { before: string; now: string | null; at: number; by: string | null; here: boolean };

export const emailAddress = {
  title: 'E-mail address',
  at: (name: string) => `E-mail address at ${name}`,
  line: (email: string) => `You sign in with ${email}.`,
  lineChanged: 'It was changed from another computer. If that was not you, put the old one back.',
  open: 'Look',
  body: (email: string) =>
    `You sign in with ${email}. It is only a name to sign in with: nothing is ever sent to it.`,
  demo: 'In the demo home, the address on its sign-in page no longer fits once you have changed it. Starting afresh in Settings brings it back.',
  signedOut: (name: string) => `To look after your e-mail address at ${name}, sign in first.`,
  change: 'Change the address',

  changeTitle: 'Another e-mail address',
  changeBody: 'Type it with care: nothing is sent to it, so a slip shows only when you sign in with it.',
  next: 'New e-mail address',
  go: 'Use this address',

  recent: 'Changed in the last day',
  changed: ({ before, now, at: moment, by, here }: Changed) => {
    const whence = by === null ? 'from another computer' : `from “${by}”`;
    if (now === null)
      return `On ${at(moment)}, it was changed ${whence}. Until then it was ${before}; this computer does not know the new one.`;
    return here
      ? `On ${at(moment)}, you changed it here from ${before} to ${now}.`
      : `On ${at(moment)}, it was changed ${whence}: it is ${now} now, and was ${before}.`;
  },
  until: (moment: number) =>
    `You can put the old one back until ${at(moment)}. Computers that signed in since are then signed out.`,
  untilNotMe: (moment: number) =>
    `You can put the old one back until ${at(moment)}. The computer that changed it, and those that signed in since, are then signed out.`,
  putBack: 'Put the old one back',
  notMe: 'This was not me: put the old one back',
  undo: (label: string, email: string) => `${label}: ${email}`,
  undone: (email: string) => `You sign in with ${email} again.`,
  undoneNotMe: 'Whoever changed it knows your password and could come in again.',

  done: {
    title: (email: string) => `You sign in with ${email} now`,
    changed:
      'The old address no longer finds your account. Nobody else can take it for a day; until then you can put it back here, or on any computer that was signed in before.',
    same: 'Your password, two-factor, your recovery key, your cameras and their names. All your computers stay signed in and are told of the new address. An authenticator app, or a sheet that you have printed, goes on naming the old one: it works as before.',
  },
};
