// A notice that data lay open: what, how sure, and what it means for this owner.

import type { DataForm, DataKind, Finding, Standing } from '../../backend';
import { at, day, days, many, n } from './counts';

type Meaning = (service: string, number: number | null) => string;

const unreadable: Meaning = () => 'The copy holds nothing of it that can be read.';

export const exposure = {
  back: 'Alerts',
  title: (service: string) => `Data lay open at ${service}`,
  open: 'Read',
  withdrawnTitle: (service: string) => `${service} took an announcement back`,
  when: (from: number, to: number | null) =>
    to === null ? `Since ${day(from)}; when it ended is not known yet` : days(from, to),
  accounts: (count: number | null) =>
    count === null
      ? 'How many accounts is not known yet'
      : many(count, { one: '1 account', other: `${n(count)} accounts` }),
  says: (service: string) => `${service} says:`,
  gone: 'There is no such notice',
  goneBody: 'It went with the connection that it came from.',

  forYou: 'What it means for you',
  standings: {
    made_later: {
      title: 'Your account is not in it.',
      body: () => 'You made it after this was over.',
    },
    nothing_readable: {
      title: 'Nothing of yours can be read.',
      body: () => 'What lay open was sealed, or never kept. Whoever has a copy has nothing to read.',
    },
    perhaps_readable: {
      title: 'Perhaps some of it can be read.',
      body: (service: string) => `Somebody says so, and ${service} has not confirmed it.`,
    },
    readable: {
      title: 'Some of it can be read.',
      body: () => 'Below is what, and what to do about it.',
    },
    withdrawn: {
      title: 'It did not happen.',
      body: (service: string) => `${service} took the announcement back.`,
    },
  } satisfies Record<Standing['standing'], { title: string; body: (service: string) => string }>,
  twoFactorOn: 'Two-factor is on: a password alone would let nobody in.',
  twoFactorOff: 'Two-factor is off: whoever learns your password gets in.',

  findings: {
    confirmed: 'Confirmed',
    not_affected: 'Not affected',
    reported: 'Reported, not confirmed',
  } satisfies Record<Finding, string>,
  findingHints: {
    confirmed: () => '',
    not_affected: () => '',
    reported: (service: string) => `Others say so; ${service} is still looking. If it is true:`,
  } satisfies Record<Finding, (service: string) => string>,
  /** As in "reported → confirmed". */
  findingWords: {
    confirmed: 'confirmed',
    not_affected: 'not affected',
    reported: 'reported',
  } satisfies Record<Finding, string>,
  formWords: {
    hashed: 'hashed',
    not_kept: 'not kept',
    readable: 'readable',
    sealed: 'sealed',
  } satisfies Record<DataForm, string>,

  kindNames: {
    alerts: 'Alerts',
    body_data: 'Height, weight, gender',
    camera_names: 'Camera names',
    email_addresses: 'E-mail addresses',
    integration_tokens: 'Keys of Alexa and the like',
    passwords: 'Passwords',
    pictures: 'Pictures',
    session_tokens: 'Sign-ins of computers',
    wifi_names: 'Wi-Fi names',
    wifi_passwords: 'Wi-Fi passwords',
  } satisfies Record<DataKind, string>,
  notAffected: 'Not in what lay open.',
  notKept: {
    alerts: 'They are not kept there: there was nothing to copy.',
    body_data: 'It is not asked for and not kept: there was nothing to copy.',
    camera_names: 'They are not kept there: there was nothing to copy.',
    email_addresses: 'They are not kept there: there was nothing to copy.',
    integration_tokens: 'They are not kept there: there was nothing to copy.',
    passwords: 'Passwords are never kept there: there was nothing to copy.',
    pictures: 'They are not kept there: there was nothing to copy.',
    session_tokens: 'They are not kept there: there was nothing to copy.',
    wifi_names: 'They are not kept there: there was nothing to copy.',
    wifi_passwords: 'They are never sent there: there was nothing to copy.',
  } satisfies Record<DataKind, string>,
  unreadable: {
    alerts: unreadable,
    body_data: unreadable,
    camera_names: (_service, number) =>
      number === 0
        ? 'You have given no camera a name here.'
        : number === null
          ? 'Your camera names were sealed: the copy holds nothing readable.'
          : many(number, {
              one: 'The name of your camera was sealed: the copy holds nothing readable.',
              other: `Your ${n(number)} camera names were sealed: the copy holds nothing readable.`,
            }),
    email_addresses: () => 'Your address cannot be read: the copy does not say whose account is whose.',
    integration_tokens: () => 'What is in the copy lets nobody in.',
    passwords: () => 'Nobody can use what is in the copy without a key that was not in it.',
    pictures: unreadable,
    session_tokens: () => 'What is in the copy lets nobody in.',
    wifi_names: (_service, number) =>
      number === 0
        ? 'No camera of yours has told its network.'
        : number === null || number === 1
          ? 'The name of your network was sealed: the copy holds nothing readable.'
          : `The names of your ${n(number)} networks were sealed: the copy holds nothing readable.`,
    wifi_passwords: unreadable,
  } satisfies Record<DataKind, Meaning>,
  readable: {
    alerts: () => 'What happened in your account, and when, can be read.',
    body_data: () => 'It can be read, where you gave it.',
    camera_names: (_service, number) =>
      number === 0
        ? 'You have given no camera a name here.'
        : number === null
          ? 'Your camera names can be read. They may say what is where in your home.'
          : many(number, {
              one: 'The name of your camera can be read. It may say what is where in your home.',
              other: `Your ${n(number)} camera names can be read. They may say what is where in your home.`,
            }),
    email_addresses: (service) =>
      `Yours can be read. Expect messages that pretend to come from ${service}: sign in here, never by a link in a message.`,
    integration_tokens: () =>
      'Whoever has them could do what you let Alexa and others do. What was unlinked for that reason can be linked again.',
    passwords: () => 'Choose a new one, and do the same wherever you used the old one.',
    pictures: () => 'Pictures from your cameras may have been seen.',
    session_tokens: () => 'Somebody may have been signed in as you. Look through your computers.',
    wifi_names: () =>
      'The name of your network can be read. Public maps of networks can tell roughly where it is.',
    wifi_passwords: () => 'Change it at the router, then move your cameras: Porchlight keeps their names.',
  } satisfies Record<DataKind, Meaning>,

  whatToDo: 'What to do',
  nothing: 'Nothing. If that changes, an alert tells you.',
  advisory: (service: string) => `Read more at ${service}`,

  said: 'What was said, newest first',
  revision: (number: number) => `Revision ${n(number)}`,
  first: 'First announcement',
  newest: 'counts now',
  toldAt: (moment: number) => at(moment),
  correction: (service: string) => `${service} on this change:`,
  changed: (before: string, after: string) => `${before} → ${after}`,
  notSaid: 'not mentioned',
  periodWas: (from: number, to: number | null) =>
    to === null ? `Before: since ${day(from)}, end not known` : `Before: ${days(from, to)}`,
  accountsWas: (count: number | null) =>
    count === null
      ? 'Before: number of accounts not known'
      : `Before: ${many(count, { one: '1 account', other: `${n(count)} accounts` })}`,
  sameData: 'Nothing else changed.',
  missing: 'An earlier word has not arrived here.',
  takenBack: 'Taken back: it did not happen.',
};
