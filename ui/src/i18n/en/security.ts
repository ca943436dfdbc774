// The security checklist, and the computers that are signed in.

import type { CheckupState, KeyNews, ProtectionKind } from '../../backend';
import { at, countRecoveryCodes, many, n } from './counts';

export const security = {
  title: 'Security',
  list: 'Checklist',
  beside: 'Besides',
  allLit: 'Every window is lit.',
  allLitHint: 'There is nothing to do here now.',
  dark: (count: number) =>
    many(count, { one: 'One window is still dark.', other: `${n(count)} windows are still dark.` }),
  darkHint: 'Each window is one line of the list.',
  notKnown: (count: number) =>
    many(count, {
      one: 'One line cannot be told at the moment.',
      other: `${n(count)} lines cannot be told at the moment.`,
    }),
  opening: 'Looking at what there is to know…',
  states: { done: 'Done', to_do: 'To do', unknown: 'Not known now' } satisfies Record<CheckupState, string>,
  action: (label: string, title: string) => `${label}: ${title}`,
  acts: {
    look_at_computers: 'Look',
    rehearse_recovery: 'Rehearse',
    show_camera: 'Show camera',
    show_cameras: 'Show cameras',
    show_integrations: 'Look',
    show_recovery_key: 'Look',
    show_settings: 'Settings',
    show_two_factor: 'Look',
    sign_in: 'Sign in',
    try_again: 'Ask now',
  },
  asked: (name: string) => `${name} has answered.`,

  signedIn: (name: string) => `Signed in to ${name}`,
  signedInItems: {
    done: 'If something happens to your account there, you hear of it here.',
    to_do: 'You are signed out there: nothing that happens to your account reaches you.',
    unknown: 'It does not answer at the moment. News of your account may come late.',
  } satisfies Record<CheckupState, string>,
  computersAt: (name: string) => `Computers signed in to ${name}`,
  computersItems: {
    done: (moment: number | null) =>
      moment === null ? 'You know all of them.' : `You knew all of them on ${at(moment)}.`,
    to_do: () => 'Look through them: do you know them all?',
    unknown: () => 'To see them, sign in first.',
  } satisfies Record<CheckupState, (moment: number | null) => string>,
  comingBack: (name: string) => `Coming back to ${name}`,
  comingBackItems: {
    done: (moment: number | null) =>
      moment === null ? 'You have rehearsed it.' : `You rehearsed it on ${at(moment)}.`,
    to_do: () =>
      'Try out, without consequences, what would let you in if your phone is lost or the password forgotten.',
    unknown: () => 'To rehearse it, sign in first.',
  } satisfies Record<CheckupState, (moment: number | null) => string>,
  recoveryKeyAt: (name: string) => `Recovery key for ${name}`,
  recoveryKeyItems: {
    done: () => 'Nobody else has seen it, as far as is known.',
    to_do: (news: KeyNews): string =>
      news === 'used'
        ? 'You used it. If somebody may have seen it, make a new one.'
        : 'Somebody has seen it. Make a new one.',
    unknown: () => 'To look after it, sign in first.',
  } satisfies Record<CheckupState, (news: KeyNews) => string>,
  integrationsAt: (name: string) => `Services linked to ${name}`,
  integrationsItems: {
    done: (linked: number) =>
      linked === 0
        ? 'None is linked, and none waits for you.'
        : many(linked, {
            one: '1 is linked, and none waits for you.',
            other: `${n(linked)} are linked, and none waits for you.`,
          }),
    to_do: (_: number, unlinked: number) =>
      many(unlinked, {
        one: '1 was unlinked for safety. Link it again, or leave it.',
        other: `${n(unlinked)} were unlinked for safety. Link them again, or leave them.`,
      }),
    unknown: () => 'Known once the service has answered.',
  } satisfies Record<CheckupState, (linked: number, unlinked: number) => string>,
  edits: 'Your changes',
  editsItems: (count: number) =>
    count === 0
      ? 'None waits for your word.'
      : many(count, {
          one: '1 change waits for your word.',
          other: `${n(count)} changes wait for your word.`,
        }),
  firmware: 'Camera firmware',
  firmwareItems: {
    done: () => 'No camera has an update waiting.',
    to_do: (count: number) =>
      many(count, {
        one: '1 camera has an update waiting.',
        other: `${n(count)} cameras have an update waiting.`,
      }),
    unknown: () => 'Known once every service above has answered.',
  } satisfies Record<CheckupState, (count: number) => string>,
  protection: 'What is kept on this computer',
  protectionItems: {
    keychain: 'Encrypted. The key lies in the keychain.',
    passphrase: 'Encrypted. The key is your passphrase.',
    this_run_only:
      'Kept for this run only: changes that are not sent are lost when Porchlight closes. Start the keychain, then open Porchlight again.',
  } satisfies Record<ProtectionKind, string>,
  twoFactor: (name: string) => `Two-factor at ${name}`,
  twoFactorItems: {
    done: (left: number | null) =>
      left === null ? 'It is on.' : `It is on. ${countRecoveryCodes(left)} left.`,
    to_do: (left: number | null) =>
      left === null
        ? 'The password alone opens your account.'
        : left === 0
          ? 'No recovery code is left for the day the phone is lost.'
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
    'An account cannot be shared here. Somebody who knows your password appears above, as a computer.',
  services: 'Linked services',
  noServices: 'None is linked.',
  showServices: 'Show linked services',
  loading: 'Asking who is signed in…',
  list: 'Signed-in computers',
  nameless: 'A computer without a name',
  thisOne: 'This computer',
  newcomer: 'New',
  since: (moment: number) => `Signed in on ${at(moment)}`,
  now: 'in use now',
  lastHour: 'used within the last hour',
  used: (ago: string) => `used ${ago}`,
  alone: 'Only this computer is signed in.',
  question: 'Do you know them all? If one is not yours, sign it out.',
  newQuestion: 'It signed in since you looked last. Was that you?',
  wasMe: 'That was me',
  wasNotMe: 'That wasn’t me',
  allMine: 'I know them all',
  onlyMine: 'I have looked',
  lookedAt: (moment: number) => `You knew all of them on ${at(moment)}.`,
  another: 'Another computer signed in meanwhile. Look once more.',
  signOut: 'Sign out',
  signOutOf: (name: string) => `Sign out ${name}`,
  signOutOthers: 'Sign out all others',
  signOutTitle: (name: string) => `Sign out ${name}?`,
  signOutBody:
    'It is signed out at once, and told that it was this computer. Nothing is lost there: changes that were not sent wait on it, locked, until somebody signs in with your password.',
  othersTitle: (count: number) =>
    many(count, { one: 'Sign out the other computer?', other: `Sign out ${n(count)} other computers?` }),
  othersBody:
    'All but this one are signed out at once, and told that it was this computer. Nothing is lost there: changes that were not sent wait on them, locked, until somebody signs in with your password.',
  isOut: (name: string) => `${name} is signed out. Your cameras and names are as they were.`,
  othersOut: 'Only this computer is still signed in. Your cameras and names are as they were.',
  next: 'If you do not know who it was, make sure that only you get in.',
  signedOut: 'Signed out',
  signedOutBody: (name: string) => `To see which computers are signed in to ${name}, sign in first.`,
  lastKnown: 'This is how it was when it answered last.',
  again: 'Try again',
  gone: 'This connection is gone',
  goneBody: 'It was removed from Porchlight on this computer.',
};
