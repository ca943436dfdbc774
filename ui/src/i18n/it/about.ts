// Il programma: i suoi tasti, la versione, che cosa conserva e dove, le licenze.

import type { Catalogue } from '../en';
import { n } from './counts';

export const shortcuts: Catalogue['shortcuts'] = {
  title: 'Scorciatoie da tastiera',
  takenBack: (what: string) => `Annullato: ${what}`,
  keyList: [
    { keys: ['Ctrl 1', 'Ctrl 2', 'Ctrl 3', 'Ctrl 4'], does: 'Telecamere, Sicurezza, Avvisi, Impostazioni' },
    { keys: ['Ctrl ,'], does: 'Impostazioni' },
    { keys: ['Alt ←'], does: 'Indietro, dov’eri prima' },
    { keys: ['Ctrl Z'], does: 'Annulla l’ultima modifica' },
    { keys: ['Ctrl +', 'Ctrl −', 'Ctrl 0'], does: 'Più grande, più piccolo, normale' },
    { keys: ['Ctrl F'], does: 'Cerca tra le telecamere' },
    { keys: ['F2'], does: 'Rinomina la telecamera selezionata' },
    { keys: ['Invio', 'Esc'], does: 'Conferma ciò che hai scritto, o lascia com’era' },
    { keys: ['?'], does: 'Questo elenco' },
  ],
};

export const about: Catalogue['about'] = {
  title: 'Informazioni su Porchlight',
  kept: 'Che cosa è conservato e dove',
  keptWhere: {
    keychain: [
      'Nel portachiavi di questo computer: ciò che ti tiene collegato, la chiave dei dati qui sotto, gli account di cui generi i codici e le password Wi-Fi salvate.',
      'Nella cartella dei dati, cifrati: telecamere come viste l’ultima volta, nomi, avvisi, modifiche non inviate e impostazioni. La apre «Mostra cartella», qui sopra.',
    ],
    passphrase: [
      'Nella cartella dei dati, cifrati con la tua passphrase: ciò che ti tiene collegato, telecamere come viste l’ultima volta, nomi, avvisi, modifiche non inviate e impostazioni.',
    ],
    this_run_only: ['In memoria, finché Porchlight resta aperto: tutto ciò che è su questo computer.'],
  },
  atReadable: (service) => `Presso ${service}: il tuo account, che chi ci lavora può leggere.`,
  inLogs: 'Nella cartella dei registri: che cosa ha fatto il programma, senza nomi, indirizzi o password.',
  fault: 'Se qualcosa non va',
  faultBody:
    'Dillo a chi ti ha dato Porchlight. Racconta che cosa hai fatto, che cosa ti aspettavi e che cosa è successo invece; un’immagine della finestra aiuta. Non mandare password, chiavi di recupero o codici: non servono a nessuno per aiutarti.',
  faultSay: (version: string, system: string) => `Aggiungi questo: Porchlight ${version}, ${system}.`,
  faultLogs:
    'Se ti chiedono il registro, i file sono questi. Dicono che cosa ha fatto il programma e non contengono nomi, indirizzi o password.',
  showLogs: 'Mostra i file di registro',
  licences: 'Licenze',
  licencesBody: 'Porchlight è software libero, con licenza MIT:',
  parts: (count: number) => `È fatto con ${n(count)} componenti di altri, ognuno con la sua licenza:`,
};
