// Codici per account altrove.

import type { Catalogue } from '../en';
import { many, n } from './counts';

export const authenticators: Catalogue['authenticators'] = {
  title: 'Codici per altri account',
  lineHint: 'Wyze, Ring e altri chiedono un codice quando accedi. Porchlight può generarlo.',
  open: 'Apri',
  back: 'Sicurezza',
  lead: 'I codici che gli altri account delle tue telecamere chiedono quando accedi.',
  list: 'Account',
  empty: 'Ancora nessun account',
  emptyBody:
    'Con la verifica in due passaggi attiva, il produttore chiede un breve codice dopo la password. Porchlight può generare quei codici, come fa un’app sul telefono.',
  add: 'Aggiungi un account',
  again: 'Riprova',
  clockOff: 'Finché l’orologio non è giusto, i codici generati qui non verranno accettati.',
  runOnly:
    'Solo per questa volta: quando Porchlight si chiude, questi account vengono dimenticati. Non usarlo come unico posto che genera i loro codici.',

  show: 'Mostra',
  hide: 'Nascondi',
  copy: 'Copia',
  remove: 'Rimuovi',
  about: (act: string, name: string) => `${act}: ${name}`,
  hidden: 'Il codice è nascosto',
  secondsLeft: (seconds: number) =>
    many(seconds, { one: 'Ancora 1 secondo', other: `Ancora ${n(seconds)} secondi` }),
  copied: 'Copiato. Tra 30 secondi gli appunti vengono svuotati.',

  removeTitle: (name: string) => `Rimuovere ${name}?`,
  removeBody: (issuer: string) =>
    `Porchlight non genererà più i suoi codici. ${issuer} continua a chiederne uno: prima disattiva lì la verifica in due passaggi, o assicurati che anche un telefono generi i codici.`,
  removed: (name: string) => `Rimosso: ${name}.`,
  bringBack: 'Ripristina',
  backAgain: (name: string) => `Ripristinato: ${name}.`,

  bringTitle: 'Aggiungi un account',
  bringLead:
    'Attiva la verifica in due passaggi presso il produttore e scegli «app di autenticazione». Compare un codice QR e, spesso sotto «non riesci a scansionarlo?», una chiave segreta.',
  pasted: 'Chiave segreta o link otpauth',
  pastedHint:
    'Incolla qui la chiave o il link, oppure usa un’immagine del codice QR: trascinala, incollala o scegli un file.',
  which: 'Quale di questi è?',
  whichOnes: {
    key: { name: 'Chiave segreta', what: '16 o 32 lettere e cifre, spesso a gruppi di quattro. È questa.' },
    square: { name: 'Codice QR', what: 'La stessa chiave come immagine. Basta una schermata.' },
    code: {
      name: 'Codice di sei cifre',
      what: 'Viene generato dalla chiave e vale mezzo minuto. Non ne genera altri.',
    },
    recovery: {
      name: 'Codici di recupero',
      what: 'Per quando non puoi avere codici in altro modo. Tienili su carta; qui non servono.',
    },
  },

  tryTitle: 'Il produttore lo accetta?',
  tryLead:
    'Scrivi questo codice dove il produttore lo chiede. Quando viene accettato, lì la verifica in due passaggi è attiva: allora salva qui.',
  tried:
    'Non accettato? Prova una volta con il codice successivo. Poi controlla l’orologio di questo computer e la chiave.',
  kind: (digits: number, period: number) => `${n(digits)} cifre, uno nuovo ogni ${n(period)} secondi`,
  algorithms: { sha1: 'SHA-1', sha256: 'SHA-256', sha512: 'SHA-512' },
  doubtful:
    'Ha dei trattini, come spesso i codici di recupero. Se il codice non viene accettato, è per questo.',
  moreSaid:
    'Il link dice anche qualcosa che Porchlight non conosce. Se il codice non viene accettato, può essere per questo.',
  known: (name: string) => `Questo c’è già: ${name}. Genera gli stessi codici.`,
  sameName: 'Ce n’è già uno con questo nome. Un nome diverso aiuta a distinguerli.',
  issuer: 'Produttore o servizio',
  account: 'Account (se ne hai più d’uno)',

  means: 'Che cosa comporta tenere i codici su questo computer',
  meanings: [
    'Chi ruba la tua password non può comunque accedere: non ha il codice.',
    'Chi usa questo computer mentre è sbloccato ha i codici e, con una password salvata, entrambi i fattori. Un telefono li tiene separati.',
    'Se perdi questo computer, perdi anche i codici. Tieni su carta i codici di recupero di ogni produttore, o aggiungi la stessa chiave anche a un telefono.',
    'Le chiavi sono conservate con gli altri tuoi segreti, non lasciano mai questo computer e da Porchlight non si possono più leggere.',
  ],
};
