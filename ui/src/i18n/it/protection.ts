// Come è chiuso ciò che sta su questo computer.

import type { Catalogue } from '../en';
import { n } from './counts';

export const protection: Catalogue['protection'] = {
  disk_full: {
    title: 'Il disco è pieno',
    why: 'A Porchlight serve un po’ di spazio per aprire i suoi dati.',
    help: 'Libera spazio e riprova. Non è andato perso nulla.',
  },
  keychain_absent: {
    title: 'Non c’è un portachiavi attivo',
    why: 'Porchlight tiene la sua chiave nel portachiavi di questo computer, ma non ce n’è uno attivo.',
    help: 'Avvialo (per esempio GNOME Keyring o KDE Wallet) e riprova, oppure scegli un altro modo qui sotto.',
  },
  keychain_cannot_ask: {
    title: 'Il portachiavi non può chiedere la sua password',
    why: 'È bloccato, e in questa sessione non può mostrare la sua richiesta.',
    help: 'Sbloccalo con il suo programma, oppure esci dalla sessione e rientra, poi riprova. Oppure scegli un altro modo qui sotto.',
  },
  keychain_denied: {
    title: 'Il portachiavi non ha fatto entrare Porchlight',
    why: 'Alla richiesta del portachiavi è stato risposto di no, oppure è stata chiusa, o il portachiavi ha rifiutato senza chiedere.',
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
    help: 'Se hai cambiato o azzerato il portachiavi, ripristina quello di prima e riprova. Altrimenti metti da parte i dati.',
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
    title: 'Porchlight non sa più come sono protetti i tuoi dati',
    why: 'Su questo computer ci sono dati, ma il piccolo file che dice come sono protetti (protection.json) manca o è danneggiato.',
    help: 'Se hai una copia di quel file, rimettila nella cartella dei dati e riprova. Altrimenti metti da parte i dati.',
  },
  storage_unavailable: {
    title: 'La cartella dei dati non si può usare',
    why: 'Porchlight non ha il permesso di leggere o scrivere nella sua cartella dei dati.',
    help: 'Controlla i permessi della cartella, o che il suo disco sia collegato, e riprova.',
  },
};

export const opening: Catalogue['opening'] = {
  title: 'Apertura',
  body: 'Recupero la chiave dal portachiavi di questo computer.',
  slow: 'Se il portachiavi chiede la sua password, la richiesta potrebbe essere dietro questa finestra.',
};

export const protect: Catalogue['protect'] = {
  again: 'Riprova',
  otherWays: 'Altri modi',
  passphrase: 'Usa invece una passphrase',
  passphraseHint: 'La scrivi ogni volta che Porchlight si apre.',
  runOnly: 'Solo per questa volta',
  runOnlyHint: 'Non viene salvato nulla. La prossima volta dovrai accedere di nuovo.',
  aside: 'Metti da parte i dati',
  asideHint: 'Si ricomincia da zero. I dati vecchi restano, ancora protetti.',
  choose: 'Scegli una passphrase',
  chooseBody:
    'Protegge ciò che Porchlight salva su questo computer. Nessuno può recuperarla per te, nemmeno noi: se la dimentichi, ricominci da zero e accedi di nuovo.',
  field: 'Passphrase',
  repeat: 'Ripeti la passphrase',
  differs: 'Le due non coincidono ancora.',
  short: (min: number) => `Almeno ${n(min)} caratteri. Quattro parole a caso vanno bene.`,
  use: 'Proteggi con questa passphrase',
  wanted: 'Inserisci la tua passphrase',
  wantedBody: 'Sblocca ciò che Porchlight salva su questo computer.',
  unlock: 'Sblocca',
  forgotten: 'L’hai dimenticata? Metti da parte i dati e ricomincia da zero',
  asideTitle: 'Mettere da parte i dati e ricominciare da zero?',
  asideBody:
    'I dati vecchi restano con un nome che porta la data di oggi, ancora protetti. Le modifiche non inviate restano lì. Quando accedi, le telecamere tornano dal tuo account con i nomi che conserva.',
  asideYes: 'Metti da parte e ricomincia',
  never: 'Su questo computer non si scrive mai nulla in chiaro.',
};
