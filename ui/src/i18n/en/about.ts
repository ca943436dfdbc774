// The program itself: its keys, its version, what it keeps where, its licences.

import type { ProtectionKind } from '../../backend';
import { n } from './counts';

export const shortcuts = {
  title: 'Keyboard shortcuts',
  takenBack: (what: string) => `Undone: ${what}`,
  keyList: [
    { keys: ['Ctrl 1', 'Ctrl 2', 'Ctrl 3', 'Ctrl 4'], does: 'Cameras, Security, Alerts, Settings' },
    { keys: ['Ctrl ,'], does: 'Settings' },
    { keys: ['Alt ←'], does: 'Back to where you were' },
    { keys: ['Ctrl Z'], does: 'Undo the last change' },
    { keys: ['Ctrl +', 'Ctrl −', 'Ctrl 0'], does: 'Larger, smaller, normal size' },
    { keys: ['Ctrl F'], does: 'Search the cameras' },
    { keys: ['F2'], does: 'Rename the selected camera' },
    { keys: ['Enter', 'Esc'], does: 'Save what you typed, or leave it as it was' },
    { keys: ['?'], does: 'This list' },
  ],
};

export const about = {
  title: 'About Porchlight',
  kept: 'What is kept where',
  keptWhere: {
    keychain: [
      'In the keychain of this computer: what keeps you signed in, the key to the data below, the accounts you get codes for, and saved Wi-Fi passwords.',
      'In the data folder, encrypted: cameras as last seen, names, alerts, unsent changes and settings. “Show folder” above opens it.',
    ],
    passphrase: [
      'In the data folder, encrypted with your passphrase: what keeps you signed in, cameras as last seen, names, alerts, unsent changes and settings.',
    ],
    this_run_only: ['In memory, until Porchlight closes: everything on this computer.'],
  } satisfies Record<ProtectionKind, string[]>,
  atReadable: (service: string) => `At ${service}: your account, which the people there can read.`,
  inLogs: 'In the log folder: what the program did, without names, addresses or passwords.',
  fault: 'When something is wrong',
  faultBody:
    'Tell whoever you got Porchlight from. Say what you did, what you expected, and what happened instead; a picture of the window helps. Leave out passwords, recovery keys and codes: nobody needs them to help you.',
  faultSay: (version: string, system: string) => `Add this: Porchlight ${version}, ${system}.`,
  faultLogs:
    'If they ask for the log, these are the files. They record what the program did, and contain no names, addresses or passwords.',
  showLogs: 'Show the log files',
  licences: 'Licences',
  licencesBody: 'Porchlight is free software under the MIT licence:',
  parts: (count: number) => `It is built from ${n(count)} parts by others, each under its own licence:`,
};
