// Impostazioni.

import type { Catalogue } from '../en';
import { many, n } from './counts';

export const settings: Catalogue['settings'] = {
  title: 'Impostazioni',
  look: 'Aspetto',
  language: 'Lingua',
  languageSystem: 'Come su questo computer',
  theme: 'Tema',
  themes: { system: 'Come su questo computer', light: 'Chiaro', dark: 'Scuro' },
  layout: 'Disposizione delle telecamere',
  safety: 'Su questo computer',
  protectedBy: {
    keychain: 'Protetto dal portachiavi di questo computer',
    passphrase: 'Protetto dalla tua passphrase',
    this_run_only: 'Solo questa volta: non si conserva nulla',
  },
  protectedHint: {
    keychain: 'Tutti i dati sono cifrati. La chiave sta nel portachiavi e in nessun altro posto.',
    passphrase: 'Tutti i dati sono cifrati. La chiave nasce ogni volta dalla tua passphrase.',
    this_run_only:
      'Quando Porchlight si chiude, tutto qui viene dimenticato. Il tuo account tiene la sua copia sigillata.',
  },
  folder: 'Dove stanno i dati',
  folderHint: 'Una cartella, cifrata per intero.',
  showFolder: 'Mostra la cartella',
  wifi: 'Password Wi-Fi ricordate',
  wifiHint: 'Quelle che hai fatto ricordare a Porchlight per altre telecamere. Stanno nel portachiavi.',
  wifiForget: 'Dimentica le password Wi-Fi',
  wifiForgotten: (count: number): string =>
    count === 0
      ? 'Non c’era nessuna password salvata da dimenticare.'
      : 'Dimenticate. Le telecamere restano sulle loro reti.',
  connections: 'Collegamenti',
  signedInAs: (email: string) => `Accesso eseguito come ${email}`,
  signedOutAs: (email: string) => `Disconnesso. Ultimo usato: ${email}`,
  signedOut: 'Disconnesso',
  signOut: 'Disconnetti',
  signOutOf: (name: string) => `Disconnetti da ${name}`,
  signInTo: (name: string) => `Accedi a ${name}`,
  signOutTitle: (name: string) => `Vuoi disconnetterti da ${name}?`,
  signOutBody: 'Le sue telecamere lasciano questo computer finché non accedi di nuovo.',
  signOutEdits: (count: number) =>
    many(count, {
      one: '1 modifica non è ancora partita. Resta qui, chiusa, e parte quando accedi di nuovo.',
      other: `${n(count)} modifiche non sono ancora partite. Restano qui, chiuse, e partono quando accedi di nuovo.`,
    }),
  add: 'Aggiungi un collegamento',
  demo: 'Casa di prova',
  afresh: 'Ricomincia da capo',
  afreshHint: 'La casa di prova com’era il primo giorno.',
  afreshTitle: 'Vuoi riportare la casa di prova al primo giorno?',
  afreshBody: 'I nomi che hai dato alle sue telecamere tornano quelli iniziali. Il resto non si tocca.',
  erase: 'Cancella tutto',
  eraseHint: 'Chiude tutte le sessioni e toglie da questo computer tutti i dati di Porchlight.',
  eraseTitle: 'Vuoi cancellare tutto da questo computer?',
  eraseBody:
    'Spariscono sessioni, elenchi di telecamere, avvisi e impostazioni, e con loro la chiave nel portachiavi. Anche gli account di cui qui si creano i codici: assicurati che pure un telefono li crei. Presso i tuoi servizi non si elimina nulla.',
  eraseEdits: (count: number) =>
    many(count, {
      one: '1 modifica mai inviata va persa.',
      other: `${n(count)} modifiche mai inviate vanno perse.`,
    }),
  eraseWord: 'CANCELLA',
  eraseType: (word: string) => `Scrivi ${word} per confermare`,
  eraseYes: 'Cancella tutto',
  version: (version: string) => `Porchlight ${version}`,
  development: 'Versione di sviluppo',
};
