// The recovery key of an account: whether somebody may have seen it, and another one in its place.

import type { KeyNews } from '../../backend';
import type { Ended } from '../../features/two_factor/flow.svelte';
import { at, n } from './counts';

type Said = { what: string; hint: string };

export const recoveryKey = {
  title: 'Recovery key',
  at: (name: string) => `Recovery key for ${name}`,
  line: 'For when you lose your phone and its codes, or forget your password. Make a new one if someone has seen it, or if you can’t find it.',
  open: 'Replace',
  body: 'Together with your password it lets you in without your phone. If you forget your password, it lets you set a new one. Only you have it: nobody can show it to you again.',
  demo: 'In the demo home, the well-known key stops working once you make a new one. To get it back, reset the demo home in Settings.',
  signedOut: (name: string) => `Sign in to manage your recovery key for ${name}.`,

  standing: {
    nothing: {
      what: 'As far as we know, nobody else has seen it.',
      hint: 'If someone has, or if you can’t find it, make a new one. The old one then stops working.',
    },
    replaced: (moment: number) => ({
      what: `Made on ${at(moment)}.`,
      hint: 'The previous one no longer works.',
    }),
    seen: (moment: number) => ({
      what: `Someone has seen it: you said so on ${at(moment)}.`,
      hint: 'With your password as well, they can sign in as you; without it, they can try to set a new one. Make a new key.',
    }),
    unseen: (moment: number) => ({
      what: `Nobody else has seen it: you said so on ${at(moment)}.`,
      hint: 'If you can’t find it, make a new one. The old one then stops working.',
    }),
    used: (moment: number) => ({
      what: `It was used on ${at(moment)}.`,
      hint: 'If someone may have seen it then, make a new one.',
    }),
  } satisfies Record<KeyNews, (moment: number) => Said> & { nothing: Said },
  make: 'Make a new one',
  seen: 'Someone has seen it',
  unseen: 'Nobody has seen it',

  makeTitle: 'A new recovery key',
  makeBody: 'The old key works until you’ve saved the new one and typed part of it back.',
  newTitle: 'Your new recovery key',
  newBody:
    'Keep it on paper, away from your password. It’s shown only once. Keep the old one too until you’ve finished.',
  checkBody: (group: number) =>
    `To make sure you have it: what is group ${n(group)} of your new recovery key?`,
  use: 'Use the new key',
  nothingYet: 'Until the last step the old key works, and this one doesn’t.',
  stop: 'The old recovery key keeps working. Throw the new one away: it doesn’t work.',
  unclear: 'One of the two keys works. Keep both until you’ve finished.',
  stopUnclear:
    'We don’t know which of the two keys works. Keep both, and try them under Recovery options in Security.',
  ended: {
    lapsed:
      'It took too long, or your sign-in details changed, perhaps on another computer. The key you’ve just seen doesn’t work: throw it away and start again.',
    signed_out:
      'You were signed out in the meantime. The key you’ve just seen doesn’t work: throw it away and start again.',
  } satisfies Record<Ended, string>,
  done: {
    title: 'The old recovery key no longer works',
    changed:
      'The new one takes its place. Throw away the old one wherever you have it, on paper or in a file.',
    same: 'Your password, two-factor and its codes, your cameras and their names. All your computers stay signed in.',
    rehearse: 'Test it',
  },
};
