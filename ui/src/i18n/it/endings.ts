// Una sessione chiusa da un servizio, e la strada per rientrare.

import type { Catalogue } from '../en';
import { at, countChanges, many, n } from './counts';

export const ends: Catalogue['ends'] = {
  account_deleted: {
    title: 'Questo account è stato eliminato',
    when: (service, moment) => `${service} ha eliminato l’account il ${at(moment)}.`,
    safe: 'Le tue telecamere continuano a funzionare. L’elenco delle telecamere è ancora su questo computer.',
    next: 'Se non l’hai chiesto tu, contatta chi gestisce il servizio.',
  },
  account_disabled: {
    title: 'Questo account è stato disattivato',
    when: (service, moment) => `${service} ha disattivato l’account il ${at(moment)}.`,
    safe: 'Le tue telecamere e i loro nomi sono ancora su questo computer.',
    next: 'Contatta chi gestisce il servizio: solo loro possono riattivarlo.',
  },
  expired: {
    title: 'Accedi per continuare',
    when: (service, moment) =>
      `È passato un po’ di tempo: ${service} ha chiuso questa sessione il ${at(moment)}, come fa ogni tanto.`,
    safe: 'Tutto. Le telecamere, i nomi e le tue modifiche sono qui.',
    next: 'Scrivi la password. Nient’altro.',
  },
  global_reset: {
    title: 'La tua sessione è stata chiusa, come quella di tutti',
    when: (service, moment) => `${service} ha chiuso tutte le sessioni il ${at(moment)}.`,
    safe: 'Le telecamere, i nomi e le tue modifiche sono su questo computer.',
    next: 'Accedi di nuovo con la tua password. Telecamere e modifiche ti aspettano. Il resto viene dopo, un passo alla volta.',
  },
  not_stated: {
    title: 'La tua sessione è stata chiusa',
    when: (service, moment) => `${service} ha chiuso questa sessione il ${at(moment)}, senza dire perché.`,
    safe: 'Le telecamere, i nomi e le tue modifiche sono qui. Non viene inviato nulla senza il tuo OK.',
    next: 'Accedi di nuovo. Se la password non l’hai cambiata tu, subito dopo cambiala.',
  },
  password_changed: {
    title: 'La tua password è stata cambiata',
    when: (service, moment, by) =>
      by
        ? `È stata cambiata il ${at(moment)} da ${by}, e ${service} ha disconnesso gli altri computer.`
        : `È stata cambiata il ${at(moment)}, e ${service} ha disconnesso gli altri computer.`,
    safe: 'Le telecamere, i nomi e le tue modifiche sono qui.',
    next: 'Accedi con la nuova password. Se non eri tu, premi subito «Password dimenticata?» e prendi la chiave di recupero; e avvisa chi gestisce il servizio.',
  },
  revoked_elsewhere: {
    title: 'Hai disconnesso questo computer',
    when: (service, moment, by) =>
      by
        ? `È successo il ${at(moment)}, da ${by}, su ${service}.`
        : `È successo il ${at(moment)}, da un altro computer, su ${service}.`,
    safe: 'Le telecamere, i nomi e le tue modifiche sono qui. Non viene inviato nulla senza il tuo OK.',
    next: 'Se eri tu, accedi di nuovo quando vuoi.',
  },
  suspected_theft: {
    title: 'Qualcuno potrebbe aver copiato la tua sessione',
    when: (service, moment) => `${service} l’ha vista usare da due posti e l’ha chiusa il ${at(moment)}.`,
    safe: 'La sessione non contiene la tua password. Le tue modifiche aspettano qui finché non le controlli.',
    next: 'Accedi di nuovo, poi controlla che ogni modifica sia tua.',
  },
  too_many_computers: {
    title: 'Un altro computer ha preso il posto di questo',
    when: (service, moment) =>
      `${service} limita il numero di computer collegati. Il ${at(moment)} se n’è collegato un altro, e questo era quello inutilizzato da più tempo.`,
    safe: 'Le telecamere, i nomi e le tue modifiche sono qui.',
    next: 'Accedi di nuovo, poi controlla i computer collegati e disconnetti quelli che non usi o non conosci.',
  },
  two_factor_changed: {
    title: 'La verifica in due passaggi è stata cambiata',
    when: (service, moment, by) =>
      by
        ? `È stata cambiata il ${at(moment)} da ${by}, e ${service} ha disconnesso gli altri computer.`
        : `È stata cambiata il ${at(moment)}, e ${service} ha disconnesso gli altri computer.`,
    safe: 'Le telecamere, i nomi e le tue modifiche sono qui.',
    next: 'Accedi di nuovo. Se non eri tu, cambia subito la password.',
  },
};

export const relogin: Catalogue['relogin'] = {
  safe: 'Ancora al sicuro',
  next: 'Cosa fare adesso',
  password: (email: string) => `Password di ${email}`,
  otherEmail: 'Il mio indirizzo e-mail è cambiato',
  again: 'Accedi di nuovo',
  later: 'Più tardi',
  why: 'Leggi perché',
  advisory: 'Leggi l’avviso',
  passwordChanged: (moment) =>
    `L’ultimo cambio di password da questo computer è del ${at(moment)}. Dopo, molti servizi chiudono tutte le sessioni.`,
  close: 'Chiudi',
  saveList: 'Salva l’elenco delle telecamere',
  savedList: 'Salvato.',
  kept: (draft: string | null, waiting: number) =>
    draft && waiting
      ? `«${draft}» e ${countChanges(waiting)} in attesa sono al sicuro. Riprendi da dove eri.`
      : draft
        ? `«${draft}» è al sicuro. Riprendi da dove eri.`
        : waiting
          ? `${countChanges(waiting)} in attesa ${waiting === 1 ? 'è al sicuro e verrà inviata' : 'sono al sicuro e verranno inviate'} dopo l’accesso.`
          : 'Riprendi da dove eri.',
  keptHeld: (draft: string | null, waiting: number) =>
    draft && waiting
      ? `«${draft}» e ${countChanges(waiting)} in attesa sono al sicuro. Decidi tu dopo l’accesso.`
      : draft
        ? `«${draft}» è al sicuro. Riprendi da dove eri.`
        : waiting
          ? `${countChanges(waiting)} in attesa ${waiting === 1 ? 'resta' : 'restano'} qui. Decidi tu dopo l’accesso.`
          : 'Riprendi da dove eri.',
  keptHere: (waiting: number) =>
    waiting
      ? `${countChanges(waiting)} non ${waiting === 1 ? 'inviata resta' : 'inviate restano'} su questo computer.`
      : 'Non c’era nulla da inviare.',
  says: (service: string) => `${service} dice`,
  more: (count: number) =>
    many(count, {
      one: 'Dopo questo ce n’è un altro.',
      other: `Dopo questo ce ne sono altri ${n(count)}.`,
    }),
  bar: (name: string) => `La sessione su ${name} è chiusa.`,
};

export const held: Catalogue['held'] = {
  title: (count: number) => `${countChanges(count)} di prima che la sessione fosse chiusa`,
  body: 'Non è stato inviato nulla. Queste modifiche sono tue?',
  send: 'Invia',
  discard: 'Scarta',
  look: 'Prima le controllo',
};
