// The cameras: whether all is well, the list, and one of them.

import { countCameras, countChanges, many, n } from './counts';

export const status = {
  well: 'All is well.',
  needs: 'Something needs your attention.',
  off: 'Not connected.',
  cameras: (online: number, total: number) =>
    total === 0
      ? 'No cameras yet.'
      : online === total
        ? many(total, { one: 'The camera is online.', other: `All ${n(total)} cameras are online.` })
        : `${n(online)} of ${countCameras(total)} ${online === 1 ? 'is' : 'are'} online.`,
  lastKnown: (total: number) => `${countCameras(total)} as last seen.`,
  alerts: (count: number) => many(count, { one: '1 new alert.', other: `${n(count)} new alerts.` }),
  conflicts: (count: number) =>
    many(count, {
      one: '1 name was also changed on another computer.',
      other: `${n(count)} names were also changed on another computer.`,
    }),
  signedOut: (name: string) => `You are signed out of ${name}.`,
  held: (count: number) => `${countChanges(count)} ${count === 1 ? 'needs' : 'need'} your OK.`,
  waiting: (count: number) => `${countChanges(count)} waiting`,
  firmware: (count: number) =>
    many(count, { one: '1 update is ready.', other: `${n(count)} updates are ready.` }),
  house: 'A house; each lit window is a camera that is online',
};

export const cameras = {
  title: 'Cameras',
  search: (total: number) => `Search ${countCameras(total)}`,
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
  rename: (name: string) => `Rename ${name}`,
  nicknameOf: (name: string) => `Name of ${name}`,
  open: (name: string) => `Open ${name}`,
  undoEdit: (name: string) => `Undo the change to ${name}`,
  saveName: 'Save the name',
  keepOld: 'Keep the old name',
  count: (used: number, max: number) => `${n(used)} of ${n(max)}`,
  renamed: (from: string, to: string) => `“${from}” is now “${to}”.`,
  columns: { name: 'Name', room: 'Room', model: 'Model', state: 'State' },
};

export const camera = {
  back: 'All cameras',
  model: 'Model',
  firmware: 'Firmware',
  firmwareReady: (version: string) => `${version} is ready. Install it from the camera’s own app.`,
  upToDate: 'Up to date',
  seen: 'Last seen',
  now: 'Online now',
  wifi: 'Wi-Fi',
  signal: 'Signal',
  signals: { strong: 'Strong', good: 'Good', weak: 'Weak' },
  unknown: 'Unknown',
  room: 'Room',
  noRoom: 'No room yet',
  editRoom: 'Change the room',
  roomField: (name: string) => `Room of ${name}`,
  roomHint: 'Leave it empty for no room.',
  from: 'From',
  gone: 'This camera is no longer there',
  details: 'Details',
};
