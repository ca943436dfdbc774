// Impostazioni.

import type { Catalogue } from '../en';
import desktop from '../desktop.it.json';
import { many, n } from './counts';

export const settings: Catalogue['settings'] = {
  title: 'Impostazioni',
  look: 'Aspetto',
  language: 'Lingua',
  languageSystem: 'Come su questo computer',
  theme: 'Tema',
  themes: { system: 'Come su questo computer', light: 'Chiaro', dark: 'Scuro' },
  textSize: 'Dimensione del testo',
  percent: (size: number) => `${n(size)} %`,
  startAtLogin: 'Avvia Porchlight quando accedi al computer',
  startAtLoginHint: 'Resta nell’area di notifica, se il tuo desktop ne ha una, così gli avvisi ti arrivano.',
  layout: 'Disposizione delle telecamere',
  safety: 'Su questo computer',
  protectedBy: {
    keychain: 'Protetto dal portachiavi di questo computer',
    passphrase: 'Protetto dalla tua passphrase',
    this_run_only: 'Solo per questa volta: non viene salvato nulla',
  },
  protectedHint: {
    keychain: 'Tutti i dati sono cifrati. La chiave è nel portachiavi e da nessun’altra parte.',
    passphrase: 'Tutti i dati sono cifrati. La chiave viene creata ogni volta dalla tua passphrase.',
    this_run_only: 'Quando Porchlight si chiude, tutto qui viene dimenticato. Il tuo account resta com’è.',
  },
  folder: 'Dove sono salvati i dati',
  folderHint: 'Una cartella, interamente cifrata.',
  showFolder: 'Mostra cartella',
  wifi: 'Password Wi-Fi salvate',
  wifiHint: 'Quelle che hai salvato in Porchlight per altre telecamere. Sono nel portachiavi.',
  wifiForget: 'Elimina le password Wi-Fi',
  wifiForgotten: (count: number): string =>
    count === 0
      ? 'Non c’erano password salvate da eliminare.'
      : 'Eliminate. Le telecamere restano sulle loro reti.',
  connections: 'Collegamenti',
  signedInAs: (email: string) => `Accesso eseguito come ${email}`,
  signedOutAs: (email: string) => `Disconnesso. Ultimo usato: ${email}`,
  signedOut: 'Disconnesso',
  noSignIn: 'Ogni telecamera ha la sua password',
  signOut: 'Disconnetti',
  signOutOf: (name: string) => `Disconnetti da ${name}`,
  signInTo: (name: string) => `Accedi a ${name}`,
  signOutTitle: (name: string) => `Vuoi disconnetterti da ${name}?`,
  signOutBody: 'Le sue telecamere spariscono da questo computer finché non accedi di nuovo.',
  signOutEdits: (count: number) =>
    many(count, {
      one: '1 modifica non è ancora stata inviata. Resta qui, protetta, e viene inviata quando accedi di nuovo.',
      other: `${n(count)} modifiche non sono ancora state inviate. Restano qui, protette, e vengono inviate quando accedi di nuovo.`,
    }),
  remove: 'Rimuovi',
  removeOf: (name: string) => `Rimuovi ${name}`,
  removeTitle: (name: string) => `Vuoi rimuovere ${name} da questo computer?`,
  removeBody: 'Le sue telecamere, i suoi avvisi e tutto il resto spariscono da questo computer.',
  removeEdits: (count: number) =>
    many(count, {
      one: '1 modifica non è mai stata inviata e andrà persa.',
      other: `${n(count)} modifiche non sono mai state inviate e andranno perse.`,
    }),
  removeNames: (count: number) =>
    many(count, {
      one: 'Il nome che hai dato a 1 telecamera è solo su questo computer e andrà perso.',
      other: `I nomi che hai dato a ${n(count)} telecamere sono solo su questo computer e andranno persi.`,
    }),
  removePasswords: 'Le password delle sue telecamere vengono eliminate da questo computer.',
  removed: (name: string) => `${name} è stato rimosso.`,
  add: 'Aggiungi un collegamento',
  addAccount: 'Aggiungi un altro account',
  demo: desktop.demoHome,
  afresh: 'Ripristina la casa di prova',
  afreshHint: 'Torna com’era il primo giorno.',
  afreshTitle: 'Ripristinare la casa di prova?',
  afreshBody:
    'Le sue telecamere con i loro nomi, l’indirizzo, la password e la verifica in due passaggi tornano al primo giorno. Gli altri tuoi collegamenti non cambiano.',
  erase: 'Cancella tutto',
  eraseHint: 'Ti disconnette ovunque e rimuove da questo computer tutti i dati di Porchlight.',
  eraseTitle: 'Vuoi cancellare tutto da questo computer?',
  eraseBody:
    'Vengono cancellati accessi, elenchi di telecamere, avvisi e impostazioni, insieme alla chiave nel portachiavi. Anche gli account di cui qui si generano i codici: assicurati che li generi anche un telefono. Dai tuoi servizi non viene eliminato nulla.',
  eraseEdits: (count: number) =>
    many(count, {
      one: '1 modifica non inviata andrà persa.',
      other: `${n(count)} modifiche non inviate andranno perse.`,
    }),
  eraseWord: 'CANCELLA',
  eraseType: (word: string) => `Scrivi ${word} per confermare`,
  eraseYes: 'Cancella tutto',
  version: (version: string) => `Porchlight ${version}`,
  development: 'Versione di sviluppo',
};
