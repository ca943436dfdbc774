// La lista di sicurezza, e i computer con una sessione aperta.

import type { Catalogue } from '../en';
import { at, countRecoveryCodes, many, n } from './counts';

export const security: Catalogue['security'] = {
  title: 'Sicurezza',
  list: 'Lista',
  beside: 'Inoltre',
  allLit: 'Tutte le finestre sono accese.',
  allLitHint: 'Qui ora non c’è niente da fare.',
  dark: (count: number) =>
    many(count, { one: 'Una finestra è ancora buia.', other: `${n(count)} finestre sono ancora buie.` }),
  darkHint: 'Ogni finestra è una riga della lista.',
  notKnown: (count: number) =>
    many(count, {
      one: 'Di una riga al momento non si può dire nulla.',
      other: `Di ${n(count)} righe al momento non si può dire nulla.`,
    }),
  opening: 'Guardo che cosa si sa…',
  states: { done: 'Fatto', to_do: 'Da fare', unknown: 'Ora non si sa' },
  action: (label: string, title: string) => `${label}: ${title}`,
  acts: {
    look_at_computers: 'Guarda',
    rehearse_recovery: 'Prova',
    show_camera: 'Mostra',
    show_cameras: 'Telecamere',
    show_integrations: 'Guarda',
    show_recovery_key: 'Guarda',
    show_settings: 'Impostazioni',
    show_two_factor: 'Guarda',
    sign_in: 'Accedi',
    try_again: 'Chiedi ora',
  },
  asked: (name: string) => `${name} ha risposto.`,

  signedIn: (name: string) => `Accesso a ${name}`,
  signedInItems: {
    done: 'Se lì succede qualcosa al tuo account, lo vieni a sapere qui.',
    to_do: 'Lì non hai una sessione: di ciò che succede al tuo account non ti arriva nulla.',
    unknown: 'Al momento non risponde. Le notizie del tuo account possono tardare.',
  },
  computersAt: (name: string) => `Computer con accesso a ${name}`,
  computersItems: {
    done: (moment: number | null) =>
      moment === null ? 'Li conosci tutti.' : `Li conoscevi tutti il ${at(moment)}.`,
    to_do: () => 'Dai un’occhiata: li conosci tutti?',
    unknown: () => 'Per vederli, prima accedi.',
  },
  comingBack: (name) => `Rientro in ${name}`,
  comingBackItems: {
    done: (moment) => (moment === null ? 'L’hai provato.' : `L’hai provato il ${at(moment)}.`),
    to_do: () =>
      'Prova, senza conseguenze, che cosa ti farebbe entrare se perdessi il telefono o dimenticassi la password.',
    unknown: () => 'Per provarlo, accedi prima.',
  },
  recoveryKeyAt: (name) => `Chiave di recupero per ${name}`,
  recoveryKeyItems: {
    done: () => 'Per quanto se ne sa, non l’ha vista nessun altro.',
    to_do: (news) =>
      news === 'used'
        ? 'L’hai usata. Se qualcuno può averla vista, creane una nuova.'
        : 'Qualcuno l’ha vista. Creane una nuova.',
    unknown: () => 'Per occupartene, accedi prima.',
  },
  integrationsAt: (name) => `Servizi collegati a ${name}`,
  integrationsItems: {
    done: (linked) =>
      linked === 0
        ? 'Nessuno è collegato, e nessuno ti aspetta.'
        : many(linked, {
            one: '1 è collegato, e nessuno ti aspetta.',
            other: `${n(linked)} sono collegati, e nessuno ti aspetta.`,
          }),
    to_do: (_, unlinked) =>
      many(unlinked, {
        one: '1 è stato scollegato per sicurezza. Collegalo di nuovo, o lascialo così.',
        other: `${n(unlinked)} sono stati scollegati per sicurezza. Collegali di nuovo, o lasciali così.`,
      }),
    unknown: () => 'Si saprà quando il servizio avrà risposto.',
  },
  edits: 'Le tue modifiche',
  editsItems: (count: number) =>
    count === 0
      ? 'Nessuna aspetta una tua parola.'
      : many(count, {
          one: '1 modifica aspetta una tua parola.',
          other: `${n(count)} modifiche aspettano una tua parola.`,
        }),
  firmware: 'Firmware delle telecamere',
  firmwareItems: {
    done: () => 'Nessuna telecamera ha un aggiornamento in attesa.',
    to_do: (count: number) =>
      many(count, {
        one: '1 telecamera ha un aggiornamento in attesa.',
        other: `${n(count)} telecamere hanno un aggiornamento in attesa.`,
      }),
    unknown: () => 'Si saprà quando tutti i servizi qui sopra avranno risposto.',
  },
  protection: 'Ciò che resta su questo computer',
  protectionItems: {
    keychain: 'Cifrato. La chiave sta nel portachiavi.',
    passphrase: 'Cifrato. La chiave è la tua passphrase.',
    this_run_only:
      'Solo per questa volta: le modifiche non inviate vanno perse quando Porchlight si chiude. Avvia il portachiavi, poi riapri Porchlight.',
  },
  twoFactor: (name: string) => `Verifica in due passaggi su ${name}`,
  twoFactorItems: {
    done: (left: number | null) =>
      left === null
        ? 'È attiva.'
        : `È attiva. ${many(left, { one: 'Resta', other: 'Restano' })} ${countRecoveryCodes(left)}.`,
    to_do: (left: number | null) =>
      left === null
        ? 'La password da sola apre il tuo account.'
        : left === 0
          ? 'Non resta nessun codice di recupero per quando il telefono si perde.'
          : `${many(left, { one: 'Resta', other: 'Restano' })} solo ${countRecoveryCodes(left)}.`,
    unknown: () => 'Si saprà quando il servizio avrà risposto.',
  },
};

export const computers: Catalogue['computers'] = {
  back: 'Sicurezza',
  everything: (name) => `Tutto ciò che raggiunge ${name}`,
  section: 'Computer',
  people: 'Persone',
  nobodyElse: 'Nessun altro.',
  nobodyElseBody:
    'Qui un account non si condivide. Chi conosce la tua password compare qui sopra, come computer.',
  services: 'Servizi collegati',
  noServices: 'Nessuno è collegato.',
  showServices: 'Mostra i servizi collegati',
  loading: 'Chiedo chi ha una sessione aperta…',
  list: 'Computer con una sessione aperta',
  nameless: 'Un computer senza nome',
  thisOne: 'Questo computer',
  newcomer: 'Nuovo',
  since: (moment: number) => `Accesso del ${at(moment)}`,
  now: 'in uso ora',
  lastHour: 'usato nell’ultima ora',
  used: (ago: string) => `usato ${ago}`,
  alone: 'Solo questo computer ha una sessione aperta.',
  question: 'Li conosci tutti? Se uno non è tuo, chiudi la sua sessione.',
  newQuestion: 'È arrivato dopo l’ultima volta che hai guardato. Eri tu?',
  wasMe: 'Ero io',
  wasNotMe: 'Non ero io',
  allMine: 'Li conosco tutti',
  onlyMine: 'Ho guardato',
  lookedAt: (moment: number) => `Li conoscevi tutti il ${at(moment)}.`,
  another: 'Intanto è arrivato un altro computer. Guarda ancora una volta.',
  signOut: 'Chiudi la sessione',
  signOutOf: (name: string) => `Chiudi la sessione di ${name}`,
  signOutOthers: 'Chiudi tutte le altre',
  signOutTitle: (name: string) => `Chiudere la sessione di ${name}?`,
  signOutBody:
    'La sessione si chiude subito, e lì si legge che è stato questo computer. Non si perde nulla: le modifiche non inviate aspettano lì, chiuse, finché qualcuno accede con la tua password.',
  othersTitle: (count: number) =>
    many(count, {
      one: 'Chiudere la sessione dell’altro computer?',
      other: `Chiudere le sessioni di ${n(count)} altri computer?`,
    }),
  othersBody:
    'Tutte tranne questa si chiudono subito, e lì si legge che è stato questo computer. Non si perde nulla: le modifiche non inviate aspettano lì, chiuse, finché qualcuno accede con la tua password.',
  isOut: (name: string) => `La sessione di ${name} è chiusa. Telecamere e nomi sono come prima.`,
  othersOut: 'Ora solo questo computer ha una sessione aperta. Telecamere e nomi sono come prima.',
  next: 'Se non sai chi fosse, fai in modo che entri solo tu.',
  signedOut: 'Sessione chiusa',
  signedOutBody: (name: string) => `Per vedere quali computer hanno accesso a ${name}, prima accedi.`,
  lastKnown: 'Così era quando ha risposto l’ultima volta.',
  again: 'Riprova',
  gone: 'Questo collegamento non c’è più',
  goneBody: 'È stato tolto da Porchlight su questo computer.',
};
