// Every word of the window, in English. `it.ts` has the same shape or does not compile.

import type { EndReason, FailureCode, ProtectionTrouble } from '../backend';
import desktop from './desktop.en.json';
import { dateTime, duration, numbers, plural } from './format';

/** What happened, and the one thing that helps. */
export type Said = { what: string; next: string };
type Failed = (seconds: number, reference: number) => Said;

const n = numbers('en');
const many = plural('en');
const at = dateTime('en');
const wait = duration('en');

const cameras = (count: number) => many(count, { one: '1 camera', other: `${n(count)} cameras` });
const changes = (count: number) => many(count, { one: '1 change', other: `${n(count)} changes` });

const failures: Record<FailureCode, Failed> = {
  account_exists: () => ({
    what: 'There is already an account with this e-mail address.',
    next: 'Sign in with it instead.',
  }),
  address_not_allowed: () => ({
    what: 'Porchlight does not connect to this address.',
    next: 'Use an address that starts with https://, or one on this computer.',
  }),
  certificate_expired: () => ({
    what: 'The certificate of this service has expired, so nothing was sent to it.',
    next: 'Tell whoever runs the service.',
  }),
  certificate_untrusted: () => ({
    what: 'This service cannot prove that it is who it says, so nothing was sent to it.',
    next: 'Check the address, or ask whoever runs the service.',
  }),
  clock_off: (_, seconds) => ({
    what: `The clock of this computer is off by ${wait(Math.abs(seconds))}.`,
    next: 'Set the clock, then try again.',
  }),
  data_damaged: () => ({
    what: 'The data on this computer is damaged.',
    next: 'Set it aside and start afresh. Names come back from your account.',
  }),
  data_from_newer_version: () => ({
    what: 'The data on this computer was written by a newer Porchlight.',
    next: 'Update Porchlight. The data stays as it is.',
  }),
  disk_full: () => ({
    what: 'The disk is full, so this could not be kept.',
    next: 'Free some space, then try again.',
  }),
  email_invalid: () => ({
    what: 'This is not an e-mail address.',
    next: 'It looks like name@example.org.',
  }),
  keychain_absent: () => ({
    what: 'No keychain is running on this computer.',
    next: 'Start it, then try again.',
  }),
  keychain_denied: () => ({
    what: 'The keychain did not let Porchlight in.',
    next: 'Allow it when the keychain asks, then try again.',
  }),
  keychain_key_missing: () => ({
    what: 'The keychain no longer has the key to the data on this computer.',
    next: 'Bring the keychain back, or set the data aside.',
  }),
  keychain_locked: () => ({
    what: 'The keychain is locked.',
    next: 'Unlock it, then try again.',
  }),
  keychain_timed_out: () => ({
    what: 'The keychain did not answer.',
    next: 'Look for a question of the keychain behind this window, then try again.',
  }),
  nickname_control_characters: () => ({
    what: 'There are invisible characters in this name.',
    next: 'Type the name instead of pasting it.',
  }),
  nickname_empty: () => ({
    what: 'A name needs at least one character.',
    next: 'Type a name, or press Escape to keep the old one.',
  }),
  nickname_too_long: (_, max) => ({
    what: `A name has at most ${n(max || 40)} characters.`,
    next: 'Make it a little shorter.',
  }),
  not_now: () => ({
    what: 'That is not possible at the moment.',
    next: 'Nothing was changed. Try again shortly.',
  }),
  not_recognised: () => ({
    what: 'The service does not know this session.',
    next: 'Sign in again.',
  }),
  not_there: () => ({
    what: 'The service does not have this any more.',
    next: 'Refresh the list, then try again.',
  }),
  passphrase_wrong: () => ({
    what: 'This is not the passphrase of this computer’s data.',
    next: 'Check Caps Lock and try again.',
  }),
  password_too_long: (_, max) => ({
    what: `A password has at most ${n(max || 256)} characters.`,
    next: 'Choose a shorter one.',
  }),
  password_too_short: (_, min) => ({
    what: `A password has at least ${n(min || 8)} characters.`,
    next: 'Three or four unrelated words make a good one.',
  }),
  recovery_key_mismatch: () => ({
    what: 'That is not the group that was asked for.',
    next: 'Look at the key you kept, and type the group again.',
  }),
  service_busy: (seconds) => ({
    what: 'The service is busy.',
    next: seconds ? `Try again in ${wait(seconds)}.` : 'Try again in a moment.',
  }),
  service_garbled: () => ({
    what: 'The service gave an answer that makes no sense.',
    next: 'Check the address. If it is right, try again later.',
  }),
  service_refused: () => ({
    what: 'The service did not accept this.',
    next: 'Nothing was lost. Try again later.',
  }),
  service_timed_out: () => ({
    what: 'The service did not answer in time.',
    next: 'Nothing was lost. Try again shortly.',
  }),
  service_unreachable: () => ({
    what: 'The service cannot be reached.',
    next: 'Check that this computer is online, then try again.',
  }),
  session_ended: () => ({
    what: 'The service ended this session.',
    next: 'Sign in again. Nothing was lost.',
  }),
  storage_unavailable: () => ({
    what: 'The data folder cannot be used.',
    next: 'Check that you may write to it, then try again.',
  }),
  too_many_tries: (seconds) => ({
    what: 'Too many tries.',
    next: seconds ? `Wait ${wait(seconds)}, then try again.` : 'Wait a moment, then try again.',
  }),
  wrong_credentials: () => ({
    what: 'The e-mail address or the password is not right.',
    next: 'Check both and try again.',
  }),
};

type Ended = {
  title: string;
  /** Who did it, and when. */
  when: (service: string, moment: number, by: string | null) => string;
  safe: string;
  next: string;
};

const ends: Record<EndReason, Ended> = {
  account_deleted: {
    title: 'This account was deleted',
    when: (service, moment) => `${service} deleted the account on ${at(moment)}.`,
    safe: 'Your cameras go on working. The list of them is still on this computer.',
    next: 'If you did not ask for this, write to whoever runs the service.',
  },
  account_disabled: {
    title: 'This account was disabled',
    when: (service, moment) => `${service} disabled the account on ${at(moment)}.`,
    safe: 'Your cameras and their names are still on this computer.',
    next: 'Write to whoever runs the service. Only they can enable it.',
  },
  expired: {
    title: 'Sign in to go on',
    when: (service, moment) =>
      `It has been a while: ${service} ended this session on ${at(moment)}, as it does from time to time.`,
    safe: 'Everything. Your cameras, their names and your changes are here.',
    next: 'Type your password. That is all.',
  },
  global_reset: {
    title: 'You were signed out, and so was everybody',
    when: (service, moment) => `${service} ended every session on ${at(moment)}.`,
    safe: 'The service never had your password. Camera names, rooms and Wi-Fi names are sealed on your computers: nobody else can read them.',
    next: 'Sign in again with your password. Your cameras and changes are waiting. Nothing else is urgent.',
  },
  password_changed: {
    title: 'Your password was changed',
    when: (service, moment, by) =>
      by
        ? `It was changed on ${at(moment)} from ${by}, and ${service} signed out the other computers.`
        : `It was changed on ${at(moment)}, and ${service} signed out the other computers.`,
    safe: 'Your cameras, their names and your changes are here.',
    next: 'Sign in with the new password. If it was not you, use your recovery key at once.',
  },
  revoked_elsewhere: {
    title: 'You signed this computer out',
    when: (service, moment, by) =>
      by
        ? `That was on ${at(moment)}, from ${by}, at ${service}.`
        : `That was on ${at(moment)}, from another computer, at ${service}.`,
    safe: 'Your cameras, their names and your changes are here. Nothing is sent until you say so.',
    next: 'If it was you, sign in again whenever you like.',
  },
  suspected_theft: {
    title: 'Someone may have copied your session',
    when: (service, moment) => `${service} saw it used from two places and ended it on ${at(moment)}.`,
    safe: 'Your password was not in it. Changes you made wait here until you have looked at them.',
    next: 'Sign in again, then check that every change is yours.',
  },
  two_factor_changed: {
    title: 'Two-factor was changed',
    when: (service, moment, by) =>
      by
        ? `It was changed on ${at(moment)} from ${by}, and ${service} signed out the other computers.`
        : `It was changed on ${at(moment)}, and ${service} signed out the other computers.`,
    safe: 'Your cameras, their names and your changes are here.',
    next: 'Sign in again. If it was not you, change your password at once.',
  },
};

const protection: Record<ProtectionTrouble, { title: string; why: string; help: string }> = {
  disk_full: {
    title: 'The disk is full',
    why: 'Porchlight cannot open its data without a little room.',
    help: 'Free some space, then try again. Nothing was lost.',
  },
  keychain_absent: {
    title: 'No keychain is running',
    why: 'Porchlight keeps its key in the keychain of this computer, and there is none to ask.',
    help: 'Start it (GNOME Keyring or KDE Wallet, for example) and try again, or choose another way below.',
  },
  keychain_denied: {
    title: 'The keychain did not let Porchlight in',
    why: 'The question of the keychain was answered with no, or closed.',
    help: 'Try again and allow it. Porchlight reads only its own entries.',
  },
  keychain_key_missing: {
    title: 'The key is gone from the keychain',
    why: 'There is data on this computer, but the keychain no longer has the key to it.',
    help: 'If you changed or reset the keychain, bring the old one back and try again. Otherwise set the data aside.',
  },
  keychain_locked: {
    title: 'The keychain is locked',
    why: 'Porchlight keeps its key in the keychain of this computer.',
    help: 'Try again and unlock it when it asks.',
  },
  keychain_timed_out: {
    title: 'The keychain did not answer',
    why: 'It may be waiting for you in a window of its own.',
    help: 'Look behind this window, answer it, and try again.',
  },
  newer_version: {
    title: 'This data is from a newer Porchlight',
    why: 'An older version could damage it, so it was left alone.',
    help: 'Update Porchlight and open it again.',
  },
  passphrase_wrong: {
    title: 'The passphrase is not right',
    why: 'The data on this computer opens with another one.',
    help: 'Check Caps Lock and try again.',
  },
  storage_unavailable: {
    title: 'The data folder cannot be used',
    why: 'Porchlight may not read or write where its data lies.',
    help: 'Check the folder’s permissions, or that its disk is there, then try again.',
  },
};

export const en = {
  language: 'English',
  /** Shared with the tray and the desktop's notifications. */
  desktop,
  failures,
  ends,
  protection,
  at,
  count: n,

  common: {
    back: 'Back',
    cancel: 'Cancel',
    close: 'Close',
    dismiss: 'Dismiss',
    email: 'E-mail address',
    password: 'Password',
    save: 'Save',
    showPassword: 'Show what is typed',
    hidePassword: 'Hide what is typed',
    signIn: 'Sign in',
    undo: 'Undo',
    working: 'One moment…',
  },

  lamp: {
    on: 'The lamp is lit: all is well',
    needs_you: 'The lamp calls: something needs you',
    off: 'The lamp is dark: not connected',
  },

  rail: {
    name: 'Main',
    cameras: 'Cameras',
    alerts: 'Alerts',
    settings: 'Settings',
    unread: (count: number) => many(count, { one: '1 unread', other: `${n(count)} unread` }),
    connections: 'Connections',
    add: 'Add a connection',
    demo: 'Demo',
    skip: 'Skip to content',
    state: {
      online: 'Connected',
      signed_out: 'Signed out',
      signing_in: 'Signing in',
      trouble: 'Cannot be reached',
      unknown: 'Connecting',
    },
  },

  opening: {
    title: 'Opening',
    body: 'Asking the keychain of this computer for the key.',
    slow: 'If the keychain asks for its password, the question may be behind this window.',
  },

  protect: {
    again: 'Try again',
    otherWays: 'Other ways',
    passphrase: 'Use a passphrase instead',
    passphraseHint: 'You type it each time Porchlight opens.',
    runOnly: 'This run only',
    runOnlyHint: 'Nothing is kept. You sign in again next time.',
    aside: 'Set the data aside',
    asideHint: 'Start empty. The old data stays, still locked.',
    choose: 'Choose a passphrase',
    chooseBody:
      'It locks what Porchlight keeps on this computer. Nobody can find it again for you, not even us: if it is forgotten, you start empty and sign in again.',
    field: 'Passphrase',
    repeat: 'The same once more',
    differs: 'The two are not the same yet.',
    short: (min: number) => `At least ${n(min)} characters. Four unrelated words are good.`,
    use: 'Lock with this passphrase',
    wanted: 'Your passphrase, please',
    wantedBody: 'It opens what Porchlight keeps on this computer.',
    unlock: 'Open',
    forgotten: 'Forgotten? Set the data aside and start empty',
    asideTitle: 'Set the data aside and start empty?',
    asideBody:
      'The old data is kept under a name with today’s date, still locked. Changes that were never sent stay in it. Your cameras and names come back from your account when you sign in.',
    asideYes: 'Set aside and start empty',
    never: 'Nothing is ever written to this computer unlocked.',
  },

  welcome: {
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
  },

  address: {
    title: 'Which service?',
    body: 'The address that whoever runs it gave you.',
    field: 'Address of the service',
    example: 'https://porch.example.org',
    go: 'Continue',
    checking: 'Looking for the service…',
    noAccounts: (name: string) =>
      `${name} does not take new accounts. Ask whoever runs it for one, then sign in.`,
  },

  signIn: {
    title: (name: string) => `Sign in to ${name}`,
    demoTitle: 'Sign in to the demo home',
    making: 'Making the key from your password…',
    makingHint: 'Your password never leaves this computer. That takes a second or two.',
    demoHint: 'The demo home is open to everybody. Its key is under the mat:',
    fill: 'Fill in',
    create: 'Create an account instead',
    safe: 'The service never sees your password.',
  },

  create: {
    title: (name: string) => `Create an account at ${name}`,
    body: 'Your password makes the key to your names. The service never sees either.',
    repeat: 'The same password once more',
    differs: 'The two are not the same yet.',
    advice: {
      empty: 'At least 8 characters. Four unrelated words are easy to keep in mind.',
      short: (left: number) => many(left, { one: '1 more character.', other: `${n(left)} more characters.` }),
      fair: 'Good enough. A few more characters would make it strong.',
      good: 'A strong length.',
      same: 'All the same character is easy to guess. Mix some words.',
      email: 'Better without your e-mail address in it.',
      long: 'At most 256 characters.',
    },
    go: 'Continue',
    stepAccount: 'Account',
    stepKey: 'Recovery key',
    stepCheck: 'Check',
    steps: 'Steps',
    keyTitle: 'Your recovery key',
    keyBody:
      'If you forget your password, this is the only way back to your names. It is shown this once. Keep it on paper or where you keep important things.',
    keyLabel: 'Recovery key, eight groups',
    saveFile: 'Save to a file',
    saved: 'Saved.',
    print: 'Print',
    copy: 'Copy',
    copied: 'Copied. Other programs can read the clipboard: paste it soon, then copy something else.',
    copyWarning: 'Copying puts it where other programs can read it.',
    kept: 'I have kept it',
    checkTitle: 'One look at your copy',
    checkBody: (group: number) =>
      `To be sure that it is safe: what is group ${n(group)} of your recovery key?`,
    checkField: (group: number) => `Group ${n(group)}`,
    checkShow: 'Show the key again',
    finish: 'Create the account',
    creating: 'Creating the account…',
    cancelTitle: 'Stop here?',
    cancelBody: 'The account is not made yet. The recovery key that you saw is worth nothing without it.',
    cancelYes: 'Stop',
    cancelNo: 'Go on',
    printTitle: 'Porchlight recovery key',
    printFor: (email: string, service: string) => `For ${email} at ${service}`,
    printHint: 'Keep this page where nobody else looks. It opens your account without the password.',
  },

  status: {
    well: 'All is well.',
    needs: 'Something needs you.',
    off: 'Not connected.',
    cameras: (online: number, total: number) =>
      total === 0
        ? 'No cameras yet.'
        : online === total
          ? many(total, { one: 'The camera is online.', other: `All ${n(total)} cameras are online.` })
          : `${n(online)} of ${cameras(total)} ${online === 1 ? 'is' : 'are'} online.`,
    lastKnown: (total: number) => `${cameras(total)} as last seen.`,
    alerts: (count: number) => many(count, { one: '1 new alert.', other: `${n(count)} new alerts.` }),
    conflicts: (count: number) =>
      many(count, {
        one: '1 name was also changed elsewhere.',
        other: `${n(count)} names were also changed elsewhere.`,
      }),
    signedOut: (name: string) => `You are signed out of ${name}.`,
    held: (count: number) => `${changes(count)} ${count === 1 ? 'waits' : 'wait'} for your word.`,
    waiting: (count: number) => `${changes(count)} waiting`,
    firmware: (count: number) =>
      many(count, { one: '1 update is ready.', other: `${n(count)} updates are ready.` }),
    house: 'A house; each lit window is a camera that is online',
  },

  cameras: {
    title: 'Cameras',
    search: (total: number) => `Search ${cameras(total)}`,
    clear: 'Clear the search',
    rooms: 'Rooms',
    allRooms: 'All rooms',
    noRoom: 'No room',
    group: 'All, room by room',
    layout: 'Layout',
    grid: 'Grid',
    list: 'List',
    refresh: 'Refresh',
    found: (count: number) => many(count, { one: '1 camera found', other: `${n(count)} cameras found` }),
    none: 'No cameras yet',
    noneBody: 'Cameras of your account show up here by themselves.',
    noMatch: 'No camera fits',
    noMatchBody: (text: string) => `Nothing is called “${text}”, stands in such a room or is such a model.`,
    noMatchRoom: 'There is no camera in this room.',
    showAll: 'Show all cameras',
    loading: 'Fetching your cameras',
    unnamed: 'Camera without a name',
    online: 'Online',
    offline: 'Offline',
    update: 'Update ready',
    stale: 'As last seen',
    needsYou: 'Needs you',
    lastSeen: (ago: string) => `last seen ${ago}`,
    signal: { strong: 'strong signal', good: 'good signal', weak: 'weak signal' },
    waiting: '1 change waiting',
    held: '1 change waits for your word',
    conflict: (theirs: string) => `Also renamed elsewhere, to “${theirs}”.`,
    conflictRoom: (room: string) => `Also moved elsewhere, to ${room}.`,
    keepMine: (mine: string) => `Keep “${mine}”`,
    takeTheirs: (theirs: string) => `Use “${theirs}”`,
    shared: 'Another camera has the same name.',
    rename: (name: string) => `Rename ${name}`,
    nicknameOf: (name: string) => `Nickname of ${name}`,
    open: (name: string) => `Open ${name}`,
    undoEdit: (name: string) => `Undo the change of ${name}`,
    saveName: 'Save the name',
    keepOld: 'Keep the old name',
    count: (used: number, max: number) => `${n(used)} of ${n(max)}`,
    renamed: (from: string, to: string) => `“${from}” is now “${to}”.`,
    columns: { name: 'Name', room: 'Room', model: 'Model', state: 'State' },
  },

  camera: {
    back: 'All cameras',
    model: 'Model',
    firmware: 'Firmware',
    firmwareReady: (version: string) =>
      `${version} is ready. The camera installs it when you say so in its own app.`,
    upToDate: 'Up to date',
    seen: 'Last seen',
    now: 'Online now',
    wifi: 'Wi-Fi',
    signal: 'Signal',
    signals: { strong: 'Strong', good: 'Good', weak: 'Weak' },
    unknown: 'Not known',
    room: 'Room',
    noRoom: 'No room yet',
    editRoom: 'Change the room',
    roomField: (name: string) => `Room of ${name}`,
    roomHint: 'Leave it empty for no room.',
    from: 'Comes from',
    gone: 'This camera is no longer there',
    details: 'Details',
  },

  alerts: {
    title: 'Alerts',
    markAll: 'Mark all read',
    more: 'Show earlier ones',
    none: 'Nothing to tell',
    noneBody: 'When somebody signs in, or a service signs you out, it says so here.',
    unread: 'New',
    loading: 'Fetching alerts',
    newSignIn: desktop.newSignInTitle,
    newSignInPlace: (place: string) => desktop.newSignInBody.replace('{place}', () => place),
    newSignInUnknown: desktop.newSignInBodyUnknown,
    signedOut: (title: string) => title,
    signedOutBody: (service: string) => `${service} ended the session of this computer. Nothing was lost.`,
    refused: 'A message was thrown away',
    refusedBody: (service: string) =>
      `Something said it came from ${service}, but was not signed by it. Nothing was done.`,
  },

  settings: {
    title: 'Settings',
    look: 'Look',
    language: 'Language',
    languageSystem: 'As on this computer',
    theme: 'Theme',
    themes: { system: 'As on this computer', light: 'Light', dark: 'Dark' },
    layout: 'Camera layout',
    safety: 'On this computer',
    protectedBy: {
      keychain: 'Protected by the keychain of this computer',
      passphrase: 'Protected by your passphrase',
      this_run_only: 'This run only: nothing is kept',
    },
    protectedHint: {
      keychain: 'All data is encrypted. The key lies in the keychain and nowhere else.',
      passphrase: 'All data is encrypted. The key is made from your passphrase each time.',
      this_run_only:
        'When Porchlight closes, everything here is forgotten. Your account keeps its sealed copy.',
    },
    folder: 'Where the data lies',
    folderHint: 'One folder, encrypted as a whole.',
    showFolder: 'Show the folder',
    connections: 'Connections',
    signedInAs: (email: string) => `Signed in as ${email}`,
    signedOutAs: (email: string) => `Signed out. Last used: ${email}`,
    signedOut: 'Signed out',
    signOut: 'Sign out',
    signOutOf: (name: string) => `Sign out of ${name}`,
    signInTo: (name: string) => `Sign in to ${name}`,
    signOutTitle: (name: string) => `Sign out of ${name}?`,
    signOutBody: 'Its cameras leave this computer until you sign in again.',
    signOutEdits: (count: number) =>
      many(count, {
        one: '1 change was not sent yet. It stays here, locked, and goes out after you sign in again.',
        other: `${n(count)} changes were not sent yet. They stay here, locked, and go out after you sign in again.`,
      }),
    add: 'Add a connection',
    demo: 'Demo home',
    afresh: 'Start afresh',
    afreshHint: 'The demo home as it was on the first day.',
    afreshTitle: 'Start the demo home afresh?',
    afreshBody: 'Names that you gave its cameras go back to the first ones. Nothing else is touched.',
    erase: 'Erase everything',
    eraseHint: 'Signs out everywhere and removes all data of Porchlight from this computer.',
    eraseTitle: 'Erase everything on this computer?',
    eraseBody:
      'Sessions, camera lists, alerts and settings go, and the key in the keychain with them. Nothing at your services is deleted.',
    eraseEdits: (count: number) =>
      many(count, {
        one: '1 change that was not sent is lost.',
        other: `${n(count)} changes that were not sent are lost.`,
      }),
    eraseWord: 'ERASE',
    eraseType: (word: string) => `Type ${word} to confirm`,
    eraseYes: 'Erase everything',
    version: (version: string) => `Porchlight ${version}`,
    development: 'Development build',
  },

  relogin: {
    safe: 'Still safe',
    next: 'What to do next',
    password: (email: string) => `Password for ${email}`,
    again: 'Sign in again',
    later: 'Later',
    why: 'Read why',
    advisory: 'Read the advisory',
    close: 'Close',
    saveList: 'Save the camera list',
    savedList: 'Saved.',
    notMe: 'That wasn’t me',
    notMeBody:
      'Then someone else knows your password or has one of your computers. Sign in now, change your password where you manage your account, and look through the signed-in computers.',
    kept: (draft: string | null, waiting: number) =>
      draft && waiting
        ? `“${draft}” and ${changes(waiting)} waiting are kept. You go on where you were.`
        : draft
          ? `“${draft}” is kept. You go on where you were.`
          : waiting
            ? `${changes(waiting)} waiting ${waiting === 1 ? 'is' : 'are'} kept and sent after you sign in.`
            : 'You go on where you were.',
    keptHeld: (draft: string | null, waiting: number) =>
      draft && waiting
        ? `“${draft}” and ${changes(waiting)} waiting are kept. You decide after you sign in.`
        : draft
          ? `“${draft}” is kept. You go on where you were.`
          : waiting
            ? `${changes(waiting)} waiting ${waiting === 1 ? 'is' : 'are'} kept. You decide after you sign in.`
            : 'You go on where you were.',
    keptHere: (waiting: number) =>
      waiting
        ? `${changes(waiting)} that ${waiting === 1 ? 'was' : 'were'} not sent ${waiting === 1 ? 'stays' : 'stay'} on this computer.`
        : 'Nothing was waiting to be sent.',
    says: (service: string) => `${service} says`,
    more: (count: number) =>
      many(count, { one: 'One more after this.', other: `${n(count)} more after this.` }),
    bar: (name: string) => `You are signed out of ${name}.`,
  },

  held: {
    title: (count: number) => `${changes(count)} from before you were signed out`,
    body: 'Nothing was sent. Are they yours?',
    send: 'Send them',
    discard: 'Throw them away',
    look: 'Look at them first',
  },

  offline: {
    bar: (name: string, since: string) => `${name} has not answered since ${since}.`,
    safe: 'Nothing is lost: you see everything as it was last, and changes wait here.',
    now: 'Try now',
    trying: 'Trying…',
  },

  notices: {
    name: 'Notices',
    damaged: (moment: number) =>
      `The data on this computer was damaged. It was set aside on ${at(moment)} and a new start was made. Your cameras and names come back from your account.`,
    ok: 'I have read it',
    runOnly: 'This run only: nothing is kept when Porchlight closes.',
  },

  toasts: { name: 'Messages' },

  demo: {
    title: 'Demo',
    hint: 'Make the demo service do what services do',
    reset_everybody: 'Reset everybody',
    sign_in_from_another_city: 'Sign in from another city',
    camera_goes_offline: 'Garage camera goes offline',
    camera_comes_back: 'Garage camera comes back',
    rename_elsewhere: 'Rename a camera elsewhere',
    network_fails: 'The network fails',
    network_works: 'The network works again',
    endings: 'Other endings',
    end: {
      account_deleted: 'The account is deleted',
      account_disabled: 'The account is disabled',
      expired: 'The session expires',
      global_reset: 'Everybody is reset',
      password_changed: 'The password is changed',
      revoked_elsewhere: 'Signed out from elsewhere',
      suspected_theft: 'The session may be copied',
      two_factor_changed: 'Two-factor is changed',
    } satisfies Record<EndReason, string>,
    done: 'Done. Watch what happens.',
  },

  fatal: {
    title: 'Porchlight could not start its window',
    body: 'Close it and open it again. Nothing was lost.',
  },
};

export type Catalogue = typeof en;
