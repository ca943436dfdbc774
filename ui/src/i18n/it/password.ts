// Scegliere una password, e cambiarla.

import type { Catalogue } from '../en';
import { many, n } from './counts';

export const password: Catalogue['password'] = {
  title: 'Password',
  at: (name) => `Password di ${name}`,
  line: 'Telecamere, nomi e integrazioni restano come sono quando la cambi.',
  change: 'Cambia',
  body: 'Non serve cambiarla ogni pochi mesi. Cambiala se qualcuno può conoscerla, o se la usi anche altrove.',
  demo: 'Nella casa di prova, la chiave sotto lo zerbino allora non va più bene. Ricominciare da capo nelle Impostazioni riporta la prima.',
  signedOut: 'Non hai effettuato l’accesso',
  signedOutBody: (name) => `Per cambiare la password di ${name}, prima accedi.`,

  current: 'Password attuale',
  wrongCurrent: 'Questa non è la tua password attuale. Non è cambiato nulla.',
  next: 'Nuova password',
  repeat: 'La nuova password ancora una volta',
  differs: 'Le due non sono ancora uguali.',
  signOutOthersHint:
    'Vengono avvisati del motivo e accedono di nuovo con la nuova password. Lì non si perde nulla.',
  go: 'Cambia password',
  changing: 'La sto cambiando…',

  changed: 'La tua password è cambiata.',
  changedBefore:
    'La password era già stata cambiata: si era persa solo la risposta a un tentativo precedente.',
  othersOut: 'Ora solo questo computer ha una sessione aperta.',
  othersStay: 'Tutti i computer restano connessi.',
  asBefore: 'Le telecamere, i loro nomi, le integrazioni e la chiave di recupero sono come prima.',
  unchecked: 'Non è stato possibile verificare se questa password è trapelata.',

  empty: 'Almeno 8 caratteri, di qualsiasi tipo. Quattro parole senza legame si ricordano bene.',
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
    own_word: 'È un nome che chi ti conosce proverebbe. Scegline un’altra.',
  },
  hints: {
    capitals: 'Le maiuscole non aiutano molto.',
    common_password: 'Somiglia a una password che usano in molti.',
    dates: 'Le date si indovinano facilmente.',
    keyboard_pattern: 'I tasti vicini tra loro si indovinano facilmente.',
    more_words: 'Una o due parole in più aiuterebbero; meglio se insolite.',
    names: 'I nomi si indovinano facilmente.',
    one_word: 'Una parola sola si indovina facilmente.',
    own_words: 'Contiene una parola tua: il tuo indirizzo, una telecamera, una stanza o una rete.',
    repeats: 'Ripetere la stessa cosa non aiuta molto.',
    reversed: 'Le parole scritte al contrario non aiutano molto.',
    sequences: 'Le sequenze come abc o 6543 si indovinano facilmente.',
    substitutions: 'I segni al posto delle lettere, come @ per a, non aiutano molto.',
    years: 'Gli anni si indovinano facilmente.',
  },
  suggestion: {
    ask: 'Proponi una frase',
    another: 'Proponine un’altra',
    words: 'Frase proposta',
    worth: (bits) =>
      `L’ha scelta il caso: ${n(bits)} bit, che nessuno indovina. Scrivila su carta o mettila in un gestore di password, poi scrivila ancora una volta.`,
  },
  looking: 'Controllo se è trapelata…',
  breaches: {
    found: (times) =>
      many(times, {
        one: 'Questa password è trapelata da qualche parte, e chi cerca di entrare prova proprio queste. Scegline un’altra.',
        other: `Questa password è trapelata ${n(times)} volte da qualche parte, e chi cerca di entrare prova proprio queste. Scegline un’altra.`,
      }),
    not_checked: 'Non è stato possibile verificare se è trapelata. Puoi usarla lo stesso.',
    not_found: 'Non è in nessun elenco di password trapelate che conosciamo.',
    off: '',
  },
};
