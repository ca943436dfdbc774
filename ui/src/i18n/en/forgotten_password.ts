// A forgotten password: the recovery key leads to a new one.

import { appointment } from './counts';

export const forgottenPassword = {
  link: 'Forgot your password?',
  heads: {
    key: {
      title: 'Forgot your password?',
      body: 'Use your recovery key instead of your password. It doesn’t leave this computer.',
    },
    factor: { title: 'One more step', body: 'The recovery key is right.' },
    waits: {
      title: 'You now have to wait a day',
      body: 'The recovery key is right. Because two-factor is off, anyone who found the key would need nothing else. So for a day, each of your signed-in computers can stop this.',
    },
    choose: {
      title: 'Choose your new password',
      body: 'Your cameras and their names stay as they are. The old password stops working.',
    },
  },

  keyHint:
    'The eight groups on the sheet you printed or wrote down when you created the account, or made a new key.',
  whatComes:
    'Then you choose a new password. Your signed-in computers are told, and if two-factor is off, you have to wait a day first.',
  orAddress: 'If they match, check the e-mail address again.',
  checking: 'Checking the recovery key…',
  noKey: 'I don’t have my recovery key',
  noKeyBody:
    'Then Porchlight can’t set a new password. The people who run the service may be able to: ask them.',
  intro:
    'Now enter the code your authenticator app shows for this account. Your recovery key can’t replace it here.',

  comeBack: (from: number) => `Come back on ${appointment(from)} with your recovery key.`,
  openFor: 'You then have seven days. Until you choose a new password, the old one works.',
  giveUp: 'Cancel the reset',
  giveUpHint:
    'If you’ve remembered the old password. It stays as it is; you can still use your recovery key later.',
  from: (from: number) => `You can choose a new password from ${appointment(from)}.`,
  open: 'You can choose your new password now. You need your recovery key once more.',
  over: 'The seven days to choose a new password are over. Start again with your recovery key.',
  half: 'You were about to choose a new password.',
  read: 'Read more',

  stay: 'Which computers stay signed in?',
  stayHint: 'All others are signed out, and sign in again with the new password. Nothing is lost there.',
  use: 'Use this password',
  nothingYet: 'Until then the old password works.',
  unclear:
    'The connection dropped, so we don’t know whether your password was changed. Check again to find out. It won’t be changed twice.',
  ask: 'Check again',

  signInWithIt: 'Your password was changed. Sign in with the new one.',
  inForce: 'Your password was changed.',
  usedKey: 'You’ve used your recovery key. If someone may have seen it, make a new one.',
  newKey: 'Make a new recovery key',
  later: 'Later',

  stopping: 'Stopping it…',
  stopped: 'Stopped. Whoever it was has your recovery key: make a new one.',

  demoKey: 'The demo home’s recovery key is public:',
};
