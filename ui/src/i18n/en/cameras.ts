// The cameras: whether all is well, the list, and one of them.

import type { StatusAction, Trouble } from '../../backend';
import { at, countCameras, countChanges, many, n, wait } from './counts';

export const status = {
  well: 'All is well.',
  needs: 'Something needs your attention.',
  off: 'Not connected.',
  partly: 'Some things can’t be reached.',
  asking: 'One moment…',
  noCameras: 'Ready for your first camera.',
  offline: (count: number) =>
    many(count, { one: 'One camera is offline.', other: `${n(count)} cameras are offline.` }),
  band: 'Status',
  acts: {
    answer_link: 'Answer',
    decide_edits: 'Review the names',
    go_on: 'Continue',
    read_why: 'Read why',
    show_alerts: 'View alerts',
    show_trouble: 'See what’s wrong',
    sign_in: 'Sign in',
    try_again: 'Try again',
  } satisfies Record<StatusAction['act'], string>,
  /** `lastSeen`: of services that are not heard now. `notSaid`: they don’t say whether they are online. */
  cameras: (online: number, offline: number, lastSeen: number, notSaid: number) => {
    const heard = online + offline;
    if (notSaid > 0) {
      const all = countCameras(heard + lastSeen + notSaid);
      const known = [
        online > 0 && `${n(online)} online`,
        offline > 0 && `${n(offline)} offline`,
        lastSeen > 0 && `${n(lastSeen)} as last seen`,
      ].filter(Boolean);
      return known.length > 0 ? `${all}: ${known.join(', ')}.` : `${all}.`;
    }
    if (heard + lastSeen === 0) return 'No cameras yet.';
    if (heard === 0) return `${countCameras(lastSeen)} as last seen.`;
    if (lastSeen > 0)
      return `${countCameras(online)} online, ${n(offline)} offline, ${n(lastSeen)} as last seen.`;
    if (offline > 0) return `${n(online)} of ${countCameras(heard)} ${online === 1 ? 'is' : 'are'} online.`;
    return many(heard, { one: 'The camera is online.', other: `All ${n(heard)} cameras are online.` });
  },
  inTrouble: (name: string, count: number) =>
    many(count, {
      one: `1 camera from ${name} needs attention.`,
      other: `${n(count)} cameras from ${name} need attention.`,
    }),
  keychainLocked: 'This computer’s keychain is locked.',
  linkRequests: (count: number) =>
    many(count, {
      one: 'A page in your browser is waiting for your answer.',
      other: `${n(count)} pages in your browser are waiting for your answer.`,
    }),
  unreachable: (name: string) => `${name} isn’t answering.`,
  wayBack: (name: string, left: number) =>
    many(left, {
      one: `1 step left at ${name}.`,
      other: `${n(left)} steps left at ${name}.`,
    }),
  alerts: (count: number) => many(count, { one: '1 new alert.', other: `${n(count)} new alerts.` }),
  conflicts: (count: number) =>
    many(count, {
      one: '1 name was also changed on another computer.',
      other: `${n(count)} names were also changed on another computer.`,
    }),
  signedOut: (name: string) => `You’re signed out of ${name}.`,
  held: (count: number) => `${countChanges(count)} ${count === 1 ? 'needs' : 'need'} your OK.`,
  waiting: (count: number) => `${countChanges(count)} waiting`,
  firmware: (count: number) =>
    many(count, { one: '1 update is ready.', other: `${n(count)} updates are ready.` }),
  house: 'A house; each lit window is a camera that is online',
};

export const cameras = {
  title: 'Cameras',
  search: 'Search cameras',
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
  noneBody: 'Cameras in your account show up here by themselves.',
  noneAdded: 'Add your cameras one by one.',
  noMatch: 'No matching cameras',
  noMatchBody: (text: string) => `No cameras match “${text}” by name, room or model.`,
  noMatchRoom: 'There are no cameras in this room.',
  showAll: 'Show all cameras',
  loading: 'Loading your cameras',
  unnamed: 'Unnamed camera',
  online: 'Online',
  offline: 'Offline',
  update: 'Update ready',
  stale: 'As last seen',
  needsYou: 'Needs attention',
  lastSeen: (ago: string) => `last seen ${ago}`,
  signal: { strong: 'strong signal', good: 'good signal', weak: 'weak signal' },
  waiting: '1 change waiting',
  held: '1 change needs your OK',
  conflict: (theirs: string) => `Also renamed on another computer, to “${theirs}”.`,
  conflictRoom: (room: string) => `Also moved on another computer, to ${room}.`,
  keepMine: (mine: string) => `Keep “${mine}”`,
  takeTheirs: (theirs: string) => `Use “${theirs}”`,
  shared: 'Another camera has the same name.',
  /** What is wrong with one camera, and what to do next. */
  troubles: {
    clock_off: 'Its clock is wrong. Set the date and time in the camera’s own app.',
    credential_refused: 'It refuses the password Porchlight has for it. Check it in the camera’s own app.',
    locked: 'It’s letting nobody in for now, after too many wrong passwords. Wait a while, then refresh.',
    no_answer: 'It isn’t answering. Check that it’s switched on and connected.',
    not_understood:
      'Porchlight doesn’t understand its answers. Look for an update to Porchlight and to the camera.',
  } satisfies Record<Trouble, string>,
  rename: (name: string) => `Rename ${name}`,
  nicknameOf: (name: string) => `Name of ${name}`,
  open: (name: string) => `Open ${name}`,
  undoEdit: (name: string) => `Undo the change to ${name}`,
  saveName: 'Save the name',
  keepOld: 'Keep the old name',
  count: (used: number, max: number) => `${n(used)} of ${n(max)}`,
  renamed: (from: string, to: string) => `“${from}” is now “${to}”.`,
  private: {
    mark: 'Only on this computer',
    keepsNone: {
      name: (service: string) => `This name stays on this computer: ${service} doesn’t store names.`,
      room: (service: string) => `This room stays on this computer: ${service} doesn’t store rooms.`,
    },
    stays: {
      name: 'This name stays on this computer.',
      room: 'This room stays on this computer.',
    },
    emptyName: 'Leave it empty for the camera’s own name.',
    ownAgain: (name: string) => `“${name}” is back to its own name.`,
    offer: (service: string, count: number) =>
      many(count, {
        one: `${service} now keeps names and rooms. Those of 1 camera are only on this computer.`,
        other: `${service} now keeps names and rooms. Those of ${n(count)} cameras are only on this computer.`,
      }),
    offerBody: 'If you send them, your other computers show them too.',
    send: (service: string) => `Send them to ${service}`,
    keep: 'Keep them here',
  },
  columns: { name: 'Name', room: 'Room', model: 'Model', state: 'State' },
};

export const camera = {
  back: 'All cameras',
  address: 'Address',
  model: 'Model',
  firmware: 'Firmware',
  firmwareReady: (version: string) => `${version} is ready. Install it from the camera’s own app.`,
  upToDate: 'Up to date',
  seen: 'Last seen',
  now: 'Online now',
  wifi: 'Wi-Fi',
  signal: 'Signal',
  signals: { strong: 'Strong', good: 'Good', weak: 'Weak' },
  room: 'Room',
  noRoom: 'No room yet',
  editRoom: 'Change the room',
  roomField: (name: string) => `Room of ${name}`,
  roomNow: (camera: string, room: string) => `${camera} is now in ${room}.`,
  roomNone: (camera: string) => `${camera} no longer has a room.`,
  roomHint: 'Leave it empty for no room.',
  from: 'From',
  gone: 'This camera is no longer there',
  details: 'Details',
  absences: {
    title: 'Was away',
    none: 'Not since this computer has known it',
    still: (since: number) => `since ${at(since)}`,
    over: (since: number, until: number) => `${at(since)}, for ${wait((until - since) / 1000)}`,
    more: (count: number) => many(count, { one: 'Show 1 more', other: `Show ${n(count)} more` }),
    less: 'Show fewer',
  },
  offline: {
    title: (ago: string | null) => (ago === null ? 'Offline' : `Offline, last seen ${ago}`),
    list: 'What to try',
    allAway: (network: string) => `No camera on ${network} is online. Check the router first.`,
    power: 'Is it switched on? Unplug it for ten seconds. It takes about a minute to come back.',
    router: 'Is the Wi-Fi working? Check with another device. If nothing works, restart the router.',
    routerOf: (network: string) =>
      `Is ${network} working? Check with another device. If nothing works, restart the router.`,
    weak: 'Its signal was weak when it was last seen. Move it, or the router, a little closer.',
    changed: 'Has the Wi-Fi name or password changed? Then give it to the camera again.',
    changedElsewhere: 'Has the Wi-Fi name or password changed? Then change it in the camera’s own app.',
    wifiAgain: 'Reconnect to Wi-Fi',
    underWay: (network: string) => `Your cameras are moving to ${network}; continue there.`,
  },
  removal: {
    ask: 'Remove this camera…',
    title: (name: string, from: string) => `Remove ${name} from ${from}?`,
    body: 'Its name, its room and its place in linked services are deleted. This can’t be undone.',
    stays:
      'The camera itself isn’t told. It stays on your Wi-Fi until you reset it, as its manual says; Porchlight just no longer shows it.',
    back: 'If you want it back later, set it up again. It then comes as a new camera.',
    ownSignIn: {
      body: 'Porchlight forgets the camera, its name and its room, and deletes its password from this computer. This can’t be undone.',
      stays: 'The camera itself isn’t changed: it keeps working, with the password it has.',
      back: 'If you want it back later, add it again with its user name and password.',
    },
    yes: 'Remove',
    no: 'Keep',
    running: (name: string) => `Removing ${name}…`,
    done: (name: string) => `${name} was removed.`,
  },
  remove: 'Removing this camera',
  removeHere: (from: string) =>
    `Porchlight can’t remove a single camera from ${from} yet; it stays there, offline. To give it away or throw it out, reset it as its manual says: whoever sets it up next has a new camera, and nothing from it reaches your account any more.`,
  removeElsewhere: (from: string) =>
    `Porchlight shows what ${from} lists. Remove the camera there, in its own app; it then disappears from this list by itself.`,
};
