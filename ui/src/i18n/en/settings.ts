// Settings.

import desktop from '../desktop.en.json';
import { many, n } from './counts';

export const settings = {
  title: 'Settings',
  look: 'Appearance',
  language: 'Language',
  languageSystem: 'Same as this computer',
  theme: 'Theme',
  themes: { system: 'Same as this computer', light: 'Light', dark: 'Dark' },
  textSize: 'Text size',
  percent: (size: number) => `${n(size)} %`,
  startAtLogin: 'Start Porchlight when you log in',
  startAtLoginHint: 'It stays in the system tray if your desktop has one, so you get your alerts.',
  layout: 'Camera layout',
  safety: 'On this computer',
  protectedBy: {
    keychain: 'Protected by this computer’s keychain',
    passphrase: 'Protected by your passphrase',
    this_run_only: 'Just this once: nothing is saved',
  },
  protectedHint: {
    keychain: 'All data is encrypted. The key is in your keychain and nowhere else.',
    passphrase: 'All data is encrypted. The key is made from your passphrase each time.',
    this_run_only: 'When Porchlight closes, everything here is forgotten. Your account stays as it is.',
  },
  folder: 'Where your data is stored',
  folderHint: 'One folder, fully encrypted.',
  showFolder: 'Show folder',
  wifi: 'Saved Wi-Fi passwords',
  wifiHint: 'The ones you let Porchlight save for other cameras. They’re in the keychain.',
  wifiForget: 'Delete Wi-Fi passwords',
  wifiForgotten: (count: number): string =>
    count === 0
      ? 'There were no saved passwords to delete.'
      : 'Deleted. Your cameras stay on their networks.',
  connections: 'Connections',
  signedInAs: (email: string) => `Signed in as ${email}`,
  signedOutAs: (email: string) => `Signed out. Last used: ${email}`,
  signedOut: 'Signed out',
  noSignIn: 'Each camera has its own password',
  signOut: 'Sign out',
  signOutOf: (name: string) => `Sign out of ${name}`,
  signInTo: (name: string) => `Sign in to ${name}`,
  signOutTitle: (name: string) => `Sign out of ${name}?`,
  signOutBody: 'Its cameras disappear from this computer until you sign in again.',
  signOutEdits: (count: number) =>
    many(count, {
      one: '1 change hasn’t been sent yet. It stays here, locked, and is sent after you sign in again.',
      other: `${n(count)} changes haven’t been sent yet. They stay here, locked, and are sent after you sign in again.`,
    }),
  remove: 'Remove',
  removeOf: (name: string) => `Remove ${name}`,
  removeTitle: (name: string) => `Remove ${name} from this computer?`,
  removeBody: 'Its cameras, its alerts and everything else about it disappear from this computer.',
  removeEdits: (count: number) =>
    many(count, {
      one: '1 change was never sent and will be lost.',
      other: `${n(count)} changes were never sent and will be lost.`,
    }),
  removeNames: (count: number) =>
    many(count, {
      one: 'What you call 1 camera is only on this computer and will be lost.',
      other: `What you call ${n(count)} cameras is only on this computer and will be lost.`,
    }),
  removePasswords: 'The passwords of its cameras are deleted from this computer.',
  removed: (name: string) => `${name} was removed.`,
  add: 'Add a connection',
  addAccount: 'Add another account',
  demo: desktop.demoHome,
  afresh: 'Reset the demo home',
  afreshHint: 'Back to how it was on the first day.',
  afreshTitle: 'Reset the demo home?',
  afreshBody:
    'Its cameras and their names, its address, password and two-factor go back to the first day. Your other connections aren’t changed.',
  erase: 'Erase everything',
  eraseHint: 'Signs you out everywhere and removes all Porchlight data from this computer.',
  eraseTitle: 'Erase everything on this computer?',
  eraseBody:
    'Sign-ins, camera lists, alerts and settings are erased, along with the key in the keychain. So are the accounts whose codes are generated here: make sure a phone generates them too. Nothing is deleted from your services.',
  eraseEdits: (count: number) =>
    many(count, {
      one: '1 unsent change will be lost.',
      other: `${n(count)} unsent changes will be lost.`,
    }),
  eraseWord: 'ERASE',
  eraseType: (word: string) => `Type ${word} to confirm`,
  eraseYes: 'Erase everything',
  version: (version: string) => `Porchlight ${version}`,
  development: 'Development build',
};
