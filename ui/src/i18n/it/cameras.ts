// Le telecamere: se va tutto bene, l’elenco, e una di loro.

import type { Catalogue } from '../en';
import { countCameras, countChanges, many, n } from './counts';

export const status: Catalogue['status'] = {
  well: 'Va tutto bene.',
  needs: 'Qualcosa richiede la tua attenzione.',
  off: 'Non connesso.',
  cameras: (online: number, total: number) =>
    total === 0
      ? 'Ancora nessuna telecamera.'
      : online === total
        ? many(total, {
            one: 'La telecamera è in linea.',
            other: `Tutte le ${n(total)} telecamere sono in linea.`,
          })
        : `${n(online)} di ${countCameras(total)} in linea.`,
  lastKnown: (total: number) => `${countCameras(total)}, come viste l’ultima volta.`,
  alerts: (count: number) => many(count, { one: '1 nuovo avviso.', other: `${n(count)} nuovi avvisi.` }),
  conflicts: (count: number) =>
    many(count, {
      one: '1 nome è stato cambiato anche su un altro computer.',
      other: `${n(count)} nomi sono stati cambiati anche su un altro computer.`,
    }),
  signedOut: (name: string) => `La sessione su ${name} è chiusa.`,
  held: (count: number) => `${countChanges(count)} in attesa del tuo OK.`,
  waiting: (count: number) => `${countChanges(count)} in attesa`,
  firmware: (count: number) =>
    many(count, { one: '1 aggiornamento è pronto.', other: `${n(count)} aggiornamenti sono pronti.` }),
  house: 'Una casa; ogni finestra accesa è una telecamera in linea',
};

export const cameras: Catalogue['cameras'] = {
  title: 'Telecamere',
  search: (total: number) => `Cerca tra ${countCameras(total)}`,
  clear: 'Cancella la ricerca',
  rooms: 'Stanze',
  allRooms: 'Tutte le stanze',
  noRoom: 'Senza stanza',
  group: 'Tutte, stanza per stanza',
  layout: 'Disposizione',
  grid: 'Griglia',
  list: 'Elenco',
  refresh: 'Aggiorna',
  found: (count: number) =>
    many(count, { one: '1 telecamera trovata', other: `${n(count)} telecamere trovate` }),
  none: 'Ancora nessuna telecamera',
  noneBody: 'Le telecamere del tuo account compaiono qui da sole.',
  noMatch: 'Nessuna telecamera trovata',
  noMatchBody: (text: string) => `Nessuna telecamera corrisponde a «${text}» per nome, stanza o modello.`,
  noMatchRoom: 'In questa stanza non c’è nessuna telecamera.',
  showAll: 'Mostra tutte le telecamere',
  loading: 'Carico le tue telecamere',
  unnamed: 'Telecamera senza nome',
  online: 'In linea',
  offline: 'Non in linea',
  update: 'Aggiornamento pronto',
  stale: 'Ultimo stato noto',
  needsYou: 'Serve la tua attenzione',
  lastSeen: (ago: string) => `vista ${ago}`,
  signal: { strong: 'segnale forte', good: 'segnale buono', weak: 'segnale debole' },
  waiting: '1 modifica in attesa',
  held: '1 modifica in attesa del tuo OK',
  conflict: (theirs: string) => `Rinominata anche su un altro computer, in «${theirs}».`,
  conflictRoom: (room: string) => `Spostata anche su un altro computer, in ${room}.`,
  keepMine: (mine: string) => `Tieni «${mine}»`,
  takeTheirs: (theirs: string) => `Usa «${theirs}»`,
  shared: 'Un’altra telecamera ha lo stesso nome.',
  rename: (name: string) => `Rinomina ${name}`,
  nicknameOf: (name: string) => `Nome di ${name}`,
  open: (name: string) => `Apri ${name}`,
  undoEdit: (name: string) => `Annulla la modifica a ${name}`,
  saveName: 'Salva il nome',
  keepOld: 'Tieni il nome di prima',
  count: (used: number, max: number) => `${n(used)} di ${n(max)}`,
  renamed: (from: string, to: string) => `«${from}» ora è «${to}».`,
  columns: { name: 'Nome', room: 'Stanza', model: 'Modello', state: 'Stato' },
};

export const camera: Catalogue['camera'] = {
  back: 'Tutte le telecamere',
  model: 'Modello',
  firmware: 'Firmware',
  firmwareReady: (version: string) => `La ${version} è pronta. Installala dall’app della telecamera.`,
  upToDate: 'Aggiornato',
  seen: 'Vista l’ultima volta',
  now: 'In linea adesso',
  wifi: 'Wi-Fi',
  signal: 'Segnale',
  signals: { strong: 'Forte', good: 'Buono', weak: 'Debole' },
  unknown: 'Sconosciuto',
  room: 'Stanza',
  noRoom: 'Ancora nessuna stanza',
  editRoom: 'Cambia la stanza',
  roomField: (name: string) => `Stanza di ${name}`,
  roomHint: 'Lascia vuoto se non ha una stanza.',
  from: 'Da',
  gone: 'Questa telecamera non c’è più',
  details: 'Dettagli',
};
