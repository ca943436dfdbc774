// Provare il rientro: che cosa aiuta e quando, e com’è andata ogni prova.

import type { Catalogue } from '../en';
import { at, many, n } from './counts';

export const rehearsal: Catalogue['rehearsal'] = {
  title: 'Prova le tue opzioni di recupero',
  lead: 'Scopri adesso che cosa ti farebbe entrare se perdessi il telefono o dimenticassi la password. Non si consuma nulla, nessuno viene avvisato e non cambia nulla.',
  lastAt: (moment) => `Ultima prova: ${at(moment)}.`,
  lost: 'Che cosa fare se perdi…',
  phone: 'il telefono',
  phoneHelp: 'Accedi con la password e un codice di recupero. Ogni codice vale una volta.',
  both: 'il telefono e i codici',
  bothHelp: 'Accedi con la password e la chiave di recupero, poi configura un altro telefono.',
  password: 'la password',
  passwordHelp:
    'Con la chiave di recupero puoi impostarne una nuova. Se la verifica in due passaggi è attiva, serve anche un codice o un codice di recupero; se è disattivata, devi aspettare un giorno.',
  address: 'l’indirizzo e-mail con cui accedi',
  addressHelp:
    'È sul foglio con la chiave di recupero e su ogni computer collegato. Se lo hai cambiato, solo quello nuovo trova il tuo account; per un giorno puoi ripristinare quello di prima.',
  more: 'la password, e anche la chiave o tutti i codici',
  moreHelp: 'Porchlight non può più farti entrare. Chiedi a chi gestisce il servizio.',
  stay: 'I computer collegati restano collegati finché non vengono disconnessi.',

  go: 'Prova',
  trying: 'Sto provando…',
  passwordTitle: 'La password',
  passwordBody: 'Serve a ogni accesso, qualunque altra cosa tu abbia.',
  passwordRight: 'È la tua password.',
  passwordWrong: 'Non è la tua password. Non è successo nulla; riprova.',
  codeTitle: 'Un codice di recupero',
  codeBody: 'Uno di quelli che hai salvato quando hai attivato la verifica in due passaggi.',
  codeLabel: 'Codice di recupero',
  codeRight: (left) =>
    many(left, {
      one: 'Questo ti farebbe entrare. Non è stato consumato: è l’ultimo che hai, quindi creane presto di nuovi.',
      other: `Questo ti farebbe entrare. Non è stato consumato: te ne restano ${n(left)}.`,
    }),
  keyForgotten: {
    on: 'Se dimentichi la password, ti permette di impostarne una nuova, insieme a un codice o a un codice di recupero.',
    off: 'Se dimentichi la password, ti permette di impostarne una nuova, dopo un giorno.',
    unknown: 'Se dimentichi la password, ti permette di impostarne una nuova.',
  },
  codeWrong: 'Non è uno dei tuoi codici, oppure è già stato usato. Non è successo nulla; prova un altro.',
  codeNone: 'La verifica in due passaggi è disattivata, quindi non ci sono codici: basta la password.',
  codePassword: 'Prova prima la password. Poi hai cinque minuti per provare i codici.',
  keyTitle: 'La chiave di recupero',
  keyBody:
    'Otto gruppi, di quando hai creato l’account o una nuova chiave. Si controlla su questo computer e non viene inviata da nessuna parte.',
  keyLabel: 'Chiave di recupero',
  keyWorth: {
    signs_in: 'È la tua chiave di recupero. Insieme alla password ti fa entrare senza il telefono.',
    signs_in_now:
      'È la tua chiave di recupero. Finora non poteva farti entrare senza il telefono; ora, insieme alla password, può.',
    opens_names_only:
      'È la tua chiave di recupero, ma non può ancora farti entrare senza il telefono, né sostituire una password dimenticata. Disattiva la verifica in due passaggi, riprova qui password e chiave, poi riattivala.',
    wrong: 'Non è la chiave di recupero di questo account. Ha otto gruppi di quattro lettere e cifre.',
  },
  demoKey: 'La chiave di recupero della casa di prova è pubblica, così puoi fare la prova:',
  signedOutBody: (name) => `Accedi per provare le opzioni di recupero per ${name}.`,
};
