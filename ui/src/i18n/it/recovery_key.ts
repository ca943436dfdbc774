// La chiave di recupero di un account: se qualcuno può averla vista, e un’altra al suo posto.

import type { Catalogue } from '../en';
import { at, n } from './counts';

export const recoveryKey: Catalogue['recoveryKey'] = {
  title: 'Chiave di recupero',
  at: (name) => `Chiave di recupero per ${name}`,
  line: 'Per quando perdi il telefono e i suoi codici, o dimentichi la password. Creane una nuova se qualcuno l’ha vista, o se non la trovi più.',
  open: 'Sostituisci',
  body: 'Insieme alla password ti fa entrare senza il telefono. Se dimentichi la password, ti permette di impostarne una nuova. Ce l’hai solo tu: nessuno può mostrartela di nuovo.',
  demo: 'Nella casa di prova, la chiave nota a tutti smette di funzionare quando ne crei una nuova. Per riaverla, ripristina la casa di prova nelle Impostazioni.',
  signedOut: (name) => `Accedi per gestire la chiave di recupero per ${name}.`,

  standing: {
    nothing: {
      what: 'Per quanto ne sappiamo, non l’ha vista nessun altro.',
      hint: 'Se qualcuno l’ha vista, o se non la trovi, creane una nuova. La vecchia smette di funzionare.',
    },
    replaced: (moment) => ({
      what: `Creata il ${at(moment)}.`,
      hint: 'Quella di prima non funziona più.',
    }),
    seen: (moment) => ({
      what: `Qualcuno l’ha vista: lo hai detto il ${at(moment)}.`,
      hint: 'Se conosce anche la password, può accedere al posto tuo; altrimenti può provare a impostarne una nuova. Crea una nuova chiave.',
    }),
    unseen: (moment) => ({
      what: `Non l’ha vista nessun altro: lo hai detto il ${at(moment)}.`,
      hint: 'Se non la trovi, creane una nuova. La vecchia smette di funzionare.',
    }),
    used: (moment) => ({
      what: `È stata usata il ${at(moment)}.`,
      hint: 'Se in quel momento qualcuno può averla vista, creane una nuova.',
    }),
  },
  make: 'Creane una nuova',
  seen: 'Qualcuno l’ha vista',
  unseen: 'Nessuno l’ha vista',

  makeTitle: 'Una nuova chiave di recupero',
  makeBody: 'La vecchia chiave funziona finché non hai salvato la nuova e ne hai riscritto una parte.',
  newTitle: 'La tua nuova chiave di recupero',
  newBody:
    'Conservala su carta, lontano dalla password. Viene mostrata solo questa volta. Fino alla fine tieni anche la vecchia.',
  checkBody: (group) =>
    `Per essere sicuri che tu l’abbia: qual è il gruppo ${n(group)} della nuova chiave di recupero?`,
  use: 'Usa la nuova chiave',
  nothingYet: 'Fino all’ultimo passaggio funziona la vecchia chiave, e questa no.',
  stop: 'La vecchia chiave di recupero continua a funzionare. Butta la nuova: non funziona.',
  unclear: 'Una delle due chiavi funziona. Tienile entrambe finché non hai finito.',
  stopUnclear:
    'Non sappiamo quale delle due chiavi funzioni. Tienile entrambe e provale in Sicurezza, alla voce Opzioni di recupero.',
  ended: {
    lapsed:
      'È passato troppo tempo, oppure i dati del tuo accesso sono cambiati, forse da un altro computer. La chiave che hai appena visto non funziona: buttala e ricomincia.',
    signed_out:
      'Nel frattempo la sessione è stata chiusa. La chiave che hai appena visto non funziona: buttala e ricomincia.',
  },
  done: {
    title: 'La vecchia chiave non funziona più',
    changed: 'La nuova ha preso il suo posto. Butta la vecchia ovunque tu l’abbia, su carta o in un file.',
    same: 'La password, la verifica in due passaggi e i suoi codici, le telecamere e i loro nomi. Tutti i tuoi computer restano collegati.',
    rehearse: 'Provala',
  },
};
