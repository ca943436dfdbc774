// The way back after an incident.

import type { GuideStepKind } from '../../backend';
import { at, many, n, wait } from './counts';

export const guide = {
  title: (service: string) => `Your way back to ${service}`,
  titleNotMe: (service: string) => `Only you at ${service}`,
  lead: 'One thing after the other. What you do is noticed here; nothing has to be ticked.',
  band: (done: number, all: number) => `${n(done)} of ${n(all)} done`,
  list: 'Steps',
  guideSteps: {
    sign_in: {
      title: 'Sign in again',
      why: 'Your cameras and names are as they were.',
      done: 'You are signed in.',
      act: 'Sign in',
    },
    change_password: {
      title: 'Change the password',
      why: 'If somebody learned the old one, it no longer works from then on.',
      done: 'It has been changed since.',
      act: 'Change it',
    },
    two_factor: {
      title: 'Turn on two-factor',
      why: 'Then a password alone lets nobody in. Nothing that is linked is lost by it.',
      done: 'It is on.',
      act: 'Turn it on',
    },
    link_again: {
      title: 'Link again',
      why: 'For safety, what you had linked was unlinked.',
      done: 'All of it is linked again, or not wanted.',
      act: 'Link again',
    },
    look_at_computers: {
      title: 'Look through the computers',
      why: 'Each one that is signed in should be yours.',
      done: 'You know all of them.',
      act: 'Look',
    },
  } satisfies Record<GuideStepKind, { title: string; why: string; done: string; act: string }>,
  /** After “That wasn’t me”. */
  signOutOthers: {
    title: 'Sign out what is not yours',
    why: 'Whoever is in is out at once.',
    done: 'You know every computer that is signed in.',
    act: 'Look',
  },
  notMe: 'That wasn’t me',
  notMeOf: (title: string) => `That wasn’t me: ${title}`,
  onlyMe: 'Make sure that only you get in',
  notMeLead:
    'Then make sure that only you get in. Begin with the first step; the others wait under Security, also after a restart.',
  stepStates: { ahead: 'Later', done: 'Done', now: 'Now' },
  waiting: (client: string) => `${client} is unlinked`,
  relinked: (client: string) => `${client} is linked again`,
  notWanted: (client: string) => `${client} is no longer wanted`,
  dismiss: 'Not any more',
  dismissOf: (client: string) => `Not any more: ${client}`,
  wanted: 'Wanted after all',
  wantedOf: (client: string) => `Wanted after all: ${client}`,
  happened: 'What happened',
  tomorrow: 'Tomorrow',
  notAgain: 'Do not ask again',
  untilTomorrow: 'It comes back tomorrow.',
  putAway: 'It is put away. You find it under Security.',
  undo: 'Undo',
  away: (until: number | null) => (until === null ? 'Put away.' : `Put off until ${at(until)}.`),
  goOn: 'Go on',
  finished: 'You are back.',
  finishedNotMe: 'Nobody but you gets in now.',
  took: (seconds: number) => `It took ${wait(seconds)}. Everything on the list is done.`,
  close: 'Close',
  left: (count: number) => many(count, { one: 'One step is left.', other: `${n(count)} steps are left.` }),
};
