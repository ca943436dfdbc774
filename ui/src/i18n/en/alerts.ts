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
import type { Became } from '../../features/alerts/over';
import desktop from '../desktop.en.json';
import { appointment } from './counts';

export const alerts = {
  title: 'Alerts',
  markAll: 'Mark all read',
  marked: 'All alerts are marked as read.',
  later: 'Show newer alerts',
  more: 'Show older alerts',
  unread: 'New',
  loading: 'Loading alerts',
  list: 'Alerts, newest first',
  today: 'Today',
  yesterday: 'Yesterday',
  severities: {
    info: 'Good to know',
    notice: 'Worth a look',
    warning: 'Warning',
    danger: 'Urgent',
  } satisfies Record<Severity, string>,

  filter: 'Show',
  all: 'All',
  unreadOnly: 'Unread',
  important: 'Important',
  about: 'About',
  groups: {
    cameras: 'Cameras',
    exposures: 'Data breaches',
    integrations: 'Linked services',
    security: 'Security',
  } satisfies Record<AlertGroup, string>,
  at: 'From',
  everywhere: 'All connections',
  none: 'No alerts',
  noneBody: 'When someone signs in, or a service signs you out, you’ll see it here.',
  noneUnread: 'You’re all caught up',
  noneUnreadBody: 'New alerts show up here and in the system tray.',
  noneImportant: 'Nothing important',
  noneImportantBody: 'Warnings and urgent alerts would be here.',
  noneOfGroup: (group: string) => `No alerts about ${group.toLowerCase()}`,
  noneOfGroupBody: 'Choose All to see the others.',
  showAll: 'Show all alerts',

  details: 'Details',
  detailsOf: (title: string) => `Details: ${title}`,
  when: 'When',
  where: 'Where',
  camera: 'Camera',
  computer: 'Computer',
  place: 'Place',
  unknownComputer: 'Name unknown',
  theService: (service: string) => `${service} says`,
  corrected: (moment: string) => `Corrected on ${moment}:`,
  correctedWithoutWords: 'the service withdrew this.',
  allCorrections: 'The whole history',
  acts: {
    change_password: 'Change password',
    link_again: 'Link again',
    look_at_computers: 'Review computers',
    open_camera: 'Open camera',
    open_exposure: 'See what it means',
    show_email: 'Review the address',
    show_recovery_key: 'Review the recovery key',
    show_two_factor: 'Turn on two-factor',
    stop_recovery: 'Stop it',
  } satisfies Record<AlertAction, string>,
  /** Why there is no button for it any more. */
  became: {
    address_stays: 'More than a day has passed: the old address can no longer be restored.',
    camera_gone: 'This camera is no longer in your list.',
    connection_gone: 'The connection it came from was removed.',
    exposure_gone: 'The announcement is no longer here.',
    lapsed: 'There’s nothing left to stop: nobody chose a new password in time.',
    sign_in_changed:
      'There’s nothing left to stop: your password, recovery key or two-factor has changed since.',
    stopped: 'It was stopped.',
    undone: 'The old address was restored.',
  } satisfies Record<Became, string>,
  act: (label: string, title: string) => `${label}: ${title}`,

  aCamera: 'A camera',
  cameraAdded: (camera: string) => `${camera} was added`,
  cameraAddedBody: (service: string) => `It was added to ${service}, but not from this computer.`,
  cameraBack: (camera: string) => `${camera} is back online`,
  cameraBackBody: 'It’s online again.',
  cameraGone: (camera: string) => `${camera} has been offline for a day`,
  cameraGoneBody: (since: string) => `Last seen on ${since}. Its power or its Wi-Fi may be off.`,
  cameraRemoved: (camera: string) => `${camera} was removed`,
  cameraRemovedBody: (service: string) =>
    `It’s no longer in ${service}, and this computer didn’t remove it. If that wasn’t you, check which computers are signed in.`,
  firmware: (camera: string) => `${camera} has new firmware`,
  firmwareBody: (from: string, to: string) => `It changed from ${from} to ${to}.`,
  wifi: (camera: string) => `${camera} is on another Wi-Fi network`,
  wifiBody: (from: string, to: string) => `It moved from “${from}” to “${to}”, and not from this computer.`,
  newSignIn: desktop.newSignInTitle,
  newSignInPlace: (place: string) => `From ${place}. If that was you, there’s nothing to do.`,
  newSignInComputer: (computer: string) =>
    `From a computer called “${computer}”. If it isn’t yours, sign it out.`,
  newSignInUnknown: 'From an unknown place. If that was you, there’s nothing to do.',
  signedOutBody: (service: string) => `${service} signed this computer out. Nothing was lost.`,
  done: 'You’ve taken care of this.',
  expired: 'Your session expired',
  /** What to do next once the owner is signed in again. */
  signedOutThen: {
    account_deleted: '',
    account_disabled: '',
    expired: '',
    global_reset: 'Change your password.',
    not_stated: 'Change your password if you don’t know why.',
    password_changed: 'If that wasn’t you, check which computers are signed in.',
    revoked_elsewhere: 'If that wasn’t you, check which computers are signed in.',
    suspected_theft: 'Change your password.',
    too_many_computers: 'Sign out computers you no longer use.',
    two_factor_changed: 'If that wasn’t you, check which computers are signed in.',
  } satisfies Record<EndReason, string>,
  signedOutNext: {
    account_deleted: 'Your camera list stays here.',
    account_disabled: 'Ask whoever runs the service why.',
    expired: 'Sign in again to continue.',
    global_reset: 'Sign in again, then change your password.',
    not_stated: 'Sign in again. It doesn’t say why this happened.',
    password_changed: 'If that wasn’t you, check which computers are signed in.',
    revoked_elsewhere: 'If that wasn’t you, check which computers are signed in.',
    suspected_theft: 'Sign in again, then change your password.',
    too_many_computers: 'Sign out computers you no longer use.',
    two_factor_changed: 'If that wasn’t you, check which computers are signed in.',
  } satisfies Record<EndReason, string>,
  exposed: (service: string) => `${service} exposed account data`,
  exposedBody: (service: string) => `${service} says what could be read, and what couldn’t.`,
  exposureWithdrawn: 'No data was exposed after all',
  exposureWithdrawnBody: (service: string) => `${service} withdrew its announcement.`,
  linked: (client: string) => `${client} was linked`,
  linkedBody: (service: string) => `It can now see cameras in ${service}. If that wasn’t you, unlink it.`,
  unlinked: (client: string) => `${client} is no longer linked`,
  unlinkedBy: {
    client: 'It unlinked itself. Your routines with these cameras have stopped.',
    incident:
      'The service unlinked it to be safe. Your routines with these cameras have stopped. Link it again.',
    owner: 'It was unlinked from your account. Your routines with these cameras have stopped.',
    token_reused:
      'Its access token was used twice, so someone may have copied it. Link it again to get a new one.',
  } satisfies Record<UnlinkCause, string>,
  refused: 'A suspicious message was ignored',
  refusedBody: (service: string) =>
    `It claimed to come from ${service}, but wasn’t signed by it, was dated in the future, or was too large. Nothing was done.`,
  password: 'Your password was changed',
  emailChanged: 'Your e-mail address was changed',
  emailChangedBody: (service: string, email: string | null, by: string | null) =>
    `At ${service}${by === null ? '' : `, from ${by}`}${email === null ? '' : `: you now sign in with ${email}`}.`,
  emailRestore: 'If that wasn’t you, restore the old address within a day.',
  emailUndone: 'Your old e-mail address was restored',
  emailUndoneBody: (service: string, by: string | null) =>
    `At ${service}${by === null ? '' : `, from ${by}`}. If the change wasn’t yours, someone knows your password: choose a new one.`,
  twoFactorChanges: {
    moved: 'Two-factor moved to another authenticator',
    off: 'Two-factor was turned off',
    on: 'Two-factor was turned on',
    recovery_code_used: 'A recovery code was used',
    recovery_codes_renewed: 'New recovery codes were made',
    recovery_key_replaced: 'A new recovery key was made',
    recovery_key_used: 'The recovery key was used to sign in',
  } satisfies Record<TwoFactorChange, string>,
  twoFactorBody: (service: string, by: string | null) =>
    by === null
      ? `At ${service}. If that wasn’t you, change your password and check which computers are signed in.`
      : `At ${service}, from ${by}. If that wasn’t you, sign that computer out and change your password.`,
  twoFactorStillOff: 'Two-factor is still off',
  twoFactorStillOffBody: (service: string, incident: string) =>
    `After what happened at ${service} on ${incident}, asking for a code as well as your password keeps others out.`,
  recoveryActivated: 'Someone is setting a new password with your recovery key',
  recoveryActivatedBody: (service: string, from: number | null) =>
    `At ${service}. ${from === null ? 'With a code as well, it takes effect immediately.' : `It can take effect from ${appointment(from)}.`} If it’s you, there’s nothing to do. If not, stop it.`,
  recoveryOver: 'Someone was setting a new password with your recovery key',
  recoveryOverBody: (service: string) => `At ${service}.`,
  recoveryStopped: 'A password reset was stopped',
  recoveryStoppedBody: (service: string, by: string | null) =>
    `At ${service}${by === null ? '' : `, from ${by}`}. Someone used your recovery key to set it. If it wasn’t you, they have your key: make a new one.`,
  locked: 'Someone knows your password',
  lockedBody: (service: string) =>
    `At ${service}, someone entered the right password and a hundred wrong codes, and didn’t get in. Codes from the app work again once you’ve signed in with a recovery code. Then change your password.`,
};

export const notifications = {
  title: 'Notifications',
  hint: 'Show desktop notifications for the alerts below. Whatever you choose, Alerts has them all.',
  rung: {
    always: 'Always',
    important: 'Important only',
    never: 'Never',
  } satisfies Record<Notify, string>,
  quiet: 'Quiet hours',
  quietHint: 'Alerts that arrive then are shown afterwards, in one notification.',
  from: 'From',
  to: 'To',
  dangerRings: 'Urgent alerts always come through',
};
