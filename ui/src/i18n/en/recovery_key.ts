// The recovery key of an account: whether somebody may have seen it, and another one in its place.

import type { KeyNews } from '../../backend';
import type { Ended } from '../../features/two_factor/flow.svelte';
import { at, n } from './counts';

type Said = { what: string; hint: string };

export const recoveryKey = {
  title: 'Recovery key',
  at: (name: string) => `Recovery key for ${name}`,
  line: 'For the day your phone and its codes are lost, or the password is forgotten. Make a new one if somebody has seen it, or if you cannot find it.',
  open: 'Replace',
  body: 'Together with your password it lets you in without your phone, and if you forget the password, it leads to a new one. Only you have it: nobody can show it to you again.',
  demo: 'In the demo home, the key that everybody knows no longer works once you have made a new one. Starting afresh in Settings brings it back.',
  signedOut: (name: string) => `To look after your recovery key for ${name}, sign in first.`,

  standing: {
    nothing: {
      what: 'Nobody else has seen it, as far as is known.',
      hint: 'If somebody has, or if you cannot find it, make a new one. The old one then stops working.',
    },
    replaced: (moment: number) => ({
      what: `Made on ${at(moment)}.`,
      hint: 'The one before it no longer works.',
    }),
    seen: (moment: number) => ({
      what: `Somebody has seen it: you said so on ${at(moment)}.`,
      hint: 'With your password as well, they can sign in as you; without it, they can try to choose a new one. Make a new key.',
    }),
    unseen: (moment: number) => ({
      what: `Nobody else has seen it: you said so on ${at(moment)}.`,
      hint: 'If you cannot find it, make a new one. The old one then stops working.',
    }),
    used: (moment: number) => ({
      what: `It was used on ${at(moment)}.`,
      hint: 'If somebody may have seen it then, make a new one.',
    }),
  } satisfies Record<KeyNews, (moment: number) => Said> & { nothing: Said },
  make: 'Make a new one',
  seen: 'Somebody has seen it',
  unseen: 'Nobody has seen it',

  makeTitle: 'A new recovery key',
  makeBody: 'The old key works until you have kept the new one and typed a part of it back.',
  newTitle: 'Your new recovery key',
  newBody:
    'Keep it on paper, and not beside the password. It is shown this once. Keep the old one too until this is finished.',
  checkBody: (group: number) =>
    `To be sure that you have it: what is group ${n(group)} of your new recovery key?`,
  use: 'Use the new key',
  nothingYet: 'Until the last step the old key works, and this one does not.',
  stop: 'The old recovery key goes on working. Throw the new one away: it does not work.',
  unclear: 'One of the two keys works. Keep both until this is finished.',
  stopUnclear:
    'It is not known which of the two keys works. Keep both, and try them out under Coming back in Security.',
  ended: {
    lapsed:
      'It took too long, or something about how you sign in has changed, perhaps from another computer. The key that you have just seen does not work: throw it away, and begin again.',
    signed_out:
      'You were signed out in between. The key that you have just seen does not work: throw it away, and begin again.',
  } satisfies Record<Ended, string>,
  done: {
    title: 'The old recovery key no longer works',
    changed:
      'The new one takes its place. Throw the old one away wherever you have it, on paper or in a file.',
    same: 'Your password, two-factor and its codes, your cameras and their names. All your computers stay signed in.',
    rehearse: 'Rehearse with it',
  },
};
