// La scelta della rete Wi-Fi: cosa si sente, cosa si scrive, cosa sapere prima di andare avanti.

import type { Catalogue } from '../en';
import { many, n } from './counts';

export const network: Catalogue['network'] = {
  title: 'Quale rete?',
  body: 'Il Wi-Fi che userà la telecamera.',
  list: 'Reti nei dintorni',
  listOfCamera: 'Reti che sente la telecamera',
  looking: 'Ascolto le reti…',
  lookingCamera: 'La telecamera sta ascoltando…',
  again: 'Ascolta di nuovo',
  current: 'La rete di questo computer',
  remembered: 'Password ricordata',
  locked: 'con password',
  open: 'senza password',
  strength: (percent: number) => `segnale ${n(percent)} %`,
  band: (bands: string) => `${bands} GHz`,
  states: {
    no_hardware: 'Questo computer non ha il Wi-Fi, quindi non sente reti. Scrivi il nome della tua.',
    not_permitted:
      'Il sistema non permette a Porchlight di ascoltare le reti. Scrivi il nome della tua, o consenti l’accesso nelle impostazioni del sistema.',
    nothing_found: 'Qui non si sente nessuna rete. Ascolta di nuovo più vicino al router, o scrivi il nome.',
    switched_off:
      'Il Wi-Fi di questo computer è spento. Accendilo e ascolta di nuovo, oppure scrivi il nome.',
    unavailable:
      'Il servizio di rete del sistema (NetworkManager su Linux, WLAN AutoConfig su Windows) non è attivo. Avvialo e ascolta di nuovo, oppure scrivi il nome.',
  },
  unsuitable: {
    enterprise: 'Chiede a ogni persona un nome e una password. Le telecamere non ne hanno.',
    wep: 'La sua protezione (WEP) è violata da anni. Le telecamere la rifiutano.',
  },
  type: 'Un’altra rete: scrivi il nome',
  nameField: 'Nome della rete',
  nameHint: 'Esattamente come lo mostra il router. Maiuscole e spazi contano.',
  nameLong: 'Un po’ troppo lungo: il nome di una rete ha al massimo 32 byte.',
  security: 'Protezione',
  securities: {
    wpa: 'WPA o WPA2, con password',
    wpa_and_wpa3: 'WPA2 e WPA3, con password',
    wpa3: 'Solo WPA3, con password',
    open: 'Nessuna, senza password',
  },
  hidden: 'Non annuncia il suo nome',
  password: (name: string) => (name ? `Password Wi-Fi di ${name}` : 'Password Wi-Fi'),
  rules: {
    empty: 'Da 8 a 63 caratteri, o una chiave di 64 cifre da 0 a 9 e lettere da a a f.',
    short: (left: number) =>
      many(left, { one: 'Ne manca almeno 1.', other: `Ne mancano almeno ${n(left)}.` }),
    good: 'Può essere una password Wi-Fi.',
    key: 'Una chiave di 64 cifre. Va bene anche questa.',
    not_hex: '64 caratteri sono una chiave, e una chiave ha solo 0-9 e a-f.',
    not_ascii: 'C’è una lettera che le password Wi-Fi non hanno: un accento, un’emoji, una virgoletta curva.',
    long: 'Più di 63 caratteri. Forse è incollata due volte?',
  },
  ofComputer: 'Usa la password di questo computer',
  ofComputerChosen: 'Si usa la password di questo computer. Non viene mostrata.',
  rememberedChosen: 'Si usa la password ricordata. Non viene mostrata.',
  typeInstead: 'Scrivila tu',
  useRemembered: 'Usa la password ricordata',
  remember: 'Ricordala per altre telecamere',
  rememberHint:
    'Sta nel portachiavi di questo computer e in nessun altro posto. Nelle impostazioni puoi farla dimenticare.',
  choose: 'Prima scegli una rete.',
  other: 'Scegli un’altra rete',
  missing: 'Dopo un riavvio la password va scritta di nuovo.',
  joins: (name: string) => `Rete: ${name}`,
  know: 'Da sapere prima di andare avanti',
  warnings: {
    awkward_characters:
      'Nel nome o nella password ci sono caratteri che alcune telecamere non leggono. Se non si collega, è per questo.',
    five_gigahertz_only:
      'Questa rete si sente solo a 5 o 6 GHz. Quasi tutte le telecamere conoscono solo i 2,4 GHz.',
    hidden_not_carried:
      'Questa rete nasconde il suo nome, e questo tipo di codice non può dirlo. La telecamera forse non la trova: per ora lascia che il router annunci il nome.',
    hidden_network: 'Questa rete nasconde il suo nome. Non tutte le telecamere trovano reti così.',
    name_not_utf8: 'Nel nome ci sono byte che non sono testo. Alcune telecamere non trovano una rete così.',
    open_network: 'Questa rete non ha password: chiunque nei dintorni può leggere.',
    surrounding_blanks:
      'Il nome o la password inizia o finisce con uno spazio, che alcune telecamere tralasciano.',
    wpa3_only:
      'Questa rete conosce solo WPA3. Quasi tutte le telecamere conoscono WPA2: lascia che il router offra entrambi.',
  },
  demoPassword: 'Nella casa di prova, sul router c’è scritto:',
  demoNeighbours: (names: string[]) =>
    `Nella casa di prova le tue reti sono ${names.join(', ')}. Questa è di un vicino: qui nessuno conosce la sua password.`,
};
