// Choosing a Wi-Fi network: what is around, what is typed, what to know before going on.

import type { NearbyView, NetworkWarning, Security } from '../../backend';
import { many, n } from './counts';

export const network = {
  title: 'Which network?',
  body: 'The Wi-Fi network the camera will use.',
  list: 'Networks nearby',
  listOfCamera: 'Networks the camera can see',
  looking: 'Looking for networks…',
  lookingCamera: 'The camera is looking for networks…',
  again: 'Look again',
  current: 'This computer is connected to it',
  remembered: 'Password saved',
  locked: 'with a password',
  open: 'without a password',
  unknown: 'security unknown',
  unknownHint: 'The camera can’t tell how this network is secured. The router’s settings page shows it.',
  strength: (percent: number) => `signal ${n(percent)} %`,
  band: (bands: string) => `${bands} GHz`,
  states: {
    no_hardware: 'This computer has no Wi-Fi, so it can’t see any networks. Type the name of yours.',
    not_permitted:
      'Your system doesn’t let Porchlight look for networks. Type the name of yours, or allow it in the system settings.',
    nothing_found: 'No networks found. Look again closer to the router, or type the name.',
    switched_off: 'Wi-Fi is off on this computer. Turn it on and look again, or type the name.',
    unavailable:
      'The system’s network service (NetworkManager on Linux, WLAN AutoConfig on Windows) isn’t running. Start it and look again, or type the name.',
  } satisfies Record<Exclude<NearbyView['state'], 'found'>, string>,
  unsuitable: {
    enterprise: 'It asks each person for a username and password. Cameras can’t do that.',
    wep: 'Its security (WEP) was broken years ago. Cameras refuse it.',
  },
  type: 'Another network: type its name',
  nameField: 'Network name',
  nameHint: 'Exactly as the router shows it. Capital letters and spaces matter.',
  nameLong: 'A little too long: a network name can have 32 bytes at most.',
  security: 'Security',
  securities: {
    wpa: 'WPA or WPA2, with a password',
    wpa_and_wpa3: 'WPA2 and WPA3, with a password',
    wpa3: 'WPA3 only, with a password',
    open: 'None, no password',
  } satisfies Partial<Record<Security, string>>,
  hidden: 'The network is hidden',
  password: (name: string) => (name ? `Wi-Fi password of ${name}` : 'Wi-Fi password'),
  rules: {
    empty: '8 to 63 characters, or a key of 64 digits 0 to 9 and letters a to f.',
    short: (left: number) => many(left, { one: 'At least 1 more.', other: `At least ${n(left)} more.` }),
    good: 'Looks like a valid Wi-Fi password.',
    key: 'A 64-digit key. That works too.',
    not_hex: '64 characters make a key, and a key only has 0 to 9 and a to f.',
    not_ascii: 'It contains a character Wi-Fi passwords can’t have: an accent, an emoji or a curly quote.',
    long: 'More than 63 characters. Was it pasted twice?',
  },
  ofComputer: 'Use this computer’s saved password',
  ofComputerChosen: 'This computer’s saved password will be used. It isn’t shown.',
  rememberedChosen: 'The saved password will be used. It isn’t shown.',
  typeInstead: 'Type it instead',
  useRemembered: 'Use the saved password',
  remember: 'Save it for other cameras',
  rememberHint: 'It’s kept in this computer’s keychain and nowhere else. You can delete it in Settings.',
  choose: 'Choose a network first.',
  other: 'Choose another network',
  missing: 'After a restart, you need to type the password again.',
  joins: (name: string) => `Network: ${name}`,
  know: 'Good to know before you go on',
  warnings: {
    awkward_characters:
      'The name or password has characters that some cameras can’t read. If the camera doesn’t connect, this is why.',
    five_gigahertz_only: 'This network was only seen on 5 or 6 GHz. Most cameras only work on 2.4 GHz.',
    hidden_not_carried:
      'This network is hidden, and this kind of code can’t say so. The camera may not find it: set the router to show the network name for now.',
    hidden_network: 'This network is hidden. Not every camera can find a hidden network.',
    name_not_utf8: 'The name has bytes that aren’t text. Some cameras can’t find such a network.',
    open_network: 'This network has no password: anyone nearby can read along.',
    surrounding_blanks: 'The name or password begins or ends with a space, which some cameras drop.',
    wpa3_only: 'This network only allows WPA3. Most cameras use WPA2: set the router to allow both.',
  } satisfies Record<NetworkWarning, string>,
  demoPassword: 'In the demo home, the label on the router says:',
  demoNeighbours: (names: string[]) =>
    `In the demo home your networks are ${names.join(', ')}. This one is a neighbour’s, so nobody here knows its password.`,
};
