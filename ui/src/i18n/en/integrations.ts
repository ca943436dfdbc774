// Voice assistants and automations that may see cameras, and the page that waits for a number.

import type { LinkEnd, UnlinkCause } from '../../backend';
import { at, countCameras, many, n } from './counts';

const tries = (count: number) => many(count, { one: 'one try', other: `${n(count)} tries` });

export const integrations = {
  title: 'Linked services',
  at: (service: string) => `Linked services at ${service}`,
  back: 'Security',
  list: 'Linked services',
  lead: 'Each is told of the cameras you ticked, and of no other: the name you chose for it, the model, and whether the camera is online.',
  loading: 'Asking what is linked…',
  again: 'Try again',
  lastKnown: 'This is how it was when it answered last.',
  signedOut: 'Signed out',
  signedOutBody: (service: string) => `To see what is linked to ${service}, sign in first.`,
  gone: 'This connection is gone',
  goneBody: 'It was removed from Porchlight on this computer.',

  none: 'Nothing is linked',
  noneBody: 'You can let a voice assistant or an automation see some of your cameras.',
  steps: [
    'Press Link. A page opens in your browser.',
    'The page shows a number. Porchlight asks you for it.',
    'Tick the cameras, choose the number. Nothing else goes out.',
  ],
  picture: 'A page with the number 47, and a window of Porchlight in which 47 is chosen.',

  since: (moment: number) => `Linked on ${at(moment)}`,
  lastHour: 'used within the last hour',
  used: (ago: string) => `used ${ago}`,
  unused: 'not used yet',
  sees: 'Sees',
  saw: 'Saw',
  asNamed: (nickname: string, name: string) => `${nickname} as “${name}”`,
  asUnnamed: (nickname: string) => `${nickname} without its name`,
  goneCamera: 'a camera that is gone',
  change: 'Change',
  changeOf: (client: string) => `Change what ${client} sees`,
  changed: (client: string, cameras: number) => `${client} sees ${countCameras(cameras)} from now on.`,
  unlink: 'Unlink',
  unlinkOf: (client: string) => `Unlink ${client}`,
  unlinkTitle: (client: string) => `Unlink ${client}?`,
  unlinkBody: (client: string) =>
    `${client} sees nothing from its next request on. What you set up there with these cameras stops working: voice commands, routines, applets. This cannot be taken back, but you can link it again.`,
  isUnlinked: (client: string) => `${client} is unlinked. It no longer sees anything.`,

  unlinkedTag: 'Unlinked',
  unlinkedOn: (moment: number) => `Unlinked on ${at(moment)}`,
  causes: {
    client: (client: string) => `${client} gave its access back.`,
    incident: (_client: string, service: string) => `${service} unlinked it after an incident.`,
    owner: () => 'You unlinked it.',
    token_reused: (client: string) => `A key of ${client} was used twice: somebody may have copied it.`,
  } satisfies Record<UnlinkCause, (client: string, service: string) => string>,
  stopped: 'What you set up there with your cameras has stopped. What it still holds opens nothing.',
  linkAgain: 'Link again',
  linkAgainOf: (client: string) => `Link again: ${client}`,
  leave: 'Leave it unlinked',
  leaveOf: (client: string) => `Leave it unlinked: ${client}`,
  left: (client: string) => `${client} stays unlinked. You can link it here whenever you like.`,
  others: 'Can be linked',
  link: 'Link',
  linkOf: (client: string) => `Link ${client}`,
  beginsThere: (client: string) =>
    `Begin in ${client} itself; Porchlight asks you here when its page shows a number.`,
  begun: (client: string) => `Your browser opens. When the page of ${client} shows a number, choose it here.`,

  request: {
    title: (client: string) => `${client} wants to see cameras`,
    begunHere: 'You began this with Porchlight.',
    notBegunHere: (client: string) => `If you are not linking ${client} right now, refuse.`,
    of: (service: string) => `From your account at ${service}`,
    pick: 'What it may see',
    asLastTime: 'As last time it sees',
    change: 'Change',
    question: 'Which number does the page in your browser show?',
    tickFirst: 'Tick at least one camera first.',
    number: (number: number) => `The page shows ${number}`,
    wrong: (left: number) => `The page shows another number. You have ${tries(left)} left.`,
    sending: (number: number) => `${number} it is. Linking…`,
    waiting: (number: number) =>
      `You chose ${number}. It goes out as soon as you are signed in again, if the page still waits then.`,
    refuse: 'None of these: refuse',
    refused: (client: string) => `${client} was refused. It sees nothing.`,
    later: 'Later',
    good: (time: string) => `The page waits for ${time}`,
    waits: (client: string) => `${client} waits for a number.`,
    answer: 'Answer',
  },
  release: {
    naming: (nickname: string) => `What it is told that ${nickname} is called`,
    nickname: (nickname: string) => `as “${nickname}”`,
    other: 'under another name…',
    unnamed: (model: string) => `as “${model}” and a number`,
    otherName: (nickname: string) => `Another name for ${nickname}`,
    all: 'All cameras',
    save: 'Save',
    title: (client: string) => `What ${client} sees`,
    hint: 'From now on. What it has heard before, it may remember.',
    noCameras: 'There is no camera in this account yet. Set one up first, then link.',
  },
  ended: {
    linkedToast: (client: string, cameras: number) =>
      `${client} is linked and sees ${countCameras(cameras)}. Your browser goes on by itself.`,
    titles: {
      expired: (client: string) => `${client} waited too long`,
      linked: (client: string) => `${client} is linked`,
      over: (client: string) => `${client} no longer waits`,
      wrong_numbers: (client: string) => `${client} was not linked`,
    } satisfies Record<LinkEnd, (client: string) => string>,
    bodies: {
      expired: 'Its page was not answered in time. It sees nothing, and nothing went out.',
      linked: 'It sees the cameras that you ticked.',
      over: 'It was answered on another computer, or its page was closed. From here, nothing went out.',
      wrong_numbers:
        'The page showed another number three times, so the request is over. It sees nothing, and nothing went out. If you did not open such a page, somebody else may have: refuse the next one.',
    } satisfies Record<LinkEnd, string>,
    next: 'To link it, begin once more.',
    close: 'Close',
  },
};
