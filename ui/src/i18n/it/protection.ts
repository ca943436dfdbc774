// Come è chiuso ciò che sta su questo computer.

import type { Catalogue } from '../en';
import { n } from './counts';

export const protection: Catalogue['protection'] = {
  disk_full: {
    title: 'Il disco è pieno',
    why: 'Porchlight non può aprire i suoi dati senza un po’ di spazio.',
    help: 'Libera spazio e riprova. Non è andato perso nulla.',
  },
  keychain_absent: {
    title: 'Non c’è un portachiavi attivo',
    why: 'Porchlight tiene la sua chiave nel portachiavi di questo computer, e non ce n’è uno a cui chiederla.',
    help: 'Avvialo (per esempio GNOME Keyring o KDE Wallet) e riprova, oppure scegli un altro modo qui sotto.',
  },
  keychain_cannot_ask: {
    title: 'Il portachiavi non può chiedere la sua password',
    why: 'È bloccato, e in questa sessione la sua domanda non si può mostrare.',
    help: 'Sbloccalo con il suo programma, oppure esci dalla sessione e rientra, poi riprova. Oppure scegli un altro modo qui sotto.',
  },
  keychain_denied: {
    title: 'Il portachiavi non ha fatto entrare Porchlight',
    why: 'Alla domanda del portachiavi è stato risposto di no, oppure è stata chiusa, o ha rifiutato senza chiedere.',
    help: 'Riprova e consenti l’accesso. Porchlight legge solo le sue voci.',
  },
  keychain_faulty: {
    title: 'Il portachiavi ha risposto con un errore',
    why: 'Su questo computer un portachiavi è attivo, ma non funziona come dovrebbe.',
    help: 'Riavvialo, oppure esci dalla sessione e rientra, poi riprova. Oppure scegli un altro modo qui sotto.',
  },
  keychain_key_missing: {
    title: 'La chiave non è più nel portachiavi',
    why: 'Su questo computer ci sono dati, ma il portachiavi non ne ha più la chiave.',
    help: 'Se hai cambiato o azzerato il portachiavi, rimetti quello di prima e riprova. Altrimenti metti da parte i dati.',
  },
  keychain_locked: {
    title: 'Il portachiavi è bloccato',
    why: 'Porchlight tiene la sua chiave nel portachiavi di questo computer.',
    help: 'Riprova e sbloccalo quando lo chiede.',
  },
  keychain_not_set_up: {
    title: 'Il portachiavi non è ancora stato creato',
    why: 'Il suo programma è attivo, ma non contiene ancora un portachiavi in cui Porchlight possa tenere la sua chiave.',
    help: 'Riprova e scegli una password quando la chiede, oppure crea prima un portachiavi nel suo programma. Oppure scegli un altro modo qui sotto.',
  },
  keychain_timed_out: {
    title: 'Il portachiavi non ha risposto',
    why: 'Forse ti aspetta in una sua finestra.',
    help: 'Guarda dietro questa finestra, rispondi e riprova.',
  },
  newer_version: {
    title: 'Questi dati sono di un Porchlight più recente',
    why: 'Una versione più vecchia potrebbe rovinarli, quindi non sono stati toccati.',
    help: 'Aggiorna Porchlight e riaprilo.',
  },
  passphrase_wrong: {
    title: 'La passphrase non è giusta',
    why: 'I dati di questo computer si aprono con un’altra.',
    help: 'Controlla il blocco maiuscole e riprova.',
  },
  protection_unreadable: {
    title: 'Non si sa più come sono chiusi i tuoi dati',
    why: 'Su questo computer ci sono dati, ma il piccolo file accanto che dice come sono chiusi (protection.json) manca o è danneggiato.',
    help: 'Se hai una copia di quel file, rimettila nella cartella dei dati e riprova. Altrimenti metti da parte i dati.',
  },
  storage_unavailable: {
    title: 'La cartella dei dati non si può usare',
    why: 'Porchlight non può leggere o scrivere dove stanno i suoi dati.',
    help: 'Controlla i permessi della cartella, o che il suo disco ci sia, e riprova.',
  },
};

export const opening: Catalogue['opening'] = {
  title: 'Apertura',
  body: 'Sto chiedendo la chiave al portachiavi di questo computer.',
  slow: 'Se il portachiavi chiede la sua password, la domanda può essere dietro questa finestra.',
};

export const protect: Catalogue['protect'] = {
  again: 'Riprova',
  otherWays: 'Altri modi',
  passphrase: 'Usa invece una passphrase',
  passphraseHint: 'La scrivi ogni volta che Porchlight si apre.',
  runOnly: 'Solo questa volta',
  runOnlyHint: 'Non si conserva nulla. La prossima volta accedi di nuovo.',
  aside: 'Metti da parte i dati',
  asideHint: 'Si ricomincia da vuoto. I dati vecchi restano, ancora chiusi.',
  choose: 'Scegli una passphrase',
  chooseBody:
    'Chiude ciò che Porchlight conserva su questo computer. Nessuno può ritrovarla per te, nemmeno noi: se la dimentichi, ricominci da vuoto e accedi di nuovo.',
  field: 'Passphrase',
  repeat: 'La stessa ancora una volta',
  differs: 'Le due non sono ancora uguali.',
  short: (min: number) => `Almeno ${n(min)} caratteri. Quattro parole senza legame vanno bene.`,
  use: 'Chiudi con questa passphrase',
  wanted: 'La tua passphrase, per favore',
  wantedBody: 'Apre ciò che Porchlight conserva su questo computer.',
  unlock: 'Apri',
  forgotten: 'Dimenticata? Metti da parte i dati e ricomincia da vuoto',
  asideTitle: 'Mettere da parte i dati e ricominciare da vuoto?',
  asideBody:
    'I dati vecchi restano con un nome che porta la data di oggi, ancora chiusi. Le modifiche mai inviate restano lì dentro. Telecamere e nomi tornano dal tuo account quando accedi.',
  asideYes: 'Metti da parte e ricomincia',
  never: 'Su questo computer non si scrive mai nulla in chiaro.',
};
