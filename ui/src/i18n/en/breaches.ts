// The public list of breaches.

import type { Make } from '../../backend';
import { at, day, many, n } from './counts';

export const breaches = {
  section: 'Data breaches elsewhere',
  title: 'Check a public list of breaches',
  hint: 'Once a day Porchlight downloads the whole list and searches it on this computer. Nothing about you is sent: no address, no name, not even which cameras you have.',
  on: 'Check once a day',
  which: 'Brands to watch',
  whichHint: 'Services you’re connected to are always included.',
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
  now: 'Check now',
  looking: 'Checking…',
  never: 'Not checked yet.',
  lookedAt: (moment: number) => `Last checked on ${at(moment)}.`,
  failed: (moment: number) =>
    `The list couldn’t be reached on ${at(moment)}. Porchlight tries again within two hours.`,
  nothingToWatch: 'Choose at least one brand.',
  off: 'This copy of Porchlight was started without a list.',

  alertOne: (title: string) => `${title} is on a public list of breaches`,
  alertBefore: (count: number) =>
    many(count, {
      one: 'A breach at one of your brands was listed before you started watching',
      other: `${n(count)} breaches at your brands were listed before you started watching`,
    }),
  entry: (title: string, happened: number, accounts: number | null) =>
    accounts === null
      ? `${title}: ${day(happened)}`
      : `${title}: ${day(happened)}, ${many(accounts, { one: '1 account', other: `${n(accounts)} accounts` })}`,
  data: (kinds: string) => `Listed as exposed: ${kinds}.`,
  next: 'If you have an account there, change its password, and change it anywhere else you used it.',
};
