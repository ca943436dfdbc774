// The inbox: what happened, how grave it is, what to do.

import type {
  AlertAction,
  AlertGroup,
  EndReason,
  Notify,
  Severity,
  TwoFactorChange,
  UnlinkCause,
} from '../../backend';
import desktop from '../desktop.en.json';
import { appointment } from './counts';

export const alerts = {
  title: 'Alerts',
  markAll: 'Mark all read',
  marked: 'All alerts are marked as read.',
  later: 'Back to later ones',
  more: 'Show earlier ones',
  unread: 'New',
  loading: 'Fetching alerts',
  list: 'Alerts, newest first',
  today: 'Today',
  yesterday: 'Yesterday',
  severities: {
    info: 'Good to know',
    notice: 'Worth a look',
    warning: 'Warning',
    danger: 'Danger',
  } satisfies Record<Severity, string>,

  filter: 'Which alerts',
  all: 'All',
  unreadOnly: 'Unread',
  important: 'Important',
  about: 'What about',
  groups: {
    cameras: 'Cameras',
    exposures: 'Exposures',
    integrations: 'Integrations',
    security: 'Security',
  } satisfies Record<AlertGroup, string>,
  at: 'At',
  everywhere: 'All connections',
  none: 'Nothing to tell',
  noneBody: 'When somebody signs in, or a service signs you out, it says so here.',
  noneUnread: 'You have read everything',
  noneUnreadBody: 'New alerts come up here and in the tray.',
  noneImportant: 'Nothing important',
  noneImportantBody: 'Warnings and dangers would be here.',
  noneOfGroup: (group: string) => `Nothing about ${group.toLowerCase()}`,
  noneOfGroupBody: 'What happened to other things is under All.',
  showAll: 'Show all alerts',

  details: 'Details',
  detailsOf: (title: string) => `Details: ${title}`,
  when: 'When',
  where: 'Where',
  camera: 'Camera',
  computer: 'Computer',
  place: 'Place',
  unknownComputer: 'It has not said its name',
  theService: (service: string) => `${service} says`,
  corrected: (moment: string) => `Corrected on ${moment}:`,
  correctedWithoutWords: 'the service took this back.',
  allCorrections: 'Everything that was said about it',
  acts: {
    change_password: 'Change password',
    link_again: 'Link again',
    look_at_computers: 'Check computers',
    open_camera: 'Open camera',
    open_exposure: 'See what it means',
    show_email: 'Check the address',
    show_recovery_key: 'See to the recovery key',
    show_two_factor: 'Turn on two-factor',
    stop_recovery: 'Stop it',
  } satisfies Record<AlertAction, string>,
  act: (label: string, title: string) => `${label}: ${title}`,

  aCamera: 'A camera',
  cameraAdded: (camera: string) => `${camera} was added`,
  cameraAddedBody: (service: string) => `It came to ${service}, and not from this computer.`,
  cameraBack: (camera: string) => `${camera} is back`,
  cameraBackBody: 'It can be seen again.',
  cameraGone: (camera: string) => `${camera} has been gone for a day`,
  cameraGoneBody: (since: string) => `Last seen on ${since}. Its power or its Wi-Fi may be off.`,
  cameraRemoved: (camera: string) => `${camera} was removed`,
  cameraRemovedBody: (service: string) =>
    `It is not in ${service} any more, and this computer did not remove it. If that was not you, look through the signed-in computers.`,
  firmware: (camera: string) => `${camera} has other firmware`,
  firmwareBody: (from: string, to: string) => `It went from ${from} to ${to}.`,
  wifi: (camera: string) => `${camera} is in another network`,
  wifiBody: (from: string, to: string) =>
    `It went from “${from}” to “${to}”, and this computer did not move it.`,
  newSignIn: desktop.newSignInTitle,
  newSignInPlace: (place: string) => desktop.newSignInBody.replace('{place}', () => place),
  newSignInComputer: (computer: string) =>
    `From a computer that calls itself “${computer}”. If it is not yours, sign it out.`,
  newSignInUnknown: desktop.newSignInBodyUnknown,
  signedOutBody: (service: string) => `${service} ended the session of this computer. Nothing was lost.`,
  signedOutNext: {
    account_deleted: 'Your list of cameras stays here.',
    account_disabled: 'Ask the service why.',
    expired: 'Sign in again to go on.',
    global_reset: 'Sign in again, then change your password.',
    password_changed: 'If that was not you, look through the signed-in computers.',
    revoked_elsewhere: 'If that was not you, look through the signed-in computers.',
    suspected_theft: 'Sign in again, then change your password.',
    too_many_computers: 'Sign out computers that you no longer use.',
    two_factor_changed: 'If that was not you, look through the signed-in computers.',
  } satisfies Record<EndReason, string>,
  exposed: 'Data lay open',
  exposedBody: (service: string) => `${service} says what could be read, and what could not.`,
  exposureWithdrawn: 'It did not happen',
  exposureWithdrawnBody: (service: string) => `${service} takes back that data lay open.`,
  linked: (client: string) => `${client} was linked`,
  linkedBody: (service: string) => `It can use cameras of ${service} now. If that was not you, unlink it.`,
  unlinked: (client: string) => `${client} is no longer linked`,
  unlinkedBy: {
    client: 'It unlinked itself. Routines with your cameras have stopped.',
    incident: 'The service unlinked it to be safe. Routines with your cameras have stopped. Link it again.',
    owner: 'It was unlinked from your account. Routines with your cameras have stopped.',
    token_reused: 'Its key was used twice, so somebody may have copied it. Link it again to get a new one.',
  } satisfies Record<UnlinkCause, string>,
  refused: 'A message was thrown away',
  refusedBody: (service: string) =>
    `Something said it came from ${service}, but was not signed by it, was dated ahead, or was too large. Nothing was done.`,
  password: 'Your password was changed',
  emailChanged: 'Your e-mail address was changed',
  emailChangedBody: (service: string, email: string | null, by: string | null) =>
    `At ${service}${by === null ? '' : `, from ${by}`}${email === null ? '' : `: you sign in with ${email} now`}. If that was not you, put the old address back within a day.`,
  emailUndone: 'Your old e-mail address is back',
  emailUndoneBody: (service: string, by: string | null) =>
    `At ${service}, put back${by === null ? '' : ` from ${by}`}. If you had not changed it yourself, somebody knows your password: choose a new one.`,
  twoFactorChanges: {
    moved: 'Two-factor went to another authenticator',
    off: 'Two-factor was turned off',
    on: 'Two-factor was turned on',
    recovery_code_used: 'A recovery code was used',
    recovery_codes_renewed: 'There are new recovery codes',
    recovery_key_replaced: 'There is a new recovery key',
    recovery_key_used: 'The recovery key was used to sign in',
  } satisfies Record<TwoFactorChange, string>,
  twoFactorBody: (service: string, by: string | null) =>
    by === null
      ? `At ${service}. If that was not you, change your password and look through the signed-in computers.`
      : `At ${service}, from ${by}. If that was not you, sign that computer out and change your password.`,
  twoFactorStillOff: 'Two-factor is still off',
  twoFactorStillOffBody: (service: string, incident: string) =>
    `After what happened at ${service} on ${incident}, a code besides your password keeps others out.`,
  recoveryActivated: 'Somebody is making a new password with your recovery key',
  recoveryActivatedBody: (service: string, from: number | null) =>
    `At ${service}. ${from === null ? 'Together with a code, it takes effect at once.' : `It can take effect from ${appointment(from)} on.`} If it is you, there is nothing to do. If not, stop it.`,
  recoveryStopped: 'A new password was stopped',
  recoveryStoppedBody: (service: string, by: string | null) =>
    `At ${service}${by === null ? '' : `, from ${by}`}. It was being made with your recovery key. If you did not begin it, somebody has that key: make a new one.`,
  locked: 'Somebody knows your password',
  lockedBody: (service: string) =>
    `At ${service}, somebody gave the right password and a hundred wrong codes, and did not get in. Codes from the app count again after you have come in with a recovery code. Change your password then.`,
};

export const notifications = {
  title: 'Notifications',
  hint: 'What the desktop is rung for. Alerts has everything, whatever you choose here.',
  rung: {
    always: 'Always',
    important: 'Only important ones',
    never: 'Never',
  } satisfies Record<Notify, string>,
  quiet: 'Quiet hours',
  quietHint: 'What comes in them is told afterwards, in one notification.',
  from: 'From',
  to: 'To',
  dangerRings: 'Danger rings all the same',
};
