// The e-mail address of an account: another one, and for a day the one before again. Nobody can write to it.

import { at } from './counts';

type Changed = { before: string; now: string | null; at: number; by: string | null; here: boolean };

export const emailAddress = {
  title: 'E-mail address',
  at: (name: string) => `E-mail address at ${name}`,
  line: (email: string) => `You sign in with ${email}.`,
  lineChanged: 'It was changed on another computer. If that wasn’t you, restore the old one.',
  open: 'Change',
  check: 'Review',
  demo: 'In the demo home, the address shown on the sign-in page stops working once you change it. To get it back, reset the demo home in Settings.',
  signedOut: (name: string) => `Sign in to manage your e-mail address at ${name}.`,
  change: 'Change address',

  changeTitle: 'Change your e-mail address',
  changeBody: 'Type it carefully: you’d only notice a typo at your next sign-in.',
  next: 'New e-mail address',
  go: 'Use this address',

  recent: 'Changed in the last day',
  changed: ({ before, now, at: moment, by, here }: Changed) => {
    const whence = by === null ? 'from another computer' : `from “${by}”`;
    if (now === null)
      return `On ${at(moment)}, it was changed ${whence}. Until then it was ${before}; this computer doesn’t know the new one.`;
    return here
      ? `On ${at(moment)}, you changed it here from ${before} to ${now}.`
      : `On ${at(moment)}, it was changed ${whence}: it’s now ${now}, and was ${before}.`;
  },
  until: (moment: number) =>
    `You can restore the old one until ${at(moment)}. Computers that have signed in since will be signed out.`,
  untilNotMe: (moment: number) =>
    `You can restore the old one until ${at(moment)}. The computer that changed it, and any that have signed in since, will be signed out.`,
  putBack: 'Restore the old one',
  notMe: 'It wasn’t me: restore the old one',
  undo: (label: string, email: string) => `${label}: ${email}`,
  undone: (email: string) => `You sign in with ${email} again.`,
  undoneNotMe: 'Whoever changed it knows your password and could get in again.',

  done: {
    title: (email: string) => `You now sign in with ${email}`,
    changed:
      'The old address no longer finds your account. Nobody else can take it for a day; until then you can restore it here, or on any computer that was already signed in.',
    same: 'Your password, two-factor, your recovery key, your cameras and their names. All your computers stay signed in and are told the new address. An authenticator app, or a sheet you printed, still shows the old one: it works as before.',
  },
};
