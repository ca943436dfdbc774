// Telecamere che si aggiungono una per una, ognuna con il suo accesso, e ciò che una telecamera vede.

import type { Catalogue } from '../en';
import { at, many, n, wait } from './counts';

const found = (count: number) =>
  many(count, { one: '1 telecamera trovata.', other: `${n(count)} telecamere trovate.` });

export const cameraAccess: Catalogue['cameraAccess'] = {
  add: 'Aggiungi una telecamera',
  title: (place: string) => `Aggiungi una telecamera a ${place}`,
  body: 'Qui ogni telecamera ha il suo nome utente e la sua password. Porchlight li prova prima sulla telecamera e li conserva solo su questo computer.',
  form: 'L’accesso alla telecamera',
  address: 'Indirizzo della telecamera',
  addressHint: 'Per esempio 192.168.1.20. Il router elenca gli indirizzi dei tuoi dispositivi.',
  asking: 'Chiedo alla telecamera…',
  added: (name: string) => `${name} è ora nel tuo elenco.`,
  signIn: 'Accedi a questa telecamera',
  signInTo: (name: string) => `Accedi a ${name}`,
  signInBody:
    'Scrivi il nome utente e la password che valgono ora per questa telecamera. Sostituiscono quelli che Porchlight conserva.',
  signedIn: (name: string) => `Porchlight ha eseguito l’accesso a ${name}.`,
  backToCamera: 'Torna alla telecamera',
  refused: 'Rifiuta la password conservata da Porchlight. Accedi di nuovo alla telecamera.',

  look: {
    title: 'Telecamere in rete',
    looking: (count: number) =>
      count === 0
        ? 'Cerco le telecamere…'
        : `Cerco le telecamere… ${many(count, { one: 'Finora 1 trovata.', other: `Finora ${n(count)} trovate.` })}`,
    done: found,
    stopped: (count: number) =>
      count === 0 ? 'Ricerca interrotta. Finora nessuna trovata.' : `Ricerca interrotta. ${found(count)}`,
    none: 'Nessuna telecamera ha risposto.',
    noneBody:
      'Controlla che sia accesa e sulla stessa rete di questo computer, poi cerca di nuovo. Oppure scrivi il suo indirizzo qui sotto.',
    failed: {
      what: 'Porchlight non è riuscito a cercare.',
      next: 'Controlla che questo computer sia in rete, poi cerca di nuovo. Oppure scrivi l’indirizzo della telecamera qui sotto.',
    },
    stop: 'Interrompi',
    again: 'Cerca di nuovo',
    choose: 'Scegli',
    chooseThis: (name: string, address: string) => `Scegli ${name}, ${address}`,
    chosen: 'Scelta',
    already: 'Già nell’elenco',
    nameless: 'Una telecamera',
  },

  picture: {
    title: 'Che cosa vede ora',
    body: 'L’immagine arriva quando la chiedi e non viene salvata.',
    show: 'Mostra l’immagine',
    fetching: 'L’immagine sta arrivando…',
    again: 'Mostra di nuovo',
    hide: 'Nascondi',
    alt: (name: string) => `Che cosa vede ${name}`,
    taken: (moment: number) => `Ripresa: ${at(moment)}`,
  },

  failures: {
    address_not_allowed: () => ({
      what: 'Porchlight non si connette a questo indirizzo.',
      next: 'Scrivilo come lo mostra il router, per esempio 192.168.1.20.',
    }),
    clock_off: (_, seconds) => ({
      what: `L’orologio della telecamera è sbagliato di ${wait(Math.abs(seconds))}.`,
      next: 'Imposta data e ora nell’app della telecamera e riprova.',
    }),
    not_recognised: () => ({
      what: 'Porchlight non ha una password che questa telecamera accetti.',
      next: 'Prima accedi alla telecamera.',
    }),
    not_there: () => ({
      what: 'La telecamera non offre questa funzione.',
      next: 'Cerca un aggiornamento della telecamera.',
    }),
    picture_unreadable: () => ({
      what: 'L’immagine della telecamera non si apre.',
      next: 'Riprova. Se non cambia, cerca un aggiornamento della telecamera.',
    }),
    service_busy: (seconds) => ({
      what: 'La telecamera è occupata.',
      next: seconds ? `Riprova tra ${wait(seconds)}.` : 'Riprova tra un momento.',
    }),
    service_faulty: () => ({
      what: 'La telecamera ha un problema.',
      next: 'Staccala dalla corrente per dieci secondi e riprova.',
    }),
    service_garbled: () => ({
      what: 'A questo indirizzo qualcosa risponde, ma Porchlight non lo capisce.',
      next: 'Controlla l’indirizzo. Se è giusto, cerca un aggiornamento di Porchlight e della telecamera.',
    }),
    service_refused: () => ({
      what: 'La telecamera non ha accettato la richiesta.',
      next: 'Controlla nell’app della telecamera che cosa può fare questo utente.',
    }),
    service_timed_out: () => ({
      what: 'La telecamera non ha risposto in tempo.',
      next: 'Riprova tra poco.',
    }),
    service_unreachable: () => ({
      what: 'La telecamera non risponde.',
      next: 'Controlla che sia accesa e che l’indirizzo sia giusto, poi riprova.',
    }),
    too_many_tries: (seconds) => ({
      what: 'Per ora la telecamera non fa accedere nessuno: troppe password sbagliate.',
      next: seconds ? `Aspetta ${wait(seconds)} e riprova.` : 'Aspetta un po’ e riprova.',
    }),
    wrong_credentials: () => ({
      what: 'La telecamera non accetta questo nome utente e questa password.',
      next: 'Controllali e riprova. Dopo qualche tentativo sbagliato, alcune telecamere non fanno accedere nessuno per un po’.',
    }),
  },
};
