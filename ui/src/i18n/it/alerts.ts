// Gli avvisi.

import type { Catalogue } from '../en';
import desktop from '../desktop.it.json';
import { appointment } from './counts';

export const alerts: Catalogue['alerts'] = {
  title: 'Avvisi',
  markAll: 'Segna tutti come letti',
  marked: 'Tutti gli avvisi sono segnati come letti.',
  later: 'Torna ai successivi',
  more: 'Mostra i precedenti',
  unread: 'Nuovo',
  loading: 'Carico gli avvisi',
  list: 'Avvisi, dal più recente',
  today: 'Oggi',
  yesterday: 'Ieri',
  severities: {
    info: 'Buono a sapersi',
    notice: 'Da guardare',
    warning: 'Attenzione',
    danger: 'Pericolo',
  },

  filter: 'Quali avvisi',
  all: 'Tutti',
  unreadOnly: 'Da leggere',
  important: 'Importanti',
  about: 'Su che cosa',
  groups: {
    cameras: 'Telecamere',
    exposures: 'Dati esposti',
    integrations: 'Integrazioni',
    security: 'Sicurezza',
  },
  at: 'Presso',
  everywhere: 'Tutti i collegamenti',
  none: 'Niente da segnalare',
  noneBody: 'Quando qualcuno accede al tuo account, o un servizio chiude la tua sessione, lo leggi qui.',
  noneUnread: 'Hai letto tutto',
  noneUnreadBody: 'I nuovi avvisi compaiono qui e accanto all’orologio.',
  noneImportant: 'Niente di importante',
  noneImportantBody: 'Qui troveresti i pericoli e ciò a cui fare attenzione.',
  noneOfGroup: (group: string) => `Niente su: ${group.toLowerCase()}`,
  noneOfGroupBody: 'Ciò che è successo ad altro è sotto Tutti.',
  showAll: 'Mostra tutti gli avvisi',

  details: 'Dettagli',
  detailsOf: (title: string) => `Dettagli: ${title}`,
  when: 'Quando',
  where: 'Dove',
  camera: 'Telecamera',
  computer: 'Computer',
  place: 'Luogo',
  unknownComputer: 'Non ha detto il suo nome',
  theService: (service: string) => `${service} dice`,
  corrected: (moment: string) => `Corretto il ${moment}:`,
  correctedWithoutWords: 'il servizio lo ha ritirato.',
  allCorrections: 'Tutto ciò che ne è stato detto',
  acts: {
    change_password: 'Cambia password',
    link_again: 'Collega di nuovo',
    look_at_computers: 'Guarda i computer',
    open_camera: 'Apri la telecamera',
    open_exposure: 'Che cosa significa',
    show_email: 'Guarda l’indirizzo',
    show_recovery_key: 'Vai alla chiave di recupero',
    show_two_factor: 'Attiva i due passaggi',
    stop_recovery: 'Blocca',
  },
  act: (label: string, title: string) => `${label}: ${title}`,

  aCamera: 'Una telecamera',
  cameraAdded: (camera: string) => `${camera} è stata aggiunta`,
  cameraAddedBody: (service: string) => `È arrivata su ${service}, e non da questo computer.`,
  cameraBack: (camera: string) => `${camera} è tornata`,
  cameraBackBody: 'Si vede di nuovo.',
  cameraGone: (camera: string) => `${camera} non si vede da un giorno`,
  cameraGoneBody: (since: string) =>
    `Vista l’ultima volta il ${since}. Forse le manca la corrente o il Wi-Fi.`,
  cameraRemoved: (camera: string) => `${camera} è stata tolta`,
  cameraRemovedBody: (service: string) =>
    `Non è più su ${service}, e questo computer non l’ha tolta. Se non eri tu, controlla i computer connessi.`,
  firmware: (camera: string) => `${camera} ha un altro firmware`,
  firmwareBody: (from: string, to: string) => `È passata da ${from} a ${to}.`,
  wifi: (camera: string) => `${camera} è in un’altra rete`,
  wifiBody: (from: string, to: string) =>
    `È passata da «${from}» a «${to}», e questo computer non l’ha spostata.`,
  newSignIn: desktop.newSignInTitle,
  newSignInPlace: (place: string) => desktop.newSignInBody.replace('{place}', () => place),
  newSignInComputer: (computer: string) =>
    `Da un computer che si chiama «${computer}». Se non è tuo, chiudi la sua sessione.`,
  newSignInUnknown: desktop.newSignInBodyUnknown,
  signedOutBody: (service: string) =>
    `${service} ha chiuso la sessione di questo computer. Non è andato perso nulla.`,
  done: 'È già sistemato.',
  expired: 'La sessione era scaduta',
  signedOutThen: {
    account_deleted: '',
    account_disabled: '',
    expired: '',
    global_reset: 'Cambia la password.',
    password_changed: 'Se non eri tu, controlla i computer connessi.',
    revoked_elsewhere: 'Se non eri tu, controlla i computer connessi.',
    suspected_theft: 'Cambia la password.',
    too_many_computers: 'Disconnetti i computer che non usi più.',
    two_factor_changed: 'Se non eri tu, controlla i computer connessi.',
  },
  signedOutNext: {
    account_deleted: 'L’elenco delle telecamere resta qui.',
    account_disabled: 'Chiedi al servizio perché.',
    expired: 'Accedi di nuovo per continuare.',
    global_reset: 'Accedi di nuovo, poi cambia la password.',
    password_changed: 'Se non eri tu, controlla i computer connessi.',
    revoked_elsewhere: 'Se non eri tu, controlla i computer connessi.',
    suspected_theft: 'Accedi di nuovo, poi cambia la password.',
    too_many_computers: 'Disconnetti i computer che non usi più.',
    two_factor_changed: 'Se non eri tu, controlla i computer connessi.',
  },
  exposed: 'Dei dati erano accessibili',
  exposedBody: (service: string) => `${service} dice che cosa si poteva leggere e che cosa no.`,
  exposureWithdrawn: 'Non è successo',
  exposureWithdrawnBody: (service: string) => `${service} ritira la notizia di dati accessibili.`,
  linked: (client: string) => `${client} è stato collegato`,
  linkedBody: (service: string) => `Ora può usare delle telecamere di ${service}. Se non eri tu, scollegalo.`,
  unlinked: (client: string) => `${client} non è più collegato`,
  unlinkedBy: {
    client: 'Si è scollegato da sé. Le routine con le tue telecamere si sono fermate.',
    incident:
      'Il servizio lo ha scollegato per sicurezza. Le routine con le tue telecamere si sono fermate. Collegalo di nuovo.',
    owner: 'È stato scollegato dal tuo account. Le routine con le tue telecamere si sono fermate.',
    token_reused:
      'La sua chiave è stata usata due volte: forse qualcuno l’ha copiata. Collegalo di nuovo per averne una nuova.',
  },
  refused: 'Un messaggio è stato scartato',
  refusedBody: (service: string) =>
    `Qualcosa diceva di venire da ${service}, ma non era firmato, aveva una data futura o era troppo grande. Non è stato fatto nulla.`,
  password: 'La tua password è stata cambiata',
  emailChanged: 'Il tuo indirizzo e-mail è stato cambiato',
  emailChangedBody: (service: string, email: string | null, by: string | null) =>
    `Su ${service}${by === null ? '' : `, da ${by}`}${email === null ? '' : `: ora accedi con ${email}`}. Se non eri tu, rimetti l’indirizzo di prima entro un giorno.`,
  emailUndone: 'È tornato il tuo vecchio indirizzo e-mail',
  emailUndoneBody: (service: string, by: string | null) =>
    `Su ${service}, rimesso${by === null ? '' : ` da ${by}`}. Se non lo avevi cambiato tu, qualcuno conosce la tua password: scegline una nuova.`,
  twoFactorChanges: {
    moved: 'La verifica in due passaggi passa a un’altra app',
    off: 'La verifica in due passaggi è stata disattivata',
    on: 'La verifica in due passaggi è stata attivata',
    recovery_code_used: 'È stato usato un codice di recupero',
    recovery_codes_renewed: 'Ci sono nuovi codici di recupero',
    recovery_key_replaced: 'C’è una nuova chiave di recupero',
    recovery_key_used: 'È stata usata la chiave di recupero per accedere',
  },
  twoFactorBody: (service: string, by: string | null) =>
    by === null
      ? `Su ${service}. Se non eri tu, cambia la password e controlla i computer connessi.`
      : `Su ${service}, da ${by}. Se non eri tu, chiudi la sessione di quel computer e cambia la password.`,
  twoFactorStillOff: 'La verifica in due passaggi è ancora spenta',
  twoFactorStillOffBody: (service: string, incident: string) =>
    `Dopo quello che è successo su ${service} il ${incident}, un codice oltre alla password tiene fuori gli altri.`,
  recoveryActivated: 'Qualcuno sta creando una nuova password con la tua chiave di recupero',
  recoveryActivatedBody: (service: string, from: number | null) =>
    `Su ${service}. ${from === null ? 'Con in più un codice, vale subito.' : `La nuova password può valere da ${appointment(from)}.`} Se sei tu, non devi fare nulla. Se non sei tu, blocca l’operazione.`,
  recoveryStopped: 'Una nuova password è stata bloccata',
  recoveryStoppedBody: (service: string, by: string | null) =>
    `Su ${service}${by === null ? '' : `, da ${by}`}. Qualcuno la stava creando con la tua chiave di recupero. Se non eri tu, ha quella chiave: creane una nuova.`,
  locked: 'Qualcuno conosce la tua password',
  lockedBody: (service: string) =>
    `Su ${service} qualcuno ha dato la password giusta e cento codici sbagliati, e non è entrato. I codici dell’app contano di nuovo dopo che sei entrato con un codice di recupero. Poi cambia la password.`,
};

export const notifications: Catalogue['notifications'] = {
  title: 'Notifiche',
  hint: 'Per che cosa ti chiama il computer. Negli avvisi c’è tutto, qualunque cosa scegli qui.',
  rung: {
    always: 'Sempre',
    important: 'Solo quelli importanti',
    never: 'Mai',
  },
  quiet: 'Ore di silenzio',
  quietHint: 'Ciò che arriva in queste ore ti viene detto dopo, in una sola notifica.',
  from: 'Dalle',
  to: 'Alle',
  dangerRings: 'Un pericolo chiama lo stesso',
};
