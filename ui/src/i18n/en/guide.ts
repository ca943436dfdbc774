// The way back after an incident.

import type { GuideStepKind } from '../../backend';
import { at, many, n, wait } from './counts';

export const guide = {
  title: (service: string) => `Get back to normal at ${service}`,
  titleNotMe: (service: string) => `Only you at ${service}`,
  lead: 'One step at a time. Steps tick themselves off as you go.',
  band: (done: number, all: number) => `${n(done)} of ${n(all)} done`,
  list: 'Steps',
  guideSteps: {
    sign_in: {
      title: 'Sign in again',
      why: 'Your cameras and names are unchanged.',
      done: 'You’re signed in.',
      act: 'Sign in',
    },
    change_password: {
      title: 'Change the password',
      why: 'If someone learned the old one, it no longer works after that.',
      done: 'You’ve changed it since.',
      act: 'Change it',
    },
    two_factor: {
      title: 'Turn on two-factor',
      why: 'Then a password alone lets nobody in. Your linked services stay linked.',
      done: 'It’s on.',
      act: 'Turn it on',
    },
    link_again: {
      title: 'Link your services again',
      why: 'Your linked services were unlinked to be safe.',
      done: 'Everything is linked again, or no longer needed.',
      act: 'Link again',
    },
    look_at_computers: {
      title: 'Review signed-in computers',
      why: 'Every signed-in computer should be yours.',
      done: 'You know all of them.',
      act: 'Review',
    },
  } satisfies Record<GuideStepKind, { title: string; why: string; done: string; act: string }>,
  /** After “That wasn’t me”. */
  signOutOthers: {
    title: 'Sign out what isn’t yours',
    why: 'Whoever is signed in there is out immediately.',
    done: 'You know every signed-in computer.',
    act: 'Review',
  },
  notMe: 'That wasn’t me',
  notMeOf: (title: string) => `That wasn’t me: ${title}`,
  onlyMe: 'Make sure only you can get in',
  notMeLead:
    'Then make sure only you can get in. Start with the first step. The rest is under Security, even after a restart.',
  stepStates: { ahead: 'Later', done: 'Done', now: 'Now' },
  waiting: (client: string) => `${client} is unlinked`,
  relinked: (client: string) => `${client} is linked again`,
  notWanted: (client: string) => `${client} is no longer needed`,
  dismiss: 'I don’t need it',
  dismissOf: (client: string) => `I don’t need it: ${client}`,
  wanted: 'I do need it',
  wantedOf: (client: string) => `I do need it: ${client}`,
  happened: 'What happened',
  tomorrow: 'Remind me tomorrow',
  notAgain: 'Don’t ask again',
  untilTomorrow: 'You’ll be reminded tomorrow.',
  putAway: 'Hidden. You’ll find it under Security.',
  undo: 'Undo',
  away: (until: number | null) => (until === null ? 'Hidden.' : `Hidden until ${at(until)}.`),
  goOn: 'Continue',
  finished: 'All done.',
  finishedNotMe: 'Now only you can get in.',
  took: (seconds: number) => `It took ${wait(seconds)}. Every step is done.`,
  close: 'Close',
  left: (count: number) => many(count, { one: '1 step left.', other: `${n(count)} steps left.` }),
};
