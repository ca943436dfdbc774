// Assistenti vocali e automazioni che possono vedere telecamere, e la pagina che aspetta un numero.

import type { Catalogue } from '../en';
import { at, countCameras, many, n } from './counts';
import { agreeing } from './gender';

const tries = (count: number) => many(count, { one: 'un tentativo', other: `${n(count)} tentativi` });

export const integrations: Catalogue['integrations'] = {
  title: 'Servizi collegati',
  at: (service) => `Servizi collegati a ${service}`,
  back: 'Sicurezza',
  list: 'Servizi collegati',
  lead: 'Ognuno conosce solo le telecamere che hai spuntato: il nome che hai scelto, il modello e se la telecamera è online.',
  loading: 'Verifico che cosa è collegato…',
  again: 'Riprova',
  lastKnown: 'È l’ultimo stato conosciuto.',
  signedOut: 'Sessione chiusa',
  signedOutBody: (service) => `Accedi per vedere che cosa è collegato a ${service}.`,
  gone: 'Questo collegamento non c’è più',
  goneBody: 'È stato rimosso da Porchlight su questo computer.',

  none: 'Non è collegato nulla',
  noneBody: 'Puoi lasciar vedere alcune telecamere a un assistente vocale o a un servizio di automazione.',
  steps: [
    'Premi Collega. Nel browser si apre una pagina.',
    'La pagina mostra un numero. Porchlight te lo chiede.',
    'Spunta le telecamere e scegli il numero. Non viene condiviso altro.',
  ],
  picture: 'Una pagina con il numero 47 e una finestra di Porchlight in cui è scelto il 47.',

  since: (moment) => `Collegato il ${at(moment)}`,
  lastHour: 'usato nell’ultima ora',
  used: (ago) => `usato ${ago}`,
  unused: 'non ancora usato',
  sees: 'Vede',
  saw: 'Vedeva',
  asNamed: (nickname, name) => `${nickname} come «${name}»`,
  asUnnamed: (nickname) => `${nickname} senza il suo nome`,
  goneCamera: 'una telecamera rimossa',
  change: 'Cambia',
  changeOf: (client) => `Cambia ciò che vede ${client}`,
  changed: (client, cameras) => `D’ora in poi ${client} vede ${countCameras(cameras)}.`,
  unlink: 'Scollega',
  unlinkOf: (client) => `Scollega ${client}`,
  unlinkTitle: (client) => `Scollegare ${client}?`,
  unlinkBody: (client) =>
    `Dalla prossima richiesta ${client} non vede più nulla. Tutto ciò che lì usa queste telecamere smette di funzionare: comandi vocali, routine, applet. Non si può annullare, ma puoi ripetere il collegamento.`,
  isUnlinked: (client) => `${client} è ${agreeing(client, 'scollegato', 'scollegata')}. Non vede più nulla.`,

  unlinkedTag: 'Scollegato',
  unlinkedOn: (moment) => `Scollegato il ${at(moment)}`,
  causes: {
    client: (client) => `${client} ha rinunciato al suo accesso.`,
    incident: (_client, service) => `${service} ha chiuso il collegamento dopo un incidente.`,
    owner: () => 'Il collegamento l’hai chiuso tu.',
    token_reused: (client) =>
      `Il token di accesso di ${client} è stato usato due volte: qualcuno potrebbe averlo copiato.`,
  },
  stopped:
    'Tutto ciò che lì usava le tue telecamere si è fermato. Il token di accesso rimasto non apre nulla.',
  linkAgain: 'Collega di nuovo',
  linkAgainOf: (client) => `Collega di nuovo: ${client}`,
  leave: 'Lascia scollegato',
  leaveOf: (client) => `Lascia scollegato: ${client}`,
  left: (client) =>
    `${client} resta ${agreeing(client, 'scollegato. Puoi collegarlo', 'scollegata. Puoi collegarla')} qui quando vuoi.`,
  others: 'Disponibili',
  link: 'Collega',
  linkOf: (client) => `Collega ${client}`,
  beginsThere: (client) =>
    `Comincia da ${client}; quando la sua pagina mostra un numero, Porchlight te lo chiede qui.`,
  begun: (client) => `Si apre il browser. Quando la pagina di ${client} mostra un numero, sceglilo qui.`,

  request: {
    title: (client) => `${client} vuole vedere delle telecamere`,
    begunHere: 'Hai cominciato tu da Porchlight.',
    notBegunHere: (client) => `Se non stai collegando ${client} proprio ora, rifiuta.`,
    of: (service) => `Dal tuo account su ${service}`,
    pick: 'Che cosa può vedere',
    asLastTime: 'Come l’ultima volta, vede',
    change: 'Cambia',
    question: 'Quale numero mostra la pagina nel browser?',
    tickFirst: 'Prima spunta almeno una telecamera.',
    number: (number) => `La pagina mostra ${number}`,
    wrong: (left) =>
      `La pagina mostra un altro numero. Ti ${left === 1 ? 'resta' : 'restano'} ${tries(left)}.`,
    sending: (number) => `Hai scelto ${number}. Collego…`,
    waiting: (number) =>
      `Hai scelto ${number}. Verrà inviato appena accedi di nuovo, se la pagina aspetta ancora.`,
    refuse: 'Nessuno di questi: rifiuta',
    refused: (client) => `Richiesta di ${client} rifiutata. Non vede nulla.`,
    later: 'Più tardi',
    good: (time) => `La pagina aspetta ancora ${time}`,
    waits: (client) => `${client} aspetta un numero.`,
    answer: 'Rispondi',
  },
  release: {
    naming: (nickname) => `Nome comunicato per ${nickname}`,
    nickname: (nickname) => `come «${nickname}»`,
    other: 'con un altro nome…',
    unnamed: (model) => `come «${model}» e un numero`,
    otherName: (nickname) => `Un altro nome per ${nickname}`,
    all: 'Tutte le telecamere',
    save: 'Salva',
    title: (client) => `Che cosa vede ${client}`,
    hint: 'D’ora in poi. Può ricordare ciò che ha già visto.',
    noCameras: 'In questo account non c’è ancora nessuna telecamera. Prima configurane una, poi collega.',
  },
  ended: {
    linkedToast: (client, cameras) =>
      `${client} è ${agreeing(client, 'collegato', 'collegata')} e vede ${countCameras(cameras)}. Il browser prosegue da solo.`,
    titles: {
      expired: (client) => `${client} ha aspettato troppo`,
      linked: (client) => `${client} è ${agreeing(client, 'collegato', 'collegata')}`,
      over: (client) => `${client} non aspetta più`,
      wrong_numbers: (client) => `${client} non è ${agreeing(client, 'stato collegato', 'stata collegata')}`,
    },
    bodies: {
      expired: 'Non hai risposto in tempo. Non vede nulla, e non è stato condiviso nulla.',
      linked: 'Vede le telecamere che hai spuntato.',
      over: 'Hai risposto su un altro computer, o la pagina è stata chiusa. Da qui non è stato condiviso nulla.',
      wrong_numbers:
        'Per tre volte la pagina mostrava un altro numero, perciò la richiesta è chiusa. Non vede nulla, e non è stato condiviso nulla. Se non hai aperto tu una pagina simile, potrebbe averlo fatto qualcun altro: rifiuta la prossima.',
    },
    next: 'Per collegarlo, ricomincia.',
    close: 'Chiudi',
  },
};
