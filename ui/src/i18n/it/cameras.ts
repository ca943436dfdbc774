// Le telecamere: se va tutto bene, l’elenco, e una di loro.

import type { Catalogue } from '../en';
import { countCameras, countChanges, many, n } from './counts';

export const status: Catalogue['status'] = {
  well: 'Va tutto bene.',
  needs: 'C’è qualcosa per te.',
  off: 'Non connesso.',
  partly: 'Non tutto è raggiungibile.',
  asking: 'Un momento…',
  noCameras: 'Pronto per la tua prima telecamera.',
  offline: (count: number) =>
    many(count, {
      one: 'Una telecamera non è in linea.',
      other: `${n(count)} telecamere non sono in linea.`,
    }),
  band: 'Come vanno le cose',
  acts: {
    answer_link: 'Rispondi',
    decide_edits: 'Guarda i nomi',
    go_on: 'Continua',
    read_why: 'Leggi perché',
    show_alerts: 'Vedi gli avvisi',
    sign_in: 'Accedi',
    try_again: 'Riprova',
  },
  cameras: (online: number, offline: number, lastSeen: number) => {
    const heard = online + offline;
    if (heard + lastSeen === 0) return 'Ancora nessuna telecamera.';
    if (heard === 0)
      return many(lastSeen, {
        one: '1 telecamera, come vista l’ultima volta.',
        other: `${countCameras(lastSeen)}, come viste l’ultima volta.`,
      });
    if (lastSeen > 0)
      return `${countCameras(online)} in linea, ${n(offline)} non in linea, ${n(lastSeen)} come viste l’ultima volta.`;
    if (offline > 0) return `${n(online)} di ${countCameras(heard)} in linea.`;
    return many(heard, {
      one: 'La telecamera è in linea.',
      other: `Tutte le ${n(heard)} telecamere sono in linea.`,
    });
  },
  keychainLocked: 'Il portachiavi di questo computer è bloccato.',
  linkRequests: (count: number) =>
    many(count, {
      one: 'Una pagina nel tuo browser aspetta la tua risposta.',
      other: `${n(count)} pagine nel tuo browser aspettano la tua risposta.`,
    }),
  unreachable: (name: string) => `${name} non risponde.`,
  wayBack: (name: string, left: number) =>
    many(left, {
      one: `Per tornare a ${name} manca un passo.`,
      other: `Per tornare a ${name} mancano ${n(left)} passi.`,
    }),
  alerts: (count: number) => many(count, { one: '1 nuovo avviso.', other: `${n(count)} nuovi avvisi.` }),
  conflicts: (count: number) =>
    many(count, {
      one: '1 nome è stato cambiato anche altrove.',
      other: `${n(count)} nomi sono stati cambiati anche altrove.`,
    }),
  signedOut: (name: string) => `La sessione su ${name} è chiusa.`,
  held: (count: number) => `${countChanges(count)} in attesa di una tua parola.`,
  waiting: (count: number) => `${countChanges(count)} in attesa`,
  firmware: (count: number) =>
    many(count, { one: '1 aggiornamento è pronto.', other: `${n(count)} aggiornamenti sono pronti.` }),
  house: 'Una casa; ogni finestra accesa è una telecamera in linea',
};

export const cameras: Catalogue['cameras'] = {
  title: 'Telecamere',
  search: (total: number) => `Cerca tra ${countCameras(total)}`,
  clear: 'Svuota la ricerca',
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
  noMatch: 'Nessuna telecamera corrisponde',
  noMatchBody: (text: string) =>
    `Nulla si chiama “${text}”, sta in una stanza del genere o è un modello del genere.`,
  noMatchRoom: 'In questa stanza non c’è nessuna telecamera.',
  showAll: 'Mostra tutte le telecamere',
  loading: 'Carico le tue telecamere',
  unnamed: 'Telecamera senza nome',
  online: 'In linea',
  offline: 'Non in linea',
  update: 'Aggiornamento pronto',
  stale: 'Ultimo stato noto',
  needsYou: 'Tocca a te',
  lastSeen: (ago: string) => `vista ${ago}`,
  signal: { strong: 'segnale forte', good: 'segnale buono', weak: 'segnale debole' },
  waiting: '1 modifica in attesa',
  held: '1 modifica aspetta una tua parola',
  conflict: (theirs: string) => `Rinominata anche altrove, in “${theirs}”.`,
  conflictRoom: (room: string) => `Spostata anche altrove, in ${room}.`,
  keepMine: (mine: string) => `Tieni “${mine}”`,
  takeTheirs: (theirs: string) => `Usa “${theirs}”`,
  shared: 'Un’altra telecamera ha lo stesso nome.',
  rename: (name: string) => `Rinomina ${name}`,
  nicknameOf: (name: string) => `Nome di ${name}`,
  open: (name: string) => `Apri ${name}`,
  undoEdit: (name: string) => `Ripristina ${name} com’era`,
  saveName: 'Salva il nome',
  keepOld: 'Tieni il nome di prima',
  count: (used: number, max: number) => `${n(used)} di ${n(max)}`,
  renamed: (from: string, to: string) => `“${from}” ora è “${to}”.`,
  columns: { name: 'Nome', room: 'Stanza', model: 'Modello', state: 'Stato' },
};

export const camera: Catalogue['camera'] = {
  back: 'Tutte le telecamere',
  model: 'Modello',
  firmware: 'Firmware',
  firmwareReady: (version: string) =>
    `La ${version} è pronta. La telecamera la installa quando lo dici tu nella sua app.`,
  upToDate: 'Aggiornato',
  seen: 'Vista l’ultima volta',
  now: 'In linea adesso',
  wifi: 'Wi-Fi',
  signal: 'Segnale',
  signals: { strong: 'Forte', good: 'Buono', weak: 'Debole' },
  unknown: 'Non noto',
  room: 'Stanza',
  noRoom: 'Ancora nessuna stanza',
  editRoom: 'Cambia la stanza',
  roomField: (name: string) => `Stanza di ${name}`,
  roomHint: 'Lascia vuoto per nessuna stanza.',
  from: 'Viene da',
  gone: 'Questa telecamera non c’è più',
  details: 'Dettagli',
};
