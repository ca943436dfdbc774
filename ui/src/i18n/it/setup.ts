// La configurazione di una telecamera, dalla scatola all’elenco.

import type { Catalogue } from '../en';
import { many, n, wait } from './counts';

export const setup: Catalogue['setup'] = {
  title: 'Configura una telecamera',
  hint: 'Con codice Wi-Fi, cavo o rete',
  running: 'Una telecamera è in configurazione.',
  runningHint: 'Aspetta dove l’hai lasciata.',
  cancel: 'Annulla la configurazione',
  steps: 'Passaggi',
  stepOf: (step: number, total: number) => `Passaggio ${n(step)} di ${n(total)}`,
  stepNames: {
    camera: 'Telecamera',
    network: 'Rete',
    code: 'Codice',
    cable: 'Collegala',
    own: 'La sua rete',
    online: 'In linea',
    name: 'Nome',
    done: 'Fatto',
  },

  kinds: {
    title: 'Che telecamera hai?',
    body: 'Ciò che vedi sulla telecamera o sulla scatola decide come impara il tuo Wi-Fi.',
    porchlight_code: {
      title: 'Una telecamera Porchlight',
      hint: (service: string) => `O una che legge i codici Porchlight. Arriva da sola in ${service}.`,
    },
    wifi_code: {
      title: 'Legge i codici Wi-Fi',
      hint: 'Guarda un codice come quello con cui un telefono condivide il Wi-Fi. Per esempio OpenIPC.',
    },
    reolink_code: { title: 'Reolink', hint: 'Legge un codice tutto suo, e intanto parla.' },
    usb_cable: {
      title: 'Con un cavo USB',
      hint: 'ESPHome e altre telecamere ESP32, collegate a questo computer.',
    },
    own_network: {
      title: 'Con una rete tutta sua',
      hint: 'Thingino: quando è accesa compare una rete chiamata THINGINO-…',
    },
  },
  otherCode: 'La mia telecamera ha un altro codice',
  otherCodeHint:
    'Scrivi o incolla ciò che dice, o mostrane un’immagine: trascinala o incollala qui, o scegli un file. Dalle immagini si leggono i codici quadrati (QR); di un codice a barre, scrivi le cifre.',
  pasted: 'Ciò che dice il codice',
  explain: 'Che cos’è?',
  forgotten: 'Non se ne conserva nulla.',
  notHere: 'La mia telecamera non c’è',
  notHereBody:
    'Anche le telecamere Wyze e Yi leggono codici, ma solo con un gettone che i produttori danno alle proprie app. Porchlight non può averlo: configurale lì.',
  explanations: {
    dpp: () => ({
      title: 'Un codice Wi-Fi Easy Connect',
      body: 'Lo possono leggere l’app del tuo router o le impostazioni Wi-Fi di un telefono Android, che fanno entrare la telecamera. Un computer non può.',
    }),
    espressif: (name: string, bluetooth: boolean) => ({
      title: 'Un codice per la configurazione di Espressif',
      body: bluetooth
        ? `La telecamera aspetta via Bluetooth come “${name}”. Porchlight non lo parla: usa l’app del produttore, o “ESP BLE Provisioning”.`
        : `La telecamera apre una rete chiamata “${name}”. Porchlight non parla la sua lingua: usa l’app del produttore, o “ESP SoftAP Provisioning”.`,
    }),
    matter: () => ({
      title: 'Un codice Matter',
      body: 'Serve a una casa Matter, come Apple Home, Google Home o Home Assistant, che porta la telecamera sul tuo Wi-Fi. Conserva il codice: è la chiave della telecamera.',
    }),
    network: (name: string) => ({
      title: 'Una rete, non una telecamera',
      body: `È il codice del Wi-Fi “${name}”. Porchlight crea da sé codici così: scegli “Legge i codici Wi-Fi” qui sopra.`,
    }),
    unknown: () => ({
      title: 'Un codice che Porchlight non conosce',
      body: 'Cerca nel manuale come la telecamera impara il Wi-Fi: con un codice sullo schermo, con un cavo o con una rete tutta sua.',
    }),
    wps_pin: () => ({
      title: 'Un PIN WPS',
      body: 'Lo chiede la pagina WPS di un router. È un modo vecchio con falle note: preferisci qualsiasi altro offra la tua telecamera.',
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
    markHint: 'È stampato sotto o sul retro. Lascia vuoto se non c’è.',
    show: 'Mostra il codice',
    showFor: (camera: string) => `Mostra il codice per ${camera}`,
    again: 'Mostra di nuovo il codice',
    hidden: 'Il codice è nascosto.',
    hide: 'Nascondi ora',
    picture: 'Il codice per la telecamera',
    distance: 'A 10-30 cm, con l’obiettivo verso lo schermo. Muovila piano.',
    bright: 'Porta lo schermo alla massima luminosità.',
    hides: (time: string) => `Si nasconde da solo tra ${time}.`,
    good: (time: string) => `La telecamera ha ancora ${time} per leggerlo.`,
    old: 'Questo codice è troppo vecchio per essere accettato. Creane uno nuovo.',
    renew: 'Crea un nuovo codice',
    waiting: 'Aspetto la telecamera…',
    usually: (seconds: number) => `Dopo aver letto il codice, di solito ci vogliono ${wait(seconds)}.`,
    unseen: 'Questo tipo di telecamera non dice a Porchlight quando c’è. Guarda e ascolta.',
    says: 'La telecamera dice di essere connessa',
    longer: 'Ancora niente? Cosa provare',
    tips: [
      'Aumenta la luminosità, e spegni una luce che si riflette nello schermo.',
      'Pulisci l’obiettivo e togli la pellicola protettiva.',
      'Parti da vicino e arretra piano: alcune telecamere mettono a fuoco solo da 20 cm.',
      'Se lampeggia rosso o dice che la password è sbagliata, torna indietro e scrivila di nuovo.',
      'Avvicina la telecamera al router.',
    ],
    demo: 'Demo',
    demoHold: 'Metti una telecamera di prova davanti al codice',
    looks: {
      code_not_read: 'La telecamera di prova resta spenta: non riesce a leggere questo codice.',
      joined: 'La telecamera di prova lampeggia verde: è entrata nella rete.',
      joined_without_account:
        'La telecamera di prova lampeggia verde: è entrata nella rete. Con questo tipo di codice non entra in nessun elenco.',
      network_not_found:
        'La telecamera di prova lampeggia rosso due volte: non sente questa rete. Conosce solo i 2,4 GHz. Torna indietro e scegline un’altra.',
      service_not_reached:
        'La telecamera di prova lampeggia blu: è entrata nella rete, ma non raggiunge il servizio. La rete è interrotta? Riprova.',
      signal_too_weak: 'La telecamera di prova lampeggia rosso piano: la rete è troppo lontana da lei.',
      token_refused:
        'La telecamera di prova lampeggia ambra: il servizio non ha accettato questo codice. Creane uno nuovo.',
      wrong_password:
        'La telecamera di prova lampeggia rosso: la rete non l’ha fatta entrare. Torna indietro e scrivi di nuovo la password.',
    },
  },

  cable: {
    title: 'Collega la telecamera a questo computer',
    body: 'Con un cavo USB che porta i dati, non solo la corrente.',
    ports: 'Dove può essere',
    unknown: 'Dispositivo senza nome',
    likely: 'Probabilmente la telecamera',
    none: 'Non c’è nulla di collegato che possa essere una telecamera.',
    look: 'Guarda di nuovo',
    go: 'Parla con la telecamera',
    going: 'Parlo con la telecamera…',
    slow: 'Può riavviarsi quando le si parla. Ci vuole qualche secondo.',
    permit: 'Scrivi questo in un terminale, poi esci dal desktop e rientra:',
    permitLine: 'sudo usermod -aG dialout $USER',
  },

  own: {
    title: 'Entra nella rete della telecamera',
    how: [
      'Accendi la telecamera. Dopo circa un minuto apre una rete tutta sua.',
      'Nel menu Wi-Fi di questo computer, entra nella rete chiamata THINGINO- e quattro caratteri.',
      'Torna qui e cerca la telecamera.',
    ],
    note: 'Nel frattempo questo computer può restare senza Internet. La telecamera chiude la sua rete dopo dieci minuti, o quando è entrata nella tua.',
    go: 'Cerca la telecamera',
    going: 'Cerco la telecamera…',
  },

  reached: {
    title: 'Eccola',
    hears: 'Scegli tra le reti che sente la telecamera',
    use: 'Usa questa rete',
    name: 'Nome per la telecamera, se vuoi',
    nameHint: 'Lettere, cifre e trattini. La distingue sulla tua rete.',
    password: 'Una nuova password per la telecamera',
    passwordShort: (min: number) => `Almeno ${n(min)} caratteri. Quattro parole senza legame vanno bene.`,
    passwordGood: 'Conservala: la sua pagina la chiede, come “root”. Porchlight non la conserva.',
    go: 'Falla entrare',
    going: 'Lo dico alla telecamera…',
  },

  joining: {
    title: (network: string) => `La telecamera entra in ${network}`,
    usually: (seconds: number) => `Di solito ci vogliono ${wait(seconds)}.`,
    working: 'In corso…',
    longer: 'Ci vuole più del solito',
    tips: [
      'Lascia accesa la telecamera e aspetta un altro minuto.',
      'Avvicinala al router.',
      'Annulla, togli l’alimentazione per dieci secondi e ricomincia.',
    ],
  },

  online: {
    title: 'È in linea',
    titleTold: 'La telecamera sa cosa fare',
    titleElsewhere: (network: string) => `È su ${network}`,
    told: 'Ha preso la rete e ora si riavvia. Tra un minuto o due dovrebbe esserci. Se questo computer non torna da solo sul tuo Wi-Fi, sceglilo nel menu Wi-Fi.',
    toldMissing:
      'Se non arriva, probabilmente la password del Wi-Fi era sbagliata. Ripristina la telecamera come dice il suo manuale, così riapre la sua rete, e ricomincia.',
    body: 'Come la chiami?',
    elsewhere:
      'Porchlight l’ha portata sul tuo Wi-Fi, ma non può ancora elencare questo tipo di telecamera. Guardala nell’app del produttore o sulla sua pagina.',
    elsewhereTold:
      'Porchlight non può ancora elencare questo tipo di telecamera. Guardala nell’app del produttore o sulla sua pagina.',
    page: 'Apri la sua pagina',
    name: 'Nome',
    nameExample: 'Ingresso',
    nameMissing: 'Un nome ha almeno un carattere.',
    room: 'Stanza, se vuoi',
    roomExample: 'Portico',
    finish: 'Fine',
    done: 'Fatto',
    arrived: (name: string) => `${name} è nel tuo elenco.`,
    followed: 'Il nome e la stanza sono quelli di prima.',
  },

  failed: {
    title: 'Non ha ancora funzionato',
    body: 'Non è andato perso nulla. Ciò che hai scelto è ancora qui.',
    again: 'Riprova',
  },
};

export const move: Catalogue['move'] = {
  title: 'Passa a un nuovo router',
  entry: 'Hai un nuovo router?',
  body: 'Le telecamere lo seguono una dopo l’altra: ognuna guarda un codice con la nuova rete. Nomi e stanze restano.',
  which: 'Telecamere di',
  begin: 'Comincia con questa rete',
  running: (done: number, total: number) =>
    `Passaggio al nuovo router: ${n(done)} di ${n(total)} telecamere.`,
  followed: (done: number, total: number) => `Passate ${n(done)} di ${n(total)}`,
  to: (network: string) => `Verso ${network}`,
  stay: 'Nomi e stanze restano come sono. Una telecamera che non è ancora passata continua a funzionare dov’è, finché c’è il vecchio router.',
  list: 'Telecamere in viaggio',
  states: {
    waiting: 'Aspetta il suo turno',
    now: 'Tocca a lei',
    followed: 'È passata',
    skipped: 'Resta dov’è',
  },
  skip: 'Lasciala',
  skipNamed: (camera: string) => `Lascia ${camera} dov’è`,
  takeIn: 'Riprendila',
  takeInNamed: (camera: string) => `Riprendi ${camera}`,
  enough: 'Per ora basta',
  correct: 'Un’altra rete o password',
  all: 'Tutte le telecamere sono passate',
  over: (done: number, left: number) =>
    `${many(done, { one: '1 telecamera è passata', other: `${n(done)} telecamere sono passate` })}, ${many(left, { one: '1 resta dov’è', other: `${n(left)} restano dove sono` })}`,
  overBody: 'Nomi e stanze sono quelli di prima. Puoi spegnere il vecchio router quando non serve ad altro.',
  overLeft: 'Quelle che restano funzionano finché c’è il vecchio router.',
  none: 'Qui non c’è nessuna telecamera che possa passare con un codice.',
  done: 'Fatto',
};
