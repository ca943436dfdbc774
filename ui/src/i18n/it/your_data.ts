// Tutto ciò che un servizio conserva sul proprietario; portarlo via; eliminare l’account.

import type { Catalogue } from '../en';
import { at, many, n, wait } from './counts';

const records = (count: number) =>
  many(count, { one: '1 registrazione', other: `${n(count)} registrazioni` });
const values = (count: number) => many(count, { one: '1 valore', other: `${n(count)} valori` });

export const yourData: Catalogue['yourData'] = {
  title: 'I tuoi dati',
  at: (name) => `I tuoi dati presso ${name}`,
  line: 'Tutto ciò che il servizio ha su di te, così come lo tiene. Salvalo, o elimina l’account.',
  open: 'Mostra',
  settings: 'Che cosa ha su di te',
  settingsOf: (name) => `Che cosa ha su di te: ${name}`,
  signedOutBody: (name) => `Per vedere che cosa ha ${name} su di te, prima accedi.`,
  asking: 'Chiedo al servizio…',
  again: 'Chiedi di nuovo',

  headline: (service, count, all) => `${service} ha ${records(count)} su di te, con ${values(all)} in tutto.`,
  readable: (count) =>
    `Può leggerne ${n(count)}: tempi, conteggi e come il produttore chiama le tue telecamere. Nessun nome dato da te.`,
  nothingElse:
    'Non c’è altro. Nessun nome, indirizzo, compleanno, altezza o peso, nessun luogo, nessuna immagine: non esiste un campo per questo.',
  told: (moment) => `Al ${at(moment)}. La pagina mostra ciò che sta nell’archivio, valore per valore.`,
  share: (readable, all) => `Il servizio può leggere ${n(readable)} di ${values(all)}`,

  heldGroups: {
    account: 'Account',
    computers: 'Computer',
    cameras: 'Telecamere',
    events: 'Notizie per i tuoi computer',
    two_factor: 'Doppia verifica e accesso',
    integrations: 'Integrazioni',
    other: 'Altro',
  },
  heldTitles: {
    account: 'Il tuo account',
    announcements: 'Annunci',
    audit: 'Che cosa ha fatto chi lo gestisce',
    cameras: 'Le tue telecamere',
    email_changes: 'Cambi del tuo indirizzo',
    events: 'Eventi di sicurezza',
    half_finished: 'Doppia verifica, a metà',
    integrations: 'Che cosa è collegato',
    link_tokens: 'Chiavi di ciò che è collegato',
    linking: 'Collegamenti che ti aspettano',
    other: 'Qualcosa di nuovo',
    pairings: 'Telecamere in arrivo',
    password_recovery: 'Una nuova password in arrivo',
    reading: 'Che cosa ha letto ogni computer',
    recovery_codes: 'Codici di recupero',
    repeats: 'Modifiche inviate',
    sessions: 'Computer con accesso',
    signing_in: 'Accessi che aspettano un codice',
    two_factor: 'Codici del tuo autenticatore',
  },
  heldPurposes: {
    account:
      'Per riconoscere il tuo indirizzo e la tua password senza conoscerli, e ridare la chiave ai tuoi computer.',
    announcements: 'Per dirti che cosa è successo in un incidente.',
    audit: 'Perché tu veda quando chi gestisce il servizio ha toccato il tuo account.',
    cameras:
      'Perché ogni tuo computer mostri lo stesso elenco. Nomi, stanze e reti stanno nella parte sigillata.',
    email_changes:
      'Per rimettere il tuo indirizzo, se lo ha cambiato qualcun altro. L’indirizzo stesso non c’è.',
    events: 'Per dire a ogni tuo computer che cosa è successo all’account, anche se resta spento per un po’.',
    half_finished: 'Per finire di impostare la doppia verifica, o i nuovi codici di recupero.',
    integrations: 'Per far entrare ciò che hai collegato, alle telecamere che hai scelto.',
    link_tokens: 'Per riconoscere ciò che hai collegato quando chiede.',
    linking: 'Per mostrare il numero da confrontare prima di collegare qualcosa.',
    other:
      'Questa versione di Porchlight non lo conosce ancora. Aggiorna Porchlight per leggere a che cosa serve.',
    pairings: 'Per far arrivare al tuo account, e a nessun altro, una telecamera che legge il tuo codice.',
    password_recovery:
      'Per farti scegliere una nuova password dopo che hai mostrato la chiave di recupero, e perché ogni tuo computer possa bloccarla.',
    reading: 'Perché nessun tuo computer riceva una notizia due volte, o mai.',
    recovery_codes: 'Per riconoscere un codice di recupero che scrivi. Quelli usati non restano.',
    repeats: 'Perché una modifica inviata due volte, per una linea caduta, sia fatta una volta sola.',
    sessions: 'Per riconoscere i tuoi computer, e dire a uno perché è stato disconnesso.',
    signing_in: 'Per aspettare il tuo codice dopo la password giusta.',
    two_factor: 'Per controllare i codici del tuo autenticatore, e accettarli una volta sola.',
  },
  heldForms: {
    hashed: 'impronta con chiave',
    identifier: 'numero casuale',
    number: 'leggibile',
    other: 'forse leggibile',
    password_record: 'record OPAQUE',
    public_key: 'chiave pubblica',
    sealed_by_owner: 'sigillato da te',
    sealed_by_service: 'sigillato dal servizio',
    text: 'leggibile',
    time: 'leggibile',
  },
  meanings: [
    ['sealed_by_owner', 'Sigillato sui tuoi computer. Il servizio non può leggerlo.'],
    ['sealed_by_service', 'Sigillato con una chiave fuori dall’archivio. Una copia rubata non si legge.'],
    ['hashed', 'Serve solo a riconoscere ciò che viene mostrato di nuovo. Non si può tornare indietro.'],
    ['text', 'Il servizio può leggerlo.'],
  ],
  all: 'Tutto, record per record',
  legend: 'Come si legge',
  kept: (kept) => {
    switch (kept.rule) {
      case 'with_account':
        return 'Resta finché non elimini l’account';
      case 'while_two_factor_is_on':
        return 'Resta finché non disattivi la doppia verifica';
      case 'with_its_computer':
        return 'Resta quanto il computer di cui parla';
      case 'for':
        return `Se ne va dopo ${wait(kept.seconds)} da quando è scritto`;
      case 'after_its_end':
        return kept.seconds > 0
          ? `Se ne va dopo ${wait(kept.seconds)} dalla fine`
          : 'Se ne va quando è finito';
      case 'other':
        return 'Questa versione non sa quanto resta';
    }
  },
  hourly: 'Ciò che ha fatto il suo tempo se ne va entro un’ora.',
  records,
  noneOf: (titles) => `Niente, ora, di: ${titles}`,
  bytes: (length) => many(length, { one: '1 byte', other: `${n(length)} byte` }),
  nothing: 'vuoto',
  at_moment: at,
  more: (count) =>
    many(count, { one: 'Mostra 1 altra registrazione', other: `Mostra altre ${n(count)} registrazioni` }),
  less: 'Mostra meno',
  onlyFirst: (shown, all) =>
    `Qui si vedono le prime ${n(shown)} di ${n(all)}. Nel file che salvi ci sono tutte.`,

  take: 'Portali con te',
  asHeld: 'Salva così come li tiene il servizio',
  asHeldHint: 'JSON. Ciò che è sigillato resta sigillato: questo file non rivela nulla.',
  opened: 'Salva con ciò che solo questo computer può leggere',
  openedHint:
    'Lo stesso, e in chiaro nomi delle telecamere, stanze, reti e nomi dei computer. Tienilo al sicuro.',
  saved: 'Salvato.',

  remove: 'Elimina questo account',
  removeBody: (name) =>
    `Tutto ciò che vedi in questa pagina se ne va, presso ${name} e su questo computer. Gli altri tuoi computer vengono disconnessi e ne sanno il motivo. Nessuno può riportarlo indietro, nemmeno noi.`,
  camerasGoOn:
    'Le tue telecamere continuano a funzionare dove sono. Per rivederle qui ti servirà un nuovo account.',
  edits: (count) =>
    many(count, {
      one: '1 modifica mai inviata va persa.',
      other: `${n(count)} modifiche mai inviate vanno perse.`,
    }),
  saveList: 'Prima salva l’elenco delle telecamere',
  begin: 'Elimina l’account…',
  word: 'ELIMINA',
  type: (word) => `Scrivi ${word} per confermare`,
  password: 'La tua password',
  wrongPassword: 'Questa non è la tua password. Non è stato eliminato nulla.',
  yes: 'Elimina tutto',
  deleting: 'Elimino, e cerco ancora una volta…',

  goneTitle: (name) => `Il tuo account presso ${name} è eliminato`,
  searched: (count) =>
    `Poi il servizio ha cercato ancora una volta in tutto l’archivio ${n(count)} valori che erano tuoi: identificativi e impronte.`,
  foundNone: 'Non ne ha trovato nessuno.',
  foundSome: (count) =>
    `In ${many(count, { one: '1 registrazione', other: `${n(count)} registrazioni` })} è rimasto qualcosa. Dillo a chi gestisce il servizio.`,
  byWord: 'La sua risposta si è persa per strada, ma il servizio ha firmato che l’account non c’è più.',
  rewritten:
    'Ciò che è stato eliminato è sovrascritto, ed entro un’ora il file dell’archivio viene riscritto, così che nei suoi vuoti non resti nulla.',
  overwritten: 'Ciò che è stato eliminato è sovrascritto con zeri.',
  place: 'Tabella',
  removed: 'Tolte',
  left: 'Ritrovate',
  total: 'Tutte le tabelle',
  hereToo:
    'Anche su questo computer non ci sono più le sue telecamere, gli avvisi, le modifiche e le chiavi.',
  free: 'Il tuo indirizzo è libero: ci si può fare un nuovo account, che di questo non sa nulla.',
  backups: 'Se chi gestisce il servizio tiene copie di riserva, spariscono con quelle.',
  done: 'Fatto',
};
