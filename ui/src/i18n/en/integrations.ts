// Voice assistants and automations that may see cameras, and the page that waits for a number.

import type { LinkEnd, UnlinkCause } from '../../backend';
import { at, countCameras, many, n } from './counts';

const tries = (count: number) => many(count, { one: 'one try', other: `${n(count)} tries` });

export const integrations = {
  title: 'Linked services',
  at: (service: string) => `Linked services at ${service}`,
  back: 'Security',
  list: 'Linked services',
  lead: 'Each one only learns about the cameras you ticked: the name you chose for it, the model, and whether the camera is online.',
  loading: 'Checking what’s linked…',
  again: 'Try again',
  lastKnown: 'This is the last known state.',
  signedOut: 'Signed out',
  signedOutBody: (service: string) => `Sign in to see what’s linked to ${service}.`,
  gone: 'This connection is gone',
  goneBody: 'It was removed from Porchlight on this computer.',

  none: 'Nothing is linked',
  noneBody: 'You can let a voice assistant or an automation service see some of your cameras.',
  steps: [
    'Press Link. A page opens in your browser.',
    'The page shows a number. Porchlight asks you for it.',
    'Tick the cameras and choose the number. Nothing else is shared.',
  ],
  picture: 'A page showing the number 47, and a Porchlight window with 47 selected.',

  since: (moment: number) => `Linked on ${at(moment)}`,
  lastHour: 'used within the last hour',
  used: (ago: string) => `used ${ago}`,
  unused: 'not used yet',
  sees: 'Sees',
  saw: 'Saw',
  asNamed: (nickname: string, name: string) => `${nickname} as “${name}”`,
  asUnnamed: (nickname: string) => `${nickname} without its name`,
  goneCamera: 'a removed camera',
  change: 'Change',
  changeOf: (client: string) => `Change what ${client} sees`,
  changed: (client: string, cameras: number) => `${client} now sees ${countCameras(cameras)}.`,
  unlink: 'Unlink',
  unlinkOf: (client: string) => `Unlink ${client}`,
  unlinkTitle: (client: string) => `Unlink ${client}?`,
  unlinkBody: (client: string) =>
    `${client} sees nothing from its next request on. Anything you set up there with these cameras stops working: voice commands, routines, applets. You can’t undo this, but you can link it again.`,
  isUnlinked: (client: string) => `${client} is unlinked. It no longer sees anything.`,

  unlinkedTag: 'Unlinked',
  unlinkedOn: (moment: number) => `Unlinked on ${at(moment)}`,
  causes: {
    client: (client: string) => `${client} gave up its access.`,
    incident: (_client: string, service: string) => `${service} unlinked it after an incident.`,
    owner: () => 'You unlinked it.',
    token_reused: (client: string) => `${client}’s access token was used twice: someone may have copied it.`,
  } satisfies Record<UnlinkCause, (client: string, service: string) => string>,
  stopped:
    'Anything you set up there with your cameras has stopped. The access token it still has opens nothing.',
  linkAgain: 'Link again',
  linkAgainOf: (client: string) => `Link again: ${client}`,
  leave: 'Leave it unlinked',
  leaveOf: (client: string) => `Leave it unlinked: ${client}`,
  left: (client: string) => `${client} stays unlinked. You can link it here any time.`,
  others: 'Available to link',
  link: 'Link',
  linkOf: (client: string) => `Link ${client}`,
  beginsThere: (client: string) =>
    `Start in ${client}; Porchlight asks you here when its page shows a number.`,
  begun: (client: string) => `Your browser is opening. When ${client}’s page shows a number, choose it here.`,

  request: {
    title: (client: string) => `${client} wants to see cameras`,
    begunHere: 'You started this in Porchlight.',
    notBegunHere: (client: string) => `If you’re not linking ${client} right now, refuse.`,
    of: (service: string) => `From your account at ${service}`,
    pick: 'What it can see',
    asLastTime: 'As last time, it sees',
    change: 'Change',
    question: 'Which number does the page in your browser show?',
    tickFirst: 'Tick at least one camera first.',
    number: (number: number) => `The page shows ${number}`,
    wrong: (left: number) => `The page shows another number. You have ${tries(left)} left.`,
    sending: (number: number) => `${number} chosen. Linking…`,
    waiting: (number: number) =>
      `You chose ${number}. It will be sent as soon as you’re signed in again, if the page is still waiting.`,
    refuse: 'None of these: refuse',
    refused: (client: string) => `${client} was refused. It sees nothing.`,
    later: 'Later',
    good: (time: string) => `The page waits for another ${time}`,
    waits: (client: string) => `${client} is waiting for a number.`,
    answer: 'Answer',
  },
  release: {
    naming: (nickname: string) => `Name it hears for ${nickname}`,
    nickname: (nickname: string) => `as “${nickname}”`,
    other: 'under another name…',
    unnamed: (model: string) => `as “${model}” and a number`,
    otherName: (nickname: string) => `Another name for ${nickname}`,
    all: 'All cameras',
    save: 'Save',
    title: (client: string) => `What ${client} sees`,
    hint: 'From now on. It may remember what it has seen before.',
    noCameras: 'There are no cameras in this account yet. Set one up first, then link.',
  },
  ended: {
    linkedToast: (client: string, cameras: number) =>
      `${client} is linked and sees ${countCameras(cameras)}. Your browser continues by itself.`,
    titles: {
      expired: (client: string) => `${client} waited too long`,
      linked: (client: string) => `${client} is linked`,
      over: (client: string) => `${client} is no longer waiting`,
      wrong_numbers: (client: string) => `${client} wasn’t linked`,
    } satisfies Record<LinkEnd, (client: string) => string>,
    bodies: {
      expired: 'You didn’t answer in time. It sees nothing, and nothing was shared.',
      linked: 'It sees the cameras you ticked.',
      over: 'It was answered on another computer, or its page was closed. Nothing was shared from here.',
      wrong_numbers:
        'The page showed another number three times, so the request is over. It sees nothing, and nothing was shared. If you didn’t open such a page, someone else may have: refuse the next one.',
    } satisfies Record<LinkEnd, string>,
    next: 'To link it, start again.',
    close: 'Close',
  },
};
