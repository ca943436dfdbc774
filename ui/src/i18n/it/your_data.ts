// Tutto ciò che un servizio conserva sul proprietario; portarlo via; eliminare l’account.

import type { Catalogue } from '../en';
import { at, many, n, wait } from './counts';

const records = (count: number) => many(count, { one: '1 record', other: `${n(count)} record` });
const values = (count: number) => many(count, { one: '1 valore', other: `${n(count)} valori` });

export const yourData: Catalogue['yourData'] = {
  title: 'I tuoi dati',
  at: (name) => `I tuoi dati presso ${name}`,
  line: 'Tutto ciò che il servizio ha su di te, esattamente com’è archiviato. Salvalo, o elimina l’account.',
  open: 'Mostra',
  settings: 'Che cosa ha su di te',
  settingsOf: (name) => `Che cosa ha su di te: ${name}`,
  signedOutBody: (name) => `Accedi per vedere che cosa ha ${name} su di te.`,
  asking: 'Chiedo al servizio…',
  again: 'Verifica di nuovo',

  headline: (service, count, all) => `${service} ha ${records(count)} su di te, con ${values(all)} in tutto.`,
  readable: (count) => `Può leggerne ${n(count)}.`,
  told: (moment) => `Al ${at(moment)}. Questa pagina mostra ciò che è nel database, valore per valore.`,
  share: (readable, all) => `Il servizio può leggere ${n(readable)} di ${values(all)}`,

  heldGroups: {
    account: 'Account',
    computers: 'Computer',
    cameras: 'Telecamere',
    events: 'Messaggi ai tuoi computer',
    two_factor: 'Verifica in due passaggi e accesso',
    integrations: 'Servizi collegati',
    other: 'Altro',
  },
  heldTitles: {
    account: 'Il tuo account',
    announcements: 'Annunci',
    audit: 'Operazioni di chi lo gestisce',
    cameras: 'Le tue telecamere',
    email_changes: 'Modifiche del tuo indirizzo',
    events: 'Eventi di sicurezza',
    half_finished: 'Verifica in due passaggi, da completare',
    integrations: 'Servizi collegati',
    link_tokens: 'Token di accesso dei servizi collegati',
    linking: 'Collegamenti che ti aspettano',
    other: 'Qualcosa di nuovo',
    pairings: 'Telecamere in configurazione',
    password_recovery: 'Recupero della password in corso',
    reading: 'Che cosa ha ricevuto ogni computer',
    recovery_codes: 'Codici di recupero',
    repeats: 'Modifiche che hai inviato',
    sessions: 'Computer collegati',
    signing_in: 'Accessi che aspettano un codice',
    two_factor: 'Segreto della tua app di autenticazione',
  },
  heldPurposes: {
    account: 'Per riconoscerti quando accedi, e restituire la chiave ai tuoi computer.',
    announcements: 'Per dirti che cosa è successo in un incidente.',
    audit: 'Perché tu veda quando chi gestisce il servizio ha avuto accesso al tuo account.',
    cameras: 'Perché tutti i tuoi computer mostrino lo stesso elenco.',
    email_changes: 'Per ripristinare il tuo indirizzo, se lo ha cambiato qualcun altro.',
    events: 'Per dire a ogni tuo computer che cosa è successo all’account, anche se resta spento per un po’.',
    half_finished: 'Per completare la verifica in due passaggi o i nuovi codici di recupero.',
    integrations: 'Per dare ai servizi collegati l’accesso alle telecamere che hai scelto.',
    link_tokens: 'Per riconoscere i servizi collegati quando fanno richiesta.',
    linking: 'Per mostrare il numero da confrontare prima di collegare qualcosa.',
    other:
      'Questa versione di Porchlight non lo conosce ancora. Aggiorna Porchlight per vedere a che cosa serve.',
    pairings: 'Per aggiungere al tuo account, e a nessun altro, una telecamera che legge il tuo codice.',
    password_recovery:
      'Per farti scegliere una nuova password dopo che hai inserito la chiave di recupero, e perché ogni tuo computer possa bloccare l’operazione.',
    reading: 'Perché ogni tuo computer riceva ogni notizia una volta sola.',
    recovery_codes: 'Per riconoscere un codice di recupero che scrivi. Quelli usati non vengono conservati.',
    repeats:
      'Perché una modifica inviata due volte, per una connessione interrotta, venga fatta una volta sola.',
    sessions: 'Per riconoscere i tuoi computer, e dire a uno perché è stato disconnesso.',
    signing_in: 'Per aspettare il tuo codice dopo la password giusta.',
    two_factor: 'Per controllare i codici della tua app di autenticazione, e accettarli una volta sola.',
  },
  heldForms: {
    hashed: 'hash con chiave',
    identifier: 'numero casuale',
    number: 'leggibile',
    other: 'forse leggibile',
    password_record: 'record OPAQUE',
    public_key: 'chiave pubblica',
    sealed_by_owner: 'cifrato da te',
    sealed_by_service: 'cifrato dal servizio',
    text: 'leggibile',
    time: 'leggibile',
  },
  meanings: [
    ['sealed_by_owner', 'Cifrato sui tuoi computer. Il servizio non può leggerlo.'],
    [
      'sealed_by_service',
      'Cifrato con una chiave conservata fuori dal database. Una copia rubata non si può leggere.',
    ],
    ['hashed', 'Serve solo a riconoscere di nuovo lo stesso valore. Non è reversibile.'],
    ['text', 'Il servizio può leggerlo.'],
  ],
  all: 'Tutto, record per record',
  legend: 'Che cosa significano le etichette',
  kept: (kept) => {
    switch (kept.rule) {
      case 'with_account':
        return 'Resta finché non elimini l’account';
      case 'while_two_factor_is_on':
        return 'Resta finché non disattivi la verifica in due passaggi';
      case 'with_its_computer':
        return 'Resta quanto il suo computer';
      case 'for':
        return `Viene eliminato ${wait(kept.seconds)} dopo la scrittura`;
      case 'after_its_end':
        return kept.seconds > 0
          ? `Viene eliminato ${wait(kept.seconds)} dopo la fine`
          : 'Viene eliminato alla fine';
      case 'other':
        return 'Questa versione non sa per quanto viene conservato';
    }
  },
  hourly: 'Ciò che è scaduto viene eliminato entro un’ora.',
  records,
  noneOf: (titles) => `Al momento nulla in: ${titles}`,
  bytes: (length) => many(length, { one: '1 byte', other: `${n(length)} byte` }),
  nothing: 'vuoto',
  at_moment: at,
  more: (count) => many(count, { one: 'Mostra 1 altro record', other: `Mostra altri ${n(count)} record` }),
  less: 'Mostra meno',
  onlyFirst: (shown, all) =>
    `Qui ci sono i primi ${n(shown)} di ${n(all)}. Nel file che salvi ci sono tutti.`,

  take: 'Porta con te i tuoi dati',
  asHeld: 'Salva esattamente come archiviati',
  asHeldHint: 'Gli stessi valori di questa pagina. Tienilo al sicuro.',
  opened: 'Salva con ciò che solo questo computer può leggere',
  openedHint:
    'Lo stesso, più nomi delle telecamere, stanze, reti e nomi dei computer in chiaro. Tienilo al sicuro.',
  saved: 'Salvato.',

  remove: 'Elimina questo account',
  removeBody: (name) =>
    `Tutto ciò che è in questa pagina viene eliminato, presso ${name} e su questo computer. Gli altri tuoi computer vengono disconnessi e ne sanno il motivo. Nessuno può recuperarlo, nemmeno noi.`,
  camerasGoOn:
    'Le tue telecamere continuano a funzionare dove sono. Per rivederle qui ti servirà un nuovo account.',
  edits: (count) =>
    many(count, {
      one: '1 modifica non inviata andrà persa.',
      other: `${n(count)} modifiche non inviate andranno perse.`,
    }),
  saveList: 'Prima salva l’elenco delle telecamere',
  begin: 'Elimina l’account…',
  word: 'ELIMINA',
  type: (word) => `Scrivi ${word} per confermare`,
  password: 'La tua password',
  wrongPassword: 'Questa non è la tua password. Non è stato eliminato nulla.',
  yes: 'Elimina tutto',
  deleting: 'Elimino, poi cerco ancora una volta…',

  goneTitle: (name) => `Il tuo account presso ${name} è stato eliminato`,
  searched: (count) =>
    `Poi il servizio ha cercato ancora una volta in tutto il database ${n(count)} valori che erano tuoi: identificativi e hash.`,
  foundNone: 'Non ne ha trovato nessuno.',
  foundSome: (count) =>
    `In ${many(count, { one: '1 record', other: `${n(count)} record` })} è rimasto qualcosa. Dillo a chi gestisce il servizio.`,
  byWord:
    'La risposta si è persa per strada, ma il servizio ha confermato con la sua firma che l’account non c’è più.',
  rewritten:
    'Ciò che è stato eliminato viene sovrascritto, ed entro un’ora il file del database viene riscritto, così che negli spazi liberi non resti nulla.',
  overwritten: 'Ciò che è stato eliminato viene sovrascritto con zeri.',
  place: 'Tabella',
  removed: 'Rimossi',
  left: 'Ritrovati',
  total: 'Tutte le tabelle',
  hereToo:
    'Anche su questo computer non ci sono più le sue telecamere, gli avvisi, le modifiche e le chiavi.',
  free: 'Il tuo indirizzo è libero: puoi usarlo per un nuovo account, che di questo non saprà nulla.',
  backups:
    'Se chi gestisce il servizio conserva copie di backup, i tuoi dati restano lì finché non vengono eliminate.',
  done: 'Fatto',
};
