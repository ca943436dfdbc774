// The public list of breaches.

import type { Make } from '../../backend';
import { at, day, many, n } from './counts';

export const breaches = {
  section: 'Breaches elsewhere',
  title: 'Watch a public list of breaches',
  hint: 'Once a day the whole list is fetched and looked through here. Nothing about you is sent: no address, no name, not even which cameras you have.',
  on: 'Look once a day',
  which: 'Which makes',
  whichHint: 'Services that you are connected to are watched anyway.',
  makes: {
    arlo: 'Arlo',
    blink: 'Blink',
    eufy: 'eufy',
    nest: 'Nest',
    reolink: 'Reolink',
    ring: 'Ring',
    tapo: 'Tapo',
    ubiquiti: 'UniFi',
    wyze: 'Wyze',
  } satisfies Record<Make, string>,
  now: 'Look now',
  looking: 'Looking…',
  never: 'Not looked yet.',
  lookedAt: (moment: number) => `Last looked on ${at(moment)}.`,
  failed: (moment: number) =>
    `The list could not be reached on ${at(moment)}. It is tried again within two hours.`,
  nothingToWatch: 'Choose at least one make.',
  off: 'This copy of Porchlight was started without a list.',

  alertOne: (title: string) => `${title} is in a public list of breaches`,
  alertBefore: (count: number) =>
    many(count, {
      one: 'A breach of your makes was listed before you began to watch',
      other: `${n(count)} breaches of your makes were listed before you began to watch`,
    }),
  entry: (title: string, happened: number, accounts: number | null) =>
    accounts === null
      ? `${title}: ${day(happened)}`
      : `${title}: ${day(happened)}, ${many(accounts, { one: '1 account', other: `${n(accounts)} accounts` })}`,
  data: (kinds: string) => `Listed as exposed: ${kinds}.`,
  next: 'If you have an account there: change its password, and wherever you used the same one.',
};
