// Una password dimenticata: la chiave di recupero porta a una nuova.

import type { Catalogue } from '../en';
import { appointment } from './counts';

export const forgottenPassword: Catalogue['forgottenPassword'] = {
  link: 'Password dimenticata?',
  heads: {
    key: {
      title: 'Password dimenticata?',
      body: 'Usa la chiave di recupero al posto della password. Non lascia questo computer.',
    },
    factor: { title: 'Ancora un passo', body: 'La chiave di recupero è giusta.' },
    waits: {
      title: 'Ora devi aspettare un giorno',
      body: 'La chiave di recupero è giusta. La verifica in due passaggi è disattivata, quindi a chi trovasse la chiave non servirebbe altro. Per questo, per un giorno, ognuno dei tuoi computer collegati può bloccare l’operazione.',
    },
    choose: {
      title: 'Scegli la nuova password',
      body: 'Le telecamere e i loro nomi restano come sono. La vecchia password smette di funzionare.',
    },
  },

  keyHint:
    'Gli otto gruppi sul foglio che hai stampato o scritto quando hai creato l’account o una nuova chiave.',
  whatComes:
    'Poi scegli una nuova password. I tuoi computer collegati vengono avvisati e, se la verifica in due passaggi è disattivata, prima devi aspettare un giorno.',
  orAddress: 'Se coincidono, ricontrolla l’indirizzo e-mail.',
  checking: 'Controllo la chiave di recupero…',
  noKey: 'Non ho la chiave di recupero',
  noKeyBody:
    'Allora Porchlight non può impostare una nuova password. Forse può farlo chi gestisce il servizio: prova a chiedere.',
  intro:
    'Ora inserisci il codice che la tua app di autenticazione mostra per questo account. Qui la chiave di recupero non può sostituirlo.',

  comeBack: (from) => `Torna ${appointment(from)} con la chiave di recupero.`,
  openFor: 'Da quel momento hai sette giorni. Finché non scegli una nuova password, la vecchia funziona.',
  giveUp: 'Annulla il recupero',
  giveUpHint:
    'Se ti è tornata in mente la vecchia password. Resta com’è; potrai comunque usare la chiave di recupero più avanti.',
  from: (from) => `Puoi scegliere una nuova password da ${appointment(from)}.`,
  open: 'Ora puoi scegliere la nuova password. Serve di nuovo la chiave di recupero.',
  over: 'I sette giorni per scegliere una nuova password sono passati. Ricomincia con la chiave di recupero.',
  half: 'Stavi per scegliere una nuova password.',
  read: 'Leggi di più',

  stay: 'Quali computer restano collegati?',
  stayHint:
    'Tutti gli altri vengono disconnessi e accedono di nuovo con la nuova password. Lì non si perde nulla.',
  use: 'Usa questa password',
  nothingYet: 'Fino ad allora funziona la vecchia password.',
  unclear:
    'La connessione si è interrotta: non sappiamo se la password è stata cambiata. Verifica di nuovo per scoprirlo. Non verrà cambiata due volte.',
  ask: 'Verifica di nuovo',

  signInWithIt: 'La password è stata cambiata. Accedi con quella nuova.',
  inForce: 'La password è stata cambiata.',
  usedKey: 'Hai usato la chiave di recupero. Se qualcuno può averla vista, creane una nuova.',
  newKey: 'Crea una nuova chiave di recupero',
  later: 'Più tardi',

  stopping: 'Blocco l’operazione…',
  stopped: 'Operazione bloccata. Chiunque fosse, ha la tua chiave di recupero: creane una nuova.',

  demoKey: 'La chiave di recupero della casa di prova è pubblica:',
};
