// Le telecamere: se va tutto bene, l’elenco, e una di loro.

import type { Catalogue } from '../en';
import { at, countCameras, countChanges, many, n, wait } from './counts';

export const status: Catalogue['status'] = {
  well: 'Va tutto bene.',
  needs: 'Qualcosa richiede la tua attenzione.',
  off: 'Non connesso.',
  partly: 'Non tutto è raggiungibile.',
  asking: 'Un momento…',
  noCameras: 'Pronto per la tua prima telecamera.',
  offline: (count: number) =>
    many(count, {
      one: 'Una telecamera è offline.',
      other: `${n(count)} telecamere sono offline.`,
    }),
  band: 'Stato',
  acts: {
    answer_link: 'Rispondi',
    decide_edits: 'Rivedi i nomi',
    go_on: 'Continua',
    read_why: 'Leggi perché',
    show_alerts: 'Vedi gli avvisi',
    show_trouble: 'Vedi che cosa non va',
    sign_in: 'Accedi',
    try_again: 'Riprova',
  },
  cameras: (online: number, offline: number, lastSeen: number, notSaid: number) => {
    const heard = online + offline;
    if (notSaid > 0) {
      const all = countCameras(heard + lastSeen + notSaid);
      const known = [
        online > 0 && `${n(online)} online`,
        offline > 0 && `${n(offline)} offline`,
        lastSeen > 0 &&
          many(lastSeen, {
            one: '1 come vista l’ultima volta',
            other: `${n(lastSeen)} come viste l’ultima volta`,
          }),
      ].filter(Boolean);
      return known.length > 0 ? `${all}: ${known.join(', ')}.` : `${all}.`;
    }
    if (heard + lastSeen === 0) return 'Ancora nessuna telecamera.';
    if (heard === 0)
      return many(lastSeen, {
        one: '1 telecamera, come vista l’ultima volta.',
        other: `${countCameras(lastSeen)}, come viste l’ultima volta.`,
      });
    if (lastSeen > 0)
      return `${countCameras(online)} online, ${n(offline)} offline, ${n(lastSeen)} come viste l’ultima volta.`;
    if (offline > 0) return `${n(online)} di ${countCameras(heard)} online.`;
    return many(heard, {
      one: 'La telecamera è online.',
      other: `Tutte le ${n(heard)} telecamere sono online.`,
    });
  },
  inTrouble: (name: string, count: number) =>
    many(count, {
      one: `1 telecamera di ${name} richiede la tua attenzione.`,
      other: `${n(count)} telecamere di ${name} richiedono la tua attenzione.`,
    }),
  keychainLocked: 'Il portachiavi di questo computer è bloccato.',
  linkRequests: (count: number) =>
    many(count, {
      one: 'Una pagina nel tuo browser aspetta la tua risposta.',
      other: `${n(count)} pagine nel tuo browser aspettano la tua risposta.`,
    }),
  unreachable: (name: string) => `${name} non risponde.`,
  wayBack: (name: string, left: number) =>
    many(left, {
      one: `Su ${name} manca un passo.`,
      other: `Su ${name} mancano ${n(left)} passi.`,
    }),
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
  house: 'Una casa; ogni finestra accesa è una telecamera online',
};

export const cameras: Catalogue['cameras'] = {
  title: 'Telecamere',
  search: 'Cerca telecamere',
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
  noneAdded: 'Aggiungi le tue telecamere una per una.',
  noMatch: 'Nessuna telecamera trovata',
  noMatchBody: (text: string) => `Nessuna telecamera corrisponde a «${text}» per nome, stanza o modello.`,
  noMatchRoom: 'In questa stanza non c’è nessuna telecamera.',
  showAll: 'Mostra tutte le telecamere',
  loading: 'Carico le tue telecamere',
  unnamed: 'Telecamera senza nome',
  online: 'Online',
  offline: 'Offline',
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
  troubles: {
    clock_off: 'Il suo orologio è sbagliato. Imposta data e ora nell’app della telecamera.',
    credential_refused:
      'Rifiuta la password con cui Porchlight cerca di accedere. Controllala nell’app della telecamera.',
    locked: 'Per ora non fa accedere nessuno: troppe password sbagliate. Aspetta un po’, poi aggiorna.',
    no_answer: 'Non risponde. Controlla che sia accesa e connessa.',
    not_understood:
      'Porchlight non capisce le sue risposte. Cerca un aggiornamento di Porchlight e della telecamera.',
  },
  rename: (name: string) => `Rinomina ${name}`,
  nicknameOf: (name: string) => `Nome di ${name}`,
  open: (name: string) => `Apri ${name}`,
  undoEdit: (name: string) => `Ripristina il nome di prima di ${name}`,
  saveName: 'Salva il nome',
  keepOld: 'Tieni il nome di prima',
  count: (used: number, max: number) => `${n(used)} di ${n(max)}`,
  renamed: (from: string, to: string) => `«${from}» ora è «${to}».`,
  private: {
    mark: 'Solo su questo computer',
    keepsNone: {
      name: (service: string) => `Questo nome resta su questo computer: ${service} non conserva nomi.`,
      room: (service: string) => `Questa stanza resta su questo computer: ${service} non conserva stanze.`,
    },
    stays: {
      name: 'Questo nome resta su questo computer.',
      room: 'Questa stanza resta su questo computer.',
    },
    emptyName: 'Lascia vuoto per usare il nome originale della telecamera.',
    ownAgain: (name: string) => `«${name}» ha di nuovo il suo nome originale.`,
    offer: (service: string, count: number) =>
      many(count, {
        one: `${service} ora conserva nomi e stanze. Quelli di 1 telecamera sono solo su questo computer.`,
        other: `${service} ora conserva nomi e stanze. Quelli di ${n(count)} telecamere sono solo su questo computer.`,
      }),
    offerBody: 'Se li invii, compaiono anche sugli altri tuoi computer.',
    send: (service: string) => `Inviali a ${service}`,
    keep: 'Tienili qui',
  },
  columns: { name: 'Nome', room: 'Stanza', model: 'Modello', state: 'Stato' },
};

export const camera: Catalogue['camera'] = {
  back: 'Tutte le telecamere',
  address: 'Indirizzo',
  model: 'Modello',
  firmware: 'Firmware',
  firmwareReady: (version: string) => `La ${version} è pronta. Installala dall’app della telecamera.`,
  upToDate: 'Aggiornato',
  seen: 'Vista l’ultima volta',
  now: 'Online adesso',
  wifi: 'Wi-Fi',
  signal: 'Segnale',
  signals: { strong: 'Forte', good: 'Buono', weak: 'Debole' },
  room: 'Stanza',
  noRoom: 'Ancora nessuna stanza',
  editRoom: 'Cambia la stanza',
  roomField: (name: string) => `Stanza di ${name}`,
  roomNow: (camera: string, room: string) => `${camera} ora è in ${room}.`,
  roomNone: (camera: string) => `${camera} ora non ha una stanza.`,
  roomHint: 'Lascia vuoto se non ha una stanza.',
  from: 'Da',
  gone: 'Questa telecamera non c’è più',
  details: 'Dettagli',
  absences: {
    title: 'Assenze',
    none: 'Mai, da quando questo computer la conosce',
    still: (since: number) => `dal ${at(since)}`,
    over: (since: number, until: number) => `${at(since)}, per ${wait((until - since) / 1000)}`,
    more: (count: number) => many(count, { one: 'Mostra 1 altra', other: `Mostra altre ${n(count)}` }),
    less: 'Mostra meno',
  },
  offline: {
    title: (ago: string | null) => (ago === null ? 'Offline' : `Offline, vista ${ago}`),
    list: 'Che cosa provare',
    allAway: (network: string) => `Nessuna telecamera su ${network} è online. Controlla prima il router.`,
    power: 'È accesa? Stacca la spina per dieci secondi. Le serve circa un minuto per tornare.',
    router: 'Il Wi-Fi funziona? Prova con un altro dispositivo. Se nessuno va, riavvia il router.',
    routerOf: (network: string) =>
      `${network} funziona? Prova con un altro dispositivo. Se nessuno va, riavvia il router.`,
    weak: 'L’ultima volta il segnale era debole. Avvicinala un po’ al router, o il router a lei.',
    changed: 'Il nome o la password del Wi-Fi sono cambiati? Allora comunicali di nuovo alla telecamera.',
    changedElsewhere:
      'Il nome o la password del Wi-Fi sono cambiati? Allora cambiali nell’app della telecamera.',
    wifiAgain: 'Ricollega al Wi-Fi',
    underWay: (network: string) => `Le tue telecamere si stanno spostando su ${network}: continua da lì.`,
  },
  removal: {
    ask: 'Rimuovi questa telecamera…',
    title: (name: string, from: string) => `Rimuovere ${name} da ${from}?`,
    body: 'Il nome, la stanza e il posto nei servizi collegati vengono eliminati. Non si può annullare.',
    stays:
      'La telecamera non ne sa nulla: resta sul tuo Wi-Fi finché non la ripristini, come dice il manuale. Porchlight però non la mostra più.',
    back: 'Se un giorno la rivuoi, configurala di nuovo: sarà una telecamera nuova.',
    ownSignIn: {
      body: 'Porchlight dimentica la telecamera, il suo nome e la sua stanza, ed elimina la sua password da questo computer. Non si può annullare.',
      stays: 'La telecamera non cambia: continua a funzionare, con la password che ha.',
      back: 'Se un giorno la rivuoi, aggiungila di nuovo con il suo nome utente e la sua password.',
    },
    yes: 'Rimuovi',
    no: 'Tieni',
    running: (name: string) => `Rimozione di ${name} in corso…`,
    done: (name: string) => `${name} è stata rimossa.`,
  },
  remove: 'Rimuovere questa telecamera',
  removeHere: (from: string) =>
    `Porchlight non può ancora rimuovere una singola telecamera da ${from}: resta lì, offline. Per darla via o buttarla, ripristinala come dice il manuale: per chi la configura dopo è una telecamera nuova, e al tuo account non arriva più nulla.`,
  removeElsewhere: (from: string) =>
    `Porchlight mostra ciò che elenca ${from}. Rimuovi la telecamera lì, nella sua app: poi sparisce da sola da questo elenco.`,
};
