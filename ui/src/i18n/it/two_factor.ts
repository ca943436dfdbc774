// Un codice oltre alla password: dove si chiede, e dove si attiva e si cura.

import type { Catalogue } from '../en';
import { at, countRecoveryCodes, many, n } from './counts';

export const factor: Catalogue['factor'] = {
  title: 'Ancora un passo',
  intro: 'La password è giusta. Ora il codice che la tua app di autenticazione mostra per questo account.',
  code: 'Codice di sei cifre',
  fields: { recovery_code: 'Codice di recupero', recovery_key: 'Chiave di recupero' },
  hints: {
    recovery_code:
      'Sedici caratteri dal tuo elenco. Ognuno vale una volta; maiuscole e trattini non contano.',
    recovery_key:
      'Gli otto gruppi che hai conservato quando è nato l’account, o quando hai creato una nuova chiave.',
  },
  use: {
    code: 'Usa un codice dell’app',
    recovery_code: 'Usa un codice di recupero',
    recovery_key: 'Usa la chiave di recupero',
  },
  faults: {
    letters: 'Un codice dell’app ha solo cifre.',
    long: 'Un codice dell’app ha sei cifre. Queste sono di più.',
    recovery_code: 'Sembra un codice di recupero.',
  },
  takeAsRecoveryCode: 'Usalo come tale',
  triesLeft: (count: number) =>
    many(count, {
      one: 'Resta 1 tentativo, poi si chiede di nuovo la password.',
      other: `Restano ${n(count)} tentativi, poi si chiede di nuovo la password.`,
    }),
  opensIn: (time: string) =>
    `Il prossimo codice si guarda tra ${time}. Un codice di recupero funziona subito.`,
  counts: (time: string) => `La tua password vale ancora ${time}.`,
  cameIn: {
    left: (count: number) =>
      count === 0
        ? 'Era il tuo ultimo codice di recupero.'
        : `Hai usato un codice di recupero. ${many(count, { one: 'Ne resta 1.', other: `Ne restano ${n(count)}.` })}`,
    question: 'Il telefono è perso, o solo non a portata di mano?',
    newPhone: 'Configura un nuovo telefono',
    hasPhone: 'Ce l’ho ancora',
    byKey: 'Hai usato la chiave di recupero.',
    byKeyHint:
      'Configura ora un nuovo telefono: quello vecchio e i suoi codici valgono ancora, per chi li ha.',
    later: 'Più tardi',
  },
};

export const twoFactor: Catalogue['twoFactor'] = {
  title: (name: string) => `Verifica in due passaggi su ${name}`,
  at: 'Due passaggi',
  explain: {
    what: 'Per accedere servono allora due cose: la tua password e un codice di un’app sul telefono. Chi ne ruba una sola resta fuori.',
    stays:
      'Non si perde nulla: telecamere, nomi e computer restano come sono, e così tutto ciò che è collegato al tuo account.',
    lost: (name: string) =>
      `Per entrare ne bastano due su tre: la password, un codice (del telefono, o di recupero) e la chiave di recupero che hai conservato. Se ne resta uno solo, nessuno può più farti entrare, nemmeno ${name}.`,
  },
  password: (email: string) => `Password di ${email}`,
  stepsLabel: 'Passaggi',
  steps: { proof: 'Password', scan: 'App', codes: 'Codici di recupero', back: 'Verifica' },
  heads: {
    scan: {
      title: 'Fallo leggere alla tua app di autenticazione',
      body: 'Conserva il segreto e mostra un nuovo codice ogni 30 secondi.',
    },
    codes: {
      title: 'Dieci modi per entrare senza telefono',
      body: 'Ognuno di questi codici di recupero apre il tuo account una volta, insieme alla password. Tienili lontani dal telefono: su carta, o in un gestore di password.',
    },
    back: {
      title: 'Uno sguardo alla tua copia',
      body: 'Scrivi uno dei dieci da dove li hai conservati, quello che vuoi. Così non si consuma.',
    },
  },
  left: (time: string) => `Hai ancora ${time}.`,
  scan: {
    app: 'Apri un’app di autenticazione sul telefono.',
    which: 'Aegis, Ente Auth, 2FAS, Google Authenticator o qualsiasi altra.',
    scan: 'Inquadra il quadrato.',
    picture: 'Il segreto come quadrato per l’app di autenticazione',
    noCamera: 'Non riesce a leggerlo?',
    type: 'Scrivi lì questa chiave, con codici basati sull’ora:',
    key: 'Chiave per l’app di autenticazione',
    copy: 'Copia la chiave',
    open: 'Apri nella mia app',
    code: 'Scrivi le sei cifre che mostra',
  },
  codes: {
    list: 'Codici di recupero, dieci',
    kept: 'Li ho conservati',
    printTitle: 'Codici di recupero di Porchlight',
    printFor: (email: string, service: string) => `Per ${email} su ${service}`,
    printHint:
      'Ognuno vale una volta, insieme alla password. Cancella quelli che hai usato. Tieni questo foglio lontano dal telefono.',
  },
  back: { show: 'Mostra di nuovo i codici' },
  signOutOthers: 'Chiudi le sessioni degli altri miei computer',
  signOutOthersHint: 'Altrimenti restano aperte. Spunta se uno di loro può essere in mani altrui.',

  on: {
    begin: 'Comincia',
    yes: 'Attiva la verifica',
    nothingYet: 'Non è ancora cambiato nulla: la verifica si attiva con l’ultimo passaggio.',
    stop: 'La verifica in due passaggi resta disattivata. Se l’app ha già la nuova voce, eliminala: i suoi codici non funzionano.',
  },
  move: {
    title: 'Passa a un’altra app di autenticazione',
    consequence:
      'Subentra un nuovo telefono o una nuova app. Quella vecchia vale fino all’ultimo passaggio, poi non più. Ricevi dieci nuovi codici di recupero; i vecchi se ne vanno con il vecchio telefono.',
    go: 'Passa',
    begin: 'Comincia il passaggio',
    yes: 'Passa ora',
    scanBody: 'Con il nuovo telefono o la nuova app. Quella vecchia vale fino all’ultimo passaggio.',
    nothingYet: 'Non è ancora cambiato nulla: la vecchia app vale ancora.',
    stop: 'La vecchia app e i vecchi codici di recupero continuano a valere. Se la nuova ha già la sua voce, eliminala.',
  },
  renew: {
    title: 'Nuovi codici di recupero',
    consequence:
      'Ne ricevi dieci nuovi. I vecchi smettono di funzionare appena hai riscritto uno di quelli nuovi.',
    go: 'Creane di nuovi',
    begin: 'Crea nuovi codici',
    yes: 'Usa i nuovi codici',
    nothingYet: 'Non è ancora cambiato nulla: i vecchi codici valgono ancora.',
    stop: 'I vecchi codici di recupero funzionano ancora. I nuovi no.',
  },
  off: {
    title: 'Disattiva la verifica in due passaggi',
    consequence:
      'Allora basta la password per aprire il tuo account. La voce nell’app e tutti i codici di recupero non funzionano più. Telecamere, nomi e tutto ciò che è collegato restano come sono.',
    go: 'Disattiva',
    begin: 'Disattiva la verifica',
  },

  onSince: (moment: number) => `Attiva dal ${at(moment)}`,
  onHint: 'Chi accede ha bisogno di un codice oltre alla password.',
  codesLeft: (count: number) =>
    count === 0
      ? 'Non resta nessun codice di recupero'
      : `${many(count, { one: 'Resta', other: 'Restano' })} ${countRecoveryCodes(count)}`,
  codesHint: 'Per quando il telefono non c’è. Ognuno vale una volta.',
  codesFew: 'Creane subito di nuovi. Senza telefono e senza codici resta solo la chiave di recupero.',
  ways: 'Che cosa si può cambiare',
  done: {
    changed: 'Che cosa cambia',
    same: 'Che cosa resta',
    changes: {
      on: {
        title: 'La verifica in due passaggi è attiva',
        changed: 'A chiunque acceda al tuo account, te compreso, si chiede un codice dopo la password.',
      },
      move: {
        title: 'Ora vale la nuova app',
        changed:
          'La vecchia non funziona più; elimina la sua voce. I dieci nuovi codici di recupero funzionano, i vecchi no.',
      },
      codes: {
        title: 'I nuovi codici di recupero valgono',
        changed: 'I vecchi non funzionano più. Butta via ciò che ne hai.',
      },
      off: {
        title: 'La verifica in due passaggi è disattivata',
        changed: 'La password da sola apre il tuo account. I codici di recupero non funzionano più.',
      },
    },
    othersOut: 'Ora solo questo computer ha una sessione aperta.',
    sameAll:
      'Tutti i tuoi computer restano connessi. Telecamere, nomi e tutto ciò che è collegato al tuo account sono come prima.',
    sameOthersOut:
      'Questo computer resta connesso. Telecamere, nomi e tutto ciò che è collegato al tuo account sono come prima.',
    toSecurity: 'Torna a Sicurezza',
    look: 'Guarda la verifica',
  },
  ended: {
    lapsed: 'Il tempo è finito: non è cambiato nulla. Ricomincia quando vuoi.',
    signed_out: 'Nel frattempo la sessione è stata chiusa: non è cambiato nulla. Ricomincia quando vuoi.',
  },
  signedOut: (name: string) => `Per la verifica in due passaggi su ${name}, prima accedi.`,
  notOffered: 'Qui non c’è la verifica in due passaggi',
  notOfferedBody: (name: string) => `A ${name} si accede con la sola password.`,
  unknown: 'Ora non si sa',
  unknownBody: (name: string) => `${name} non ha ancora detto se la verifica in due passaggi è attiva.`,

  settings: {
    unknown: 'Verifica in due passaggi: ora non si sa',
    off: 'Verifica in due passaggi disattivata',
    on: (count: number) => `Verifica in due passaggi attiva, ${countRecoveryCodes(count)}`,
    of: (said: string, name: string) => `${said}: ${name}`,
  },
};
