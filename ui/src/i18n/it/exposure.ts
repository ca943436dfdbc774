// Un avviso che dei dati erano accessibili: quali, quanto è certo, e che cosa significa per chi legge.

import type { Catalogue } from '../en';
import { at, day, days, many, n } from './counts';

const unreadable = () => 'Nella copia non c’è nulla di leggibile.';
const notKept = 'Lì non si conservano: non c’era nulla da copiare.';

export const exposure: Catalogue['exposure'] = {
  back: 'Avvisi',
  title: (service) => `Dei dati erano accessibili presso ${service}`,
  open: 'Leggi',
  withdrawnTitle: (service) => `${service} ha ritirato un annuncio`,
  when: (from, to) => (to === null ? `Dal ${day(from)}; non si sa ancora quando sia finito` : days(from, to)),
  accounts: (count) =>
    count === null
      ? 'Non si sa ancora quanti account'
      : many(count, { one: '1 account', other: `${n(count)} account` }),
  says: (service) => `${service} dice:`,
  gone: 'Questo avviso non c’è',
  goneBody: 'È andato via con il collegamento da cui era arrivato.',

  forYou: 'Che cosa significa per te',
  standings: {
    made_later: {
      title: 'Il tuo account non c’entra.',
      body: () => 'L’hai creato quando era già finito.',
    },
    nothing_readable: {
      title: 'Di tuo non si può leggere nulla.',
      body: () =>
        'Ciò che era accessibile era sigillato, o non era mai stato conservato. Chi ha una copia non ha nulla da leggere.',
    },
    perhaps_readable: {
      title: 'Forse una parte si può leggere.',
      body: (service) => `Qualcuno lo dice, e ${service} non l’ha confermato.`,
    },
    readable: {
      title: 'Una parte si può leggere.',
      body: () => 'Qui sotto trovi che cosa, e che cosa fare.',
    },
    withdrawn: {
      title: 'Non è successo.',
      body: (service) => `${service} ha ritirato l’annuncio.`,
    },
  },
  twoFactorOn: 'La verifica in due passaggi è attiva: la sola password non fa entrare nessuno.',
  twoFactorOff: 'La verifica in due passaggi è disattivata: chi scopre la tua password entra.',

  findings: { confirmed: 'Confermato', not_affected: 'Non toccato', reported: 'Segnalato, non confermato' },
  findingHints: {
    confirmed: () => '',
    not_affected: () => '',
    reported: (service) => `Altri lo dicono; ${service} sta ancora verificando. Se è vero:`,
  },
  findingWords: { confirmed: 'confermato', not_affected: 'non toccato', reported: 'segnalato' },
  formWords: {
    hashed: 'solo impronte',
    not_kept: 'non conservato',
    readable: 'leggibile',
    sealed: 'sigillato',
  },

  kindNames: {
    alerts: 'Avvisi',
    body_data: 'Altezza, peso, sesso',
    camera_names: 'Nomi delle telecamere',
    email_addresses: 'Indirizzi e-mail',
    integration_tokens: 'Chiavi di Alexa e simili',
    passwords: 'Password',
    pictures: 'Immagini',
    session_tokens: 'Accessi dei computer',
    wifi_names: 'Nomi delle reti Wi-Fi',
    wifi_passwords: 'Password del Wi-Fi',
  },
  notAffected: 'Non era tra ciò che era accessibile.',
  notKept: {
    alerts: notKept,
    body_data: 'Non si chiedono e non si conservano: non c’era nulla da copiare.',
    camera_names: notKept,
    email_addresses: notKept,
    integration_tokens: notKept,
    passwords: 'Lì le password non si conservano mai: non c’era nulla da copiare.',
    pictures: notKept,
    session_tokens: notKept,
    wifi_names: notKept,
    wifi_passwords: 'Lì non arrivano mai: non c’era nulla da copiare.',
  },
  unreadable: {
    alerts: unreadable,
    body_data: unreadable,
    camera_names: (_service, number) =>
      number === 0
        ? 'Qui non hai dato un nome a nessuna telecamera.'
        : number === null
          ? 'I nomi delle tue telecamere erano sigillati: nella copia non c’è nulla di leggibile.'
          : many(number, {
              one: 'Il nome della tua telecamera era sigillato: nella copia non c’è nulla di leggibile.',
              other: `I nomi delle tue ${n(number)} telecamere erano sigillati: nella copia non c’è nulla di leggibile.`,
            }),
    email_addresses: () => 'Il tuo indirizzo non si può leggere: la copia non dice di chi è quale account.',
    integration_tokens: () => 'Ciò che è nella copia non fa entrare nessuno.',
    passwords: () => 'Nessuno può usare ciò che è nella copia senza una chiave che non vi era.',
    pictures: unreadable,
    session_tokens: () => 'Ciò che è nella copia non fa entrare nessuno.',
    wifi_names: (_service, number) =>
      number === 0
        ? 'Nessuna tua telecamera ha detto in che rete è.'
        : number === null || number === 1
          ? 'Il nome della tua rete era sigillato: nella copia non c’è nulla di leggibile.'
          : `I nomi delle tue ${n(number)} reti erano sigillati: nella copia non c’è nulla di leggibile.`,
    wifi_passwords: unreadable,
  },
  readable: {
    alerts: () => 'Si può leggere che cosa è successo nel tuo account, e quando.',
    body_data: () => 'Si possono leggere, se li hai indicati.',
    camera_names: (_service, number) =>
      number === 0
        ? 'Qui non hai dato un nome a nessuna telecamera.'
        : number === null
          ? 'I nomi delle tue telecamere si possono leggere. Possono dire che cosa c’è in casa tua, e dove.'
          : many(number, {
              one: 'Il nome della tua telecamera si può leggere. Può dire che cosa c’è in casa tua, e dove.',
              other: `I nomi delle tue ${n(number)} telecamere si possono leggere. Possono dire che cosa c’è in casa tua, e dove.`,
            }),
    email_addresses: (service) =>
      `Il tuo si può leggere. Aspettati messaggi che fingono di venire da ${service}: accedi da qui, mai da un link in un messaggio.`,
    integration_tokens: () =>
      'Chi le ha potrebbe fare ciò che hai permesso ad Alexa e ad altri. Ciò che per questo è stato scollegato si può collegare di nuovo.',
    passwords: () => 'Scegline una nuova, e cambiala dovunque usavi la vecchia.',
    pictures: () => 'Qualcuno può avere visto immagini delle tue telecamere.',
    session_tokens: () => 'Qualcuno può avere agito a tuo nome. Controlla i tuoi computer.',
    wifi_names: () =>
      'Il nome della tua rete si può leggere. Esistono mappe pubbliche delle reti che dicono all’incirca dov’è.',
    wifi_passwords: () => 'Cambiala sul router, poi sposta le telecamere: Porchlight ne conserva i nomi.',
  },

  whatToDo: 'Che cosa fare',
  nothing: 'Nulla. Se cambia qualcosa, te lo dice un avviso.',
  advisory: (service) => `Leggi di più presso ${service}`,

  said: 'Che cosa è stato detto, dal più recente',
  revision: (number) => `Revisione ${n(number)}`,
  first: 'Primo annuncio',
  newest: 'vale ora',
  toldAt: (moment) => at(moment),
  correction: (service) => `${service} su questa modifica:`,
  changed: (before, after) => `${before} → ${after}`,
  notSaid: 'non citato',
  periodWas: (from, to) =>
    to === null ? `Prima: dal ${day(from)}, fine non nota` : `Prima: ${days(from, to)}`,
  accountsWas: (count) =>
    count === null
      ? 'Prima: numero di account non noto'
      : `Prima: ${many(count, { one: '1 account', other: `${n(count)} account` })}`,
  sameData: 'Non è cambiato altro.',
  missing: 'Una comunicazione precedente non è arrivata qui.',
  takenBack: 'Ritirato: non è successo.',
};
