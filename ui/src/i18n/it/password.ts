// Scegliere una password, e cambiarla.

import type { Catalogue } from '../en';
import { many, n } from './counts';

export const password: Catalogue['password'] = {
  title: 'Password',
  at: (name) => `Password di ${name}`,
  line: 'Telecamere, nomi e servizi collegati restano come sono quando la cambi.',
  change: 'Cambia',
  body: 'Non serve cambiarla ogni pochi mesi. Cambiala se qualcuno potrebbe conoscerla, o se la usi anche altrove.',
  demo: 'Nella casa di prova, la chiave sotto lo zerbino smette di funzionare. Per riavere la prima, ripristina la casa di prova nelle Impostazioni.',
  signedOut: 'La sessione è chiusa',
  signedOutBody: (name) => `Accedi per cambiare la password di ${name}.`,

  current: 'Password attuale',
  wrongCurrent: 'Questa non è la tua password attuale. Non è cambiato nulla.',
  next: 'Nuova password',
  repeat: 'Ripeti la nuova password',
  differs: 'Le due non coincidono ancora.',
  signOutOthersHint:
    'Vengono avvisati del motivo e accedono di nuovo con la nuova password. Lì non si perde nulla.',
  go: 'Cambia password',
  changing: 'Cambio la password…',

  changed: 'La tua password è stata cambiata.',
  changedBefore: 'La password era già stata cambiata: si era persa solo la conferma.',
  othersOut: 'Ora è collegato solo questo computer.',
  othersStay: 'Tutti i computer restano collegati.',
  asBefore: 'Telecamere, nomi, servizi collegati e chiave di recupero sono come prima.',
  unchecked: 'Non è stato possibile verificare se questa password è trapelata.',

  empty: 'Almeno 8 caratteri, di qualsiasi tipo. Quattro parole a caso sono facili da ricordare.',
  short: (left) => many(left, { one: 'Ancora 1 carattere.', other: `Ancora ${n(left)} caratteri.` }),
  long: 'Al massimo 256 caratteri.',
  strengths: {
    very_weak: 'Molto debole.',
    weak: 'Debole.',
    fair: 'Discreta. Puoi usarla; più lunga è meglio.',
    good: 'Buona.',
    strong: 'Forte.',
  },
  objections: {
    common: 'È tra le prime password che chiunque prova. Scegline un’altra.',
    own_word: 'Chi ti conosce proverebbe questa. Scegline un’altra.',
  },
  hints: {
    capitals: 'Le maiuscole non aiutano molto.',
    common_password: 'Somiglia a una password usata da molti.',
    dates: 'Le date si indovinano facilmente.',
    keyboard_pattern: 'I tasti vicini tra loro si indovinano facilmente.',
    more_words: 'Una o due parole in più aiuterebbero; meglio se insolite.',
    names: 'I nomi si indovinano facilmente.',
    one_word: 'Una parola sola si indovina facilmente.',
    own_words: 'Contiene una delle tue parole: l’indirizzo, una telecamera, una stanza o una rete.',
    repeats: 'Le ripetizioni non aiutano molto.',
    reversed: 'Le parole scritte al contrario non aiutano molto.',
    sequences: 'Le sequenze come abc o 6543 si indovinano facilmente.',
    substitutions: 'I simboli al posto delle lettere, come @ per a, non aiutano molto.',
    years: 'Gli anni si indovinano facilmente.',
  },
  suggestion: {
    ask: 'Proponi una passphrase',
    another: 'Proponine un’altra',
    words: 'Passphrase proposta',
    worth: (bits) =>
      `Scelta a caso: ${n(bits)} bit di entropia, che nessuno può indovinare. Annotala o salvala in un gestore di password, poi scrivila di nuovo.`,
  },
  looking: 'Controllo se è trapelata…',
  breaches: {
    found: (times) =>
      many(times, {
        one: 'Questa password è comparsa in una fuga di dati, e chi attacca prova per prime proprio queste. Scegline un’altra.',
        other: `Questa password è comparsa ${n(times)} volte in fughe di dati, e chi attacca prova per prime proprio queste. Scegline un’altra.`,
      }),
    not_checked: 'Non è stato possibile verificare se è trapelata. Puoi comunque usarla.',
    not_found: 'Non è in nessun elenco di password trapelate che conosciamo.',
    off: '',
  },
};
