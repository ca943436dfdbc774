// The security checklist, and the computers that are signed in.

import type { CheckupState, KeyNews, ProtectionKind } from '../../backend';
import { at, countRecoveryCodes, many, n } from './counts';

export const security = {
  title: 'Security',
  list: 'Checklist',
  beside: 'More',
  allLit: 'All the windows are lit.',
  allLitHint: 'There’s nothing to do here right now.',
  dark: (count: number) =>
    many(count, { one: 'One window is still dark.', other: `${n(count)} windows are still dark.` }),
  darkHint: 'Each window is one item on the list.',
  notKnown: (count: number) =>
    many(count, {
      one: 'One item can’t be checked right now.',
      other: `${n(count)} items can’t be checked right now.`,
    }),
  opening: 'Checking…',
  states: { done: 'Done', to_do: 'To do', unknown: 'Not known' } satisfies Record<CheckupState, string>,
  action: (label: string, title: string) => `${label}: ${title}`,
  acts: {
    look_at_computers: 'Review',
    rehearse_recovery: 'Test',
    show_camera: 'Show camera',
    show_cameras: 'Show cameras',
    show_integrations: 'Manage',
    show_recovery_key: 'Replace',
    show_settings: 'Settings',
    show_two_factor: 'Change',
    sign_in: 'Sign in',
    try_again: 'Check now',
  },
  /** Where that is what there is to do. */
  toDo: { linkAgain: 'Link again', newCodes: 'New codes', turnOn: 'Turn on' },
  asked: (name: string) => `${name} has answered.`,

  signedIn: (name: string) => `Signed in to ${name}`,
  signedInItems: {
    done: 'If something happens to your account, you’ll hear about it here.',
    to_do: 'You’re signed out, so you won’t hear about anything that happens to your account.',
    unknown: 'It isn’t answering right now. News about your account may come late.',
  } satisfies Record<CheckupState, string>,
  computersAt: (name: string) => `Computers signed in to ${name}`,
  computersItems: {
    done: (moment: number | null) =>
      moment === null ? 'You know all of them.' : `Last reviewed on ${at(moment)}.`,
    to_do: () => 'Check the list: do you know them all?',
    unknown: () => 'Sign in to see them.',
  } satisfies Record<CheckupState, (moment: number | null) => string>,
  comingBack: (name: string) => `Recovery options for ${name}`,
  comingBackItems: {
    done: (moment: number | null) =>
      moment === null ? 'You’ve tested them.' : `You tested them on ${at(moment)}.`,
    to_do: () =>
      'Test what would let you in if you lose your phone or forget your password. Nothing changes.',
    unknown: () => 'Sign in to test them.',
  } satisfies Record<CheckupState, (moment: number | null) => string>,
  recoveryKeyAt: (name: string) => `Recovery key for ${name}`,
  recoveryKeyItems: {
    done: () => 'As far as we know, nobody else has seen it.',
    to_do: (news: KeyNews): string =>
      news === 'used'
        ? 'You’ve used it. If someone may have seen it, make a new one.'
        : 'Someone has seen it. Make a new one.',
    unknown: () => 'Sign in to manage it.',
  } satisfies Record<CheckupState, (news: KeyNews) => string>,
  integrationsAt: (name: string) => `Services linked to ${name}`,
  integrationsItems: {
    done: (linked: number) =>
      linked === 0
        ? 'Nothing is linked, and nothing is waiting for you.'
        : many(linked, {
            one: '1 is linked, and nothing is waiting for you.',
            other: `${n(linked)} are linked, and nothing is waiting for you.`,
          }),
    to_do: (_: number, unlinked: number) =>
      many(unlinked, {
        one: '1 was unlinked to be safe. Link it again, or leave it.',
        other: `${n(unlinked)} were unlinked to be safe. Link them again, or leave them.`,
      }),
    unknown: () => 'Known once the service has answered.',
  } satisfies Record<CheckupState, (linked: number, unlinked: number) => string>,
  edits: 'Your changes',
  editsItems: (count: number) =>
    count === 0
      ? 'None need your OK.'
      : many(count, {
          one: '1 change needs your OK.',
          other: `${n(count)} changes need your OK.`,
        }),
  firmware: 'Camera firmware',
  firmwareItems: {
    done: () => 'No camera updates are waiting.',
    to_do: (count: number) =>
      many(count, {
        one: '1 camera has an update waiting.',
        other: `${n(count)} cameras have an update waiting.`,
      }),
    unknown: () => 'We’ll know once every service above has answered.',
  } satisfies Record<CheckupState, (count: number) => string>,
  protection: 'Data on this computer',
  protectionItems: {
    keychain: 'Encrypted. The key is in your keychain.',
    passphrase: 'Encrypted. The key is your passphrase.',
    this_run_only:
      'Only until you close Porchlight: unsent changes are then lost. Start the keychain, then open Porchlight again.',
  } satisfies Record<ProtectionKind, string>,
  twoFactor: (name: string) => `Two-factor for ${name}`,
  twoFactorItems: {
    done: (left: number | null) =>
      left === null ? 'It’s on.' : `It’s on. ${countRecoveryCodes(left)} left.`,
    to_do: (left: number | null) =>
      left === null
        ? 'Your password alone opens your account.'
        : left === 0
          ? 'No recovery codes left in case you lose your phone.'
          : `Only ${countRecoveryCodes(left)} left.`,
    unknown: () => 'Known once the service has answered.',
  } satisfies Record<CheckupState, (left: number | null) => string>,
};

export const computers = {
  back: 'Security',
  everything: (name: string) => `Everything that can reach ${name}`,
  section: 'Computers',
  people: 'People',
  nobodyElse: 'Nobody else.',
  nobodyElseBody:
    'Accounts here can’t be shared. Anyone who knows your password appears above, as a computer.',
  services: 'Linked services',
  noServices: 'Nothing is linked.',
  showServices: 'Show linked services',
  loading: 'Checking who’s signed in…',
  list: 'Signed-in computers',
  nameless: 'Unnamed computer',
  thisOne: 'This computer',
  newcomer: 'New',
  since: (moment: number) => `Signed in on ${at(moment)}`,
  now: 'in use now',
  lastHour: 'used within the last hour',
  used: (ago: string) => `used ${ago}`,
  alone: 'Only this computer is signed in.',
  question: 'Do you know them all? If one isn’t yours, sign it out.',
  newQuestion: 'It has signed in since you last checked. Was that you?',
  wasMe: 'That was me',
  wasNotMe: 'That wasn’t me',
  allMine: 'I know them all',
  onlyMine: 'It’s only me',
  lookedAt: (moment: number) => `Last reviewed on ${at(moment)}.`,
  another: 'Another computer has just signed in. Check again.',
  signOut: 'Sign out',
  signOutOf: (name: string) => `Sign out ${name}`,
  signOutOthers: 'Sign out all others',
  signOutTitle: (name: string) => `Sign out ${name}?`,
  signOutBody:
    'It’s signed out immediately, and is told this computer did it. Nothing is lost: unsent changes wait on it, locked, until someone signs in with your password.',
  othersTitle: (count: number) =>
    many(count, { one: 'Sign out the other computer?', other: `Sign out ${n(count)} other computers?` }),
  othersBody:
    'All computers except this one are signed out immediately, and are told this computer did it. Nothing is lost: unsent changes wait on them, locked, until someone signs in with your password.',
  isOut: (name: string) => `${name} is signed out. Your cameras and names are unchanged.`,
  othersOut: 'Only this computer is still signed in. Your cameras and names are unchanged.',
  next: 'If you don’t know who it was, make sure only you can get in.',
  signedOut: 'Signed out',
  signedOutBody: (name: string) => `Sign in to see which computers are signed in to ${name}.`,
  lastKnown: 'This is the last known state.',
  again: 'Try again',
  gone: 'This connection is gone',
  goneBody: 'It was removed from Porchlight on this computer.',
};
