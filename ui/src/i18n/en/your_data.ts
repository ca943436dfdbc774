// Everything that a service keeps about its owner; taking it along; deleting the account.

import type { HeldFor, HeldForm, HeldGroup, Kept } from '../../backend';
import { at, many, n, wait } from './counts';

const records = (count: number) => many(count, { one: '1 record', other: `${n(count)} records` });
const values = (count: number) => many(count, { one: '1 value', other: `${n(count)} values` });

export const yourData = {
  title: 'Your data',
  at: (name: string) => `Your data at ${name}`,
  line: 'Everything the service holds about you, exactly as stored. Save it, or delete the account.',
  open: 'Show',
  settings: 'What it holds about you',
  settingsOf: (name: string) => `What it holds about you: ${name}`,
  signedOutBody: (name: string) => `Sign in to see what ${name} holds about you.`,
  asking: 'Asking the service…',
  again: 'Check again',

  headline: (service: string, count: number, all: number) =>
    `${service} holds ${records(count)} about you, with ${values(all)} in them.`,
  readable: (count: number) =>
    many(count, { one: 'It can read 1 of them.', other: `It can read ${n(count)} of them.` }),
  told: (moment: number) => `As of ${at(moment)}. This page shows what is in the database, value by value.`,
  share: (readable: number, all: number) => `The service can read ${n(readable)} of ${values(all)}`,

  heldGroups: {
    account: 'Account',
    computers: 'Computers',
    cameras: 'Cameras',
    events: 'Messages to your computers',
    two_factor: 'Two-factor and sign-in',
    integrations: 'Linked services',
    other: 'Other',
  } satisfies Record<HeldGroup, string>,
  heldTitles: {
    account: 'Your account',
    announcements: 'Announcements',
    audit: 'Actions by the people who run it',
    cameras: 'Your cameras',
    email_changes: 'Changes to your address',
    events: 'Security events',
    half_finished: 'Unfinished two-factor setup',
    integrations: 'Linked services',
    link_tokens: 'Access tokens of linked services',
    linking: 'Links waiting for you',
    other: 'Something new',
    pairings: 'Cameras being set up',
    password_recovery: 'Password reset in progress',
    reading: 'What each computer has received',
    recovery_codes: 'Recovery codes',
    repeats: 'Changes you sent',
    sessions: 'Signed-in computers',
    signing_in: 'Sign-ins waiting for a code',
    two_factor: 'Your authenticator’s secret',
  } satisfies Record<HeldFor, string>,
  heldPurposes: {
    account: 'To recognise you when you sign in, and to give your computers their key back.',
    announcements: 'To tell you what happened in an incident.',
    audit: 'So you can see when someone who runs the service accessed your account.',
    cameras: 'So that all your computers show the same list.',
    email_changes: 'To restore your address if someone else changed it.',
    events: 'To tell each of your computers what happened to the account, even if it’s off for a while.',
    half_finished: 'To finish setting up two-factor, or new recovery codes.',
    integrations: 'To give linked services access to the cameras you chose.',
    link_tokens: 'To recognise linked services when they ask.',
    linking: 'To show the number you compare before something is linked.',
    other: 'This version of Porchlight doesn’t know it yet. Update Porchlight to see what it’s for.',
    pairings: 'To add a camera that scans your code to your account, and to no other.',
    password_recovery:
      'To let you choose a new password once you’ve entered your recovery key, and to let each of your computers stop it.',
    reading: 'So that each of your computers is told everything exactly once.',
    recovery_codes: 'To recognise a recovery code you type. Used ones aren’t kept.',
    repeats: 'So that a change sent twice, because the connection dropped, is only made once.',
    sessions: 'To recognise your computers, and to tell one why it was signed out.',
    signing_in: 'To wait for your code after the correct password.',
    two_factor: 'To check your authenticator’s codes, and accept each only once.',
  } satisfies Record<HeldFor, string>,
  heldForms: {
    hashed: 'keyed hash',
    identifier: 'random number',
    number: 'readable',
    other: 'possibly readable',
    password_record: 'OPAQUE record',
    public_key: 'public key',
    sealed_by_owner: 'encrypted by you',
    sealed_by_service: 'encrypted by the service',
    text: 'readable',
    time: 'readable',
  } satisfies Record<HeldForm, string>,
  meanings: [
    ['sealed_by_owner', 'Encrypted on your computers. The service can’t read this.'],
    ['sealed_by_service', 'Encrypted with a key kept outside the database. A stolen copy can’t be read.'],
    ['hashed', 'Only good for recognising the same value again. It can’t be reversed.'],
    ['text', 'The service can read this.'],
  ] as [HeldForm, string][],
  all: 'Everything, record by record',
  legend: 'What the labels mean',
  kept: (kept: Kept) => {
    switch (kept.rule) {
      case 'with_account':
        return 'Kept until you delete the account';
      case 'while_two_factor_is_on':
        return 'Kept until you turn two-factor off';
      case 'with_its_computer':
        return 'Kept as long as its computer';
      case 'for':
        return `Deleted ${wait(kept.seconds)} after it was written`;
      case 'after_its_end':
        return kept.seconds > 0 ? `Deleted ${wait(kept.seconds)} after it ends` : 'Deleted when it ends';
      case 'other':
        return 'This version doesn’t know how long it’s kept';
    }
  },
  hourly: 'Anything that has expired is deleted within the hour.',
  records,
  noneOf: (titles: string) => `Currently nothing under: ${titles}`,
  bytes: (length: number) => many(length, { one: '1 byte', other: `${n(length)} bytes` }),
  nothing: 'empty',
  at_moment: at,
  more: (count: number) => many(count, { one: 'Show 1 more record', other: `Show ${n(count)} more records` }),
  less: 'Show fewer',
  onlyFirst: (shown: number, all: number) =>
    `Showing the first ${n(shown)} of ${n(all)}. The saved file has all of them.`,

  take: 'Take your data with you',
  asHeld: 'Save exactly as stored',
  asHeldHint: 'The same values as on this page. Keep it safe.',
  opened: 'Save with what only this computer can read',
  openedHint: 'The same, plus camera names, rooms, networks and computer names in plain text. Keep it safe.',
  saved: 'Saved.',

  remove: 'Delete this account',
  removeBody: (name: string) =>
    `Everything on this page is deleted, at ${name} and on this computer. Your other computers are signed out and told why. Nobody can bring it back, not even us.`,
  camerasGoOn: 'Your cameras keep working where they are. To see them here again you’ll need a new account.',
  edits: (count: number) =>
    many(count, {
      one: '1 unsent change will be lost.',
      other: `${n(count)} unsent changes will be lost.`,
    }),
  saveList: 'Save the camera list first',
  begin: 'Delete the account…',
  word: 'DELETE',
  type: (word: string) => `Type ${word} to confirm`,
  password: 'Your password',
  wrongPassword: 'This isn’t your password. Nothing was deleted.',
  yes: 'Delete everything',
  deleting: 'Deleting, then searching once more…',

  goneTitle: (name: string) => `Your account at ${name} was deleted`,
  searched: (count: number) =>
    `The service then searched its whole database once more for ${n(count)} values that were yours: identifiers and hashes.`,
  foundNone: 'It found none of them.',
  foundSome: (count: number) =>
    `Something is left in ${many(count, { one: '1 record', other: `${n(count)} records` })}. Tell whoever runs the service.`,
  byWord:
    'Its answer got lost on the way, but the service confirmed with its signature that the account is gone.',
  rewritten:
    'What was deleted is overwritten, and within the hour the database file is rewritten, so nothing remains in unused space.',
  overwritten: 'What was deleted is overwritten with zeros.',
  place: 'Table',
  removed: 'Removed',
  left: 'Found again',
  total: 'All tables',
  hereToo: 'On this computer, its cameras, alerts, changes and keys are gone too.',
  free: 'Your address is free: you can create a new account with it, which won’t know anything about this one.',
  backups: 'If whoever runs the service keeps backups, your data is in them until those are deleted.',
  done: 'Done',
};
