// Un avviso che dei dati erano accessibili: quali, quanto è certo, e che cosa significa per chi legge.

import type { Catalogue } from '../en';
import { at, day, days, many, n } from './counts';

const unreadable = () => 'Nella copia non c’è nulla di leggibile.';
const notKept = 'Lì non vengono conservati: non c’era nulla da copiare.';

export const exposure: Catalogue['exposure'] = {
  back: 'Avvisi',
  title: (service) => `Dati esposti presso ${service}`,
  open: 'Leggi',
  withdrawnTitle: (service) => `${service} ha ritirato un annuncio`,
  when: (from, to) => (to === null ? `Dal ${day(from)}; fine non ancora nota` : days(from, to)),
  accounts: (count) =>
    count === null
      ? 'Numero di account non ancora noto'
      : many(count, { one: '1 account', other: `${n(count)} account` }),
  says: (service) => `${service} dice:`,
  gone: 'Questo avviso non c’è più',
  goneBody: 'È stato eliminato con il collegamento da cui era arrivato.',

  forYou: 'Che cosa significa per te',
  standings: {
    made_later: {
      title: 'Il tuo account non è coinvolto.',
      body: () => 'L’hai creato dopo.',
    },
    nothing_readable: {
      title: 'Nulla è leggibile così com’è.',
      body: (service) =>
        `${service} dice che ciò che è stato esposto era cifrato, sotto forma di hash o non conservato.`,
    },
    perhaps_readable: {
      title: 'Una parte potrebbe essere leggibile.',
      body: (service) => `È stato segnalato, ma ${service} non l’ha confermato.`,
    },
    readable: {
      title: 'Una parte dei tuoi dati si può leggere.',
      body: () => 'Qui sotto trovi che cosa, e che cosa fare.',
    },
    withdrawn: {
      title: 'Non è successo.',
      body: (service) => `${service} ha ritirato l’annuncio.`,
    },
  },
  twoFactorOn: 'La verifica in due passaggi è attiva: la sola password non fa entrare nessuno.',
  twoFactorOff: 'La verifica in due passaggi è disattivata: chi scopre la tua password entra.',

  findings: { confirmed: 'Confermato', not_affected: 'Non coinvolto', reported: 'Segnalato, non confermato' },
  findingHints: {
    confirmed: () => '',
    not_affected: () => '',
    reported: (service) => `È stato segnalato; ${service} sta ancora verificando. Se è vero:`,
  },
  findingWords: { confirmed: 'confermato', not_affected: 'non coinvolto', reported: 'segnalato' },
  formWords: {
    hashed: 'sotto forma di hash',
    not_kept: 'non conservato',
    readable: 'leggibile',
    sealed: 'cifrato',
  },

  kindNames: {
    alerts: 'Avvisi',
    body_data: 'Altezza, peso, sesso',
    camera_names: 'Nomi delle telecamere',
    email_addresses: 'Indirizzi e-mail',
    integration_tokens: 'Token di accesso di Alexa e altri',
    passwords: 'Password',
    pictures: 'Immagini',
    session_tokens: 'Accessi dei computer',
    wifi_names: 'Nomi delle reti Wi-Fi',
    wifi_passwords: 'Password del Wi-Fi',
  },
  notAffected: 'Non è stato esposto.',
  notKept: {
    alerts: notKept,
    body_data: notKept,
    camera_names: notKept,
    email_addresses: notKept,
    integration_tokens: notKept,
    passwords: 'Lì le password non vengono mai conservate: non c’era nulla da copiare.',
    pictures: notKept,
    session_tokens: notKept,
    wifi_names: notKept,
    wifi_passwords: notKept,
  },
  unreadable: {
    alerts: unreadable,
    body_data: unreadable,
    camera_names: (_service, number) =>
      number === 0
        ? 'Qui non hai dato un nome a nessuna telecamera.'
        : number === null
          ? 'I nomi delle tue telecamere erano cifrati: nella copia non c’è nulla di leggibile.'
          : many(number, {
              one: 'Il nome della tua telecamera era cifrato: nella copia non c’è nulla di leggibile.',
              other: `I nomi delle tue ${n(number)} telecamere erano cifrati: nella copia non c’è nulla di leggibile.`,
            }),
    email_addresses: () =>
      'Il tuo indirizzo non si può leggere: la copia non dice a chi appartiene un account.',
    integration_tokens: () => 'Con ciò che è nella copia non può entrare nessuno.',
    passwords: () =>
      'Da ciò che è nella copia si possono ricavare le password corte o comuni: scegline una nuova, qui e ovunque usavi la stessa.',
    pictures: unreadable,
    session_tokens: () => 'Con ciò che è nella copia non può entrare nessuno.',
    wifi_names: (_service, number) =>
      number === 0
        ? 'Nessuna delle tue telecamere ha comunicato la sua rete.'
        : number === null || number === 1
          ? 'Il nome della tua rete era cifrato: nella copia non c’è nulla di leggibile.'
          : `I nomi delle tue ${n(number)} reti erano cifrati: nella copia non c’è nulla di leggibile.`,
    wifi_passwords: unreadable,
  },
  readable: {
    alerts: () => 'Si può leggere che cosa è successo nel tuo account, e quando.',
    body_data: () => 'Si possono leggere, se li hai forniti.',
    camera_names: (_service, number) =>
      number === 0
        ? 'Qui non hai dato un nome a nessuna telecamera.'
        : number === null
          ? 'I nomi delle tue telecamere si possono leggere. Possono rivelare che cosa c’è in casa tua, e dove.'
          : many(number, {
              one: 'Il nome della tua telecamera si può leggere. Può rivelare che cosa c’è in casa tua, e dove.',
              other: `I nomi delle tue ${n(number)} telecamere si possono leggere. Possono rivelare che cosa c’è in casa tua, e dove.`,
            }),
    email_addresses: (service) =>
      `Il tuo si può leggere. Aspettati messaggi che fingono di venire da ${service}: accedi da qui, mai da un link in un messaggio.`,
    integration_tokens: () =>
      'Chi li ha potrebbe fare ciò che hai permesso ad Alexa e ad altri. Puoi ricollegare ciò che per questo è stato scollegato.',
    passwords: () => 'Scegline una nuova, qui e ovunque usavi la stessa.',
    pictures: () => 'Qualcuno potrebbe aver visto immagini delle tue telecamere.',
    session_tokens: () =>
      'Qualcuno potrebbe aver effettuato l’accesso al posto tuo. Controlla i computer collegati.',
    wifi_names: () =>
      'Il nome della tua rete si può leggere. Le mappe pubbliche delle reti Wi-Fi possono mostrare all’incirca dov’è.',
    wifi_passwords: () => 'Cambiala sul router, poi sposta le telecamere: Porchlight ne conserva i nomi.',
  },

  whatToDo: 'Che cosa fare',
  nothing: 'Nulla. Se qualcosa cambia, riceverai un avviso.',
  advisory: (service) => `Leggi di più su ${service}`,

  said: 'Annunci, dal più recente',
  revision: (number) => `Aggiornamento ${n(number)}`,
  first: 'Primo annuncio',
  newest: 'attuale',
  toldAt: (moment) => at(moment),
  correction: (service) => `${service} su questa modifica:`,
  notSaid: 'non citato',
  whenLabel: 'Quando',
  howMany: 'Quanti',
  sameData: 'Non è cambiato altro.',
  missing: 'Un annuncio precedente non è mai arrivato qui.',
  takenBack: 'Ritirato: non è successo.',
};
