// A code besides the password: where it is asked for, and where it is turned on and looked after.

import type { SecondFactorKind } from '../../backend';
import type { Change, Ended } from '../../features/two_factor/flow.svelte';
import type { CodeFault } from '../../features/two_factor/code';
import { at, countRecoveryCodes, many, n } from './counts';

/** Asked for, when signing in and before a change. */
export const factor = {
  title: 'One more step',
  intro: 'The password is right. Now the code that your authenticator app shows for this account.',
  code: 'Six-digit code',
  fields: { recovery_code: 'Recovery code', recovery_key: 'Recovery key' } satisfies Record<
    Exclude<SecondFactorKind, 'code'>,
    string
  >,
  hints: {
    recovery_code: 'Sixteen characters from your list. Each works once; capitals and hyphens do not matter.',
    recovery_key: 'The eight groups that you kept when the account was made, or when you made a new key.',
  } satisfies Record<Exclude<SecondFactorKind, 'code'>, string>,
  use: {
    code: 'Use a code from the app',
    recovery_code: 'Use a recovery code',
    recovery_key: 'Use the recovery key',
  } satisfies Record<SecondFactorKind, string>,
  faults: {
    letters: 'A code from the app has digits only.',
    long: 'A code from the app has six digits. This is more.',
    recovery_code: 'This looks like a recovery code.',
  } satisfies Record<CodeFault, string>,
  takeAsRecoveryCode: 'Use it as one',
  triesLeft: (count: number) =>
    many(count, {
      one: '1 try is left, then your password is asked for again.',
      other: `${n(count)} tries are left, then your password is asked for again.`,
    }),
  opensIn: (time: string) => `The next code is looked at in ${time}. A recovery code works at once.`,
  counts: (time: string) => `Your password counts for ${time} more.`,
  cameIn: {
    left: (count: number) =>
      count === 0
        ? 'That was your last recovery code.'
        : `You came in with a recovery code. ${n(count)} ${count === 1 ? 'is' : 'are'} left.`,
    question: 'Is the phone gone, or only not at hand?',
    newPhone: 'Set up a new phone',
    hasPhone: 'I still have it',
    byKey: 'You came in with the recovery key.',
    byKeyHint: 'Set up a new phone now: the old one and its codes still count for whoever has them.',
    later: 'Later',
  },
};

type Done = { title: string; changed: string };

export const twoFactor = {
  title: (name: string) => `Two-factor at ${name}`,
  at: 'Two-factor',
  explain: {
    what: 'Signing in then takes two things: your password, and a code from an app on your phone. Whoever steals one of them stays outside.',
    stays:
      'Nothing is lost by it: cameras, names and computers stay as they are, and so does whatever is linked to your account.',
    lost: (name: string) =>
      `Any two of three let you in: your password, a code (from the phone, or a recovery code), and the recovery key that you kept. With only one of them left, nobody can let you in any more, not even ${name}.`,
  },
  password: (email: string) => `Password for ${email}`,
  stepsLabel: 'Steps',
  steps: { proof: 'Password', scan: 'Authenticator', codes: 'Recovery codes', back: 'Check' },
  heads: {
    scan: {
      title: 'Let your authenticator scan this',
      body: 'It keeps the secret and shows a new code every 30 seconds.',
    },
    codes: {
      title: 'Ten ways in without the phone',
      body: 'Each of these recovery codes opens your account once, together with your password. Keep them away from the phone: on paper, or in a password manager.',
    },
    back: {
      title: 'One look at your copy',
      body: 'Type one of the ten from where you kept them, whichever you like. It is not used up by that.',
    },
  },
  left: (time: string) => `You have ${time} for this.`,
  scan: {
    app: 'Open an authenticator app on your phone.',
    which: 'Aegis, Ente Auth, 2FAS, Google Authenticator or any other.',
    scan: 'Scan the square.',
    picture: 'The secret as a square for the authenticator app',
    noCamera: 'It cannot scan?',
    type: 'Type this key there, with time-based codes:',
    key: 'Key for the authenticator',
    copy: 'Copy the key',
    open: 'Open in my authenticator',
    code: 'Type the six digits that it shows',
  },
  codes: {
    list: 'Recovery codes, ten',
    kept: 'I have kept them',
    printTitle: 'Porchlight recovery codes',
    printFor: (email: string, service: string) => `For ${email} at ${service}`,
    printHint:
      'Each works once, together with the password. Cross out what you have used. Keep this page away from the phone.',
  },
  back: { show: 'Show the codes again' },
  signOutOthers: 'Sign out my other computers',
  signOutOthersHint: 'Without this they stay signed in. Tick it if one of them may be in other hands.',

  on: {
    begin: 'Begin',
    yes: 'Turn two-factor on',
    nothingYet: 'Nothing has changed yet: two-factor comes on with the last step.',
    stop: 'Two-factor stays off. If your authenticator has the new entry already, delete it there: its codes do not work.',
  },
  move: {
    title: 'Move to another authenticator',
    consequence:
      'A new phone or app takes over. The old one works until the last step and not after it. You get ten new recovery codes; the old ones go with the old phone.',
    go: 'Move',
    begin: 'Begin the move',
    yes: 'Move now',
    scanBody: 'With the new phone or app. The old one counts until the last step.',
    nothingYet: 'Nothing has changed yet: your old authenticator still counts.',
    stop: 'Your old authenticator and the old recovery codes go on counting. If the new one has its entry already, delete it there.',
  },
  renew: {
    title: 'New recovery codes',
    consequence:
      'You get ten new ones. The old ones stop working as soon as you have typed one of the new ones back.',
    go: 'Make new ones',
    begin: 'Make new codes',
    yes: 'Use the new codes',
    nothingYet: 'Nothing has changed yet: the old codes still count.',
    stop: 'The old recovery codes still work. The new ones do not.',
  },
  off: {
    title: 'Turn two-factor off',
    consequence:
      'The password alone then opens your account. The authenticator’s entry and all recovery codes no longer work afterwards. Cameras, names and whatever is linked stay as they are.',
    go: 'Turn off',
    begin: 'Turn two-factor off',
  },

  onSince: (moment: number) => `On since ${at(moment)}`,
  onHint: 'Whoever signs in needs a code besides the password.',
  codesLeft: (count: number) => (count === 0 ? 'No recovery code left' : `${countRecoveryCodes(count)} left`),
  codesHint: 'For when the phone is not there. Each works once.',
  codesFew: 'Make new ones now. Without the phone and without codes only the recovery key is left.',
  ways: 'What can be changed',
  done: {
    changed: 'What is different now',
    same: 'What is as it was',
    changes: {
      on: {
        title: 'Two-factor is on',
        changed: 'Whoever signs in to your account, you included, is asked for a code after the password.',
      },
      move: {
        title: 'Your new authenticator counts',
        changed:
          'The old one no longer works; delete its entry there. The ten new recovery codes work, the old ones do not.',
      },
      codes: {
        title: 'The new recovery codes are good',
        changed: 'The old ones no longer work. Throw away what you have of them.',
      },
      off: {
        title: 'Two-factor is off',
        changed: 'The password alone opens your account. The recovery codes no longer work.',
      },
    } satisfies Record<Change, Done>,
    othersOut: 'Only this computer is still signed in.',
    sameAll:
      'All your computers stay signed in. Cameras, names and whatever is linked to your account are as they were.',
    sameOthersOut:
      'This computer stays signed in. Cameras, names and whatever is linked to your account are as they were.',
    toSecurity: 'Back to Security',
    look: 'Look at two-factor',
  },
  ended: {
    lapsed: 'The time for it was over, so nothing was changed. Begin again whenever you like.',
    signed_out: 'You were signed out in between, so nothing was changed. Begin again whenever you like.',
  } satisfies Record<Ended, string>,
  signedOut: (name: string) => `To look after two-factor at ${name}, sign in first.`,
  notOffered: 'There is no two-factor here',
  notOfferedBody: (name: string) => `${name} signs in with the password alone.`,
  unknown: 'Not known now',
  unknownBody: (name: string) => `${name} has not said yet whether two-factor is on.`,

  settings: {
    unknown: 'Two-factor: not known now',
    off: 'Two-factor is off',
    on: (left: number) => `Two-factor is on, ${countRecoveryCodes(left)} left`,
    of: (said: string, name: string) => `${said}: ${name}`,
  },
};
