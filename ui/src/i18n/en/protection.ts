// How what is on this computer is locked.

import type { ProtectionTrouble } from '../../backend';
import { n } from './counts';

export const protection: Record<ProtectionTrouble, { title: string; why: string; help: string }> = {
  disk_full: {
    title: 'The disk is full',
    why: 'Porchlight needs a little room to open its data.',
    help: 'Free up some space, then try again. Nothing was lost.',
  },
  keychain_absent: {
    title: 'No keychain is running',
    why: 'Porchlight keeps its key in this computer’s keychain, and there isn’t one running.',
    help: 'Start it (GNOME Keyring or KDE Wallet, for example) and try again, or choose another way below.',
  },
  keychain_cannot_ask: {
    title: 'The keychain can’t ask for its password',
    why: 'It’s locked, and can’t show its question in this session.',
    help: 'Unlock it with its own program, or log out and back in, then try again. Or choose another way below.',
  },
  keychain_denied: {
    title: 'The keychain didn’t let Porchlight in',
    why: 'The keychain’s question was answered with no, or closed, or it refused without asking.',
    help: 'Try again and allow it. Porchlight reads only its own entries.',
  },
  keychain_faulty: {
    title: 'The keychain answered with an error',
    why: 'A keychain is running on this computer, but it doesn’t work properly.',
    help: 'Restart it, or log out and back in, then try again. Or choose another way below.',
  },
  keychain_key_missing: {
    title: 'The key is gone from the keychain',
    why: 'There’s data on this computer, but its key is no longer in the keychain.',
    help: 'If you changed or reset the keychain, bring the old one back and try again. Otherwise set the data aside.',
  },
  keychain_locked: {
    title: 'The keychain is locked',
    why: 'Porchlight keeps its key in this computer’s keychain.',
    help: 'Try again and unlock it when it asks.',
  },
  keychain_not_set_up: {
    title: 'The keychain hasn’t been set up yet',
    why: 'The keychain program is running, but there’s no keychain in it yet for Porchlight’s key.',
    help: 'Try again and choose a password when it asks, or create a keychain in its own program first. Or choose another way below.',
  },
  keychain_timed_out: {
    title: 'The keychain didn’t answer',
    why: 'It may be waiting for you in its own window.',
    help: 'Look behind this window, answer it, and try again.',
  },
  newer_version: {
    title: 'This data is from a newer Porchlight',
    why: 'An older version could damage it, so it was left alone.',
    help: 'Update Porchlight and open it again.',
  },
  passphrase_wrong: {
    title: 'The passphrase isn’t right',
    why: 'The data on this computer opens with a different one.',
    help: 'Check Caps Lock and try again.',
  },
  protection_unreadable: {
    title: 'Porchlight can’t tell how your data is locked',
    why: 'There’s data on this computer, but the small file beside it that says how it’s locked (protection.json) is missing or damaged.',
    help: 'If you have a copy of that file, put it back in the data folder and try again. Otherwise set the data aside.',
  },
  storage_unavailable: {
    title: 'The data folder can’t be used',
    why: 'Porchlight isn’t allowed to read or write its data folder.',
    help: 'Check the folder’s permissions, or that its disk is connected, then try again.',
  },
};

export const opening = {
  title: 'Opening',
  body: 'Getting the key from this computer’s keychain.',
  slow: 'If the keychain asks for its password, the question may be behind this window.',
};

export const protect = {
  again: 'Try again',
  otherWays: 'Other ways',
  passphrase: 'Use a passphrase instead',
  passphraseHint: 'You type it each time Porchlight opens.',
  runOnly: 'Just this once',
  runOnlyHint: 'Nothing is saved. You’ll have to sign in again next time.',
  aside: 'Set the data aside',
  asideHint: 'Start empty. The old data stays, still locked.',
  choose: 'Choose a passphrase',
  chooseBody:
    'It locks what Porchlight saves on this computer. Nobody can recover it for you, not even us: if you forget it, you start empty and sign in again.',
  field: 'Passphrase',
  repeat: 'Repeat the passphrase',
  differs: 'The two don’t match yet.',
  short: (min: number) => `At least ${n(min)} characters. Four unrelated words make a good one.`,
  use: 'Lock with this passphrase',
  wanted: 'Enter your passphrase',
  wantedBody: 'It unlocks what Porchlight saves on this computer.',
  unlock: 'Unlock',
  forgotten: 'Forgot it? Set the data aside and start empty',
  asideTitle: 'Set the data aside and start empty?',
  asideBody:
    'The old data is kept under a name with today’s date, still locked. Unsent changes stay in it. Your cameras come back from your account when you sign in, with the names it keeps.',
  asideYes: 'Set aside and start empty',
  never: 'Nothing is ever saved on this computer unencrypted.',
};
