// La strada per tornare dopo un incidente.

import type { Catalogue } from '../en';
import { at, many, n, wait } from './counts';

export const guide: Catalogue['guide'] = {
  title: (service) => `Torna a ${service} un passo alla volta`,
  titleNotMe: (service) => `Solo tu su ${service}`,
  lead: 'Una cosa dopo l’altra. Ciò che fai si vede qui da sé; non c’è nulla da spuntare.',
  band: (done, all) => `${n(done)} di ${n(all)} fatti`,
  list: 'Passi',
  guideSteps: {
    sign_in: {
      title: 'Accedi di nuovo',
      why: 'Le tue telecamere e i loro nomi sono come prima.',
      done: 'Hai effettuato l’accesso.',
      act: 'Accedi',
    },
    change_password: {
      title: 'Cambia la password',
      why: 'Se qualcuno ha scoperto la vecchia, da quel momento non funziona più.',
      done: 'Da allora è stata cambiata.',
      act: 'Cambiala',
    },
    two_factor: {
      title: 'Attiva la verifica in due passaggi',
      why: 'Così la sola password non fa entrare nessuno. Ciò che è collegato resta collegato.',
      done: 'È attiva.',
      act: 'Attivala',
    },
    link_again: {
      title: 'Collega di nuovo',
      why: 'Per sicurezza, ciò che avevi collegato è stato scollegato.',
      done: 'È tutto di nuovo collegato, o non serve più.',
      act: 'Collega',
    },
    look_at_computers: {
      title: 'Controlla i computer',
      why: 'Ciascuno di quelli con l’accesso attivo dovrebbe essere tuo.',
      done: 'Li conosci tutti.',
      act: 'Guarda',
    },
  },
  signOutOthers: {
    title: 'Disconnetti ciò che non è tuo',
    why: 'Chi è dentro ne esce subito.',
    done: 'Conosci ogni computer connesso.',
    act: 'Guarda',
  },
  notMe: 'Non sono stato io',
  notMeOf: (title) => `Non sono stato io: ${title}`,
  onlyMe: 'Fai in modo che entri solo tu',
  notMeLead:
    'Allora fai in modo che entri solo tu. Comincia dal primo passo; gli altri ti aspettano in Sicurezza, anche dopo un riavvio.',
  stepStates: { ahead: 'Dopo', done: 'Fatto', now: 'Ora' },
  waiting: (client) => `${client} è scollegato`,
  relinked: (client) => `${client} è di nuovo collegato`,
  notWanted: (client) => `${client} non serve più`,
  dismiss: 'Non serve più',
  dismissOf: (client) => `Non serve più: ${client}`,
  wanted: 'Serve ancora',
  wantedOf: (client) => `Serve ancora: ${client}`,
  happened: 'Che cosa è successo',
  tomorrow: 'Domani',
  notAgain: 'Non chiedere più',
  untilTomorrow: 'Torna domani.',
  putAway: 'È messo da parte. Lo trovi in Sicurezza.',
  undo: 'Annulla',
  away: (until) => (until === null ? 'Messo da parte.' : `Rimandato al ${at(until)}.`),
  goOn: 'Continua',
  finished: 'Sei di nuovo a casa.',
  finishedNotMe: 'Adesso entri solo tu.',
  took: (seconds) => `Ci è voluto: ${wait(seconds)}. È fatto tutto ciò che era in elenco.`,
  close: 'Chiudi',
  left: (count) => many(count, { one: 'Manca un passo.', other: `Mancano ${n(count)} passi.` }),
};
