// Davanti alla porta: benvenuto, quale servizio, accesso, nuovo account.

import type { Catalogue } from '../en';
import { n, wait } from './counts';

export const welcome: Catalogue['welcome'] = {
  title: 'Sapere che a casa va tutto bene.',
  body: 'Un posto tranquillo per le tue telecamere: come si chiamano, se sono online e cosa è successo mentre eri fuori.',
  demo: 'Visita la casa di prova',
  demoHint: 'Cinque telecamere, niente da installare, nessun account necessario',
  account: 'Account Porchlight',
  accountHint: 'Accedi a un servizio gestito da te o da qualcuno di cui ti fidi',
  create: 'Crea un account',
  createHint: 'Un nuovo account su un servizio di questo tipo',
  place: 'Aggiungi le telecamere che hai lì',
  again: (name: string) => `Accedi a ${name}`,
  secret: 'Ciò che Porchlight conserva qui è cifrato, con la chiave nel portachiavi di questo computer.',
  secretPassphrase: 'Ciò che Porchlight conserva qui è cifrato con la tua passphrase.',
  secretRun: 'Solo per questa volta: su questo computer non viene salvato nulla.',
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
  userName: 'Nome utente',
  signInFields: { api_key: 'Chiave API', api_key_id: 'ID della chiave' },
  help: 'Dove li trovo?',
  title: (name: string) => `Accedi a ${name}`,
  demoTitle: 'Accedi alla casa di prova',
  signingIn: 'Accesso in corso…',
  queued: (seconds: number) =>
    seconds === 0
      ? 'Tocca a te…'
      : `Stanno accedendo in tanti contemporaneamente. Tocca a te fra ${wait(seconds)}.`,
  queuedHint: 'Continua da sé. Non si perde nulla e non devi riscrivere niente.',
  signingInHint: 'Ci vuole un secondo o due.',
  demoHint: 'La casa di prova è tutta tua. La chiave è sotto lo zerbino:',
  demoChanged: 'Se hai cambiato indirizzo o password, usa i tuoi. Non li ricordi?',
  fill: 'Compila',
  create: 'Crea un account',
  disclosed: (service) => `${service} riceve la tua password quando accedi. Porchlight non la conserva.`,
};

export const create: Catalogue['create'] = {
  title: (name: string) => `Crea un account su ${name}`,
  body: 'Scegli una password che non usi da nessun’altra parte.',
  asking: 'Verifico se il servizio accetta nuovi account…',
  closed: (name: string) => `${name} non accetta nuovi account`,
  closedBody: 'Se ti serve un account, chiedilo a chi lo gestisce. Se ne hai già uno, accedi.',
  askAgain: 'Verifica di nuovo',
  invitation: 'Invito',
  invitationHint:
    'Per questo servizio serve un invito. Chi lo gestisce può darti un codice di 16 lettere e cifre.',
  repeat: 'Ripeti la password',
  differs: 'Le due non coincidono ancora.',
  go: 'Continua',
  stepAccount: 'Account',
  stepKey: 'Chiave di recupero',
  stepCheck: 'Controllo',
  steps: 'Passaggi',
  keyTitle: 'La tua chiave di recupero',
  keyBody:
    'Se perdi il telefono e i suoi codici, puoi entrare con questa chiave e la password. Se dimentichi la password, con questa chiave ne imposti una nuova.',
  keyOnce: 'Viene mostrata solo questa volta. Conservala su carta, lontano dalla password.',
  keyLabel: 'Chiave di recupero, otto gruppi',
  saveFile: 'Salva in un file',
  saved: 'Salvato.',
  print: 'Stampa',
  copy: 'Copia',
  copied:
    'Copiato. Gli altri programmi possono leggere gli appunti: incolla presto, poi copia qualcos’altro.',
  copyWarning: 'Una volta copiata, gli altri programmi possono leggerla.',
  kept: 'L’ho salvata',
  checkTitle: 'Controlla la tua copia',
  checkBody: (group: number) =>
    `Per essere sicuri che tu l’abbia: qual è il gruppo ${n(group)} della tua chiave di recupero?`,
  checkField: (group: number) => `Gruppo ${n(group)}`,
  checkShow: 'Mostra di nuovo la chiave',
  finish: 'Crea l’account',
  creating: 'Creo l’account…',
  cancelTitle: 'Vuoi fermarti qui?',
  cancelBody:
    'L’account non è ancora stato creato. Senza account, la chiave di recupero che hai visto non apre nulla.',
  cancelYes: 'Fermati qui',
  cancelNo: 'Continua',
  printTitle: 'Chiave di recupero di Porchlight',
  printFor: (email: string, service: string) => `Per ${email} su ${service}`,
  printHint:
    'Conserva questo foglio in un posto riservato, lontano dalla password: insieme aprono il tuo account. Se dimentichi la password, con questa chiave ne imposti una nuova. Chiunque altro trovi questo foglio può provarci; i tuoi computer ti avviseranno.',
};
