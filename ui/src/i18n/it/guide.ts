// La strada per tornare dopo un incidente.

import type { Catalogue } from '../en';
import { at, many, n, wait } from './counts';
import { agreeing } from './gender';

export const guide: Catalogue['guide'] = {
  title: (service) => `Torna alla normalità su ${service}`,
  titleNotMe: (service) => `Solo tu su ${service}`,
  lead: 'Un passo alla volta. I passi si spuntano da soli.',
  band: (done, all) => `${n(done)} di ${n(all)} fatti`,
  list: 'Passi',
  guideSteps: {
    sign_in: {
      title: 'Accedi di nuovo',
      why: 'Telecamere e nomi sono come prima.',
      done: 'Hai effettuato l’accesso.',
      act: 'Accedi',
    },
    change_password: {
      title: 'Cambia la password',
      why: 'Se qualcuno ha scoperto la vecchia, da quel momento non funziona più.',
      done: 'L’hai cambiata da allora.',
      act: 'Cambiala',
    },
    two_factor: {
      title: 'Attiva la verifica in due passaggi',
      why: 'Così la sola password non fa entrare nessuno. I servizi collegati restano collegati.',
      done: 'È attiva.',
      act: 'Attivala',
    },
    link_again: {
      title: 'Ricollega i tuoi servizi',
      why: 'I servizi collegati sono stati scollegati per sicurezza.',
      done: 'È tutto di nuovo collegato, o non serve più.',
      act: 'Collega',
    },
    look_at_computers: {
      title: 'Controlla i computer collegati',
      why: 'Ogni computer collegato dovrebbe essere tuo.',
      done: 'Li conosci tutti.',
      act: 'Controlla',
    },
  },
  signOutOthers: {
    title: 'Disconnetti i computer che non sono tuoi',
    why: 'Chi è collegato da lì esce subito.',
    done: 'Conosci tutti i computer collegati.',
    act: 'Controlla',
  },
  notMe: 'Non ero io',
  notMeOf: (title) => `Non ero io: ${title}`,
  onlyMe: 'Fai in modo che possa entrare solo tu',
  notMeLead:
    'Allora fai in modo che possa entrare solo tu. Comincia dal primo passo. Gli altri sono in Sicurezza, anche dopo un riavvio.',
  stepStates: { ahead: 'Dopo', done: 'Fatto', now: 'Ora' },
  waiting: (client) => `${client} è ${agreeing(client, 'scollegato', 'scollegata')}`,
  relinked: (client) => `${client} è di nuovo ${agreeing(client, 'collegato', 'collegata')}`,
  notWanted: (client) => `${client} non serve più`,
  dismiss: 'Non mi serve',
  dismissOf: (client) => `Non mi serve: ${client}`,
  wanted: 'Mi serve',
  wantedOf: (client) => `Mi serve: ${client}`,
  happened: 'Che cosa è successo',
  tomorrow: 'Ricordamelo domani',
  notAgain: 'Non chiedere più',
  untilTomorrow: 'Te lo ricorderemo domani.',
  putAway: 'Nascosto. Lo trovi in Sicurezza.',
  undo: 'Annulla',
  away: (until) => (until === null ? 'Nascosto.' : `Nascosto fino al ${at(until)}.`),
  goOn: 'Continua',
  finished: 'Tutto a posto.',
  finishedNotMe: 'Adesso puoi entrare solo tu.',
  took: (seconds) => `Tempo impiegato: ${wait(seconds)}. Tutti i passi sono completati.`,
  close: 'Chiudi',
  left: (count) => many(count, { one: 'Manca un passo.', other: `Mancano ${n(count)} passi.` }),
};
