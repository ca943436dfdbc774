// Un codice oltre alla password: dove si chiede, e dove si attiva e si cura.

import type { Catalogue } from '../en';
import { at, countRecoveryCodes, many, n } from './counts';

export const factor: Catalogue['factor'] = {
  title: 'Ancora un passo',
  intro:
    'La password è giusta. Ora inserisci il codice che la tua app di autenticazione mostra per questo account.',
  code: 'Codice di sei cifre',
  introSent: 'La password è giusta. Ora fatti inviare un codice e scrivilo qui.',
  fields: {
    email_code: 'Codice ricevuto per e-mail',
    recovery_code: 'Codice di recupero',
    recovery_key: 'Chiave di recupero',
    sms_code: 'Codice ricevuto per SMS',
  },
  sendBy: {
    email: (to) => `Invia il codice a ${to}`,
    sms: (to) => `Invia il codice per SMS a ${to}`,
  },
  sentBy: {
    email: (to) =>
      `Il codice sta arrivando a ${to}. Può volerci un minuto; guarda anche nella posta indesiderata.`,
    sms: (to) => `Il codice sta arrivando a ${to}. Può volerci un minuto.`,
  },
  sendAgain: 'Invia un altro codice',
  sendAgainIn: (time) => `Potrai chiederne un altro tra ${time}.`,
  hints: {
    recovery_code:
      'Sedici caratteri dal tuo elenco. Ognuno vale una volta; maiuscole e trattini non contano.',
    recovery_key: 'Gli otto gruppi che hai salvato quando hai creato l’account o una nuova chiave.',
  },
  use: {
    code: 'Usa un codice dell’app',
    email_code: 'Ricevi un codice per e-mail',
    sms_code: 'Ricevi un codice per SMS',
    recovery_code: 'Usa un codice di recupero',
    recovery_key: 'Usa la chiave di recupero',
  },
  faults: {
    letters: 'I codici dell’app hanno solo cifre.',
    long: 'I codici dell’app hanno sei cifre. Questo è più lungo.',
    recovery_code: 'Sembra un codice di recupero.',
  },
  takeAsRecoveryCode: 'Usalo come codice di recupero',
  triesLeft: (count: number) =>
    many(count, {
      one: 'Resta 1 tentativo, poi ti verrà chiesta di nuovo la password.',
      other: `Restano ${n(count)} tentativi, poi ti verrà chiesta di nuovo la password.`,
    }),
  opensIn: (time: string) =>
    `Puoi provare il prossimo codice tra ${time}. Un codice di recupero funziona subito.`,
  counts: (time: string) => `La password non ti verrà richiesta per ${time}.`,
  cameIn: {
    left: (count: number) =>
      count === 0
        ? 'Era il tuo ultimo codice di recupero.'
        : `Hai usato un codice di recupero. ${many(count, { one: 'Ne resta 1.', other: `Ne restano ${n(count)}.` })}`,
    question: 'Hai perso il telefono, o solo non l’hai con te?',
    newPhone: 'Configura un nuovo telefono',
    hasPhone: 'Ce l’ho ancora',
    byKey: 'Hai effettuato l’accesso con la chiave di recupero.',
    byKeyHint:
      'Configura ora un nuovo telefono: quello vecchio e i suoi codici funzionano ancora per chi li ha.',
    later: 'Più tardi',
  },
};

export const twoFactor: Catalogue['twoFactor'] = {
  title: (name: string) => `Verifica in due passaggi per ${name}`,
  at: 'Verifica in due passaggi',
  explain: {
    what: 'Per accedere serviranno due cose: la tua password e un codice di un’app sul telefono. Chi ne ruba una sola non può entrare.',
    stays:
      'Non perdi nulla: telecamere, nomi e computer restano come sono, e i servizi collegati restano collegati.',
    lost: 'Per entrare bastano due di queste tre cose: la password, un codice (del telefono o di recupero) e la chiave di recupero.',
    ask: (service) => `Se te ne resta una sola, chiedi a ${service}.`,
  },
  password: (email: string) => `Password di ${email}`,
  stepsLabel: 'Passaggi',
  steps: { proof: 'Password', scan: 'App', codes: 'Codici di recupero', back: 'Controllo' },
  heads: {
    scan: {
      title: 'Inquadralo con l’app di autenticazione',
      body: 'L’app lo salva e mostra un nuovo codice ogni 30 secondi.',
    },
    codes: {
      title: 'Dieci modi per entrare senza telefono',
      body: 'Ognuno di questi codici di recupero apre il tuo account una volta, insieme alla password. Tienili lontani dal telefono: su carta, o in un gestore di password.',
    },
    back: {
      title: 'Controlla la tua copia',
      body: 'Scrivi uno qualsiasi dei dieci, leggendolo da dove li hai salvati. Così non si consuma.',
    },
  },
  left: (time: string) => `Hai ancora ${time}.`,
  scan: {
    app: 'Apri un’app di autenticazione sul telefono.',
    which: 'Aegis, Ente Auth, 2FAS, Google Authenticator o qualsiasi altra.',
    scan: 'Inquadra il codice QR.',
    picture: 'Codice QR per l’app di autenticazione',
    noCamera: 'Non riesce a leggerlo?',
    type: 'Scrivi nell’app questa chiave, scegliendo codici basati sull’ora:',
    key: 'Chiave per l’app di autenticazione',
    copy: 'Copia la chiave',
    open: 'Apri nella mia app di autenticazione',
    code: 'Scrivi le sei cifre che l’app mostra',
  },
  codes: {
    list: 'Codici di recupero, dieci',
    kept: 'Li ho salvati',
    printTitle: 'Codici di recupero di Porchlight',
    printFor: (email: string, service: string) => `Per ${email} su ${service}`,
    printHint:
      'Ognuno vale una volta, insieme alla password. Cancella quelli che hai usato. Tieni questo foglio lontano dal telefono.',
  },
  back: { show: 'Mostra di nuovo i codici' },
  signOutOthers: 'Disconnetti gli altri miei computer',
  signOutOthersHint: 'Altrimenti restano collegati. Spunta se qualcun altro potrebbe averne uno.',

  on: {
    begin: 'Comincia',
    yes: 'Attiva la verifica in due passaggi',
    nothingYet: 'Non è ancora cambiato nulla: la verifica in due passaggi si attiva all’ultimo passaggio.',
    stop: 'La verifica in due passaggi resta disattivata. Se l’app ha già la nuova voce, eliminala lì: i suoi codici non funzionano.',
  },
  move: {
    title: 'Passa a un’altra app di autenticazione',
    consequence:
      'Il nuovo telefono o la nuova app prende il posto del vecchio. Quello vecchio funziona fino all’ultimo passaggio. Ricevi dieci nuovi codici di recupero; i vecchi smettono di funzionare.',
    go: 'Passa',
    begin: 'Comincia il passaggio',
    yes: 'Passa ora',
    scanBody: 'Usa il nuovo telefono o la nuova app. Quella vecchia funziona fino all’ultimo passaggio.',
    nothingYet: 'Non è ancora cambiato nulla: la vecchia app funziona ancora.',
    stop: 'La vecchia app e i vecchi codici di recupero continuano a funzionare. Se la nuova ha già una voce, eliminala lì.',
  },
  renew: {
    title: 'Nuovi codici di recupero',
    consequence:
      'Ricevi dieci nuovi codici. I vecchi smettono di funzionare appena riscrivi uno di quelli nuovi.',
    go: 'Crea nuovi codici',
    begin: 'Crea nuovi codici',
    yes: 'Usa i nuovi codici',
    nothingYet: 'Non è ancora cambiato nulla: i vecchi codici funzionano ancora.',
    stop: 'I vecchi codici di recupero funzionano ancora. I nuovi no.',
  },
  off: {
    title: 'Disattiva la verifica in due passaggi',
    consequence:
      'Poi basterà la password per aprire il tuo account. La voce nell’app e tutti i codici di recupero smettono di funzionare. Telecamere, nomi e servizi collegati restano come sono.',
    go: 'Disattiva',
    begin: 'Disattiva la verifica in due passaggi',
  },

  onSince: (moment: number) => `Attiva dal ${at(moment)}`,
  onHint: 'Per accedere serve un codice oltre alla password.',
  codesLeft: (count: number) =>
    count === 0
      ? 'Nessun codice di recupero rimasto'
      : `${many(count, { one: 'Resta', other: 'Restano' })} ${countRecoveryCodes(count)}`,
  codesHint: 'Per quando non hai il telefono. Ognuno vale una volta.',
  codesFew: 'Creane subito di nuovi. Senza telefono e senza codici ti resta solo la chiave di recupero.',
  ways: 'Che cosa puoi cambiare',
  done: {
    changed: 'Che cosa è cambiato',
    same: 'Che cosa non è cambiato',
    changes: {
      on: {
        title: 'La verifica in due passaggi è attiva',
        changed: 'A chiunque acceda al tuo account, te compreso, viene chiesto un codice dopo la password.',
      },
      move: {
        title: 'La nuova app è attiva',
        changed:
          'La vecchia non funziona più; elimina lì la sua voce. I dieci nuovi codici di recupero funzionano, i vecchi no.',
      },
      codes: {
        title: 'I nuovi codici di recupero sono attivi',
        changed: 'I vecchi non funzionano più. Butta via le copie che hai.',
      },
      off: {
        title: 'La verifica in due passaggi è disattivata',
        changed: 'La sola password apre il tuo account. I codici di recupero non funzionano più.',
      },
    },
    othersOut: 'Ora è collegato solo questo computer.',
    sameAll: 'Tutti i tuoi computer restano collegati. Telecamere, nomi e servizi collegati sono come prima.',
    sameOthersOut: 'Questo computer resta collegato. Telecamere, nomi e servizi collegati sono come prima.',
    toSecurity: 'Torna a Sicurezza',
    look: 'Vedi la verifica in due passaggi',
  },
  ended: {
    lapsed: 'Il tempo è finito: non è cambiato nulla. Ricomincia quando vuoi.',
    signed_out: 'Nel frattempo la sessione è stata chiusa: non è cambiato nulla. Ricomincia quando vuoi.',
  },
  signedOut: (name: string) => `Accedi per gestire la verifica in due passaggi su ${name}.`,
  notOffered: 'Qui la verifica in due passaggi non è disponibile',
  notOfferedBody: (name: string) => `${name} chiede solo la password.`,
  unknown: 'Non si sa',
  unknownBody: (name: string) => `${name} non ha ancora detto se la verifica in due passaggi è attiva.`,

  settings: {
    unknown: 'Verifica in due passaggi: non si sa',
    off: 'Verifica in due passaggi disattivata',
    on: (count: number) => `Verifica in due passaggi attiva, ${countRecoveryCodes(count)}`,
    of: (said: string, name: string) => `${said}: ${name}`,
  },
};
