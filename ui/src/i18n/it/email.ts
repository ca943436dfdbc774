// L’indirizzo e-mail di un account: un altro, e per un giorno quello di prima. Nessuno può scriverci.

import type { Catalogue } from '../en';
import { at } from './counts';

export const emailAddress: Catalogue['emailAddress'] = {
  title: 'Indirizzo e-mail',
  at: (name) => `Indirizzo e-mail per ${name}`,
  line: (email) => `Accedi con ${email}.`,
  lineChanged: 'È stato cambiato da un altro computer. Se non eri tu, ripristina quello di prima.',
  open: 'Modifica',
  check: 'Controlla',
  demo: 'Nella casa di prova, l’indirizzo mostrato nella pagina di accesso smette di funzionare quando lo cambi. Per riaverlo, ripristina la casa di prova nelle Impostazioni.',
  signedOut: (name) => `Accedi per gestire l’indirizzo e-mail per ${name}.`,
  change: 'Cambia indirizzo',

  changeTitle: 'Cambia il tuo indirizzo e-mail',
  changeBody: 'Scrivilo con attenzione: ti accorgeresti di un errore solo al prossimo accesso.',
  next: 'Nuovo indirizzo e-mail',
  go: 'Usa questo indirizzo',

  recent: 'Cambiato nell’ultimo giorno',
  changed: ({ before, now, at: moment, by, here }) => {
    const whence = by === null ? 'da un altro computer' : `da «${by}»`;
    if (now === null)
      return `Il ${at(moment)} è stato cambiato ${whence}. Fino ad allora era ${before}; questo computer non conosce il nuovo.`;
    return here
      ? `Il ${at(moment)} lo hai cambiato qui: era ${before}, ora è ${now}.`
      : `Il ${at(moment)} è stato cambiato ${whence}: ora è ${now}, era ${before}.`;
  },
  until: (moment) =>
    `Puoi ripristinare quello di prima fino al ${at(moment)}. I computer che si sono collegati da allora verranno disconnessi.`,
  untilNotMe: (moment) =>
    `Puoi ripristinare quello di prima fino al ${at(moment)}. Il computer che lo ha cambiato e quelli che si sono collegati da allora verranno disconnessi.`,
  putBack: 'Ripristina quello di prima',
  notMe: 'Non ero io: ripristina quello di prima',
  undo: (label, email) => `${label}: ${email}`,
  undone: (email) => `Accedi di nuovo con ${email}.`,
  undoneNotMe: 'Chi lo ha cambiato conosce la tua password e potrebbe rientrare.',

  done: {
    title: (email) => `Ora accedi con ${email}`,
    changed:
      'Il vecchio indirizzo non trova più il tuo account. Per un giorno nessun altro può prenderlo; fino ad allora puoi ripristinarlo qui, o su qualsiasi computer già collegato.',
    same: 'La password, la verifica in due passaggi, la chiave di recupero, le telecamere e i loro nomi. Tutti i tuoi computer restano collegati e vengono avvisati del nuovo indirizzo. L’app di autenticazione, o un foglio stampato, riporta ancora il vecchio: funziona come prima.',
  },
};
