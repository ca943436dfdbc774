// A forgotten password: the recovery key leads to a new one.

import { appointment } from './counts';

export const forgottenPassword = {
  link: 'Forgot your password?',
  heads: {
    key: {
      title: 'Forgot your password?',
      body: 'Your recovery key stands in for your password. It does not leave this computer.',
    },
    factor: { title: 'One more step', body: 'The recovery key is right.' },
    waits: {
      title: 'Now a day has to pass',
      body: 'The recovery key is right. Two-factor is off, so whoever found the key would need nothing else. That is why, for a day, each of your signed-in computers can stop this.',
    },
    choose: {
      title: 'Choose your new password',
      body: 'Your cameras and their names stay as they are. The old password stops working.',
    },
  },

  keyHint:
    'The eight groups on the sheet that you printed or wrote down when the account was made, or when you made a new key.',
  whatComes:
    'Then you choose a new password. Your signed-in computers are told, and where two-factor is off, a day has to pass first.',
  orAddress: 'If they are the same, look at the e-mail address once more.',
  checking: 'Checking the recovery key…',
  noKey: 'I do not have the recovery key',
  noKeyBody:
    'Then nobody can make a new password, and that goes for the people who run the service too: they have neither your password nor your key. A computer that is still signed in goes on showing your cameras and their names, but to change the password there, it asks for the old one. Without such a computer a new account is what is left; you can set up your cameras there again, and name them anew.',
  intro:
    'Now the code that your authenticator app shows for this account. Your recovery key does not stand in for it here.',

  comeBack: (from: number) => `Come back on ${appointment(from)} with your recovery key.`,
  openFor: 'From then on you have seven days. Until you have chosen a new password, the old one works.',
  giveUp: 'Do not wait any longer',
  giveUpHint:
    'If the old password has come back to you. It stays as it is; with your recovery key you can come back all the same.',
  from: (from: number) => `You can choose a new password from ${appointment(from)} on.`,
  open: 'You can choose your new password now. It takes your recovery key once more.',
  over: 'The seven days in which you could choose a new password are over. Begin again with your recovery key.',
  half: 'You were about to choose a new password.',
  read: 'Read more',

  stay: 'Which computers stay signed in?',
  stayHint: 'All others are signed out, and sign in again with the new password. Nothing is lost there.',
  use: 'Use this password',
  nothingYet: 'Until then the old password works.',
  unclear:
    'The line broke: it is not known whether your password was changed. Ask again, and you will know. It is not changed twice.',
  ask: 'Ask again',

  signInWithIt: 'Your password was changed. Sign in with the new one.',
  inForce: 'Your password was changed.',
  usedKey: 'You have used your recovery key. If somebody may have seen it, make a new one.',
  newKey: 'Make a new recovery key',
  later: 'Later',

  stopping: 'Stopping it…',
  stopped: 'Stopped. Whoever it was has your recovery key: make a new one.',

  demoKey: 'The demo home’s recovery key is known to everybody:',
};
