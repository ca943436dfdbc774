// La lista di sicurezza, e i computer con una sessione aperta.

import type { Catalogue } from '../en';
import { at, countRecoveryCodes, many, n } from './counts';

export const security: Catalogue['security'] = {
  title: 'Sicurezza',
  list: 'Lista',
  beside: 'Altro',
  allLit: 'Tutte le finestre sono accese.',
  allLitHint: 'Per ora non c’è niente da fare.',
  dark: (count: number) =>
    many(count, { one: 'Una finestra è ancora buia.', other: `${n(count)} finestre sono ancora buie.` }),
  darkHint: 'Ogni finestra è una voce della lista.',
  notKnown: (count: number) =>
    many(count, {
      one: 'Una voce al momento non si può verificare.',
      other: `${n(count)} voci al momento non si possono verificare.`,
    }),
  opening: 'Controllo…',
  states: { done: 'Fatto', to_do: 'Da fare', unknown: 'Non si sa' },
  action: (label: string, title: string) => `${label}: ${title}`,
  acts: {
    look_at_computers: 'Controlla',
    rehearse_recovery: 'Prova',
    show_camera: 'Mostra',
    show_cameras: 'Telecamere',
    show_integrations: 'Gestisci',
    show_recovery_key: 'Sostituisci',
    show_settings: 'Impostazioni',
    show_two_factor: 'Modifica',
    sign_in: 'Accedi',
    try_again: 'Verifica ora',
  },
  toDo: { linkAgain: 'Ricollega', newCodes: 'Nuovi codici', turnOn: 'Attiva' },
  asked: (name: string) => `${name} ha risposto.`,

  signedIn: (name: string) => `Accesso a ${name}`,
  signedInItems: {
    done: 'Se succede qualcosa al tuo account, lo vieni a sapere qui.',
    to_do: 'La sessione è chiusa: non saprai nulla di ciò che succede al tuo account.',
    unknown: 'Al momento non risponde. Le notizie sul tuo account possono arrivare in ritardo.',
  },
  computersAt: (name: string) => `Computer collegati a ${name}`,
  computersItems: {
    done: (moment: number | null) =>
      moment === null ? 'Li conosci tutti.' : `Ultimo controllo: ${at(moment)}.`,
    to_do: () => 'Controlla l’elenco: li conosci tutti?',
    unknown: () => 'Accedi per vederli.',
  },
  comingBack: (name) => `Opzioni di recupero per ${name}`,
  comingBackItems: {
    done: (moment) => (moment === null ? 'Le hai provate.' : `Le hai provate il ${at(moment)}.`),
    to_do: () =>
      'Prova che cosa ti farebbe entrare se perdessi il telefono o dimenticassi la password. Non cambia nulla.',
    unknown: () => 'Accedi per provarle.',
  },
  recoveryKeyAt: (name) => `Chiave di recupero per ${name}`,
  recoveryKeyItems: {
    done: () => 'Per quanto ne sappiamo, non l’ha vista nessun altro.',
    to_do: (news) =>
      news === 'used'
        ? 'L’hai usata. Se qualcuno può averla vista, creane una nuova.'
        : 'Qualcuno l’ha vista. Creane una nuova.',
    unknown: () => 'Accedi per gestirla.',
  },
  integrationsAt: (name) => `Servizi collegati a ${name}`,
  integrationsItems: {
    done: (linked) =>
      linked === 0
        ? 'Non è collegato nulla, e nulla ti aspetta.'
        : many(linked, {
            one: '1 è collegato, e nulla ti aspetta.',
            other: `${n(linked)} sono collegati, e nulla ti aspetta.`,
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
      ? 'Nessuna è in attesa del tuo OK.'
      : many(count, {
          one: '1 modifica è in attesa del tuo OK.',
          other: `${n(count)} modifiche sono in attesa del tuo OK.`,
        }),
  firmware: 'Firmware delle telecamere',
  firmwareItems: {
    done: () => 'Nessun aggiornamento in attesa per le telecamere.',
    to_do: (count: number) =>
      many(count, {
        one: '1 telecamera ha un aggiornamento in attesa.',
        other: `${n(count)} telecamere hanno un aggiornamento in attesa.`,
      }),
    unknown: () => 'Si saprà quando tutti i servizi qui sopra avranno risposto.',
  },
  protection: 'Dati su questo computer',
  protectionItems: {
    keychain: 'Cifrati. La chiave è nel portachiavi.',
    passphrase: 'Cifrati. La chiave è la tua passphrase.',
    this_run_only:
      'Solo finché Porchlight è aperto: le modifiche non inviate poi vanno perse. Avvia il portachiavi, poi riapri Porchlight.',
  },
  twoFactor: (name: string) => `Verifica in due passaggi per ${name}`,
  twoFactorItems: {
    done: (left: number | null) =>
      left === null
        ? 'È attiva.'
        : `È attiva. ${many(left, { one: 'Resta', other: 'Restano' })} ${countRecoveryCodes(left)}.`,
    to_do: (left: number | null) =>
      left === null
        ? 'La sola password apre il tuo account.'
        : left === 0
          ? 'Non hai più codici di recupero nel caso tu perda il telefono.'
          : `${many(left, { one: 'Resta', other: 'Restano' })} solo ${countRecoveryCodes(left)}.`,
    unknown: () => 'Si saprà quando il servizio avrà risposto.',
  },
};

export const computers: Catalogue['computers'] = {
  back: 'Sicurezza',
  everything: (name) => `Tutto ciò che può accedere a ${name}`,
  section: 'Computer',
  people: 'Persone',
  nobodyElse: 'Nessun altro.',
  nobodyElseBody:
    'Qui gli account non si possono condividere. Chi conosce la tua password compare qui sopra, come computer.',
  services: 'Servizi collegati',
  noServices: 'Non è collegato nulla.',
  showServices: 'Mostra i servizi collegati',
  loading: 'Verifico quali computer sono collegati…',
  list: 'Computer collegati',
  nameless: 'Computer senza nome',
  thisOne: 'Questo computer',
  newcomer: 'Nuovo',
  since: (moment: number) => `Collegato dal ${at(moment)}`,
  now: 'in uso ora',
  lastHour: 'usato nell’ultima ora',
  used: (ago: string) => `usato ${ago}`,
  alone: 'È collegato solo questo computer.',
  question: 'Li conosci tutti? Se uno non è tuo, disconnettilo.',
  newQuestion: 'Si è collegato dopo il tuo ultimo controllo. Eri tu?',
  wasMe: 'Ero io',
  wasNotMe: 'Non ero io',
  allMine: 'Li conosco tutti',
  onlyMine: 'Ci sono solo io',
  lookedAt: (moment: number) => `Ultimo controllo: ${at(moment)}.`,
  another: 'Si è appena collegato un altro computer. Controlla di nuovo.',
  signOut: 'Disconnetti',
  signOutOf: (name: string) => `Disconnetti ${name}`,
  signOutOthers: 'Disconnetti tutti gli altri',
  signOutTitle: (name: string) => `Disconnettere ${name}?`,
  signOutBody:
    'Viene disconnesso subito, e vi si legge che è stato questo computer. Non si perde nulla: le modifiche non inviate restano lì, protette, finché qualcuno accede con la tua password.',
  othersTitle: (count: number) =>
    many(count, {
      one: 'Disconnettere l’altro computer?',
      other: `Disconnettere gli altri ${n(count)} computer?`,
    }),
  othersBody:
    'Tutti i computer tranne questo vengono disconnessi subito, e vi si legge che è stato questo computer. Non si perde nulla: le modifiche non inviate restano lì, protette, finché qualcuno accede con la tua password.',
  isOut: (name: string) => `${name} è stato disconnesso. Telecamere e nomi sono come prima.`,
  othersOut: 'Ora è collegato solo questo computer. Telecamere e nomi sono come prima.',
  next: 'Se non sai chi fosse, fai in modo che possa entrare solo tu.',
  signedOut: 'Sessione chiusa',
  signedOutBody: (name: string) => `Accedi per vedere quali computer sono collegati a ${name}.`,
  lastKnown: 'È l’ultimo stato conosciuto.',
  again: 'Riprova',
  gone: 'Questo collegamento non c’è più',
  goneBody: 'È stato rimosso da Porchlight su questo computer.',
};
