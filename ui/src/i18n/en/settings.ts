// Settings.

import { many, n } from './counts';

export const settings = {
  title: 'Settings',
  look: 'Look',
  language: 'Language',
  languageSystem: 'As on this computer',
  theme: 'Theme',
  themes: { system: 'As on this computer', light: 'Light', dark: 'Dark' },
  layout: 'Camera layout',
  safety: 'On this computer',
  protectedBy: {
    keychain: 'Protected by the keychain of this computer',
    passphrase: 'Protected by your passphrase',
    this_run_only: 'This run only: nothing is kept',
  },
  protectedHint: {
    keychain: 'All data is encrypted. The key lies in the keychain and nowhere else.',
    passphrase: 'All data is encrypted. The key is made from your passphrase each time.',
    this_run_only:
      'When Porchlight closes, everything here is forgotten. Your account keeps its sealed copy.',
  },
  folder: 'Where the data lies',
  folderHint: 'One folder, encrypted as a whole.',
  showFolder: 'Show the folder',
  wifi: 'Remembered Wi-Fi passwords',
  wifiHint: 'Those that you let Porchlight remember for other cameras. They lie in the keychain.',
  wifiForget: 'Forget Wi-Fi passwords',
  wifiForgotten: (count: number): string =>
    count === 0
      ? 'No password was stored, so there was none to forget.'
      : 'Forgotten. Your cameras stay on their networks.',
  connections: 'Connections',
  signedInAs: (email: string) => `Signed in as ${email}`,
  signedOutAs: (email: string) => `Signed out. Last used: ${email}`,
  signedOut: 'Signed out',
  signOut: 'Sign out',
  signOutOf: (name: string) => `Sign out of ${name}`,
  signInTo: (name: string) => `Sign in to ${name}`,
  signOutTitle: (name: string) => `Sign out of ${name}?`,
  signOutBody: 'Its cameras leave this computer until you sign in again.',
  signOutEdits: (count: number) =>
    many(count, {
      one: '1 change was not sent yet. It stays here, locked, and goes out after you sign in again.',
      other: `${n(count)} changes were not sent yet. They stay here, locked, and go out after you sign in again.`,
    }),
  add: 'Add a connection',
  demo: 'Demo home',
  afresh: 'Start afresh',
  afreshHint: 'The demo home as it was on the first day.',
  afreshTitle: 'Start the demo home afresh?',
  afreshBody: 'Names that you gave its cameras go back to the first ones. Nothing else is touched.',
  erase: 'Erase everything',
  eraseHint: 'Signs out everywhere and removes all data of Porchlight from this computer.',
  eraseTitle: 'Erase everything on this computer?',
  eraseBody:
    'Sessions, camera lists, alerts and settings go, and the key in the keychain with them. So do the accounts whose codes are made here: be sure that a phone makes them too. Nothing at your services is deleted.',
  eraseEdits: (count: number) =>
    many(count, {
      one: '1 change that was not sent is lost.',
      other: `${n(count)} changes that were not sent are lost.`,
    }),
  eraseWord: 'ERASE',
  eraseType: (word: string) => `Type ${word} to confirm`,
  eraseYes: 'Erase everything',
  version: (version: string) => `Porchlight ${version}`,
  development: 'Development build',
};
