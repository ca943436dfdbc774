// Ogni parola della finestra, in italiano.

import type { EndReason, FailureCode, ProtectionTrouble } from '../backend';
import desktop from './desktop.it.json';
import type { Catalogue, Said } from './en';
import { dateTime, duration, numbers, plural } from './format';

type Failed = (seconds: number, reference: number) => Said;

const n = numbers('it');
const many = plural('it');
const at = dateTime('it');
const wait = duration('it');

const cameras = (count: number) => many(count, { one: '1 telecamera', other: `${n(count)} telecamere` });
const changes = (count: number) => many(count, { one: '1 modifica', other: `${n(count)} modifiche` });

const failures: Record<FailureCode, Failed> = {
  account_exists: () => ({
    what: 'Esiste già un account con questo indirizzo e-mail.',
    next: 'Usalo per accedere.',
  }),
  address_not_allowed: () => ({
    what: 'Porchlight non si collega a questo indirizzo.',
    next: 'Usa un indirizzo che inizia con https://, oppure uno di questo computer.',
  }),
  certificate_expired: () => ({
    what: 'Il certificato di questo servizio è scaduto: non gli è stato inviato nulla.',
    next: 'Avvisa chi gestisce il servizio.',
  }),
  certificate_untrusted: () => ({
    what: 'Questo servizio non può dimostrare chi è: non gli è stato inviato nulla.',
    next: 'Controlla l’indirizzo o chiedi a chi gestisce il servizio.',
  }),
  clock_off: (_, seconds) => ({
    what: `L’orologio di questo computer è sbagliato di ${wait(Math.abs(seconds))}.`,
    next: 'Regola l’orologio e riprova.',
  }),
  data_damaged: () => ({
    what: 'I dati su questo computer sono danneggiati.',
    next: 'Mettili da parte e ricomincia. I nomi tornano dal tuo account.',
  }),
  data_from_newer_version: () => ({
    what: 'I dati su questo computer sono di un Porchlight più recente.',
    next: 'Aggiorna Porchlight. I dati restano come sono.',
  }),
  disk_full: () => ({
    what: 'Il disco è pieno: non è stato possibile salvare.',
    next: 'Libera un po’ di spazio e riprova.',
  }),
  email_invalid: () => ({
    what: 'Questo non è un indirizzo e-mail.',
    next: 'Un indirizzo è fatto così: nome@example.org.',
  }),
  keychain_absent: () => ({
    what: 'Su questo computer non c’è un portachiavi attivo.',
    next: 'Avvialo e riprova.',
  }),
  keychain_denied: () => ({
    what: 'Il portachiavi non ha fatto entrare Porchlight.',
    next: 'Quando il portachiavi lo chiede, consenti l’accesso e riprova.',
  }),
  keychain_key_missing: () => ({
    what: 'Il portachiavi non ha più la chiave dei dati di questo computer.',
    next: 'Recupera il portachiavi o metti da parte i dati.',
  }),
  keychain_locked: () => ({
    what: 'Il portachiavi è bloccato.',
    next: 'Sbloccalo e riprova.',
  }),
  keychain_timed_out: () => ({
    what: 'Il portachiavi non ha risposto.',
    next: 'Cerca una sua domanda dietro questa finestra e riprova.',
  }),
  nickname_control_characters: () => ({
    what: 'In questo nome ci sono caratteri invisibili.',
    next: 'Scrivi il nome invece di incollarlo.',
  }),
  nickname_empty: () => ({
    what: 'Un nome ha almeno un carattere.',
    next: 'Scrivi un nome, o premi Esc per tenere quello di prima.',
  }),
  nickname_too_long: (_, max) => ({
    what: `Un nome ha al massimo ${n(max || 40)} caratteri.`,
    next: 'Accorcialo un po’.',
  }),
  not_now: () => ({
    what: 'In questo momento non è possibile.',
    next: 'Non è cambiato nulla. Riprova tra poco.',
  }),
  not_recognised: () => ({
    what: 'Il servizio non riconosce questa sessione.',
    next: 'Accedi di nuovo.',
  }),
  not_there: () => ({
    what: 'Il servizio non ha più questo elemento.',
    next: 'Aggiorna l’elenco e riprova.',
  }),
  passphrase_wrong: () => ({
    what: 'Questa non è la passphrase dei dati di questo computer.',
    next: 'Controlla il blocco maiuscole e riprova.',
  }),
  password_too_long: (_, max) => ({
    what: `Una password ha al massimo ${n(max || 256)} caratteri.`,
    next: 'Scegline una più corta.',
  }),
  password_too_short: (_, min) => ({
    what: `Una password ha almeno ${n(min || 8)} caratteri.`,
    next: 'Tre o quattro parole senza legame vanno bene.',
  }),
  recovery_key_mismatch: () => ({
    what: 'Non è il gruppo richiesto.',
    next: 'Guarda la chiave che hai conservato e scrivi di nuovo il gruppo.',
  }),
  service_busy: (seconds) => ({
    what: 'Il servizio è molto occupato.',
    next: seconds ? `Riprova tra ${wait(seconds)}.` : 'Riprova tra un momento.',
  }),
  service_garbled: () => ({
    what: 'Il servizio ha dato una risposta senza senso.',
    next: 'Controlla l’indirizzo. Se è giusto, riprova più tardi.',
  }),
  service_refused: () => ({
    what: 'Il servizio non ha accettato la richiesta.',
    next: 'Non è andato perso nulla. Riprova più tardi.',
  }),
  service_timed_out: () => ({
    what: 'Il servizio non ha risposto in tempo.',
    next: 'Non è andato perso nulla. Riprova tra poco.',
  }),
  service_unreachable: () => ({
    what: 'Il servizio non è raggiungibile.',
    next: 'Controlla che questo computer sia in rete e riprova.',
  }),
  session_ended: () => ({
    what: 'Il servizio ha chiuso questa sessione.',
    next: 'Accedi di nuovo. Non è andato perso nulla.',
  }),
  storage_unavailable: () => ({
    what: 'La cartella dei dati non si può usare.',
    next: 'Controlla di poterci scrivere e riprova.',
  }),
  too_many_tries: (seconds) => ({
    what: 'Troppi tentativi.',
    next: seconds ? `Aspetta ${wait(seconds)} e riprova.` : 'Aspetta un momento e riprova.',
  }),
  wrong_credentials: () => ({
    what: 'L’indirizzo e-mail o la password non sono giusti.',
    next: 'Controllali e riprova.',
  }),
};

const ends: Catalogue['ends'] = {
  account_deleted: {
    title: 'Questo account è stato eliminato',
    when: (service, moment) => `${service} ha eliminato l’account il ${at(moment)}.`,
    safe: 'Le tue telecamere continuano a funzionare. L’elenco è ancora su questo computer.',
    next: 'Se non l’hai chiesto tu, scrivi a chi gestisce il servizio.',
  },
  account_disabled: {
    title: 'Questo account è stato disattivato',
    when: (service, moment) => `${service} ha disattivato l’account il ${at(moment)}.`,
    safe: 'Le tue telecamere e i loro nomi sono ancora su questo computer.',
    next: 'Scrivi a chi gestisce il servizio: solo loro possono riattivarlo.',
  },
  expired: {
    title: 'Accedi per continuare',
    when: (service, moment) =>
      `È passato un po’ di tempo: ${service} ha chiuso questa sessione il ${at(moment)}, come fa ogni tanto.`,
    safe: 'Tutto. Le telecamere, i nomi e le tue modifiche sono qui.',
    next: 'Scrivi la password. Nient’altro.',
  },
  global_reset: {
    title: 'La tua sessione è stata chiusa, come quella di tutti',
    when: (service, moment) => `${service} ha chiuso tutte le sessioni il ${at(moment)}.`,
    safe: 'Il servizio non ha mai avuto la tua password. I nomi di telecamere, stanze e reti Wi-Fi sono sigillati sui tuoi computer: nessun altro può leggerli.',
    next: 'Accedi di nuovo con la tua password. Telecamere e modifiche ti aspettano. Non c’è altro di urgente.',
  },
  password_changed: {
    title: 'La tua password è stata cambiata',
    when: (service, moment, by) =>
      by
        ? `È stata cambiata il ${at(moment)} da ${by}, e ${service} ha disconnesso gli altri computer.`
        : `È stata cambiata il ${at(moment)}, e ${service} ha disconnesso gli altri computer.`,
    safe: 'Le telecamere, i nomi e le tue modifiche sono qui.',
    next: 'Accedi con la nuova password. Se non sei stato tu, usa subito la chiave di recupero.',
  },
  revoked_elsewhere: {
    title: 'Hai disconnesso questo computer',
    when: (service, moment, by) =>
      by
        ? `È successo il ${at(moment)}, da ${by}, su ${service}.`
        : `È successo il ${at(moment)}, da un altro computer, su ${service}.`,
    safe: 'Le telecamere, i nomi e le tue modifiche sono qui. Non si invia nulla finché non lo dici tu.',
    next: 'Se sei stato tu, accedi di nuovo quando vuoi.',
  },
  suspected_theft: {
    title: 'Qualcuno potrebbe aver copiato la tua sessione',
    when: (service, moment) => `${service} l’ha vista usare da due posti e l’ha chiusa il ${at(moment)}.`,
    safe: 'La tua password non c’era. Le modifiche che hai fatto aspettano qui che tu le guardi.',
    next: 'Accedi di nuovo, poi controlla che ogni modifica sia tua.',
  },
  two_factor_changed: {
    title: 'La verifica in due passaggi è stata cambiata',
    when: (service, moment, by) =>
      by
        ? `È stata cambiata il ${at(moment)} da ${by}, e ${service} ha disconnesso gli altri computer.`
        : `È stata cambiata il ${at(moment)}, e ${service} ha disconnesso gli altri computer.`,
    safe: 'Le telecamere, i nomi e le tue modifiche sono qui.',
    next: 'Accedi di nuovo. Se non sei stato tu, cambia subito la password.',
  },
};

const protection: Record<ProtectionTrouble, { title: string; why: string; help: string }> = {
  disk_full: {
    title: 'Il disco è pieno',
    why: 'Porchlight non può aprire i suoi dati senza un po’ di spazio.',
    help: 'Libera spazio e riprova. Non è andato perso nulla.',
  },
  keychain_absent: {
    title: 'Non c’è un portachiavi attivo',
    why: 'Porchlight tiene la sua chiave nel portachiavi di questo computer, e non ce n’è uno a cui chiederla.',
    help: 'Avvialo (per esempio GNOME Keyring o KDE Wallet) e riprova, oppure scegli un altro modo qui sotto.',
  },
  keychain_denied: {
    title: 'Il portachiavi non ha fatto entrare Porchlight',
    why: 'Alla domanda del portachiavi è stato risposto di no, o è stata chiusa.',
    help: 'Riprova e consenti l’accesso. Porchlight legge solo le sue voci.',
  },
  keychain_key_missing: {
    title: 'La chiave non è più nel portachiavi',
    why: 'Su questo computer ci sono dati, ma il portachiavi non ne ha più la chiave.',
    help: 'Se hai cambiato o azzerato il portachiavi, rimetti quello di prima e riprova. Altrimenti metti da parte i dati.',
  },
  keychain_locked: {
    title: 'Il portachiavi è bloccato',
    why: 'Porchlight tiene la sua chiave nel portachiavi di questo computer.',
    help: 'Riprova e sbloccalo quando lo chiede.',
  },
  keychain_timed_out: {
    title: 'Il portachiavi non ha risposto',
    why: 'Forse ti aspetta in una sua finestra.',
    help: 'Guarda dietro questa finestra, rispondi e riprova.',
  },
  newer_version: {
    title: 'Questi dati sono di un Porchlight più recente',
    why: 'Una versione più vecchia potrebbe rovinarli, quindi non sono stati toccati.',
    help: 'Aggiorna Porchlight e riaprilo.',
  },
  passphrase_wrong: {
    title: 'La passphrase non è giusta',
    why: 'I dati di questo computer si aprono con un’altra.',
    help: 'Controlla il blocco maiuscole e riprova.',
  },
  storage_unavailable: {
    title: 'La cartella dei dati non si può usare',
    why: 'Porchlight non può leggere o scrivere dove stanno i suoi dati.',
    help: 'Controlla i permessi della cartella, o che il suo disco ci sia, e riprova.',
  },
};

export const it: Catalogue = {
  language: 'Italiano',
  desktop,
  failures,
  ends,
  protection,
  at,
  count: n,

  common: {
    back: 'Indietro',
    cancel: 'Annulla',
    close: 'Chiudi',
    dismiss: 'Chiudi il messaggio',
    email: 'Indirizzo e-mail',
    password: 'Password',
    save: 'Salva',
    showPassword: 'Mostra ciò che è scritto',
    hidePassword: 'Nascondi ciò che è scritto',
    signIn: 'Accedi',
    undo: 'Ripristina',
    working: 'Un momento…',
  },

  lamp: {
    on: 'La lampada è accesa: va tutto bene',
    needs_you: 'La lampada chiama: c’è qualcosa per te',
    off: 'La lampada è spenta: non connesso',
  },

  rail: {
    name: 'Principale',
    cameras: 'Telecamere',
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
  },

  opening: {
    title: 'Apertura',
    body: 'Sto chiedendo la chiave al portachiavi di questo computer.',
    slow: 'Se il portachiavi chiede la sua password, la domanda può essere dietro questa finestra.',
  },

  protect: {
    again: 'Riprova',
    otherWays: 'Altri modi',
    passphrase: 'Usa invece una passphrase',
    passphraseHint: 'La scrivi ogni volta che Porchlight si apre.',
    runOnly: 'Solo questa volta',
    runOnlyHint: 'Non si conserva nulla. La prossima volta accedi di nuovo.',
    aside: 'Metti da parte i dati',
    asideHint: 'Si ricomincia da vuoto. I dati vecchi restano, ancora chiusi.',
    choose: 'Scegli una passphrase',
    chooseBody:
      'Chiude ciò che Porchlight conserva su questo computer. Nessuno può ritrovarla per te, nemmeno noi: se la dimentichi, ricominci da vuoto e accedi di nuovo.',
    field: 'Passphrase',
    repeat: 'La stessa ancora una volta',
    differs: 'Le due non sono ancora uguali.',
    short: (min: number) => `Almeno ${n(min)} caratteri. Quattro parole senza legame vanno bene.`,
    use: 'Chiudi con questa passphrase',
    wanted: 'La tua passphrase, per favore',
    wantedBody: 'Apre ciò che Porchlight conserva su questo computer.',
    unlock: 'Apri',
    forgotten: 'Dimenticata? Metti da parte i dati e ricomincia da vuoto',
    asideTitle: 'Mettere da parte i dati e ricominciare da vuoto?',
    asideBody:
      'I dati vecchi restano con un nome che porta la data di oggi, ancora chiusi. Le modifiche mai inviate restano lì dentro. Telecamere e nomi tornano dal tuo account quando accedi.',
    asideYes: 'Metti da parte e ricomincia',
    never: 'Su questo computer non si scrive mai nulla in chiaro.',
  },

  welcome: {
    title: 'Sapere che a casa va tutto bene.',
    body: 'Un posto tranquillo per le tue telecamere: come si chiamano, se ci sono, e cosa è successo mentre eri fuori.',
    demo: 'Visita la casa di prova',
    demoHint: 'Cinque telecamere, niente da installare, nessun account tuo',
    account: 'Account Porchlight',
    accountHint: 'Accedi a un servizio gestito da te o da qualcuno di cui ti fidi',
    create: 'Crea un account',
    createHint: 'Un nuovo account presso un servizio del genere',
    again: (name: string) => `Accedi a ${name}`,
    secret: 'Tutto ciò che è segreto resta su questo computer, nel suo portachiavi.',
    secretPassphrase: 'Tutto ciò che è segreto resta su questo computer, sotto la tua passphrase.',
    secretRun: 'Solo questa volta: su questo computer non si conserva nulla.',
  },

  address: {
    title: 'Quale servizio?',
    body: 'L’indirizzo che ti ha dato chi lo gestisce.',
    field: 'Indirizzo del servizio',
    example: 'https://porch.example.org',
    go: 'Continua',
    checking: 'Cerco il servizio…',
    noAccounts: (name: string) =>
      `${name} non accetta nuovi account. Chiedine uno a chi lo gestisce, poi accedi.`,
  },

  signIn: {
    title: (name: string) => `Accedi a ${name}`,
    demoTitle: 'Accedi alla casa di prova',
    making: 'Creo la chiave dalla tua password…',
    makingHint: 'La tua password non lascia mai questo computer. Ci vuole un secondo o due.',
    demoHint: 'La casa di prova è aperta a tutti. La chiave è sotto lo zerbino:',
    fill: 'Compila',
    create: 'Crea invece un account',
    safe: 'Il servizio non vede mai la tua password.',
  },

  create: {
    title: (name: string) => `Crea un account su ${name}`,
    body: 'Dalla tua password nasce la chiave dei tuoi nomi. Il servizio non vede né l’una né gli altri.',
    repeat: 'La stessa password ancora una volta',
    differs: 'Le due non sono ancora uguali.',
    advice: {
      empty: 'Almeno 8 caratteri. Quattro parole senza legame si ricordano bene.',
      short: (left: number) =>
        many(left, { one: 'Ancora 1 carattere.', other: `Ancora ${n(left)} caratteri.` }),
      fair: 'Può andare. Qualche carattere in più la renderebbe forte.',
      good: 'Una buona lunghezza.',
      same: 'Sempre lo stesso carattere è facile da indovinare. Mescola qualche parola.',
      email: 'Meglio senza il tuo indirizzo e-mail dentro.',
      long: 'Al massimo 256 caratteri.',
    },
    go: 'Continua',
    stepAccount: 'Account',
    stepKey: 'Chiave di recupero',
    stepCheck: 'Verifica',
    steps: 'Passaggi',
    keyTitle: 'La tua chiave di recupero',
    keyBody:
      'Se dimentichi la password, è l’unico modo per ritrovare i tuoi nomi. Si mostra solo questa volta. Conservala su carta o dove tieni le cose importanti.',
    keyLabel: 'Chiave di recupero, otto gruppi',
    saveFile: 'Salva in un file',
    saved: 'Salvata.',
    print: 'Stampa',
    copy: 'Copia',
    copied:
      'Copiata. Gli altri programmi possono leggere gli appunti: incollala presto, poi copia qualcos’altro.',
    copyWarning: 'Copiandola, altri programmi possono leggerla.',
    kept: 'L’ho conservata',
    checkTitle: 'Uno sguardo alla tua copia',
    checkBody: (group: number) =>
      `Per essere sicuri che ci sia: qual è il gruppo ${n(group)} della tua chiave di recupero?`,
    checkField: (group: number) => `Gruppo ${n(group)}`,
    checkShow: 'Mostra di nuovo la chiave',
    finish: 'Crea l’account',
    creating: 'Creo l’account…',
    cancelTitle: 'Vuoi fermarti qui?',
    cancelBody: 'L’account non esiste ancora. Senza, la chiave di recupero che hai visto non vale nulla.',
    cancelYes: 'Fermati',
    cancelNo: 'Continua',
    printTitle: 'Chiave di recupero di Porchlight',
    printFor: (email: string, service: string) => `Per ${email} su ${service}`,
    printHint: 'Tieni questo foglio dove nessun altro guarda. Apre il tuo account senza la password.',
  },

  status: {
    well: 'Va tutto bene.',
    needs: 'C’è qualcosa per te.',
    off: 'Non connesso.',
    cameras: (online: number, total: number) =>
      total === 0
        ? 'Ancora nessuna telecamera.'
        : online === total
          ? many(total, {
              one: 'La telecamera è in linea.',
              other: `Tutte le ${n(total)} telecamere sono in linea.`,
            })
          : `${n(online)} di ${cameras(total)} in linea.`,
    lastKnown: (total: number) => `${cameras(total)}, come viste l’ultima volta.`,
    alerts: (count: number) => many(count, { one: '1 nuovo avviso.', other: `${n(count)} nuovi avvisi.` }),
    conflicts: (count: number) =>
      many(count, {
        one: '1 nome è stato cambiato anche altrove.',
        other: `${n(count)} nomi sono stati cambiati anche altrove.`,
      }),
    signedOut: (name: string) => `La sessione su ${name} è chiusa.`,
    held: (count: number) => `${changes(count)} in attesa di una tua parola.`,
    waiting: (count: number) => `${changes(count)} in attesa`,
    firmware: (count: number) =>
      many(count, { one: '1 aggiornamento è pronto.', other: `${n(count)} aggiornamenti sono pronti.` }),
    house: 'Una casa; ogni finestra accesa è una telecamera in linea',
  },

  cameras: {
    title: 'Telecamere',
    search: (total: number) => `Cerca tra ${cameras(total)}`,
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
    undoEdit: (name: string) => `Annulla la modifica di ${name}`,
    saveName: 'Salva il nome',
    keepOld: 'Tieni il nome di prima',
    count: (used: number, max: number) => `${n(used)} di ${n(max)}`,
    renamed: (from: string, to: string) => `“${from}” ora è “${to}”.`,
    columns: { name: 'Nome', room: 'Stanza', model: 'Modello', state: 'Stato' },
  },

  camera: {
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
  },

  alerts: {
    title: 'Avvisi',
    markAll: 'Segna tutti come letti',
    more: 'Mostra i precedenti',
    none: 'Niente da segnalare',
    noneBody: 'Quando qualcuno accede al tuo account, o un servizio chiude la tua sessione, lo leggi qui.',
    unread: 'Nuovo',
    loading: 'Carico gli avvisi',
    newSignIn: desktop.newSignInTitle,
    newSignInPlace: (place: string) => desktop.newSignInBody.replace('{place}', () => place),
    newSignInUnknown: desktop.newSignInBodyUnknown,
    signedOut: (title: string) => title,
    signedOutBody: (service: string) =>
      `${service} ha chiuso la sessione di questo computer. Non è andato perso nulla.`,
    refused: 'Un messaggio è stato scartato',
    refusedBody: (service: string) =>
      `Qualcosa diceva di venire da ${service}, ma non era firmato. Non è stato fatto nulla.`,
  },

  settings: {
    title: 'Impostazioni',
    look: 'Aspetto',
    language: 'Lingua',
    languageSystem: 'Come su questo computer',
    theme: 'Tema',
    themes: { system: 'Come su questo computer', light: 'Chiaro', dark: 'Scuro' },
    layout: 'Disposizione delle telecamere',
    safety: 'Su questo computer',
    protectedBy: {
      keychain: 'Protetto dal portachiavi di questo computer',
      passphrase: 'Protetto dalla tua passphrase',
      this_run_only: 'Solo questa volta: non si conserva nulla',
    },
    protectedHint: {
      keychain: 'Tutti i dati sono cifrati. La chiave sta nel portachiavi e in nessun altro posto.',
      passphrase: 'Tutti i dati sono cifrati. La chiave nasce ogni volta dalla tua passphrase.',
      this_run_only:
        'Quando Porchlight si chiude, tutto qui viene dimenticato. Il tuo account tiene la sua copia sigillata.',
    },
    folder: 'Dove stanno i dati',
    folderHint: 'Una cartella, cifrata per intero.',
    showFolder: 'Mostra la cartella',
    connections: 'Collegamenti',
    signedInAs: (email: string) => `Accesso eseguito come ${email}`,
    signedOutAs: (email: string) => `Disconnesso. Ultimo usato: ${email}`,
    signedOut: 'Disconnesso',
    signOut: 'Disconnetti',
    signOutOf: (name: string) => `Disconnetti da ${name}`,
    signInTo: (name: string) => `Accedi a ${name}`,
    signOutTitle: (name: string) => `Vuoi disconnetterti da ${name}?`,
    signOutBody: 'Le sue telecamere lasciano questo computer finché non accedi di nuovo.',
    signOutEdits: (count: number) =>
      many(count, {
        one: '1 modifica non è ancora partita. Resta qui, chiusa, e parte quando accedi di nuovo.',
        other: `${n(count)} modifiche non sono ancora partite. Restano qui, chiuse, e partono quando accedi di nuovo.`,
      }),
    add: 'Aggiungi un collegamento',
    demo: 'Casa di prova',
    afresh: 'Ricomincia da capo',
    afreshHint: 'La casa di prova com’era il primo giorno.',
    afreshTitle: 'Vuoi riportare la casa di prova al primo giorno?',
    afreshBody: 'I nomi che hai dato alle sue telecamere tornano quelli iniziali. Il resto non si tocca.',
    erase: 'Cancella tutto',
    eraseHint: 'Chiude tutte le sessioni e toglie da questo computer tutti i dati di Porchlight.',
    eraseTitle: 'Vuoi cancellare tutto da questo computer?',
    eraseBody:
      'Spariscono sessioni, elenchi di telecamere, avvisi e impostazioni, e con loro la chiave nel portachiavi. Presso i tuoi servizi non si elimina nulla.',
    eraseEdits: (count: number) =>
      many(count, {
        one: '1 modifica mai inviata va persa.',
        other: `${n(count)} modifiche mai inviate vanno perse.`,
      }),
    eraseWord: 'CANCELLA',
    eraseType: (word: string) => `Scrivi ${word} per confermare`,
    eraseYes: 'Cancella tutto',
    version: (version: string) => `Porchlight ${version}`,
    development: 'Versione di sviluppo',
  },

  relogin: {
    safe: 'Ancora al sicuro',
    next: 'Cosa fare adesso',
    password: (email: string) => `Password di ${email}`,
    again: 'Accedi di nuovo',
    later: 'Più tardi',
    why: 'Leggi perché',
    advisory: 'Leggi l’avviso',
    close: 'Chiudi',
    saveList: 'Salva l’elenco delle telecamere',
    savedList: 'Salvato.',
    notMe: 'Non sono stato io',
    notMeBody:
      'Allora qualcun altro conosce la tua password o ha uno dei tuoi computer. Accedi adesso, cambia la password dove gestisci il tuo account e controlla i computer connessi.',
    kept: (draft: string | null, waiting: number) =>
      draft && waiting
        ? `“${draft}” e ${changes(waiting)} in attesa sono al sicuro. Continui da dove eri.`
        : draft
          ? `“${draft}” è al sicuro. Continui da dove eri.`
          : waiting
            ? `${changes(waiting)} in attesa ${waiting === 1 ? 'resta qui e parte' : 'restano qui e partono'} dopo l’accesso.`
            : 'Continui da dove eri.',
    keptHeld: (draft: string | null, waiting: number) =>
      draft && waiting
        ? `“${draft}” e ${changes(waiting)} in attesa sono al sicuro. Decidi tu dopo l’accesso.`
        : draft
          ? `“${draft}” è al sicuro. Continui da dove eri.`
          : waiting
            ? `${changes(waiting)} in attesa ${waiting === 1 ? 'resta' : 'restano'} qui. Decidi tu dopo l’accesso.`
            : 'Continui da dove eri.',
    keptHere: (waiting: number) =>
      waiting
        ? `${changes(waiting)} non ${waiting === 1 ? 'inviata resta' : 'inviate restano'} su questo computer.`
        : 'Non c’era nulla da inviare.',
    says: (service: string) => `${service} dice`,
    more: (count: number) =>
      many(count, {
        one: 'Dopo questo ce n’è un altro.',
        other: `Dopo questo ce ne sono altri ${n(count)}.`,
      }),
    bar: (name: string) => `La sessione su ${name} è chiusa.`,
  },

  held: {
    title: (count: number) => `${changes(count)} di prima che la sessione fosse chiusa`,
    body: 'Non è stato inviato nulla. Sono tue?',
    send: 'Invia',
    discard: 'Scarta',
    look: 'Prima le guardo',
  },

  offline: {
    bar: (name: string, since: string) => `${name} non risponde dalle ${since}.`,
    safe: 'Non è andato perso nulla: vedi tutto com’era, e le modifiche aspettano qui.',
    now: 'Prova adesso',
    trying: 'Provo…',
  },

  notices: {
    name: 'Comunicazioni',
    damaged: (moment: number) =>
      `I dati su questo computer erano danneggiati. Sono stati messi da parte il ${at(moment)} e si è ricominciato. Telecamere e nomi tornano dal tuo account.`,
    ok: 'Ho letto',
    runOnly: 'Solo questa volta: alla chiusura di Porchlight non si conserva nulla.',
  },

  toasts: { name: 'Messaggi' },

  demo: {
    title: 'Demo',
    hint: 'Fai fare al servizio di prova ciò che fanno i servizi',
    reset_everybody: 'Chiudi le sessioni di tutti',
    sign_in_from_another_city: 'Accesso da un’altra città',
    camera_goes_offline: 'La telecamera del garage si spegne',
    camera_comes_back: 'La telecamera del garage torna',
    rename_elsewhere: 'Rinomina una telecamera altrove',
    network_fails: 'La rete cade',
    network_works: 'La rete torna',
    endings: 'Altri finali',
    end: {
      account_deleted: 'L’account viene eliminato',
      account_disabled: 'L’account viene disattivato',
      expired: 'La sessione scade',
      global_reset: 'Sessioni chiuse a tutti',
      password_changed: 'La password viene cambiata',
      revoked_elsewhere: 'Disconnesso da un altro computer',
      suspected_theft: 'La sessione forse è stata copiata',
      two_factor_changed: 'La verifica in due passaggi cambia',
    } satisfies Record<EndReason, string>,
    done: 'Fatto. Guarda cosa succede.',
  },

  fatal: {
    title: 'Porchlight non è riuscito ad avviare la finestra',
    body: 'Chiudilo e riaprilo. Non è andato perso nulla.',
  },
};
