// A notice that data lay open: what, how sure, and what it means for this owner.

import type { DataForm, DataKind, Finding, Standing } from '../../backend';
import { at, day, days, many, n } from './counts';

type Meaning = (service: string, number: number | null) => string;

const unreadable: Meaning = () => 'Nothing readable is in the copy.';

export const exposure = {
  back: 'Alerts',
  title: (service: string) => `${service} exposed account data`,
  open: 'Read',
  withdrawnTitle: (service: string) => `${service} withdrew an announcement`,
  when: (from: number, to: number | null) =>
    to === null ? `Since ${day(from)}; no end date yet` : days(from, to),
  accounts: (count: number | null) =>
    count === null
      ? 'Number of accounts not known yet'
      : many(count, { one: '1 account', other: `${n(count)} accounts` }),
  says: (service: string) => `${service} says:`,
  gone: 'This notice is gone',
  goneBody: 'It was deleted with the connection it came from.',

  forYou: 'What it means for you',
  standings: {
    made_later: {
      title: 'Your account isn’t affected.',
      body: () => 'You created it after this was over.',
    },
    nothing_readable: {
      title: 'None of it is readable as it is.',
      body: (service: string) => `${service} says that what was exposed was encrypted, hashed or not stored.`,
    },
    perhaps_readable: {
      title: 'Some of it might be readable.',
      body: (service: string) => `It’s been reported, but ${service} hasn’t confirmed it.`,
    },
    readable: {
      title: 'Some of your data can be read.',
      body: () => 'See below what it is, and what to do about it.',
    },
    withdrawn: {
      title: 'It didn’t happen.',
      body: (service: string) => `${service} withdrew the announcement.`,
    },
  } satisfies Record<Standing['standing'], { title: string; body: (service: string) => string }>,
  twoFactorOn: 'Two-factor is on: your password alone lets nobody in.',
  twoFactorOff: 'Two-factor is off: anyone who learns your password gets in.',

  findings: {
    confirmed: 'Confirmed',
    not_affected: 'Not affected',
    reported: 'Reported, not confirmed',
  } satisfies Record<Finding, string>,
  findingHints: {
    confirmed: () => '',
    not_affected: () => '',
    reported: (service: string) => `It’s been reported; ${service} is still looking into it. If it’s true:`,
  } satisfies Record<Finding, (service: string) => string>,
  /** As in "reported → confirmed". */
  findingWords: {
    confirmed: 'confirmed',
    not_affected: 'not affected',
    reported: 'reported',
  } satisfies Record<Finding, string>,
  formWords: {
    hashed: 'hashed',
    not_kept: 'not stored',
    readable: 'readable',
    sealed: 'encrypted',
  } satisfies Record<DataForm, string>,

  kindNames: {
    alerts: 'Alerts',
    body_data: 'Height, weight, gender',
    camera_names: 'Camera names',
    email_addresses: 'E-mail addresses',
    integration_tokens: 'Access tokens for Alexa and others',
    passwords: 'Passwords',
    pictures: 'Pictures',
    session_tokens: 'Computer sign-ins',
    wifi_names: 'Wi-Fi names',
    wifi_passwords: 'Wi-Fi passwords',
  } satisfies Record<DataKind, string>,
  notAffected: 'Wasn’t exposed.',
  notKept: {
    alerts: 'They’re not stored there: there was nothing to copy.',
    body_data: 'They’re not stored there: there was nothing to copy.',
    camera_names: 'They’re not stored there: there was nothing to copy.',
    email_addresses: 'They’re not stored there: there was nothing to copy.',
    integration_tokens: 'They’re not stored there: there was nothing to copy.',
    passwords: 'Passwords are never stored there: there was nothing to copy.',
    pictures: 'They’re not stored there: there was nothing to copy.',
    session_tokens: 'They’re not stored there: there was nothing to copy.',
    wifi_names: 'They’re not stored there: there was nothing to copy.',
    wifi_passwords: 'They’re not stored there: there was nothing to copy.',
  } satisfies Record<DataKind, string>,
  unreadable: {
    alerts: unreadable,
    body_data: unreadable,
    camera_names: (_service, number) =>
      number === 0
        ? 'You haven’t named any cameras here.'
        : number === null
          ? 'Your camera names were encrypted: nothing readable is in the copy.'
          : many(number, {
              one: 'Your camera’s name was encrypted: nothing readable is in the copy.',
              other: `Your ${n(number)} camera names were encrypted: nothing readable is in the copy.`,
            }),
    email_addresses: () => 'Your address can’t be read: the copy doesn’t say who an account belongs to.',
    integration_tokens: () => 'Nobody can get in with what’s in the copy.',
    passwords: () =>
      'Short or common ones can be worked out from what’s in the copy: choose a new one, here and anywhere else you used it.',
    pictures: unreadable,
    session_tokens: () => 'Nobody can get in with what’s in the copy.',
    wifi_names: (_service, number) =>
      number === 0
        ? 'None of your cameras has reported its network.'
        : number === null || number === 1
          ? 'Your network’s name was encrypted: nothing readable is in the copy.'
          : `The names of your ${n(number)} networks were encrypted: nothing readable is in the copy.`,
    wifi_passwords: unreadable,
  } satisfies Record<DataKind, Meaning>,
  readable: {
    alerts: () => 'What happened in your account, and when, can be read.',
    body_data: () => 'It can be read, if you provided it.',
    camera_names: (_service, number) =>
      number === 0
        ? 'You haven’t named any cameras here.'
        : number === null
          ? 'Your camera names can be read. They may reveal what’s where in your home.'
          : many(number, {
              one: 'Your camera’s name can be read. It may reveal what’s where in your home.',
              other: `Your ${n(number)} camera names can be read. They may reveal what’s where in your home.`,
            }),
    email_addresses: (service) =>
      `Yours can be read. Expect messages that pretend to be from ${service}: sign in here, never through a link in a message.`,
    integration_tokens: () =>
      'Anyone who has them could do what you allowed Alexa and others to do. You can link again what was unlinked because of this.',
    passwords: () => 'Choose a new one, here and anywhere else you used it.',
    pictures: () => 'Pictures from your cameras may have been seen.',
    session_tokens: () => 'Someone may have been signed in as you. Review your signed-in computers.',
    wifi_names: () =>
      'Your network’s name can be read. Public maps of Wi-Fi networks can show roughly where it is.',
    wifi_passwords: () => 'Change it on your router, then move your cameras: Porchlight keeps their names.',
  } satisfies Record<DataKind, Meaning>,

  whatToDo: 'What to do',
  nothing: 'Nothing. If that changes, you’ll get an alert.',
  advisory: (service: string) => `Read more at ${service}`,

  said: 'Announcements, newest first',
  revision: (number: number) => `Update ${n(number)}`,
  first: 'First announcement',
  newest: 'current',
  toldAt: (moment: number) => at(moment),
  correction: (service: string) => `${service} on this change:`,
  notSaid: 'not mentioned',
  whenLabel: 'When',
  howMany: 'How many',
  sameData: 'Nothing else changed.',
  missing: 'An earlier announcement never arrived here.',
  takenBack: 'Withdrawn: it didn’t happen.',
};
