// Choosing a Wi-Fi network: what is around, what is typed, what to know before going on.

import type { NearbyView, NetworkWarning, Security } from '../../backend';
import { many, n } from './counts';

export const network = {
  title: 'Which network?',
  body: 'The Wi-Fi that the camera will use.',
  list: 'Networks nearby',
  listOfCamera: 'Networks that the camera hears',
  looking: 'Listening for networks…',
  lookingCamera: 'The camera is listening…',
  again: 'Listen again',
  current: 'This computer is on it',
  remembered: 'Password remembered',
  locked: 'with a password',
  open: 'without a password',
  strength: (percent: number) => `signal ${n(percent)} %`,
  band: (bands: string) => `${bands} GHz`,
  states: {
    no_hardware: 'This computer has no Wi-Fi, so it hears no networks. Type the name of yours.',
    not_permitted:
      'The system does not let Porchlight listen for networks. Type the name of yours, or allow it in the system’s settings.',
    nothing_found: 'No network can be heard here. Listen again nearer to the router, or type the name.',
    switched_off: 'Wi-Fi is switched off on this computer. Switch it on and listen again, or type the name.',
    unavailable:
      'The system’s service for networks (NetworkManager on Linux, WLAN AutoConfig on Windows) is not running. Start it and listen again, or type the name.',
  } satisfies Record<Exclude<NearbyView['state'], 'found'>, string>,
  unsuitable: {
    enterprise: 'Asks each person for a name and a password. Cameras have neither.',
    wep: 'Its protection (WEP) has been broken for years. Cameras refuse it.',
  },
  type: 'Another network: type its name',
  nameField: 'Name of the network',
  nameHint: 'Exactly as the router shows it. Capital letters and blanks count.',
  nameLong: 'A little too long: a network’s name has at most 32 bytes.',
  security: 'Protection',
  securities: {
    wpa: 'WPA or WPA2, with a password',
    wpa_and_wpa3: 'WPA2 and WPA3, with a password',
    wpa3: 'WPA3 only, with a password',
    open: 'None, no password',
  } satisfies Partial<Record<Security, string>>,
  hidden: 'It does not announce its name',
  password: (name: string) => (name ? `Wi-Fi password of ${name}` : 'Wi-Fi password'),
  rules: {
    empty: '8 to 63 characters, or a key of 64 digits 0 to 9 and letters a to f.',
    short: (left: number) => many(left, { one: 'At least 1 more.', other: `At least ${n(left)} more.` }),
    good: 'A possible Wi-Fi password.',
    key: 'A key of 64 digits. That works too.',
    not_hex: '64 characters are a key, and a key has only 0 to 9 and a to f.',
    not_ascii:
      'There is a letter in it that Wi-Fi passwords do not have: an accent, an emoji, a curly quote.',
    long: 'More than 63 characters. Is something pasted twice?',
  },
  ofComputer: 'Use the password that this computer uses',
  ofComputerChosen: 'The password that this computer uses goes along. It is not shown.',
  rememberedChosen: 'The remembered password goes along. It is not shown.',
  typeInstead: 'Type it instead',
  useRemembered: 'Use the remembered password',
  remember: 'Remember it for other cameras',
  rememberHint:
    'It lies in the keychain of this computer and nowhere else. You can make Porchlight forget it in Settings.',
  choose: 'Choose a network first.',
  other: 'Choose another network',
  missing: 'After a restart the password has to be typed once more.',
  joins: (name: string) => `Network: ${name}`,
  know: 'Good to know before you go on',
  warnings: {
    awkward_characters:
      'The name or the password has characters that some cameras do not read. If it does not join, this is why.',
    five_gigahertz_only: 'This network was heard on 5 or 6 GHz only. Most cameras know only 2.4 GHz.',
    hidden_not_carried:
      'This network hides its name, and this kind of code has no place to say so. The camera may not find it: let the router announce the name for now.',
    hidden_network: 'This network hides its name. Not every camera finds such networks.',
    name_not_utf8: 'The name has bytes that are not text. Some cameras do not find such a network.',
    open_network: 'This network has no password: anybody nearby can read along.',
    surrounding_blanks: 'The name or the password begins or ends with a blank, which some cameras drop.',
    wpa3_only: 'This network knows WPA3 only. Most cameras know WPA2: let the router offer both.',
  } satisfies Record<NetworkWarning, string>,
  demoPassword: 'In the demo home, the router says:',
  demoNeighbours: (names: string[]) =>
    `In the demo home your networks are ${names.join(', ')}. This one is a neighbour’s: nobody here knows its password.`,
};
