// Setting a camera up, from its box to the list.

import type { CodeExplanation, DemoLook } from '../../backend';
import { many, n, wait } from './counts';

export const setup = {
  title: 'Set up a camera',
  hint: 'Wi-Fi code, cable or network',
  running: 'A camera is being set up.',
  runningHint: 'It waits where you left it.',
  cancel: 'Cancel the set-up',
  steps: 'Steps',
  stepOf: (step: number, total: number) => `Step ${n(step)} of ${n(total)}`,
  stepNames: {
    camera: 'Camera',
    network: 'Network',
    code: 'Show the code',
    cable: 'Plug it in',
    own: 'Its own network',
    online: 'Online',
    name: 'Name',
    done: 'Done',
  },

  kinds: {
    title: 'Which camera do you have?',
    body: 'What you see on the camera or its box decides how it learns your Wi-Fi.',
    porchlight_code: {
      title: 'A Porchlight camera',
      hint: (service: string) => `Or one that reads Porchlight codes. It comes to ${service} by itself.`,
    },
    wifi_code: {
      title: 'Reads Wi-Fi codes',
      hint: 'It looks at a code like the one a phone shows to share its Wi-Fi. OpenIPC, for example.',
    },
    reolink_code: { title: 'Reolink', hint: 'It reads a code of its own, and speaks while it does.' },
    usb_cable: {
      title: 'On a USB cable',
      hint: 'ESPHome and other ESP32 cameras, plugged into this computer.',
    },
    own_network: {
      title: 'With a network of its own',
      hint: 'Thingino: a network called THINGINO-… shows up when it has power.',
    },
  },
  otherCode: 'My camera has another code',
  otherCodeHint:
    'Type or paste what it says, or show a picture of it: drop or paste it here, or choose a file. Square codes (QR) can be read from pictures; of a barcode, type the digits.',
  pasted: 'What the code says',
  explain: 'What is it?',
  forgotten: 'Nothing of it is kept.',
  notHere: 'My camera is not here',
  notHereBody:
    'Wyze and Yi cameras read codes too, but only with a token that their makers hand out to their own apps. Porchlight cannot get it: set them up there.',
  explanations: {
    dpp: () => ({
      title: 'A Wi-Fi Easy Connect code',
      body: 'Your router’s app, or the Wi-Fi settings of an Android phone, can scan it and bring the camera in. A desktop computer cannot.',
    }),
    espressif: (name: string, bluetooth: boolean) => ({
      title: 'A code for Espressif’s set-up',
      body: bluetooth
        ? `The camera waits over Bluetooth as “${name}”. Porchlight does not speak that: use its maker’s app, or “ESP BLE Provisioning”.`
        : `The camera opens a network called “${name}”. Porchlight does not speak its language: use its maker’s app, or “ESP SoftAP Provisioning”.`,
    }),
    matter: () => ({
      title: 'A Matter code',
      body: 'It is for a Matter home, such as Apple Home, Google Home or Home Assistant, which brings the camera to your Wi-Fi. Keep the code: it is the key to the camera.',
    }),
    network: (name: string) => ({
      title: 'A network, not a camera',
      body: `It is the code of the Wi-Fi “${name}”. Porchlight makes such codes itself: choose “Reads Wi-Fi codes” above.`,
    }),
    unknown: () => ({
      title: 'Not a code that Porchlight knows',
      body: 'Look in the camera’s manual how it learns the Wi-Fi: by a code on a screen, by a cable, or over a network of its own.',
    }),
    wps_pin: () => ({
      title: 'A WPS PIN',
      body: 'The WPS page of a router asks for it. It is an old way with known holes: prefer any other that your camera offers.',
    }),
  } satisfies Record<
    CodeExplanation['type'],
    (name: string, bluetooth: boolean) => { title: string; body: string }
  >,

  code: {
    title: 'Hold the camera up to the code',
    titleFor: (camera: string) => `Hold ${camera} up to the code`,
    how: [
      'Give the camera power and wait until it asks for a code: it blinks or speaks.',
      'Show the code. Hold the camera 10 to 30 cm away, the lens towards the screen.',
      'Move it slowly back and forth until it blinks or speaks again.',
    ],
    secret: 'This code contains your Wi-Fi password. Show it to the camera only.',
    mark: 'Last four characters of the code on the camera',
    markHint: 'Printed beneath it or on its back. Leave it empty if there is none.',
    show: 'Show the code',
    showFor: (camera: string) => `Show the code for ${camera}`,
    again: 'Show the code again',
    hidden: 'The code is hidden.',
    hide: 'Hide now',
    picture: 'The code for the camera',
    distance: '10 to 30 cm away, lens towards the screen. Move it slowly.',
    bright: 'Make the screen as bright as it gets.',
    hides: (time: string) => `It hides by itself in ${time}.`,
    good: (time: string) => `The camera has ${time} left to read it.`,
    old: 'This code is too old to be accepted. Make a new one.',
    renew: 'Make a new code',
    waiting: 'Waiting for the camera…',
    usually: (seconds: number) => `After it has read the code, it usually takes ${wait(seconds)}.`,
    unseen: 'This kind of camera does not tell Porchlight when it is there. Look and listen.',
    says: 'The camera says it is connected',
    longer: 'Nothing yet? What to try',
    tips: [
      'Turn the screen brighter, and turn off a lamp that mirrors in it.',
      'Wipe the lens, and take off its protective film.',
      'Start close and move slowly back: some cameras see sharply only from 20 cm.',
      'If it blinks red or says that the password is wrong, go back and type it again.',
      'Take the camera closer to the router.',
    ],
    demo: 'Demo',
    demoHold: 'Hold a demo camera in front of the code',
    looks: {
      code_not_read: 'The demo camera stays dark: it cannot read this code.',
      joined: 'The demo camera blinks green: it has joined.',
      joined_without_account:
        'The demo camera blinks green: it has joined the network. With this kind of code it comes to no list.',
      network_not_found:
        'The demo camera blinks red twice: it cannot hear this network. It knows 2.4 GHz only. Go back and choose another.',
      service_not_reached:
        'The demo camera blinks blue: it has joined, but cannot reach the service. Is the network cut? Try again.',
      signal_too_weak: 'The demo camera blinks red slowly: the network is too far away from it.',
      token_refused: 'The demo camera blinks amber: the service did not accept this code. Make a new one.',
      wrong_password:
        'The demo camera blinks red: the network did not let it in. Go back and type the password again.',
    } satisfies Record<DemoLook, string>,
  },

  cable: {
    title: 'Plug the camera into this computer',
    body: 'With a USB cable that carries data, not only power.',
    ports: 'Where it may be',
    unknown: 'Device without a name',
    likely: 'Probably the camera',
    none: 'Nothing is plugged in that could be a camera.',
    look: 'Look again',
    go: 'Talk to the camera',
    going: 'Talking to the camera…',
    slow: 'It may restart when it is spoken to. That takes a few seconds.',
    permit: 'Type this in a terminal, then log out of the desktop and in again:',
    permitLine: 'sudo usermod -aG dialout $USER',
  },

  own: {
    title: 'Join the camera’s own network',
    how: [
      'Give the camera power. After about a minute it opens a network of its own.',
      'In the Wi-Fi menu of this computer, join the network called THINGINO- and four characters.',
      'Come back here and look for the camera.',
    ],
    note: 'Meanwhile this computer may have no Internet. The camera closes its network after ten minutes, or when it has joined yours.',
    go: 'Look for the camera',
    going: 'Looking for the camera…',
  },

  reached: {
    title: 'There it is',
    hears: 'Choose from what the camera hears',
    use: 'Use this network',
    name: 'Name for the camera, if you like',
    nameHint: 'Letters, digits and hyphens. It tells the camera apart on your network.',
    password: 'A new password for the camera',
    passwordShort: (min: number) => `At least ${n(min)} characters. Four unrelated words are good.`,
    passwordGood: 'Keep it: its own page asks for it, as “root”. Porchlight does not keep it.',
    go: 'Let it join',
    going: 'Telling the camera…',
  },

  joining: {
    title: (network: string) => `The camera joins ${network}`,
    usually: (seconds: number) => `That usually takes ${wait(seconds)}.`,
    working: 'Joining…',
    longer: 'It takes longer than usual',
    tips: [
      'Leave the camera on power and wait another minute.',
      'Take it closer to the router.',
      'Cancel, take its power away for ten seconds, and start again.',
    ],
  },

  online: {
    title: 'It is online',
    titleTold: 'The camera has its orders',
    titleElsewhere: (network: string) => `It is on ${network}`,
    told: 'It has taken the network and restarts now. In a minute or two it should be there. If this computer does not go back to your own Wi-Fi by itself, choose it in the Wi-Fi menu.',
    toldMissing:
      'If it does not come, the Wi-Fi password was probably wrong. Reset the camera as its manual says, so that it opens its own network again, and start once more.',
    body: 'What do you call it?',
    elsewhere:
      'Porchlight brought it to your Wi-Fi, but cannot list this kind of camera yet. Watch it in its maker’s app or on a page of its own.',
    elsewhereTold:
      'Porchlight cannot list this kind of camera yet. Watch it in its maker’s app or on a page of its own.',
    page: 'Open its page',
    name: 'Name',
    nameExample: 'Front door',
    nameMissing: 'A name needs at least one character.',
    room: 'Room, if you like',
    roomExample: 'Porch',
    finish: 'Finish',
    done: 'Done',
    arrived: (name: string) => `${name} is in your list.`,
    followed: 'Its name and its room are as they were.',
  },

  failed: {
    title: 'That did not work yet',
    body: 'Nothing was lost. What you chose is still here.',
    again: 'Try again',
  },
};

export const move = {
  title: 'Move to a new router',
  entry: 'Moving to a new router?',
  body: 'Your cameras follow one after the other: each looks at a code with the new network in it. Names and rooms stay.',
  which: 'Cameras of',
  begin: 'Begin with this network',
  running: (done: number, total: number) => `${n(done)} of ${n(total)} have followed to the new router.`,
  followed: (done: number, total: number) => `${n(done)} of ${n(total)} have followed`,
  to: (network: string) => `To ${network}`,
  stay: 'Names and rooms stay as they are. A camera that has not followed yet goes on working where it is, as long as the old router does.',
  list: 'Cameras on their way',
  states: {
    waiting: 'Waiting for its turn',
    now: 'Its turn now',
    followed: 'Has followed',
    skipped: 'Stays where it is',
  },
  skip: 'Leave it',
  skipNamed: (camera: string) => `Leave ${camera} where it is`,
  takeIn: 'Take it in again',
  takeInNamed: (camera: string) => `Take ${camera} in again`,
  enough: 'Enough for now',
  correct: 'Another network or password',
  all: 'All cameras have followed',
  over: (done: number, left: number) =>
    `${many(done, { one: '1 camera has followed', other: `${n(done)} cameras have followed` })}, ${many(left, { one: '1 stays where it is', other: `${n(left)} stay where they are` })}`,
  overBody:
    'Their names and rooms are as they were. You can turn the old router off when nothing else needs it.',
  overLeft: 'Those that stay work on as long as the old router does.',
  none: 'There is no camera here that could follow by a code.',
  done: 'Done',
};
