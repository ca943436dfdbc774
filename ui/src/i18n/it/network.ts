// La scelta della rete Wi-Fi: cosa si sente, cosa si scrive, cosa sapere prima di andare avanti.

import type { Catalogue } from '../en';
import { many, n } from './counts';

export const network: Catalogue['network'] = {
  title: 'Quale rete?',
  body: 'La rete Wi-Fi che userà la telecamera.',
  list: 'Reti nei dintorni',
  listOfCamera: 'Reti che vede la telecamera',
  looking: 'Cerco le reti…',
  lookingCamera: 'La telecamera sta cercando le reti…',
  again: 'Cerca di nuovo',
  current: 'Questo computer è collegato qui',
  remembered: 'Password salvata',
  locked: 'con password',
  open: 'senza password',
  unknown: 'protezione sconosciuta',
  unknownHint:
    'La telecamera non riconosce la protezione di questa rete. La trovi nelle impostazioni del router.',
  strength: (percent: number) => `segnale ${n(percent)} %`,
  band: (bands: string) => `${bands} GHz`,
  states: {
    no_hardware: 'Questo computer non ha il Wi-Fi, quindi non vede le reti. Scrivi il nome della tua.',
    not_permitted:
      'Il sistema non permette a Porchlight di cercare le reti. Scrivi il nome della tua, o consenti l’accesso nelle impostazioni del sistema.',
    nothing_found: 'Nessuna rete trovata. Cerca di nuovo più vicino al router, o scrivi il nome.',
    switched_off: 'Il Wi-Fi di questo computer è spento. Accendilo e cerca di nuovo, oppure scrivi il nome.',
    unavailable:
      'Il servizio di rete del sistema (NetworkManager su Linux, WLAN AutoConfig su Windows) non è attivo. Avvialo e cerca di nuovo, oppure scrivi il nome.',
  },
  unsuitable: {
    enterprise: 'Chiede a ogni persona nome utente e password. Le telecamere non possono farlo.',
    wep: 'La sua protezione (WEP) è stata violata anni fa. Le telecamere la rifiutano.',
  },
  type: 'Un’altra rete: scrivine il nome',
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
  hidden: 'La rete è nascosta',
  password: (name: string) => (name ? `Password Wi-Fi di ${name}` : 'Password Wi-Fi'),
  rules: {
    empty: 'Da 8 a 63 caratteri, o una chiave di 64 cifre da 0 a 9 e lettere da a a f.',
    short: (left: number) =>
      many(left, { one: 'Ne manca almeno 1.', other: `Ne mancano almeno ${n(left)}.` }),
    good: 'Sembra una password Wi-Fi valida.',
    key: 'Una chiave di 64 cifre. Va bene anche così.',
    not_hex: '64 caratteri sono una chiave, e una chiave ha solo 0-9 e a-f.',
    not_ascii:
      'C’è un carattere che le password Wi-Fi non possono avere: un accento, un’emoji o una virgoletta curva.',
    long: 'Più di 63 caratteri. L’hai incollata due volte?',
  },
  ofComputer: 'Usa la password salvata su questo computer',
  ofComputerChosen: 'Verrà usata la password salvata su questo computer. Non viene mostrata.',
  rememberedChosen: 'Verrà usata la password salvata. Non viene mostrata.',
  typeInstead: 'Scrivila tu',
  useRemembered: 'Usa la password salvata',
  remember: 'Salvala per altre telecamere',
  rememberHint:
    'Resta nel portachiavi di questo computer e da nessun’altra parte. Puoi eliminarla nelle Impostazioni.',
  choose: 'Prima scegli una rete.',
  other: 'Scegli un’altra rete',
  missing: 'Dopo un riavvio devi scrivere di nuovo la password.',
  joins: (name: string) => `Rete: ${name}`,
  know: 'Da sapere prima di andare avanti',
  warnings: {
    awkward_characters:
      'Nel nome o nella password ci sono caratteri che alcune telecamere non leggono. Se la telecamera non si collega, è per questo.',
    five_gigahertz_only:
      'Questa rete si vede solo a 5 o 6 GHz. Quasi tutte le telecamere funzionano solo a 2,4 GHz.',
    hidden_not_carried:
      'Questa rete è nascosta, e questo tipo di codice non può dirlo. La telecamera potrebbe non trovarla: per ora imposta il router in modo che mostri il nome della rete.',
    hidden_network: 'Questa rete è nascosta. Non tutte le telecamere trovano le reti nascoste.',
    name_not_utf8: 'Nel nome ci sono byte che non sono testo. Alcune telecamere non trovano una rete così.',
    open_network: 'Questa rete non ha password: chiunque nei dintorni può leggere ciò che passa.',
    surrounding_blanks:
      'Il nome o la password inizia o finisce con uno spazio, che alcune telecamere ignorano.',
    wpa3_only:
      'Questa rete accetta solo WPA3. Quasi tutte le telecamere usano WPA2: imposta il router in modo che li accetti entrambi.',
  },
  demoPassword: 'Nella casa di prova, sul router c’è scritto:',
  demoNeighbours: (names: string[]) =>
    `Nella casa di prova le tue reti sono ${names.join(', ')}. Questa è di un vicino: qui nessuno conosce la sua password.`,
};
