// Setting a camera up, from its box to the list.

import type { CodeExplanation, DemoLook } from '../../backend';
import { many, n, wait } from './counts';

export const setup = {
  title: 'Set up a camera',
  hint: 'By QR code, cable or Wi-Fi',
  running: 'You’re setting up a camera.',
  runningHint: 'Pick up where you left off.',
  cancel: 'Cancel setup',
  steps: 'Steps',
  stepOf: (step: number, total: number) => `Step ${n(step)} of ${n(total)}`,
  stepNames: {
    camera: 'Camera',
    network: 'Network',
    code: 'QR code',
    cable: 'Plug it in',
    own: 'Its own network',
    online: 'Online',
    name: 'Name',
    done: 'Done',
  },

  kinds: {
    title: 'Which camera do you have?',
    body: 'Look at the camera or its box: that tells you how it connects to your Wi-Fi.',
    porchlight_code: {
      title: 'A Porchlight camera',
      hint: (service: string) => `Or one that reads Porchlight QR codes. It appears in ${service} by itself.`,
    },
    own_sign_in: {
      title: 'Already on your network',
      hint: (place: string) => `It has its own user name and password. Add it to ${place}.`,
    },
    wifi_code: {
      title: 'Scans Wi-Fi QR codes',
      hint: 'It scans a QR code like the one a phone shows to share its Wi-Fi.',
    },
    open_ipc_code: {
      title: 'OpenIPC',
      hint: 'It scans a QR code of its own: WPA2 only, no spaces or accents. The newest firmware scans Wi-Fi QR codes too.',
    },
    reolink_code: { title: 'Reolink', hint: 'It scans a QR code of its own, and talks you through it.' },
    usb_cable: {
      title: 'Connects by USB cable',
      hint: 'ESPHome and other ESP32 cameras, plugged into this computer.',
    },
    own_network: {
      title: 'Has its own Wi-Fi network',
      hint: 'Thingino: a network called THINGINO-… appears when you switch it on.',
    },
  },
  otherCode: 'My camera has a different code',
  otherCodeHint:
    'Type or paste what it says, or use a picture of it: drop or paste it here, or choose a file. Only QR codes can be read from a picture; for a barcode, type the digits.',
  pasted: 'What the code says',
  explain: 'What is this?',
  forgotten: 'None of it is saved.',
  notHere: 'My camera isn’t listed',
  notHereBody:
    'Wyze and Yi cameras scan QR codes too, but only with a token that their makers give to their own apps. Porchlight can’t get one: set these cameras up in the maker’s app.',
  explanations: {
    dpp: () => ({
      title: 'A Wi-Fi Easy Connect code',
      body: 'Your router’s app, or the Wi-Fi settings on an Android phone, can scan it and connect the camera. A desktop computer can’t.',
    }),
    espressif: (name: string, bluetooth: boolean) => ({
      title: 'A code for Espressif’s setup',
      body: bluetooth
        ? `The camera is waiting over Bluetooth as “${name}”. Porchlight can’t do that: use the maker’s app, or “ESP BLE Provisioning”.`
        : `The camera opens a network called “${name}”. Porchlight can’t set it up that way: use the maker’s app, or “ESP SoftAP Provisioning”.`,
    }),
    matter: () => ({
      title: 'A Matter code',
      body: 'It’s for a Matter home, such as Apple Home, Google Home or Home Assistant, which connects the camera to your Wi-Fi. Keep the code: it’s the key to the camera.',
    }),
    network: (name: string) => ({
      title: 'A network, not a camera',
      body: `It’s the QR code of the Wi-Fi network “${name}”. Porchlight makes these itself: choose “Scans Wi-Fi QR codes” above.`,
    }),
    unknown: () => ({
      title: 'Porchlight doesn’t recognise this code',
      body: 'Check the camera’s manual for how it connects to Wi-Fi: with a QR code on a screen, a cable, or its own network.',
    }),
    wps_pin: () => ({
      title: 'A WPS PIN',
      body: 'Your router’s WPS page asks for it. WPS is old and has known security holes: use any other way your camera offers.',
    }),
  } satisfies Record<
    CodeExplanation['type'],
    (name: string, bluetooth: boolean) => { title: string; body: string }
  >,

  code: {
    title: 'Show the code to the camera',
    titleFor: (camera: string) => `Show the code to ${camera}`,
    how: [
      'Switch the camera on and wait until it asks for a code: it blinks or speaks.',
      'Show the code. Hold the camera 10 to 30 cm away, with its lens facing the screen.',
      'Move it slowly back and forth until it blinks or speaks again.',
    ],
    secret: 'This code contains your Wi-Fi password. Only show it to the camera.',
    mark: 'Last four characters of the code on the camera',
    markHint: 'Printed underneath or on the back. Leave it empty if there’s none.',
    show: 'Show the code',
    showFor: (camera: string) => `Show the code to ${camera}`,
    again: 'Show the code again',
    hidden: 'The code is hidden.',
    hide: 'Hide now',
    picture: 'The code for the camera',
    distance: '10 to 30 cm away, lens facing the screen. Move it slowly.',
    bright: 'Turn your screen brightness all the way up.',
    hides: (time: string) => `Hides by itself in ${time}.`,
    good: (time: string) => `The camera has ${time} left to scan it.`,
    old: 'This code has expired. Make a new one.',
    renew: 'Make a new code',
    waiting: 'Waiting for the camera…',
    usually: (seconds: number) => `Once it has scanned the code, this usually takes ${wait(seconds)}.`,
    unseen: 'This kind of camera doesn’t tell Porchlight when it’s online. Watch its light and listen.',
    says: 'The camera says it’s connected',
    longer: 'Nothing yet? Try this',
    tips: [
      'Turn up the screen brightness, and switch off any lamp that reflects in it.',
      'Wipe the lens and remove its protective film.',
      'Start close and slowly move away: some cameras only focus from 20 cm.',
      'If it blinks red or says the password is wrong, go back and type it again.',
      'Move the camera closer to the router.',
    ],
    demo: 'Demo',
    demoHold: 'Hold a demo camera in front of the code',
    looks: {
      code_not_read: 'The demo camera stays dark: it can’t read this code.',
      joined: 'The demo camera blinks green: it’s connected.',
      joined_without_account:
        'The demo camera blinks green: it’s on the network. With this kind of code it won’t appear in your list.',
      network_not_found:
        'The demo camera blinks red twice: it can’t find this network. It only works on 2.4 GHz. Go back and choose another.',
      service_not_reached:
        'The demo camera blinks blue: it’s on the network, but can’t reach the service. Is the network down? Try again.',
      signal_too_weak: 'The demo camera blinks red slowly: it’s too far from the network.',
      token_refused: 'The demo camera blinks amber: the service didn’t accept this code. Make a new one.',
      wrong_password:
        'The demo camera blinks red: the network rejected it. Go back and type the password again.',
    } satisfies Record<DemoLook, string>,
  },

  cable: {
    title: 'Plug the camera into this computer',
    body: 'Use a USB cable that carries data, not just power.',
    ports: 'Where it could be',
    unknown: 'Unnamed device',
    likely: 'Probably the camera',
    none: 'Nothing that’s plugged in looks like a camera.',
    look: 'Look again',
    go: 'Connect to the camera',
    going: 'Connecting to the camera…',
    slow: 'It may restart first. That takes a few seconds.',
    permit: 'Type this in a terminal, then log out of your computer and back in:',
    permitLine: 'sudo usermod -aG dialout $USER',
  },

  own: {
    title: 'Join the camera’s own network',
    how: [
      'Switch the camera on. After about a minute it opens its own network.',
      'In this computer’s Wi-Fi menu, join the network called THINGINO- followed by four characters.',
      'Come back here and look for the camera.',
    ],
    note: 'This computer may be offline in the meantime. The camera closes its network after ten minutes, or once it has joined yours.',
    go: 'Look for the camera',
    going: 'Looking for the camera…',
  },

  reached: {
    title: 'Found it',
    hears: 'Choose from the networks the camera can see',
    use: 'Use this network',
    name: 'Camera name (optional)',
    nameHint: 'Letters, digits and hyphens. It’s how you recognise the camera on your network.',
    password: 'A new password for the camera',
    passwordShort: (min: number) => `At least ${n(min)} characters. Four unrelated words make a good one.`,
    passwordGood:
      'Write it down: the camera’s own page asks for it, for the user “root”. Porchlight doesn’t save it.',
    go: 'Connect it',
    going: 'Sending the settings…',
  },

  joining: {
    title: (network: string) => `The camera is joining ${network}`,
    usually: (seconds: number) => `This usually takes ${wait(seconds)}.`,
    working: 'Joining…',
    longer: 'It’s taking longer than usual',
    tips: [
      'Leave the camera switched on and wait another minute.',
      'Move it closer to the router.',
      'Cancel, unplug it for ten seconds, and start again.',
    ],
  },

  online: {
    title: 'It’s online',
    titleTold: 'Settings sent; the camera is restarting',
    titleElsewhere: (network: string) => `It’s on ${network}`,
    told: 'It should be online in a minute or two. If this computer doesn’t go back to your own Wi-Fi by itself, choose it in the Wi-Fi menu.',
    toldMissing:
      'If it doesn’t come online, the Wi-Fi password was probably wrong. Reset the camera as its manual says, so that it opens its own network again, then start over.',
    body: 'What would you like to call it?',
    elsewhere:
      'Porchlight connected it to your Wi-Fi, but can’t list this kind of camera yet. Watch it in the maker’s app or on its own page.',
    elsewhereTold:
      'Porchlight can’t list this kind of camera yet. Watch it in the maker’s app or on its own page.',
    page: 'Open its page',
    name: 'Name',
    nameExample: 'Front door',
    nameMissing: 'Type at least one character.',
    room: 'Room (optional)',
    roomExample: 'Porch',
    finish: 'Finish',
    done: 'Done',
    arrived: (name: string) => `${name} is in your list.`,
    followed: 'Its name and room are unchanged.',
  },

  failed: {
    title: 'That didn’t work',
    body: 'Nothing was lost. Your choices are still here.',
    again: 'Try again',
  },
};

export const move = {
  title: 'New router or new Wi-Fi password',
  entry: 'New router, or a new Wi-Fi password?',
  body: 'Your cameras move one at a time: each scans a QR code for the Wi-Fi. Names and rooms stay the same.',
  bodyTold:
    'Porchlight gives your cameras the new Wi-Fi, one at a time, and waits until it hears them there. Names and rooms stay the same.',
  whatIsNew: 'What has changed?',
  kinds: {
    new_network: { title: 'The network', hint: 'A new router, or a Wi-Fi with another name.' },
    new_password: { title: 'Only the password', hint: 'The Wi-Fi has the same name as before.' },
  },
  thereAlready: (network: string) =>
    `All your cameras are already on ${network}. If only its password changed, choose “Only the password”.`,
  nobodyThere: (network: string) => `None of your cameras is on ${network}. Choose the network they are on.`,
  goesTo: (network: string) =>
    `Your cameras are moving to ${network}. To move them somewhere else, end this move first.`,
  again: {
    title: (camera: string) => `Reconnect ${camera} to Wi-Fi`,
    body: 'The camera scans a QR code for the network, as on its first day. Its name and room stay the same.',
    to: (camera: string, network: string) => `${camera}, to ${network}`,
  },
  newPassword: (network: string) => `The new password of ${network}`,
  another: 'You’re setting up a new camera. Finish or cancel that first, then continue here.',
  toAnother: 'Go to the new camera',
  which: 'Cameras from',
  begin: 'Start with this network',
  running: {
    new_network: (done: number, total: number) => `${n(done)} of ${n(total)} moved to the new router.`,
    new_password: (done: number, total: number) => `${n(done)} of ${n(total)} have the new Wi-Fi password.`,
    wifi_again: () => 'A camera is waiting for its Wi-Fi.',
  },
  followed: (done: number, total: number) => `${n(done)} of ${n(total)} moved`,
  to: (network: string) => `To ${network}`,
  stay: {
    new_network:
      'Names and rooms stay the same. A camera you haven’t moved yet keeps working, as long as the old router is on.',
    new_password: 'Names and rooms stay the same. A camera without the new password is offline.',
    wifi_again: 'Its name and room stay the same.',
  },
  list: 'Cameras to move',
  states: {
    waiting: 'Waiting',
    now: 'Now',
    followed: 'Moved',
    skipped: 'Skipped',
  },
  tell: 'Move now',
  tellNamed: (camera: string) => `Move ${camera} now`,
  telling: 'Moving. This can take two minutes.',
  skip: 'Skip',
  skipNamed: (camera: string) => `Skip ${camera}`,
  takeIn: 'Move it after all',
  takeInNamed: (camera: string) => `Move ${camera} after all`,
  correct: 'Another network or password',
  enough: 'Pause',
  enoughHint: 'You can continue from here at any time, even after a restart.',
  end: 'End this move',
  endTitle: 'End this move?',
  endBody: (done: number, left: number) =>
    [
      done > 0 &&
        many(done, {
          one: '1 camera moved and stays there.',
          other: `${n(done)} cameras moved and stay there.`,
        }),
      many(left, { one: '1 stays as it is.', other: `${n(left)} stay as they are.` }),
      'To continue another day, choose “Pause” instead.',
    ]
      .filter(Boolean)
      .join(' '),
  endYes: 'End it',
  goOn: 'Keep going',
  all: (count: number): string => (count === 1 ? 'The camera moved' : 'All cameras moved'),
  over: (done: number, left: number) =>
    `${many(done, { one: '1 camera moved', other: `${n(done)} cameras moved` })}, ${many(left, { one: '1 stays as it is', other: `${n(left)} stay as they are` })}`,
  overBody: {
    new_network: 'Names and rooms are unchanged. You can turn the old router off when nothing else needs it.',
    new_password: 'Names and rooms are unchanged.',
    wifi_again: 'Its name and room are unchanged.',
  },
  overLeft: {
    new_network: 'The others keep working as long as the old router is on.',
    new_password: 'The others are offline until they have the new password.',
    wifi_again: 'It’s offline until it has its Wi-Fi again.',
  },
  none: 'No camera here can be moved with a QR code.',
  done: 'Done',
};
