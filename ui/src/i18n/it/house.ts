// Ciò che sta attorno a ogni stanza: la lampada, la barra, avvisi, comunicazioni, la demo.

import type { Catalogue } from '../en';
import { at, many, n } from './counts';

export const common: Catalogue['common'] = {
  back: 'Indietro',
  cancel: 'Annulla',
  close: 'Chiudi',
  dismiss: 'Chiudi il messaggio',
  email: 'Indirizzo e-mail',
  password: 'Password',
  save: 'Salva',
  showPassword: 'Mostra la password',
  goOn: 'Continua',
  hidePassword: 'Nascondi la password',
  anotherAccount: 'altro account',
  signIn: 'Accedi',
  undo: 'Ripristina',
  working: 'Un momento…',
};

export const lamp: Catalogue['lamp'] = {
  on: 'La lampada è accesa: niente richiede la tua attenzione',
  needs_you: 'La lampada chiama: qualcosa richiede la tua attenzione',
  off: 'La lampada è spenta: non tutto è connesso',
};

export const rail: Catalogue['rail'] = {
  name: 'Principale',
  cameras: 'Telecamere',
  security: 'Sicurezza',
  alerts: 'Avvisi',
  settings: 'Impostazioni',
  unread: (count: number) => many(count, { one: '1 da leggere', other: `${n(count)} da leggere` }),
  connections: 'Collegamenti',
  add: 'Aggiungi un collegamento',
  demo: 'Demo',
  skip: 'Vai al contenuto',
  state: {
    online: 'Connesso',
    signed_out: 'Disconnesso',
    signing_in: 'Accesso in corso',
    trouble: 'Non raggiungibile',
    unknown: 'Connessione in corso',
  },
};

export const offline: Catalogue['offline'] = {
  bar: (name: string, since: string) => `${name} non risponde dalle ${since}.`,
  safe: 'Non è andato perso nulla: vedi tutto come l’ultima volta, e le modifiche aspettano qui.',
  now: 'Prova adesso',
  trying: 'Provo…',
};

export const notices: Catalogue['notices'] = {
  name: 'Comunicazioni',
  happened: {
    damaged_set_aside: (moment) =>
      `I dati su questo computer erano danneggiati. Sono stati messi da parte il ${at(moment)} e Porchlight è ripartito da zero. Le telecamere tornano dal tuo account con i nomi che conserva.`,
    data_lost: () =>
      'Il file dei dati su questo computer manca o è vuoto, quindi Porchlight è ripartito da zero. Le telecamere tornano dal tuo account con i nomi che conserva. Potresti dover rifare i nomi cambiati senza connessione.',
    latest_lost: () =>
      'Mancano le ultime modifiche salvate su questo computer, quindi vedi uno stato precedente. Le telecamere tornano dal tuo account con i nomi che conserva. Potresti dover rifare le modifiche non ancora inviate, e può mancare qualche avviso.',
  },
  ok: 'Ho capito',
  runOnly: 'Solo per questa volta: alla chiusura di Porchlight non viene salvato nulla.',
};

export const away: Catalogue['away'] = {
  sum: (count: number) => `Mentre questo computer era spento o sospeso sono arrivati ${n(count)} avvisi.`,
  important: (count: number) =>
    many(count, {
      one: '1 richiede la tua attenzione.',
      other: `${n(count)} richiedono la tua attenzione.`,
    }),
  nothing: 'Nessuno richiede la tua attenzione.',
  show: 'Mostra gli avvisi',
};

export const toasts: Catalogue['toasts'] = { name: 'Messaggi' };

export const copyAddress: Catalogue['copyAddress'] = {
  address: 'Copia l’indirizzo',
  path: 'Copia il percorso',
  copied: 'Copiato.',
};

export const demo: Catalogue['demo'] = {
  title: 'Demo',
  hint: 'Prova ciò che può succedere con un servizio vero',
  day_of_the_leak: 'Il giorno della fuga di dati',
  service_corrects_itself: 'Il servizio si corregge',
  reset_everybody: 'Disconnetti tutti',
  unlink_everything: 'Il servizio scollega tutto',
  sign_in_from_another_city: 'Accesso da un’altra città',
  camera_goes_offline: 'La telecamera del garage va offline',
  camera_comes_back: 'La telecamera del garage torna online',
  rename_elsewhere: 'Rinomina una telecamera da un altro computer',
  network_fails: 'La rete cade',
  network_works: 'La rete torna',
  endings: 'Altri finali',
  end: {
    account_deleted: 'L’account viene eliminato',
    account_disabled: 'L’account viene disattivato',
    expired: 'La sessione scade',
    global_reset: 'Tutti vengono disconnessi',
    not_stated: 'La sessione viene chiusa senza un motivo',
    password_changed: 'La password viene cambiata',
    revoked_elsewhere: 'Disconnesso da un altro computer',
    suspected_theft: 'La sessione potrebbe essere stata copiata',
    too_many_computers: 'Un altro computer prende il posto di questo',
    two_factor_changed: 'La verifica in due passaggi cambia',
  },
  done: 'Fatto. Guarda cosa succede.',
};

export const fatal: Catalogue['fatal'] = {
  title: 'Porchlight non è riuscito ad avviare la finestra',
  body: 'Chiudilo e riaprilo. Non è andato perso nulla.',
};

export const leave: Catalogue['leave'] = {
  title: 'Vuoi uscire da questa pagina?',
  body: 'Ciò che hai scritto o aggiunto qui non è ancora salvato e andrà perso.',
  yes: 'Esci',
  no: 'Resta',
};
