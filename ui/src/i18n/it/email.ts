// L’indirizzo e-mail di un account: un altro, e per un giorno quello di prima. Nessuno può scriverci.

import type { Catalogue } from '../en';
import { at } from './counts';

export const emailAddress: Catalogue['emailAddress'] = {
  title: 'Indirizzo e-mail',
  at: (name) => `Indirizzo e-mail per ${name}`,
  line: (email) => `Accedi con ${email}.`,
  lineChanged: 'È stato cambiato da un altro computer. Se non eri tu, rimetti quello di prima.',
  open: 'Guarda',
  body: (email) => `Accedi con ${email}. È solo un nome per accedere: non ci arriva mai nulla.`,
  demo: 'Nella casa di prova, l’indirizzo che leggi nella pagina di accesso non va più bene quando lo hai cambiato. Ricominciare da capo nelle Impostazioni lo riporta.',
  signedOut: (name) => `Per occuparti dell’indirizzo e-mail per ${name}, accedi prima.`,
  change: 'Cambia indirizzo',

  changeTitle: 'Un altro indirizzo e-mail',
  changeBody: 'Scrivilo con attenzione: non ci arriva nulla, e di un errore ti accorgi solo quando accedi.',
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
    `Puoi rimettere quello di prima fino al ${at(moment)}. I computer che hanno fatto l’accesso da allora vengono disconnessi.`,
  untilNotMe: (moment) =>
    `Puoi rimettere quello di prima fino al ${at(moment)}. Il computer che lo ha cambiato, e quelli che hanno fatto l’accesso da allora, vengono disconnessi.`,
  putBack: 'Rimetti quello di prima',
  notMe: 'Non ero io: rimetti quello di prima',
  undo: (label, email) => `${label}: ${email}`,
  undone: (email) => `Accedi di nuovo con ${email}.`,
  undoneNotMe: 'Chi lo ha cambiato conosce la tua password e potrebbe tornare.',

  done: {
    title: (email) => `Ora accedi con ${email}`,
    changed:
      'Con il vecchio indirizzo il tuo account non si trova più. Per un giorno nessun altro può prenderlo; fino ad allora puoi rimetterlo qui, o su qualsiasi computer che era già connesso.',
    same: 'La password, la verifica in due passaggi, la chiave di recupero, le telecamere e i loro nomi. Tutti i tuoi computer restano connessi e vengono avvisati del nuovo indirizzo. L’app dei codici, o un foglio che hai stampato, continua a riportare il vecchio: funziona come prima.',
  },
};
