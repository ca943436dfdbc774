// Davanti alla porta: benvenuto, quale servizio, accesso, nuovo account.

import type { Catalogue } from '../en';
import { n, wait } from './counts';

export const welcome: Catalogue['welcome'] = {
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
};

export const address: Catalogue['address'] = {
  title: 'Quale servizio?',
  body: 'L’indirizzo che ti ha dato chi lo gestisce.',
  field: 'Indirizzo del servizio',
  example: 'https://porch.example.org',
  go: 'Continua',
  checking: 'Cerco il servizio…',
  noAccounts: (name: string) =>
    `${name} non accetta nuovi account. Chiedine uno a chi lo gestisce, poi accedi.`,
};

export const signIn: Catalogue['signIn'] = {
  title: (name: string) => `Accedi a ${name}`,
  demoTitle: 'Accedi alla casa di prova',
  making: 'Creo la chiave dalla tua password…',
  queued: (seconds: number) =>
    seconds === 0
      ? 'Tocca a te…'
      : `Stanno tornando in molti tutti insieme. Tocca a te fra ${wait(seconds)}.`,
  queuedHint: 'Continua da solo. Non si perde nulla e non devi riscrivere niente.',
  makingHint: 'La tua password non lascia mai questo computer. Ci vuole un secondo o due.',
  demoHint: 'La casa di prova è stata fatta per te. La chiave è sotto lo zerbino:',
  demoChanged: 'Se ne hai cambiato l’indirizzo o la password, valgono i tuoi. Non li ricordi?',
  fill: 'Compila',
  create: 'Crea invece un account',
  safe: 'Il servizio non vede mai la tua password.',
};

export const create: Catalogue['create'] = {
  title: (name: string) => `Crea un account su ${name}`,
  body: 'Dalla tua password nasce la chiave dei tuoi nomi. Il servizio non vede né l’una né gli altri.',
  asking: 'Chiedo al servizio se accetta nuovi account…',
  closed: (name: string) => `${name} non accetta nuovi account`,
  closedBody:
    'Chiedi a chi lo gestisce se può crearne uno per te. Se hai già un account lì, accedi con quello.',
  askAgain: 'Chiedi di nuovo',
  invitation: 'Invito',
  invitationHint:
    'Questo servizio accetta solo chi è stato invitato. Chi lo gestisce ti dà un codice di 16 lettere e cifre.',
  repeat: 'La stessa password ancora una volta',
  differs: 'Le due non sono ancora uguali.',
  go: 'Continua',
  stepAccount: 'Account',
  stepKey: 'Chiave di recupero',
  stepCheck: 'Verifica',
  steps: 'Passaggi',
  keyTitle: 'La tua chiave di recupero',
  keyBody:
    'Se un giorno perdi il telefono e i suoi codici, questa ti fa entrare insieme alla password. Se dimentichi la password, questa porta a una nuova; nessun altro può farlo per te. La chiave si mostra solo questa volta. Conservala su carta, e non accanto alla password.',
  keyLabel: 'Chiave di recupero, otto gruppi',
  saveFile: 'Salva in un file',
  saved: 'Salvato.',
  print: 'Stampa',
  copy: 'Copia',
  copied:
    'Copiato. Gli altri programmi possono leggere gli appunti: incolla presto, poi copia qualcos’altro.',
  copyWarning: 'Ciò che copi può essere letto da altri programmi.',
  kept: 'L’ho conservata',
  checkTitle: 'Uno sguardo alla tua copia',
  checkBody: (group: number) =>
    `Per essere sicuri che ci sia: qual è il gruppo ${n(group)} della tua chiave di recupero?`,
  checkField: (group: number) => `Gruppo ${n(group)}`,
  checkShow: 'Mostra di nuovo la chiave',
  finish: 'Crea l’account',
  creating: 'Creo l’account…',
  cancelTitle: 'Vuoi fermarti qui?',
  cancelBody: 'L’account non esiste ancora. Senza, la chiave di recupero che hai visto non apre nulla.',
  cancelYes: 'Fermati',
  cancelNo: 'Continua',
  printTitle: 'Chiave di recupero di Porchlight',
  printFor: (email: string, service: string) => `Per ${email} su ${service}`,
  printHint:
    'Tieni questo foglio dove nessun altro guarda, e non accanto alla password: insieme aprono il tuo account. Se dimentichi la password, questa chiave porta a una nuova. Chi altro trova questo foglio può provarci; allora i tuoi computer ti avvisano.',
};
