// Gli avvisi.

import type { Catalogue } from '../en';
import desktop from '../desktop.it.json';
import { appointment } from './counts';
import { agreeing } from './gender';

export const alerts: Catalogue['alerts'] = {
  title: 'Avvisi',
  markAll: 'Segna tutti come letti',
  marked: 'Tutti gli avvisi sono segnati come letti.',
  later: 'Mostra i più recenti',
  more: 'Mostra i meno recenti',
  unread: 'Nuovo',
  loading: 'Carico gli avvisi',
  list: 'Avvisi, dal più recente',
  today: 'Oggi',
  yesterday: 'Ieri',
  severities: {
    info: 'Buono a sapersi',
    notice: 'Da controllare',
    warning: 'Attenzione',
    danger: 'Urgente',
  },

  filter: 'Mostra',
  all: 'Tutti',
  unreadOnly: 'Da leggere',
  important: 'Importanti',
  about: 'Argomento',
  groups: {
    cameras: 'Telecamere',
    exposures: 'Dati esposti',
    integrations: 'Servizi collegati',
    security: 'Sicurezza',
  },
  at: 'Da',
  everywhere: 'Tutti i collegamenti',
  none: 'Nessun avviso',
  noneBody: 'Quando qualcuno accede al tuo account, o un servizio chiude la tua sessione, lo leggi qui.',
  noneUnread: 'Hai letto tutto',
  noneUnreadBody: 'I nuovi avvisi compaiono qui e nell’area di notifica.',
  noneImportant: 'Niente di importante',
  noneImportantBody: 'Qui troveresti gli avvisi urgenti e importanti.',
  noneOfGroup: (group: string) => `Nessun avviso: ${group.toLowerCase()}`,
  noneOfGroupBody: 'Per vedere gli altri, scegli Tutti.',
  showAll: 'Mostra tutti gli avvisi',

  details: 'Dettagli',
  detailsOf: (title: string) => `Dettagli: ${title}`,
  when: 'Quando',
  where: 'Dove',
  camera: 'Telecamera',
  computer: 'Computer',
  place: 'Luogo',
  unknownComputer: 'Nome sconosciuto',
  theService: (service: string) => `${service} dice`,
  corrected: (moment: string) => `Corretto il ${moment}:`,
  correctedWithoutWords: 'il servizio lo ha ritirato.',
  allCorrections: 'Tutta la cronologia',
  acts: {
    change_password: 'Cambia password',
    link_again: 'Collega di nuovo',
    look_at_computers: 'Controlla i computer',
    open_camera: 'Apri la telecamera',
    open_exposure: 'Che cosa significa',
    show_email: 'Controlla l’indirizzo',
    show_recovery_key: 'Controlla la chiave di recupero',
    show_two_factor: 'Attiva la verifica in due passaggi',
    stop_recovery: 'Blocca',
  },
  became: {
    address_stays: 'È passato più di un giorno: l’indirizzo di prima non si può più ripristinare.',
    camera_gone: 'Questa telecamera non è più nel tuo elenco.',
    connection_gone: 'Il collegamento da cui arrivava è stato rimosso.',
    exposure_gone: 'L’annuncio non c’è più.',
    lapsed: 'Non c’è più niente da bloccare: nessuno ha scelto una nuova password in tempo.',
    sign_in_changed:
      'Non c’è più niente da bloccare: nel frattempo è cambiata la password, la chiave di recupero o la verifica in due passaggi.',
    stopped: 'L’operazione è stata bloccata.',
    undone: 'È stato ripristinato l’indirizzo di prima.',
  },
  act: (label: string, title: string) => `${label}: ${title}`,

  aCamera: 'Una telecamera',
  cameraAdded: (camera: string) => `${camera} è stata aggiunta`,
  cameraAddedBody: (service: string) => `È stata aggiunta a ${service}, ma non da questo computer.`,
  cameraBack: (camera: string) => `${camera} è di nuovo online`,
  cameraBackBody: 'È tornata online.',
  cameraGone: (camera: string) => `${camera} è offline da un giorno`,
  cameraGoneBody: (since: string) => `Vista l’ultima volta il ${since}. Forse manca la corrente o il Wi-Fi.`,
  cameraRemoved: (camera: string) => `${camera} è stata rimossa`,
  cameraRemovedBody: (service: string) =>
    `Non è più in ${service}, e non è stata rimossa da questo computer. Se non eri tu, controlla i computer collegati.`,
  firmware: (camera: string) => `${camera} ha un nuovo firmware`,
  firmwareBody: (from: string, to: string) => `È passata da ${from} a ${to}.`,
  wifi: (camera: string) => `${camera} è su un’altra rete Wi-Fi`,
  wifiBody: (from: string, to: string) => `È passata da «${from}» a «${to}», e non da questo computer.`,
  newSignIn: desktop.newSignInTitle,
  newSignInPlace: (place: string) => `Da ${place}. Se eri tu, non devi fare nulla.`,
  newSignInComputer: (computer: string) =>
    `Da un computer chiamato «${computer}». Se non è tuo, disconnettilo.`,
  newSignInUnknown: 'Da un luogo sconosciuto. Se eri tu, non devi fare nulla.',
  signedOutBody: (service: string) => `${service} ha disconnesso questo computer. Non è andato perso nulla.`,
  done: 'È già sistemato.',
  expired: 'La sessione è scaduta',
  signedOutThen: {
    account_deleted: '',
    account_disabled: '',
    expired: '',
    global_reset: 'Cambia la password.',
    not_stated: 'Se non sai perché, cambia la password.',
    password_changed: 'Se non eri tu, controlla i computer collegati.',
    revoked_elsewhere: 'Se non eri tu, controlla i computer collegati.',
    suspected_theft: 'Cambia la password.',
    too_many_computers: 'Disconnetti i computer che non usi più.',
    two_factor_changed: 'Se non eri tu, controlla i computer collegati.',
  },
  signedOutNext: {
    account_deleted: 'L’elenco delle telecamere resta qui.',
    account_disabled: 'Chiedi perché a chi gestisce il servizio.',
    expired: 'Accedi di nuovo per continuare.',
    global_reset: 'Accedi di nuovo, poi cambia la password.',
    not_stated: 'Accedi di nuovo. Il servizio non dice perché è successo.',
    password_changed: 'Se non eri tu, controlla i computer collegati.',
    revoked_elsewhere: 'Se non eri tu, controlla i computer collegati.',
    suspected_theft: 'Accedi di nuovo, poi cambia la password.',
    too_many_computers: 'Disconnetti i computer che non usi più.',
    two_factor_changed: 'Se non eri tu, controlla i computer collegati.',
  },
  exposed: (service: string) => `Dati esposti presso ${service}`,
  exposedBody: (service: string) => `${service} dice che cosa si poteva leggere e che cosa no.`,
  exposureWithdrawn: 'Nessun dato è stato esposto',
  exposureWithdrawnBody: (service: string) => `${service} ha ritirato il suo annuncio.`,
  linked: (client: string) => `${client} è ${agreeing(client, 'stato collegato', 'stata collegata')}`,
  linkedBody: (service: string) =>
    `Ora può vedere telecamere di ${service}. Se non eri tu, annulla il collegamento.`,
  unlinked: (client: string) => `${client} non è più ${agreeing(client, 'collegato', 'collegata')}`,
  unlinkedBy: {
    client:
      'Il collegamento è stato chiuso dal servizio stesso. Le tue routine con queste telecamere si sono fermate.',
    incident:
      'Il servizio ha chiuso il collegamento per sicurezza. Le tue routine con queste telecamere si sono fermate. Ripeti il collegamento.',
    owner:
      'Il collegamento è stato chiuso dal tuo account. Le tue routine con queste telecamere si sono fermate.',
    token_reused:
      'Il suo token di accesso è stato usato due volte: forse qualcuno l’ha copiato. Ripeti il collegamento per averne uno nuovo.',
  },
  refused: 'Un messaggio sospetto è stato ignorato',
  refusedBody: (service: string) =>
    `Sembrava venire da ${service}, ma non era firmato dal servizio, aveva una data futura o era troppo grande. Non è stato fatto nulla.`,
  password: 'La tua password è stata cambiata',
  emailChanged: 'Il tuo indirizzo e-mail è stato cambiato',
  emailChangedBody: (service: string, email: string | null, by: string | null) =>
    `Su ${service}${by === null ? '' : `, da ${by}`}${email === null ? '' : `: ora accedi con ${email}`}.`,
  emailRestore: 'Se non eri tu, ripristina l’indirizzo di prima entro un giorno.',
  emailUndone: 'È stato ripristinato il tuo vecchio indirizzo e-mail',
  emailUndoneBody: (service: string, by: string | null) =>
    `Su ${service}${by === null ? '' : `, da ${by}`}. Se non lo avevi cambiato tu, qualcuno conosce la tua password: scegline una nuova.`,
  twoFactorChanges: {
    moved: 'La verifica in due passaggi è passata a un’altra app',
    off: 'La verifica in due passaggi è stata disattivata',
    on: 'La verifica in due passaggi è stata attivata',
    recovery_code_used: 'È stato usato un codice di recupero',
    recovery_codes_renewed: 'Sono stati creati nuovi codici di recupero',
    recovery_key_replaced: 'È stata creata una nuova chiave di recupero',
    recovery_key_used: 'È stata usata la chiave di recupero per accedere',
  },
  twoFactorBody: (service: string, by: string | null) =>
    by === null
      ? `Su ${service}. Se non eri tu, cambia la password e controlla i computer collegati.`
      : `Su ${service}, da ${by}. Se non eri tu, disconnetti quel computer e cambia la password.`,
  twoFactorStillOff: 'La verifica in due passaggi è ancora disattivata',
  twoFactorStillOffBody: (service: string, incident: string) =>
    `Dopo quello che è successo su ${service} il ${incident}, un codice oltre alla password tiene fuori gli altri.`,
  recoveryActivated: 'Qualcuno sta impostando una nuova password con la tua chiave di recupero',
  recoveryActivatedBody: (service: string, from: number | null) =>
    `Su ${service}. ${from === null ? 'Con in più un codice, vale subito.' : `La nuova password può valere da ${appointment(from)}.`} Se sei tu, non devi fare nulla. Se non sei tu, blocca l’operazione.`,
  recoveryOver: 'Qualcuno stava impostando una nuova password con la tua chiave di recupero',
  recoveryOverBody: (service: string) => `Su ${service}.`,
  recoveryStopped: 'Un recupero della password è stato bloccato',
  recoveryStoppedBody: (service: string, by: string | null) =>
    `Su ${service}${by === null ? '' : `, da ${by}`}. Qualcuno la stava impostando con la tua chiave di recupero. Se non eri tu, ha la tua chiave: creane una nuova.`,
  locked: 'Qualcuno conosce la tua password',
  lockedBody: (service: string) =>
    `Su ${service} qualcuno ha inserito la password giusta e cento codici sbagliati, e non è entrato. I codici dell’app funzionano di nuovo dopo un accesso con un codice di recupero. Poi cambia la password.`,
};

export const notifications: Catalogue['notifications'] = {
  title: 'Notifiche',
  hint: 'Mostra le notifiche sul desktop per gli avvisi qui sotto. Qualunque cosa scegli, in Avvisi ci sono tutti.',
  rung: {
    always: 'Sempre',
    important: 'Solo se importanti',
    never: 'Mai',
  },
  quiet: 'Ore di silenzio',
  quietHint: 'Gli avvisi che arrivano in queste ore vengono mostrati dopo, in una sola notifica.',
  from: 'Dalle',
  to: 'Alle',
  dangerRings: 'Gli avvisi urgenti arrivano sempre',
};
