// The program itself: its keys, its version, what it keeps where, its licences.

import type { ProtectionKind } from '../../backend';
import { n } from './counts';

export const shortcuts = {
  title: 'Keyboard shortcuts',
  takenBack: (what: string) => `Taken back: ${what}`,
  keyList: [
    { keys: ['Ctrl 1', 'Ctrl 2', 'Ctrl 3', 'Ctrl 4'], does: 'Cameras, Security, Alerts, Settings' },
    { keys: ['Ctrl ,'], does: 'Settings' },
    { keys: ['Alt ←'], does: 'Back to where you were' },
    { keys: ['Ctrl Z'], does: 'Take the last change back' },
    { keys: ['Ctrl +', 'Ctrl −', 'Ctrl 0'], does: 'Larger, smaller, as usual' },
    { keys: ['Ctrl F'], does: 'Search the cameras' },
    { keys: ['F2'], does: 'Rename the camera that has the focus' },
    { keys: ['Enter', 'Esc'], does: 'Keep what is typed, or leave it as it was' },
    { keys: ['?'], does: 'This list' },
  ],
};

export const about = {
  title: 'About Porchlight',
  kept: 'What is kept where',
  keptWhere: {
    keychain: [
      'In the keychain of this computer: what keeps you signed in, the key of the data below, authenticators that you brought in, and Wi-Fi passwords that you let Porchlight remember.',
      'In the data folder, encrypted: cameras as last seen, names, alerts, changes that wait, settings. “Show the folder” above opens it.',
      'At your service: your account, sealed so that it cannot read the names you gave. “What it holds about you” shows all of it.',
      'In the log folder: what the program did, without names, addresses or passwords.',
    ],
    passphrase: [
      'In the data folder, encrypted under your passphrase: what keeps you signed in, cameras as last seen, names, alerts, changes that wait, settings.',
      'At your service: your account, sealed so that it cannot read the names you gave. “What it holds about you” shows all of it.',
      'In the log folder: what the program did, without names, addresses or passwords.',
    ],
    this_run_only: [
      'In memory, until Porchlight closes: everything on this computer.',
      'At your service: your account, sealed so that it cannot read the names you gave.',
      'In the log folder: what the program did, without names, addresses or passwords.',
    ],
  } satisfies Record<ProtectionKind, string[]>,
  fault: 'When something is wrong',
  faultBody:
    'Tell whoever you have Porchlight from. Say what you did, what you expected, and what happened instead; a picture of the window helps. Leave out passwords, recovery keys and codes: nobody needs them to help you.',
  faultSay: (version: string, system: string) => `Add this: Porchlight ${version}, ${system}.`,
  faultLogs:
    'If they ask for the log, these are the files. They say what the program did, and hold no names, addresses or passwords.',
  showLogs: 'Show the log files',
  licences: 'Licences',
  licencesBody: 'Porchlight is free software under the MIT licence:',
  parts: (count: number) => `It is built from ${n(count)} parts by others, each under its own licence:`,
};
