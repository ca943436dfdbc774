// How what is on this computer is locked.

import type { ProtectionTrouble } from '../../backend';
import { n } from './counts';

export const protection: Record<ProtectionTrouble, { title: string; why: string; help: string }> = {
  disk_full: {
    title: 'The disk is full',
    why: 'Porchlight cannot open its data without a little room.',
    help: 'Free some space, then try again. Nothing was lost.',
  },
  keychain_absent: {
    title: 'No keychain is running',
    why: 'Porchlight keeps its key in the keychain of this computer, and there is none to ask.',
    help: 'Start it (GNOME Keyring or KDE Wallet, for example) and try again, or choose another way below.',
  },
  keychain_cannot_ask: {
    title: 'The keychain cannot ask for its password',
    why: 'It is locked, and its question cannot be shown in this session.',
    help: 'Unlock it with its own program, or log out and in again, then try again. Or choose another way below.',
  },
  keychain_denied: {
    title: 'The keychain did not let Porchlight in',
    why: 'The question of the keychain was answered with no, or closed, or it refused without asking.',
    help: 'Try again and allow it. Porchlight reads only its own entries.',
  },
  keychain_faulty: {
    title: 'The keychain answered with an error',
    why: 'A keychain is running on this computer, but it does not work as it should.',
    help: 'Start it again, or log out and in again, then try again. Or choose another way below.',
  },
  keychain_key_missing: {
    title: 'The key is gone from the keychain',
    why: 'There is data on this computer, but the keychain no longer has the key to it.',
    help: 'If you changed or reset the keychain, bring the old one back and try again. Otherwise set the data aside.',
  },
  keychain_locked: {
    title: 'The keychain is locked',
    why: 'Porchlight keeps its key in the keychain of this computer.',
    help: 'Try again and unlock it when it asks.',
  },
  keychain_not_set_up: {
    title: 'The keychain has not been set up yet',
    why: 'The program for it is running, but nobody has made a keychain in it that Porchlight could keep its key in.',
    help: 'Try again and choose a password when it asks, or make a keychain in its own program first. Or choose another way below.',
  },
  keychain_timed_out: {
    title: 'The keychain did not answer',
    why: 'It may be waiting for you in a window of its own.',
    help: 'Look behind this window, answer it, and try again.',
  },
  newer_version: {
    title: 'This data is from a newer Porchlight',
    why: 'An older version could damage it, so it was left alone.',
    help: 'Update Porchlight and open it again.',
  },
  passphrase_wrong: {
    title: 'The passphrase is not right',
    why: 'The data on this computer opens with another one.',
    help: 'Check Caps Lock and try again.',
  },
  protection_unreadable: {
    title: 'It is no longer known how your data is locked',
    why: 'There is data on this computer, but the small file beside it that says how it is locked (protection.json) is missing or damaged.',
    help: 'If you have a copy of that file, put it back in the data folder and try again. Otherwise set the data aside.',
  },
  storage_unavailable: {
    title: 'The data folder cannot be used',
    why: 'Porchlight may not read or write where its data lies.',
    help: 'Check the folder’s permissions, or that its disk is there, then try again.',
  },
};

export const opening = {
  title: 'Opening',
  body: 'Asking the keychain of this computer for the key.',
  slow: 'If the keychain asks for its password, the question may be behind this window.',
};

export const protect = {
  again: 'Try again',
  otherWays: 'Other ways',
  passphrase: 'Use a passphrase instead',
  passphraseHint: 'You type it each time Porchlight opens.',
  runOnly: 'This run only',
  runOnlyHint: 'Nothing is kept. You sign in again next time.',
  aside: 'Set the data aside',
  asideHint: 'Start empty. The old data stays, still locked.',
  choose: 'Choose a passphrase',
  chooseBody:
    'It locks what Porchlight keeps on this computer. Nobody can find it again for you, not even us: if it is forgotten, you start empty and sign in again.',
  field: 'Passphrase',
  repeat: 'The same once more',
  differs: 'The two are not the same yet.',
  short: (min: number) => `At least ${n(min)} characters. Four unrelated words are good.`,
  use: 'Lock with this passphrase',
  wanted: 'Your passphrase, please',
  wantedBody: 'It opens what Porchlight keeps on this computer.',
  unlock: 'Open',
  forgotten: 'Forgotten? Set the data aside and start empty',
  asideTitle: 'Set the data aside and start empty?',
  asideBody:
    'The old data is kept under a name with today’s date, still locked. Changes that were never sent stay in it. Your cameras and names come back from your account when you sign in.',
  asideYes: 'Set aside and start empty',
  never: 'Nothing is ever written to this computer unlocked.',
};
