// The real program: the commands and the one event that the shell wrote down in TypeScript. What is typed goes sealed; the types of the
// commands take nothing else.

import { commands, events } from './bindings.gen';
import type { Backend } from './index';
import { seal, sealChoice, sealFactor, sealFields, sealPicture } from './seal';

export const tauriBackend: Backend = {
  ...commands,
  onChange: (follow) => events.viewChanged.listen((event) => follow(event.payload)),

  advisePassphrase: async (passphrase) =>
    commands.advisePassphrase(await seal('advisePassphrase', 'passphrase', passphrase)),
  protectWithPassphrase: async (passphrase) =>
    commands.protectWithPassphrase(await seal('protectWithPassphrase', 'passphrase', passphrase)),

  signIn: async (connection, account, password, more = {}) =>
    commands.signIn(
      connection,
      account,
      await seal('signIn', 'password', password),
      await sealFields('signIn', more),
    ),
  finishSignIn: async (connection, factor) =>
    commands.finishSignIn(connection, await sealFactor('finishSignIn', factor)),
  prepareAccount: async (connection, email, password, invitation) =>
    commands.prepareAccount(
      connection,
      email,
      await seal('prepareAccount', 'password', password),
      invitation === null ? null : await seal('prepareAccount', 'invitation', invitation),
    ),
  confirmRecoveryKey: async (connection, group, typed) =>
    commands.confirmRecoveryKey(connection, group, await seal('confirmRecoveryKey', 'typed', typed)),

  advisePassword: async (connection, email, password) =>
    commands.advisePassword(connection, email, await seal('advisePassword', 'password', password)),
  lookUpPassword: async (connection, password) =>
    commands.lookUpPassword(connection, await seal('lookUpPassword', 'password', password)),
  changePassword: async (connection, current, next, factor, signOutOthers) =>
    commands.changePassword(
      connection,
      await seal('changePassword', 'current', current),
      await seal('changePassword', 'next', next),
      await sealFactor('changePassword', factor),
      signOutOthers,
    ),

  beginPasswordRecovery: async (connection, email, recoveryKey) =>
    commands.beginPasswordRecovery(
      connection,
      email,
      await seal('beginPasswordRecovery', 'recoveryKey', recoveryKey),
    ),
  giveRecoveryFactor: async (connection, factor) =>
    commands.giveRecoveryFactor(connection, await sealFactor('giveRecoveryFactor', factor)),
  chooseRecoveredPassword: async (connection, next, keep) =>
    commands.chooseRecoveredPassword(
      connection,
      await seal('chooseRecoveredPassword', 'password', next),
      keep,
    ),

  beginEnrolment: async (connection, password, factor) =>
    commands.beginEnrolment(
      connection,
      await seal('beginEnrolment', 'password', password),
      await sealFactor('beginEnrolment', factor),
    ),
  checkEnrolmentCode: async (connection, code) =>
    commands.checkEnrolmentCode(connection, await seal('checkEnrolmentCode', 'code', code)),
  beginRecoveryCodes: async (connection, password, factor) =>
    commands.beginRecoveryCodes(
      connection,
      await seal('beginRecoveryCodes', 'password', password),
      await sealFactor('beginRecoveryCodes', factor),
    ),
  confirmRecoveryCodes: async (connection, typed, signOutOthers) =>
    commands.confirmRecoveryCodes(
      connection,
      await seal('confirmRecoveryCodes', 'typed', typed),
      signOutOthers,
    ),
  turnOffTwoFactor: async (connection, password, factor, signOutOthers) =>
    commands.turnOffTwoFactor(
      connection,
      await seal('turnOffTwoFactor', 'password', password),
      await sealFactor('turnOffTwoFactor', factor),
      signOutOthers,
    ),

  importAuthenticator: async (pasted) =>
    commands.importAuthenticator(await seal('importAuthenticator', 'pasted', pasted)),
  importAuthenticatorPicture: async (picture) =>
    commands.importAuthenticatorPicture(await sealPicture('importAuthenticatorPicture', picture)),

  changeEmail: async (connection, email, password, factor) =>
    commands.changeEmail(
      connection,
      email,
      await seal('changeEmail', 'password', password),
      await sealFactor('changeEmail', factor),
    ),

  beginRecoveryKey: async (connection, password, factor) =>
    commands.beginRecoveryKey(
      connection,
      await seal('beginRecoveryKey', 'password', password),
      await sealFactor('beginRecoveryKey', factor),
    ),

  rehearsePassword: async (connection, password) =>
    commands.rehearsePassword(connection, await seal('rehearsePassword', 'password', password)),
  rehearseRecoveryCode: async (connection, code) =>
    commands.rehearseRecoveryCode(connection, await seal('rehearseRecoveryCode', 'code', code)),
  rehearseRecoveryKey: async (connection, key) =>
    commands.rehearseRecoveryKey(connection, await seal('rehearseRecoveryKey', 'key', key)),

  deleteAccount: async (connection, password, factor) =>
    commands.deleteAccount(
      connection,
      await seal('deleteAccount', 'password', password),
      await sealFactor('deleteAccount', factor),
    ),

  addCamera: async (connection, address, account, password, more = {}) =>
    commands.addCamera(
      connection,
      address,
      account,
      await seal('addCamera', 'password', password),
      await sealFields('addCamera', more),
    ),
  signInToCamera: async (camera, address, account, password, more = {}) =>
    commands.signInToCamera(
      camera,
      address,
      account,
      await seal('signInToCamera', 'password', password),
      await sealFields('signInToCamera', more),
    ),

  chooseNetwork: async (choice) => commands.chooseNetwork(await sealChoice('chooseNetwork', choice)),
  beginMove: async (connection, purpose, choice) =>
    commands.beginMove(connection, purpose, await sealChoice('beginMove', choice)),
  joinCamera: async (name, password) =>
    commands.joinCamera(name, password === null ? null : await seal('joinCamera', 'password', password)),
  explainCode: async (pasted) => commands.explainCode(await seal('explainCode', 'pasted', pasted)),
  explainPicture: async (picture) => commands.explainPicture(await sealPicture('explainPicture', picture)),
};
