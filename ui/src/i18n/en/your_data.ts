// Everything that a service keeps about its owner; taking it along; deleting the account.

import type { HeldFor, HeldForm, HeldGroup, Kept } from '../../backend';
import { at, many, n, wait } from './counts';

const records = (count: number) => many(count, { one: '1 record', other: `${n(count)} records` });
const values = (count: number) => many(count, { one: '1 value', other: `${n(count)} values` });

export const yourData = {
  title: 'Your data',
  at: (name: string) => `Your data at ${name}`,
  line: 'All that the service holds about you, as it holds it. Save it, or delete the account.',
  open: 'Show',
  settings: 'What it holds about you',
  settingsOf: (name: string) => `What it holds about you: ${name}`,
  signedOutBody: (name: string) => `To see what ${name} holds about you, sign in first.`,
  asking: 'Asking the service…',
  again: 'Ask again',

  headline: (service: string, count: number, all: number) =>
    `${service} holds ${records(count)} about you, with ${values(all)} in them.`,
  readable: (count: number) =>
    `It can read ${n(count)} of them: times, counts, and what the maker calls your cameras. No name that you gave.`,
  nothingElse:
    'There is nothing else. No name, no address, no birthday, no height or weight, no place, no picture: there is no field for it.',
  told: (moment: number) => `As of ${at(moment)}. The page shows what lies in the database, value by value.`,
  share: (readable: number, all: number) => `${n(readable)} of ${values(all)} can be read by the service`,

  heldGroups: {
    account: 'Account',
    computers: 'Computers',
    cameras: 'Cameras',
    events: 'News for your computers',
    two_factor: 'Two-factor and signing in',
    integrations: 'Integrations',
    other: 'Other',
  } satisfies Record<HeldGroup, string>,
  heldTitles: {
    account: 'Your account',
    announcements: 'Announcements',
    audit: 'What the people who run it did',
    cameras: 'Your cameras',
    email_changes: 'Changes of your address',
    events: 'Security events',
    half_finished: 'Two-factor, half set up',
    integrations: 'What is linked',
    link_tokens: 'Keys of what is linked',
    linking: 'Links that wait for you',
    other: 'Something new',
    pairings: 'Cameras on their way',
    password_recovery: 'A new password on its way',
    reading: 'What each computer has read',
    recovery_codes: 'Recovery codes',
    repeats: 'Changes that were sent',
    sessions: 'Signed-in computers',
    signing_in: 'Sign-ins that wait for a code',
    two_factor: 'Codes of your authenticator',
  } satisfies Record<HeldFor, string>,
  heldPurposes: {
    account:
      'To recognise your address and your password without knowing either, and to give your computers their key back.',
    announcements: 'To tell you what happened in an incident.',
    audit: 'So that you can see when somebody who runs the service touched your account.',
    cameras:
      'So that every computer of yours shows the same list. Names, rooms and networks are in the sealed part.',
    email_changes: 'To put your address back if somebody else changed it. The address itself is not there.',
    events:
      'To tell each of your computers what happened to the account, even when it is switched off for a while.',
    half_finished: 'To finish setting up two-factor, or new recovery codes.',
    integrations: 'To let in what you linked, to the cameras that you chose.',
    link_tokens: 'To recognise what you linked when it asks.',
    linking: 'To show the number that you compare before something is linked.',
    other: 'This version of Porchlight does not know it yet. Update Porchlight to read what it is for.',
    pairings: 'To let a camera that scans your code come to your account, and no other.',
    password_recovery:
      'To let you choose a new password after you have shown your recovery key, and to let each of your computers stop it.',
    reading: 'So that no computer of yours is told twice, or not at all.',
    recovery_codes: 'To recognise a recovery code that you type. Used ones are not kept.',
    repeats: 'So that a change that is sent twice, because the line broke, is made once.',
    sessions: 'To recognise your computers, and to tell one why it was signed out.',
    signing_in: 'To wait for your code after the right password.',
    two_factor: 'To check the codes of your authenticator, and to take each only once.',
  } satisfies Record<HeldFor, string>,
  heldForms: {
    hashed: 'keyed hash',
    identifier: 'random number',
    number: 'readable',
    other: 'perhaps readable',
    password_record: 'OPAQUE record',
    public_key: 'public key',
    sealed_by_owner: 'sealed by you',
    sealed_by_service: 'sealed by the service',
    text: 'readable',
    time: 'readable',
  } satisfies Record<HeldForm, string>,
  meanings: [
    ['sealed_by_owner', 'Sealed on your computers. The service cannot read this.'],
    ['sealed_by_service', 'Sealed under a key outside the database. A stolen copy cannot be read.'],
    ['hashed', 'Only good to recognise what is shown again. It cannot be turned back.'],
    ['text', 'The service can read this.'],
  ] as [HeldForm, string][],
  all: 'Everything, record by record',
  legend: 'How to read it',
  kept: (kept: Kept) => {
    switch (kept.rule) {
      case 'with_account':
        return 'Stays until you delete the account';
      case 'while_two_factor_is_on':
        return 'Stays until you turn two-factor off';
      case 'with_its_computer':
        return 'Stays as long as the computer it is about';
      case 'for':
        return `Goes ${wait(kept.seconds)} after it was written`;
      case 'after_its_end':
        return kept.seconds > 0 ? `Goes ${wait(kept.seconds)} after it is over` : 'Goes when it is over';
      case 'other':
        return 'How long it stays is not known to this version';
    }
  },
  hourly: 'What has had its time goes within the hour.',
  records,
  noneOf: (titles: string) => `Nothing now of: ${titles}`,
  bytes: (length: number) => many(length, { one: '1 byte', other: `${n(length)} bytes` }),
  nothing: 'empty',
  at_moment: at,
  more: (count: number) => many(count, { one: 'Show 1 more record', other: `Show ${n(count)} more records` }),
  less: 'Show fewer',
  onlyFirst: (shown: number, all: number) =>
    `The first ${n(shown)} of ${n(all)} are shown here. All of them are in the file that you save.`,

  take: 'Take it with you',
  asHeld: 'Save as the service holds it',
  asHeldHint: 'JSON. What is sealed stays sealed, so this file gives nothing away.',
  opened: 'Save with what only this computer can read',
  openedHint: 'The same, and camera names, rooms, networks and computer names in plain words. Keep it safe.',
  saved: 'Saved.',

  remove: 'Delete this account',
  removeBody: (name: string) =>
    `Everything on this page goes, at ${name} and on this computer. Your other computers are signed out and told why. Nobody can bring it back, and neither can we.`,
  camerasGoOn: 'Your cameras go on working where they are. To see them here again you need a new account.',
  edits: (count: number) =>
    many(count, {
      one: '1 change that was never sent is lost.',
      other: `${n(count)} changes that were never sent are lost.`,
    }),
  saveList: 'Save the camera list first',
  begin: 'Delete the account…',
  word: 'DELETE',
  type: (word: string) => `Type ${word} to confirm`,
  password: 'Your password',
  wrongPassword: 'This is not your password. Nothing was deleted.',
  yes: 'Delete everything',
  deleting: 'Deleting, and searching once more…',

  goneTitle: (name: string) => `Your account at ${name} is deleted`,
  searched: (count: number) =>
    `After that the service searched its whole database once more for ${n(count)} values that were yours: identifiers and hashes.`,
  foundNone: 'It found none of them.',
  foundSome: (count: number) =>
    `In ${many(count, { one: '1 record', other: `${n(count)} records` })} something is left. Tell whoever runs the service.`,
  byWord: 'Its answer was lost on the way, but the service signed that the account is gone.',
  rewritten:
    'What was deleted is overwritten, and within the hour the database file is written anew, so that nothing lies in its gaps.',
  overwritten: 'What was deleted is overwritten with zeros.',
  place: 'Table',
  removed: 'Removed',
  left: 'Found again',
  total: 'All tables',
  hereToo: 'On this computer its cameras, alerts, changes and keys are gone as well.',
  free: 'Your address is free: a new account can be made with it, and knows nothing of this one.',
  backups: 'If whoever runs the service keeps backups, they go when those do.',
  done: 'Done',
};
