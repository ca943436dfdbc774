// In front of the door: welcome, which service, signing in, creating an account.

import type { SignInFieldKind } from '../../backend';
import { n, wait } from './counts';

export const welcome = {
  title: 'Know that all is well at home.',
  body: 'One quiet place for your cameras: what they’re called, whether they’re online, and what happened while you were out.',
  demo: 'Try the demo home',
  demoHint: 'Five cameras, nothing to install, no account needed',
  account: 'Porchlight account',
  accountHint: 'Sign in to a service that you or someone you trust runs',
  create: 'Create an account',
  createHint: 'A new account with a service like that',
  place: 'Add the cameras that you have there',
  again: (name: string) => `Sign in to ${name}`,
  secret: 'What Porchlight keeps here is encrypted, with the key in this computer’s keychain.',
  secretPassphrase: 'What Porchlight keeps here is encrypted with your passphrase.',
  secretRun: 'Just this once: nothing is saved on this computer.',
};

export const address = {
  title: 'Which service?',
  body: 'The address you were given by whoever runs it.',
  field: 'Service address',
  example: 'https://porch.example.org',
  go: 'Continue',
  checking: 'Looking for the service…',
  noAccounts: (name: string) =>
    `${name} isn’t taking new accounts. Ask whoever runs it for one, then sign in.`,
};

export const signIn = {
  userName: 'User name',
  signInFields: { api_key: 'API key', api_key_id: 'Key ID' } satisfies Record<SignInFieldKind, string>,
  help: 'Where do I find these?',
  title: (name: string) => `Sign in to ${name}`,
  demoTitle: 'Sign in to the demo home',
  signingIn: 'Signing in…',
  queued: (seconds: number) =>
    seconds === 0
      ? 'You’re next…'
      : `Lots of people are signing in at once. Your turn comes in ${wait(seconds)}.`,
  queuedHint: 'It continues by itself. Nothing is lost, and you don’t have to type anything again.',
  signingInHint: 'This takes a second or two.',
  demoHint: 'The demo home is yours to play with. Its key is under the mat:',
  demoChanged: 'If you’ve changed its address or password, use yours. Forgotten?',
  fill: 'Fill in',
  create: 'Create an account instead',
  disclosed: (service: string) =>
    `${service} gets your password when you sign in. Porchlight doesn’t keep it.`,
};

export const create = {
  title: (name: string) => `Create an account at ${name}`,
  body: 'Choose a password that you don’t use anywhere else.',
  asking: 'Checking whether the service takes new accounts…',
  closed: (name: string) => `${name} isn’t taking new accounts`,
  closedBody: 'If you need an account there, ask the people who run it. If you already have one, sign in.',
  askAgain: 'Check again',
  invitation: 'Invitation',
  invitationHint:
    'You need an invitation to join this service. Whoever runs it can give you a code of 16 letters and digits.',
  repeat: 'Repeat the password',
  differs: 'The two don’t match yet.',
  go: 'Continue',
  stepAccount: 'Account',
  stepKey: 'Recovery key',
  stepCheck: 'Check',
  steps: 'Steps',
  keyTitle: 'Your recovery key',
  keyBody:
    'If you ever lose your phone and its codes, this key and your password let you in. If you forget your password, this key lets you set a new one.',
  keyOnce: 'It’s shown only once. Keep it on paper, away from your password.',
  keyLabel: 'Recovery key, eight groups',
  saveFile: 'Save to a file',
  saved: 'Saved.',
  print: 'Print',
  copy: 'Copy',
  copied: 'Copied. Other programs can read the clipboard: paste it soon, then copy something else.',
  copyWarning: 'Once copied, other programs can read it.',
  kept: 'I’ve saved it',
  checkTitle: 'Check your copy',
  checkBody: (group: number) => `To make sure you have it: what is group ${n(group)} of your recovery key?`,
  checkField: (group: number) => `Group ${n(group)}`,
  checkShow: 'Show the key again',
  finish: 'Create the account',
  creating: 'Creating the account…',
  cancelTitle: 'Stop here?',
  cancelBody: 'Your account hasn’t been created yet. Without it, the recovery key you saw opens nothing.',
  cancelYes: 'Stop here',
  cancelNo: 'Continue',
  printTitle: 'Porchlight recovery key',
  printFor: (email: string, service: string) => `For ${email} at ${service}`,
  printHint:
    'Keep this page somewhere private, away from your password: together they open your account. If you forget your password, this key lets you set a new one. Anyone else who finds this page can try the same; your computers will warn you.',
};
