// In front of the door: welcome, which service, signing in, creating an account.

import { n, wait } from './counts';

export const welcome = {
  title: 'Know that all is well at home.',
  body: 'One calm place for your cameras: what they are called, whether they are there, and what happened while you were out.',
  demo: 'Walk through the demo home',
  demoHint: 'Five cameras, nothing to install, no account of yours',
  account: 'Porchlight account',
  accountHint: 'Sign in at a service that you or someone you trust runs',
  create: 'Create an account',
  createHint: 'A new account at such a service',
  again: (name: string) => `Sign in to ${name}`,
  secret: 'Everything secret stays on this computer, in its keychain.',
  secretPassphrase: 'Everything secret stays on this computer, under your passphrase.',
  secretRun: 'This run only: nothing is kept on this computer.',
};

export const address = {
  title: 'Which service?',
  body: 'The address that whoever runs it gave you.',
  field: 'Address of the service',
  example: 'https://porch.example.org',
  go: 'Continue',
  checking: 'Looking for the service…',
  noAccounts: (name: string) =>
    `${name} does not take new accounts. Ask whoever runs it for one, then sign in.`,
};

export const signIn = {
  title: (name: string) => `Sign in to ${name}`,
  demoTitle: 'Sign in to the demo home',
  making: 'Making the key from your password…',
  queued: (seconds: number) =>
    seconds === 0 ? 'It is your turn…' : `Many are coming back at once. Your turn comes in ${wait(seconds)}.`,
  queuedHint: 'It goes on by itself. Nothing is lost, and you need not type anything again.',
  makingHint: 'Your password never leaves this computer. That takes a second or two.',
  demoHint: 'The demo home was made for you. Its key is under the mat:',
  demoChanged: 'If you have changed its address or its password, yours count. Forgotten?',
  fill: 'Fill in',
  create: 'Create an account instead',
  safe: 'The service never sees your password.',
};

export const create = {
  title: (name: string) => `Create an account at ${name}`,
  body: 'Your password makes the key to your names. The service never sees either.',
  asking: 'Asking the service whether it takes new accounts…',
  closed: (name: string) => `${name} takes no new accounts`,
  closedBody:
    'If you need an account there, ask the people who run it. If you have one already, sign in with it.',
  askAgain: 'Ask again',
  invitation: 'Invitation',
  invitationHint:
    'This service is by invitation only. Whoever runs it gives you a code of 16 letters and digits.',
  repeat: 'The same password once more',
  differs: 'The two are not the same yet.',
  go: 'Continue',
  stepAccount: 'Account',
  stepKey: 'Recovery key',
  stepCheck: 'Check',
  steps: 'Steps',
  keyTitle: 'Your recovery key',
  keyBody:
    'If your phone and its codes are ever lost, this lets you in together with your password. If you forget the password, this leads to a new one; nobody else can do that for you. The key is shown this once. Keep it on paper, and not beside the password.',
  keyLabel: 'Recovery key, eight groups',
  saveFile: 'Save to a file',
  saved: 'Saved.',
  print: 'Print',
  copy: 'Copy',
  copied: 'Copied. Other programs can read the clipboard: paste it soon, then copy something else.',
  copyWarning: 'Copying puts it where other programs can read it.',
  kept: 'I have kept it',
  checkTitle: 'One look at your copy',
  checkBody: (group: number) => `To be sure that it is safe: what is group ${n(group)} of your recovery key?`,
  checkField: (group: number) => `Group ${n(group)}`,
  checkShow: 'Show the key again',
  finish: 'Create the account',
  creating: 'Creating the account…',
  cancelTitle: 'Stop here?',
  cancelBody: 'The account is not made yet. The recovery key that you saw opens nothing without it.',
  cancelYes: 'Stop',
  cancelNo: 'Go on',
  printTitle: 'Porchlight recovery key',
  printFor: (email: string, service: string) => `For ${email} at ${service}`,
  printHint:
    'Keep this page where nobody else looks, and not beside your password: together they open your account. If you forget the password, this key leads to a new one. Whoever else finds this page can try the same; your computers then warn you.',
};
