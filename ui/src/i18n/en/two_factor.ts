// A code besides the password: where it is asked for, and where it is turned on and looked after.

import type { SecondFactorKind, SentBy } from '../../backend';
import type { Change, Ended } from '../../features/two_factor/flow.svelte';
import type { CodeFault } from '../../features/two_factor/code';
import { at, countRecoveryCodes, many, n } from './counts';

/** Asked for, when signing in and before a change. */
export const factor = {
  title: 'One more step',
  intro: 'Your password is right. Now enter the code your authenticator app shows for this account.',
  code: 'Six-digit code',
  introSent: 'Your password is right. Now have a code sent, and enter it here.',
  fields: {
    email_code: 'Code from the e-mail',
    recovery_code: 'Recovery code',
    recovery_key: 'Recovery key',
    sms_code: 'Code from the text message',
  } satisfies Record<Exclude<SecondFactorKind, 'code'>, string>,
  sendBy: {
    email: (to: string) => `Send the code to ${to}`,
    sms: (to: string) => `Text the code to ${to}`,
  } satisfies Record<SentBy, (to: string) => string>,
  sentBy: {
    email: (to: string) =>
      `The code is on its way to ${to}. It can take a minute; look in the spam folder as well.`,
    sms: (to: string) => `The code is on its way to ${to}. It can take a minute.`,
  } satisfies Record<SentBy, (to: string) => string>,
  sendAgain: 'Send another code',
  sendAgainIn: (time: string) => `You can ask for another one in ${time}.`,
  hints: {
    recovery_code: 'Sixteen characters from your list. Each works once; capitals and hyphens don’t matter.',
    recovery_key: 'The eight groups you saved when you created the account, or when you made a new key.',
  } satisfies Record<'recovery_code' | 'recovery_key', string>,
  use: {
    code: 'Use a code from the app',
    email_code: 'Get a code by e-mail',
    sms_code: 'Get a code by text message',
    recovery_code: 'Use a recovery code',
    recovery_key: 'Use the recovery key',
  } satisfies Record<SecondFactorKind, string>,
  faults: {
    letters: 'Codes from the app only have digits.',
    long: 'Codes from the app have six digits. This is longer.',
    recovery_code: 'This looks like a recovery code.',
  } satisfies Record<CodeFault, string>,
  takeAsRecoveryCode: 'Use it as a recovery code',
  triesLeft: (count: number) =>
    many(count, {
      one: '1 try left, then you’re asked for your password again.',
      other: `${n(count)} tries left, then you’re asked for your password again.`,
    }),
  opensIn: (time: string) => `You can try the next code in ${time}. A recovery code works right away.`,
  counts: (time: string) => `You won’t be asked for your password again for ${time}.`,
  cameIn: {
    left: (count: number) =>
      count === 0 ? 'That was your last recovery code.' : `You used a recovery code. ${n(count)} left.`,
    question: 'Have you lost your phone, or is it just not with you?',
    newPhone: 'Set up a new phone',
    hasPhone: 'I still have it',
    byKey: 'You signed in with your recovery key.',
    byKeyHint: 'Set up a new phone now: the old one and its codes still work for anyone who has them.',
    later: 'Later',
  },
};

type Done = { title: string; changed: string };

export const twoFactor = {
  title: (name: string) => `Two-factor for ${name}`,
  at: 'Two-factor',
  explain: {
    what: 'Signing in will take two things: your password, and a code from an app on your phone. Someone who steals just one of them can’t get in.',
    stays:
      'You lose nothing: cameras, names and computers stay as they are, and your linked services stay linked.',
    lost: 'Any two of these three let you in: your password, a code (from your phone, or a recovery code), and your recovery key.',
    ask: (service: string) => `If you only have one left, ask ${service}.`,
  },
  password: (email: string) => `Password for ${email}`,
  stepsLabel: 'Steps',
  steps: { proof: 'Password', scan: 'Authenticator', codes: 'Recovery codes', back: 'Check' },
  heads: {
    scan: {
      title: 'Scan this with your authenticator app',
      body: 'The app saves it and shows a new code every 30 seconds.',
    },
    codes: {
      title: 'Ten ways in without your phone',
      body: 'Each of these recovery codes opens your account once, together with your password. Keep them away from your phone: on paper, or in a password manager.',
    },
    back: {
      title: 'Check your copy',
      body: 'Type any one of the ten from wherever you saved them. This doesn’t use it up.',
    },
  },
  left: (time: string) => `You have ${time} for this.`,
  scan: {
    app: 'Open an authenticator app on your phone.',
    which: 'Aegis, Ente Auth, 2FAS, Google Authenticator or any other.',
    scan: 'Scan the QR code.',
    picture: 'QR code for your authenticator app',
    noCamera: 'Can’t scan it?',
    type: 'Type this key into the app, choosing time-based codes:',
    key: 'Key for the authenticator',
    copy: 'Copy the key',
    open: 'Open in my authenticator',
    code: 'Type the six digits the app shows',
  },
  codes: {
    list: 'Recovery codes, ten',
    kept: 'I’ve saved them',
    printTitle: 'Porchlight recovery codes',
    printFor: (email: string, service: string) => `For ${email} at ${service}`,
    printHint:
      'Each works once, together with your password. Cross out the ones you’ve used. Keep this page away from your phone.',
  },
  back: { show: 'Show the codes again' },
  signOutOthers: 'Sign out my other computers',
  signOutOthersHint: 'Otherwise they stay signed in. Tick this if someone else may have one of them.',

  on: {
    begin: 'Start',
    yes: 'Turn two-factor on',
    nothingYet: 'Nothing has changed yet: two-factor turns on at the last step.',
    stop: 'Two-factor stays off. If your authenticator already has the new entry, delete it there: its codes don’t work.',
  },
  move: {
    title: 'Move to another authenticator',
    consequence:
      'Your new phone or app takes over. The old one works until the last step. You get ten new recovery codes; the old ones stop working.',
    go: 'Move',
    begin: 'Start the move',
    yes: 'Move now',
    scanBody: 'Use the new phone or app. The old one works until the last step.',
    nothingYet: 'Nothing has changed yet: your old authenticator still works.',
    stop: 'Your old authenticator and recovery codes keep working. If the new one already has an entry, delete it there.',
  },
  renew: {
    title: 'New recovery codes',
    consequence:
      'You get ten new codes. The old ones stop working as soon as you’ve typed one of the new ones back.',
    go: 'Make new codes',
    begin: 'Make new codes',
    yes: 'Use the new codes',
    nothingYet: 'Nothing has changed yet: the old codes still work.',
    stop: 'The old recovery codes still work. The new ones don’t.',
  },
  off: {
    title: 'Turn two-factor off',
    consequence:
      'Your password alone will then open your account. The authenticator’s entry and all recovery codes stop working. Cameras, names and linked services stay as they are.',
    go: 'Turn off',
    begin: 'Turn two-factor off',
  },

  onSince: (moment: number) => `On since ${at(moment)}`,
  onHint: 'Signing in takes a code as well as the password.',
  codesLeft: (count: number) =>
    count === 0 ? 'No recovery codes left' : `${countRecoveryCodes(count)} left`,
  codesHint: 'For when you don’t have your phone. Each works once.',
  codesFew: 'Make new ones now. Without your phone and without codes, you only have your recovery key.',
  ways: 'What you can change',
  done: {
    changed: 'What has changed',
    same: 'What hasn’t changed',
    changes: {
      on: {
        title: 'Two-factor is on',
        changed: 'Anyone signing in to your account, including you, is asked for a code after the password.',
      },
      move: {
        title: 'Your new authenticator works',
        changed:
          'The old one no longer works; delete its entry there. The ten new recovery codes work, the old ones don’t.',
      },
      codes: {
        title: 'Your new recovery codes work',
        changed: 'The old ones no longer work. Throw away any copies.',
      },
      off: {
        title: 'Two-factor is off',
        changed: 'Your password alone opens your account. The recovery codes no longer work.',
      },
    } satisfies Record<Change, Done>,
    othersOut: 'Only this computer is still signed in.',
    sameAll: 'All your computers stay signed in. Cameras, names and linked services are unchanged.',
    sameOthersOut: 'This computer stays signed in. Cameras, names and linked services are unchanged.',
    toSecurity: 'Back to Security',
    look: 'View two-factor',
  },
  ended: {
    lapsed: 'You ran out of time, so nothing was changed. Start again whenever you like.',
    signed_out: 'You were signed out in the meantime, so nothing was changed. Start again whenever you like.',
  } satisfies Record<Ended, string>,
  signedOut: (name: string) => `Sign in to manage two-factor at ${name}.`,
  notOffered: 'Two-factor isn’t available here',
  notOfferedBody: (name: string) => `${name} only asks for a password.`,
  unknown: 'Not known',
  unknownBody: (name: string) => `${name} hasn’t said yet whether two-factor is on.`,

  settings: {
    unknown: 'Two-factor: not known',
    off: 'Two-factor is off',
    on: (left: number) => `Two-factor is on, ${countRecoveryCodes(left)} left`,
    of: (said: string, name: string) => `${said}: ${name}`,
  },
};
