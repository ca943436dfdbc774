// Codici per account altrove.

import type { Catalogue } from '../en';
import { many, n } from './counts';

export const authenticators: Catalogue['authenticators'] = {
  title: 'Codici per altri account',
  lineHint: 'Wyze, Ring e altri chiedono un codice quando accedi. Porchlight può crearlo.',
  open: 'Apri',
  back: 'Sicurezza',
  lead: 'I codici che gli altri tuoi account di telecamere chiedono quando accedi lì.',
  list: 'Account',
  empty: 'Ancora nessun account',
  emptyBody:
    'Dove la verifica in due passaggi è attiva, dopo la password si chiede un codice di poche cifre. Porchlight può creare quei codici, come fa un’app sul telefono.',
  add: 'Aggiungi un account',
  again: 'Riprova',
  clockOff: 'Finché non è giusto, i codici creati qui non saranno accettati.',
  runOnly:
    'Solo per questa volta: quando Porchlight si chiude, questi account vanno dimenticati. Non sia l’unico posto che crea i loro codici.',

  show: 'Mostra',
  hide: 'Nascondi',
  copy: 'Copia',
  remove: 'Togli',
  about: (act: string, name: string) => `${act}: ${name}`,
  hidden: 'Il codice è nascosto',
  secondsLeft: (seconds: number) =>
    many(seconds, { one: 'Ancora 1 secondo', other: `Ancora ${n(seconds)} secondi` }),
  copied: 'Copiato. Tra 30 secondi sparisce dagli appunti.',

  removeTitle: (name: string) => `Togliere ${name}?`,
  removeBody: (issuer: string) =>
    `Porchlight non creerà più i suoi codici. ${issuer} continua a chiederne uno: prima disattiva lì la verifica in due passaggi, o assicurati che anche un telefono crei i codici.`,
  removed: (name: string) => `Tolto: ${name}.`,
  bringBack: 'Rimettilo',
  backAgain: (name: string) => `Di nuovo qui: ${name}.`,

  bringTitle: 'Aggiungi un account',
  bringLead:
    'Attiva la verifica in due passaggi presso il produttore e scegli “app di autenticazione”. Compare un codice quadrato e, spesso sotto “non riesco a scansionarlo”, una chiave segreta.',
  pasted: 'Chiave segreta o link otpauth',
  pastedHint:
    'Incolla qui la chiave o il link, oppure mostra un’immagine del codice quadrato: trascinala, incollala o sceglila.',
  which: 'Quale di questi è?',
  whichOnes: {
    key: { name: 'Chiave segreta', what: '16 o 32 lettere e cifre, spesso a gruppi di quattro. È questa.' },
    square: { name: 'Codice quadrato', what: 'La stessa chiave come immagine. Basta una schermata.' },
    code: { name: 'Codice di sei cifre', what: 'Nasce dalla chiave e vale mezzo minuto. Non ne crea altri.' },
    recovery: {
      name: 'Codici di recupero',
      what: 'Per il giorno in cui nulla crea più codici. Tienili su carta; non servono qui.',
    },
  },

  tryTitle: 'Il produttore lo accetta?',
  tryLead:
    'Scrivi questo codice dove il produttore lo chiede. Quando è accettato, lì la verifica in due passaggi è attiva: allora salva qui.',
  tried:
    'Non accettato? Aspetta una volta il codice seguente. Poi controlla l’orologio di questo computer e la chiave.',
  kind: (digits: number, period: number) => `${n(digits)} cifre, uno nuovo ogni ${n(period)} secondi`,
  algorithms: { sha1: 'SHA-1', sha256: 'SHA-256', sha512: 'SHA-512' },
  doubtful:
    'È scritta con trattini, come spesso i codici di recupero. Se il codice non è accettato, è per questo.',
  moreSaid:
    'Il link dice anche qualcosa che Porchlight non conosce. Se il codice non è accettato, può essere per questo.',
  known: (name: string) => `Questo c’è già: ${name}. Crea gli stessi codici.`,
  sameName: 'Ce n’è già uno con questo nome. Con un altro nome li distingui meglio.',
  issuer: 'Produttore o servizio',
  account: 'Account (se ne hai più d’uno)',

  means: 'Che cosa vuol dire averli su questo computer',
  meanings: [
    'Chi scopre altrove la tua password non può ancora accedere: gli manca il codice.',
    'Chi siede a questo computer mentre è sbloccato ha i codici e, con una password salvata, entrambi i fattori. Un telefono li tiene separati.',
    'Se perdi questo computer, perdi anche i codici. Tieni su carta i codici di recupero di ogni produttore, o aggiungi la stessa chiave anche a un telefono.',
    'Le chiavi stanno dove stanno gli altri tuoi segreti, non lasciano mai questo computer e da Porchlight non si possono più leggere.',
  ],
};
