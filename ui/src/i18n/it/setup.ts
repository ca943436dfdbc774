// La configurazione di una telecamera, dalla scatola all’elenco.

import type { Catalogue } from '../en';
import { many, n, wait } from './counts';

export const setup: Catalogue['setup'] = {
  title: 'Configura una telecamera',
  hint: 'Con codice QR, cavo o Wi-Fi',
  running: 'Stai configurando una telecamera.',
  runningHint: 'Riprendi da dove eri rimasto.',
  cancel: 'Annulla la configurazione',
  steps: 'Passaggi',
  stepOf: (step: number, total: number) => `Passaggio ${n(step)} di ${n(total)}`,
  stepNames: {
    camera: 'Telecamera',
    network: 'Rete',
    code: 'Codice QR',
    cable: 'Cavo',
    own: 'La sua rete',
    online: 'Online',
    name: 'Nome',
    done: 'Fatto',
  },

  kinds: {
    title: 'Che telecamera hai?',
    body: 'Guarda la telecamera o la scatola: da lì capisci come si collega al tuo Wi-Fi.',
    porchlight_code: {
      title: 'Una telecamera Porchlight',
      hint: (service: string) => `O una che legge i codici QR di Porchlight. Compare da sola in ${service}.`,
    },
    own_sign_in: {
      title: 'È già in rete',
      hint: (place: string) => `Ha il suo nome utente e la sua password. Aggiungila a ${place}.`,
    },
    wifi_code: {
      title: 'Legge i codici QR del Wi-Fi',
      hint: 'Legge un codice QR come quello con cui un telefono condivide il Wi-Fi.',
    },
    open_ipc_code: {
      title: 'OpenIPC',
      hint: 'Legge un codice QR tutto suo: solo WPA2, senza spazi né accenti. Il firmware più recente legge anche i codici QR del Wi-Fi.',
    },
    reolink_code: { title: 'Reolink', hint: 'Legge un codice QR tutto suo e ti guida a voce.' },
    usb_cable: {
      title: 'Si collega con un cavo USB',
      hint: 'ESPHome e altre telecamere ESP32, collegate a questo computer.',
    },
    own_network: {
      title: 'Ha una rete Wi-Fi propria',
      hint: 'Thingino: quando è accesa compare una rete chiamata THINGINO-…',
    },
  },
  otherCode: 'La mia telecamera ha un altro codice',
  otherCodeHint:
    'Scrivi o incolla quello che c’è scritto, oppure usa un’immagine del codice: trascinala o incollala qui, o scegli un file. Da un’immagine si leggono solo i codici QR; per un codice a barre, scrivi le cifre.',
  pasted: 'Contenuto del codice',
  explain: 'Che cos’è?',
  forgotten: 'Non ne viene salvato nulla.',
  notHere: 'La mia telecamera non è in elenco',
  notHereBody:
    'Anche le telecamere Wyze e Yi leggono codici QR, ma solo con un token che i produttori danno alle proprie app. Porchlight non può averlo: configurale nell’app del produttore.',
  explanations: {
    dpp: () => ({
      title: 'Un codice Wi-Fi Easy Connect',
      body: 'Lo possono leggere l’app del tuo router o le impostazioni Wi-Fi di un telefono Android, che collegano la telecamera. Un computer non può.',
    }),
    espressif: (name: string, bluetooth: boolean) => ({
      title: 'Un codice per la configurazione di Espressif',
      body: bluetooth
        ? `La telecamera aspetta via Bluetooth come «${name}». Porchlight non può farlo: usa l’app del produttore, o «ESP BLE Provisioning».`
        : `La telecamera apre una rete chiamata «${name}». Porchlight non può configurarla così: usa l’app del produttore, o «ESP SoftAP Provisioning».`,
    }),
    matter: () => ({
      title: 'Un codice Matter',
      body: 'Serve a una casa Matter, come Apple Home, Google Home o Home Assistant, che collega la telecamera al tuo Wi-Fi. Conserva il codice: è la chiave della telecamera.',
    }),
    network: (name: string) => ({
      title: 'Una rete, non una telecamera',
      body: `È il codice QR della rete Wi-Fi «${name}». Porchlight ne crea da sé: scegli «Legge i codici QR del Wi-Fi» qui sopra.`,
    }),
    unknown: () => ({
      title: 'Porchlight non riconosce questo codice',
      body: 'Cerca nel manuale come la telecamera si collega al Wi-Fi: con un codice QR sullo schermo, con un cavo o con una rete propria.',
    }),
    wps_pin: () => ({
      title: 'Un PIN WPS',
      body: 'Lo chiede la pagina WPS del router. È un metodo vecchio con falle note: usa qualsiasi altro metodo offerto dalla telecamera.',
    }),
  },

  code: {
    title: 'Mostra il codice alla telecamera',
    titleFor: (camera: string) => `Mostra il codice a ${camera}`,
    how: [
      'Accendi la telecamera e aspetta che chieda un codice: lampeggia o parla.',
      'Mostra il codice. Tieni la telecamera a 10-30 cm, con l’obiettivo verso lo schermo.',
      'Muovila piano avanti e indietro finché lampeggia o parla di nuovo.',
    ],
    secret: 'Questo codice contiene la tua password Wi-Fi. Mostralo solo alla telecamera.',
    mark: 'Ultimi quattro caratteri del codice sulla telecamera',
    markHint: 'È stampato sotto o sul retro. Se non c’è, lascia vuoto.',
    show: 'Mostra il codice',
    showFor: (camera: string) => `Mostra il codice a ${camera}`,
    again: 'Mostra di nuovo il codice',
    hidden: 'Il codice è nascosto.',
    hide: 'Nascondi ora',
    picture: 'Il codice per la telecamera',
    distance: 'A 10-30 cm, con l’obiettivo verso lo schermo. Muovila piano.',
    bright: 'Porta lo schermo alla massima luminosità.',
    hides: (time: string) => `Si nasconde da solo tra ${time}.`,
    good: (time: string) => `La telecamera ha ancora ${time} per leggerlo.`,
    old: 'Questo codice è scaduto. Creane uno nuovo.',
    renew: 'Crea un nuovo codice',
    waiting: 'Aspetto la telecamera…',
    usually: (seconds: number) => `Dopo aver letto il codice, di solito ci vogliono ${wait(seconds)}.`,
    unseen: 'Questo tipo di telecamera non avvisa Porchlight quando è online. Guarda la sua luce e ascolta.',
    says: 'La telecamera dice che è connessa',
    longer: 'Ancora niente? Prova così',
    tips: [
      'Aumenta la luminosità dello schermo e spegni le luci che vi si riflettono.',
      'Pulisci l’obiettivo e togli la pellicola protettiva.',
      'Parti da vicino e allontanati piano: alcune telecamere mettono a fuoco solo da 20 cm.',
      'Se lampeggia rosso o dice che la password è sbagliata, torna indietro e scrivila di nuovo.',
      'Avvicina la telecamera al router.',
    ],
    demo: 'Demo',
    demoHold: 'Metti una telecamera di prova davanti al codice',
    looks: {
      code_not_read: 'La telecamera di prova resta spenta: non riesce a leggere questo codice.',
      joined: 'La telecamera di prova lampeggia verde: è connessa.',
      joined_without_account:
        'La telecamera di prova lampeggia verde: è in rete. Con questo tipo di codice non comparirà nel tuo elenco.',
      network_not_found:
        'La telecamera di prova lampeggia rosso due volte: non trova questa rete. Funziona solo a 2,4 GHz. Torna indietro e scegline un’altra.',
      service_not_reached:
        'La telecamera di prova lampeggia blu: è in rete, ma non raggiunge il servizio. La rete non funziona? Riprova.',
      signal_too_weak: 'La telecamera di prova lampeggia rosso lentamente: è troppo lontana dalla rete.',
      token_refused:
        'La telecamera di prova lampeggia ambra: il servizio non ha accettato questo codice. Creane uno nuovo.',
      wrong_password:
        'La telecamera di prova lampeggia rosso: la rete l’ha rifiutata. Torna indietro e scrivi di nuovo la password.',
    },
  },

  cable: {
    title: 'Collega la telecamera a questo computer',
    body: 'Usa un cavo USB che trasporta dati, non solo corrente.',
    ports: 'Dove potrebbe essere',
    unknown: 'Dispositivo senza nome',
    likely: 'Probabilmente la telecamera',
    none: 'Nulla di ciò che è collegato sembra una telecamera.',
    look: 'Cerca di nuovo',
    go: 'Collegati alla telecamera',
    going: 'Mi collego alla telecamera…',
    slow: 'Prima può riavviarsi. Ci vuole qualche secondo.',
    permit: 'Scrivi questo in un terminale, poi esci dal tuo utente e accedi di nuovo:',
    permitLine: 'sudo usermod -aG dialout $USER',
  },

  own: {
    title: 'Entra nella rete della telecamera',
    how: [
      'Accendi la telecamera. Dopo circa un minuto apre una rete propria.',
      'Nel menu Wi-Fi di questo computer, entra nella rete chiamata THINGINO- seguito da quattro caratteri.',
      'Torna qui e cerca la telecamera.',
    ],
    note: 'Nel frattempo questo computer può restare senza Internet. La telecamera chiude la sua rete dopo dieci minuti, o quando è entrata nella tua.',
    go: 'Cerca la telecamera',
    going: 'Cerco la telecamera…',
  },

  reached: {
    title: 'Trovata',
    hears: 'Scegli tra le reti che vede la telecamera',
    use: 'Usa questa rete',
    name: 'Nome della telecamera (facoltativo)',
    nameHint: 'Lettere, cifre e trattini. Serve a riconoscerla sulla tua rete.',
    password: 'Una nuova password per la telecamera',
    passwordShort: (min: number) => `Almeno ${n(min)} caratteri. Quattro parole a caso vanno bene.`,
    passwordGood:
      'Annotala: la pagina della telecamera la chiede, per l’utente «root». Porchlight non la salva.',
    go: 'Collegala',
    going: 'Invio le impostazioni…',
  },

  joining: {
    title: (network: string) => `La telecamera si collega a ${network}`,
    usually: (seconds: number) => `Di solito ci vogliono ${wait(seconds)}.`,
    working: 'In corso…',
    longer: 'Ci sta mettendo più del solito',
    tips: [
      'Lascia accesa la telecamera e aspetta un altro minuto.',
      'Avvicinala al router.',
      'Annulla, stacca la corrente per dieci secondi e ricomincia.',
    ],
  },

  online: {
    title: 'È online',
    titleTold: 'Impostazioni inviate; la telecamera si riavvia',
    titleElsewhere: (network: string) => `È su ${network}`,
    told: 'Tra un minuto o due dovrebbe essere online. Se questo computer non torna da solo sul tuo Wi-Fi, sceglilo nel menu Wi-Fi.',
    toldMissing:
      'Se non va online, probabilmente la password del Wi-Fi era sbagliata. Ripristina la telecamera come dice il manuale, così riapre la sua rete, e ricomincia.',
    body: 'Come vuoi chiamarla?',
    elsewhere:
      'Porchlight l’ha collegata al tuo Wi-Fi, ma non può ancora elencare questo tipo di telecamera. Guardala nell’app del produttore o sulla sua pagina.',
    elsewhereTold:
      'Porchlight non può ancora elencare questo tipo di telecamera. Guardala nell’app del produttore o sulla sua pagina.',
    page: 'Apri la sua pagina',
    name: 'Nome',
    nameExample: 'Ingresso',
    nameMissing: 'Scrivi almeno un carattere.',
    room: 'Stanza (facoltativa)',
    roomExample: 'Portico',
    finish: 'Fine',
    done: 'Fatto',
    arrived: (name: string) => `${name} è nel tuo elenco.`,
    followed: 'Nome e stanza sono rimasti uguali.',
  },

  failed: {
    title: 'Non ha funzionato',
    body: 'Non è andato perso nulla. Le tue scelte sono ancora qui.',
    again: 'Riprova',
  },
};

export const move: Catalogue['move'] = {
  title: 'Nuovo router o nuova password del Wi-Fi',
  entry: 'Nuovo router o nuova password del Wi-Fi?',
  body: 'Le telecamere si spostano una alla volta: ognuna legge un codice QR con il Wi-Fi. Nomi e stanze restano gli stessi.',
  bodyTold:
    'Porchlight comunica il nuovo Wi-Fi alle telecamere, una alla volta, e aspetta che rispondano da lì. Nomi e stanze restano gli stessi.',
  whatIsNew: 'Che cosa è cambiato?',
  kinds: {
    new_network: { title: 'La rete', hint: 'Un nuovo router, o un Wi-Fi con un altro nome.' },
    new_password: { title: 'Solo la password', hint: 'Il Wi-Fi ha lo stesso nome di prima.' },
  },
  thereAlready: (network: string) =>
    `Tutte le tue telecamere sono già su ${network}. Se è cambiata solo la password, scegli «Solo la password».`,
  nobodyThere: (network: string) =>
    `Nessuna delle tue telecamere è su ${network}. Scegli la rete su cui sono.`,
  goesTo: (network: string) =>
    `Le tue telecamere si stanno spostando su ${network}. Per portarle altrove, prima termina questo spostamento.`,
  again: {
    title: (camera: string) => `Ricollega ${camera} al Wi-Fi`,
    body: 'La telecamera legge un codice QR con la rete, come il primo giorno. Nome e stanza restano gli stessi.',
    to: (camera: string, network: string) => `${camera}, su ${network}`,
  },
  newPassword: (network: string) => `La nuova password di ${network}`,
  another: 'Stai configurando una nuova telecamera. Prima finisci o annulla, poi continua qui.',
  toAnother: 'Vai alla nuova telecamera',
  which: 'Telecamere di',
  begin: 'Comincia con questa rete',
  running: {
    new_network: (done: number, total: number) => `${n(done)} di ${n(total)} spostate sul nuovo router.`,
    new_password: (done: number, total: number) =>
      `${n(done)} di ${n(total)} hanno la nuova password del Wi-Fi.`,
    wifi_again: () => 'Una telecamera aspetta il suo Wi-Fi.',
  },
  followed: (done: number, total: number) => `${n(done)} di ${n(total)} spostate`,
  to: (network: string) => `Su ${network}`,
  stay: {
    new_network:
      'Nomi e stanze restano gli stessi. Una telecamera non ancora spostata continua a funzionare finché il vecchio router è acceso.',
    new_password: 'Nomi e stanze restano gli stessi. Una telecamera senza la nuova password è offline.',
    wifi_again: 'Nome e stanza restano gli stessi.',
  },
  list: 'Telecamere da spostare',
  states: {
    waiting: 'In attesa',
    now: 'Adesso',
    followed: 'Spostata',
    skipped: 'Saltata',
  },
  tell: 'Sposta adesso',
  tellNamed: (camera: string) => `Sposta adesso ${camera}`,
  telling: 'Spostamento in corso. Può richiedere due minuti.',
  skip: 'Salta',
  skipNamed: (camera: string) => `Salta ${camera}`,
  takeIn: 'Spostala comunque',
  takeInNamed: (camera: string) => `Sposta comunque ${camera}`,
  correct: 'Un’altra rete o password',
  enough: 'Metti in pausa',
  enoughHint: 'Puoi continuare da qui quando vuoi, anche dopo un riavvio.',
  end: 'Termina lo spostamento',
  endTitle: 'Terminare lo spostamento?',
  endBody: (done: number, left: number) =>
    [
      done > 0 &&
        many(done, {
          one: '1 telecamera è stata spostata e resta lì.',
          other: `${n(done)} telecamere sono state spostate e restano lì.`,
        }),
      many(left, { one: '1 resta com’è.', other: `${n(left)} restano come sono.` }),
      'Per continuare un altro giorno, scegli invece «Metti in pausa».',
    ]
      .filter(Boolean)
      .join(' '),
  endYes: 'Termina',
  goOn: 'Continua',
  all: (count: number) =>
    count === 1 ? 'La telecamera è stata spostata' : 'Tutte le telecamere sono state spostate',
  over: (done: number, left: number) =>
    `${many(done, { one: '1 telecamera spostata', other: `${n(done)} telecamere spostate` })}, ${many(left, { one: '1 resta com’è', other: `${n(left)} restano come sono` })}`,
  overBody: {
    new_network: 'Nomi e stanze sono gli stessi. Puoi spegnere il vecchio router quando non serve ad altro.',
    new_password: 'Nomi e stanze sono gli stessi.',
    wifi_again: 'Nome e stanza sono gli stessi.',
  },
  overLeft: {
    new_network: 'Le altre continuano a funzionare finché il vecchio router è acceso.',
    new_password: 'Le altre sono offline finché non hanno la nuova password.',
    wifi_again: 'Non è online finché non ha di nuovo il Wi-Fi.',
  },
  none: 'Qui nessuna telecamera può essere spostata con un codice QR.',
  done: 'Fatto',
};
