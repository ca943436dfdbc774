// Cameras that are added one by one, each with a sign-in of its own, and what a camera sees.

import type { FailureCode } from '../../backend';
import { at, many, n, wait } from './counts';
import type { Said } from './failures';

const found = (count: number) => many(count, { one: '1 camera found.', other: `${n(count)} cameras found.` });

export const cameraAccess = {
  add: 'Add a camera',
  title: (place: string) => `Add a camera to ${place}`,
  body: 'Each camera here has its own user name and password. Porchlight tries them at the camera first, and keeps them on this computer only.',
  form: 'The camera’s sign-in',
  address: 'Address of the camera',
  addressHint: 'For example 192.168.1.20. Your router lists the addresses of your devices.',
  asking: 'Asking the camera…',
  added: (name: string) => `${name} is in your list now.`,
  signIn: 'Sign in to this camera',
  signInTo: (name: string) => `Sign in to ${name}`,
  signInBody:
    'Type the user name and password that this camera takes now. They take the place of those that Porchlight has for it.',
  signedIn: (name: string) => `Porchlight is signed in to ${name}.`,
  backToCamera: 'Back to the camera',
  /** In the place of what is said where the camera belongs to an account. */
  refused: 'It refuses the password Porchlight has for it. Sign in to it again.',

  look: {
    title: 'Cameras on the network',
    looking: (count: number) =>
      count === 0 ? 'Looking for cameras…' : `Looking for cameras… ${n(count)} found so far.`,
    done: found,
    stopped: (count: number) =>
      count === 0 ? 'Stopped looking. None found so far.' : `Stopped looking. ${found(count)}`,
    none: 'No camera answered.',
    noneBody:
      'Check that it’s switched on and on the same network as this computer, then look again. Or type its address below.',
    failed: {
      what: 'Porchlight couldn’t look around.',
      next: 'Check that this computer is on the network, then look again. Or type the camera’s address below.',
    },
    stop: 'Stop',
    again: 'Look again',
    choose: 'Choose',
    chooseThis: (name: string, address: string) => `Choose ${name}, ${address}`,
    chosen: 'Chosen',
    already: 'In the list already',
    nameless: 'A camera',
  },

  picture: {
    title: 'What it sees now',
    body: 'The picture is fetched when you ask for it, and isn’t saved.',
    show: 'Show picture',
    fetching: 'Fetching the picture…',
    again: 'Show again',
    hide: 'Hide',
    alt: (name: string) => `What ${name} sees`,
    taken: (moment: number) => `Taken ${at(moment)}`,
  },

  failures: {
    address_not_allowed: () => ({
      what: 'Porchlight doesn’t connect to this address.',
      next: 'Type it as your router shows it, for example 192.168.1.20.',
    }),
    clock_off: (_, seconds) => ({
      what: `The camera’s clock is off by ${wait(Math.abs(seconds))}.`,
      next: 'Set the date and time in the camera’s own app, then try again.',
    }),
    not_recognised: () => ({
      what: 'Porchlight has no password that this camera takes.',
      next: 'Sign in to the camera first.',
    }),
    not_there: () => ({
      what: 'The camera doesn’t offer this.',
      next: 'Look for an update to the camera.',
    }),
    picture_unreadable: () => ({
      what: 'The camera’s picture can’t be opened.',
      next: 'Try again. If it stays that way, look for an update to the camera.',
    }),
    service_busy: (seconds) => ({
      what: 'The camera is busy.',
      next: seconds ? `Try again in ${wait(seconds)}.` : 'Try again in a moment.',
    }),
    service_faulty: () => ({
      what: 'The camera has a problem.',
      next: 'Unplug it for ten seconds, then try again.',
    }),
    service_garbled: () => ({
      what: 'Something answers at this address, and Porchlight doesn’t understand it.',
      next: 'Check the address. If it’s right, look for an update to Porchlight and to the camera.',
    }),
    service_refused: () => ({
      what: 'The camera didn’t accept this.',
      next: 'Check in the camera’s own app what this user may do.',
    }),
    service_timed_out: () => ({
      what: 'The camera didn’t answer in time.',
      next: 'Try again shortly.',
    }),
    service_unreachable: () => ({
      what: 'The camera isn’t answering.',
      next: 'Check that it’s switched on and that the address is right, then try again.',
    }),
    too_many_tries: (seconds) => ({
      what: 'The camera lets nobody in for now, after too many wrong passwords.',
      next: seconds ? `Wait ${wait(seconds)}, then try again.` : 'Wait a while, then try again.',
    }),
    wrong_credentials: () => ({
      what: 'The camera doesn’t accept this user name and password.',
      next: 'Check both and try again. Some cameras let nobody in for a while after a few wrong tries.',
    }),
  } satisfies Partial<Record<FailureCode, (seconds: number, reference: number) => Said>>,
};
