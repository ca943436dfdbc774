// Tutto ciò che può andare storto: cosa è successo, e l’unica cosa che aiuta.

import type { Catalogue } from '../en';
import { exactly, many, n, wait } from './counts';

export const failures: Catalogue['failures'] = {
  account_already_here: () => ({
    what: 'Su questo computer hai già effettuato l’accesso a questo account.',
    next: 'Accedi con un altro account, oppure torna a quello che hai già.',
  }),
  account_exists: () => ({
    what: 'Esiste già un account con questo indirizzo e-mail.',
    next: 'Usalo per accedere.',
  }),
  account_full: () => ({
    what: 'Il tuo account è pieno: il servizio non può conservare altro.',
    next: 'Non è andato perso nulla. Se ti serve più spazio, scrivi a chi gestisce il servizio.',
  }),
  address_not_allowed: () => ({
    what: 'Porchlight non si collega a questo indirizzo.',
    next: 'Usa un indirizzo che inizia con https://, oppure uno di questo computer.',
  }),
  another_camera: () => ({
    what: 'A quell’indirizzo risponde un’altra telecamera.',
    next: 'Scrivi l’indirizzo che questa telecamera ha adesso: il router elenca gli indirizzi dei tuoi dispositivi.',
  }),
  authenticator_clock_off: (_, seconds) => ({
    what: `L’orologio della tua app di autenticazione è ${seconds < 0 ? 'indietro' : 'avanti'} di ${exactly(seconds)}.`,
    next: 'Imposta data e ora automatiche sul telefono, poi scrivi il prossimo codice.',
  }),
  authenticator_counter_based: () => ({
    what: 'Questo account usa codici a contatore invece di codici basati sull’ora.',
    next: 'Porchlight genera solo codici basati sull’ora. Usa un’app che li supporta entrambi, o scegli un altro metodo presso il produttore.',
  }),
  authenticator_exported: () => ({
    what: 'Questa è un’esportazione di più account da un’app a un’altra.',
    next: 'Aggiungi un account alla volta: usa il suo codice QR o la sua chiave segreta.',
  }),
  authenticator_known: () => ({
    what: 'Questo c’è già.',
    next: 'Non è cambiato nulla. Entrambi genererebbero gli stessi codici.',
  }),
  authenticator_link_garbled: () => ({
    what: 'Questo link è incompleto o si contraddice.',
    next: 'Copialo di nuovo per intero, o usa la chiave segreta.',
  }),
  authenticator_mobile_otp: () => ({
    what: 'Questo è Mobile-OTP, che genera i codici in un altro modo, con un PIN.',
    next: 'Porchlight non può generarli. Usa un’app per Mobile-OTP, o chiedi al produttore codici basati sull’ora (TOTP).',
  }),
  authenticator_of_one_app: () => ({
    what: 'Questo funziona con una sola app: quella del produttore, o una come Microsoft Authenticator, Okta Verify o Yandex Key.',
    next: 'Torna dal produttore e scegli «un’altra app di autenticazione». Se non puoi, usa quell’app.',
  }),
  authenticator_several: () => ({
    what: 'Qui c’è più di un link.',
    next: 'Non è stato aggiunto nulla. Incollane uno, salvalo, poi incolla l’altro.',
  }),
  authenticator_steam: () => ({
    what: 'Questo è Steam Guard, i cui codici contengono lettere e sono generati a modo di Steam.',
    next: 'Porchlight non può generarli. Usa l’app di Steam.',
  }),
  authenticator_unsupported: () => ({
    what: 'Questo account usa un tipo di codice che Porchlight non può generare.',
    next: 'Porchlight genera codici da 6 a 8 cifre che cambiano ogni 10–600 secondi. Usa l’app del produttore.',
  }),
  authenticators_full: () => ({
    what: 'Nel portachiavi non c’è spazio per altri account.',
    next: 'Non è andato perso nulla. Rimuovine uno che non ti serve più.',
  }),
  authenticators_unreadable: () => ({
    what: 'I tuoi account non si possono leggere dal portachiavi.',
    next: 'Non è cambiato nulla. Forse sono di un Porchlight più recente: aggiorna, poi riprova.',
  }),
  camera_cannot_join: () => ({
    what: 'La telecamera non è riuscita a entrare nella rete.',
    next: 'Controlla la password. Se è giusta, avvicina la telecamera al router; quasi tutte funzionano solo a 2,4 GHz.',
  }),
  camera_changes_text: () => ({
    what: 'Questa telecamera non conserverebbe il nome o la password esattamente come sono scritti, quindi non le è stato inviato nulla.',
    next: 'Perde per esempio uno spazio alla fine. Cambia il nome o la password dove li hai scelti, poi riprova.',
  }),
  camera_garbled: () => ({
    what: 'La risposta della telecamera non ha senso.',
    next: 'Stacca la corrente per dieci secondi, poi riprova.',
  }),
  camera_name_refused: () => ({
    what: 'La telecamera non accetta questo nome.',
    next: 'Usa solo lettere, cifre e trattini, o lascia il nome vuoto.',
  }),
  camera_not_found: () => ({
    what: 'Nessuna telecamera trovata.',
    next: 'Controlla che sia accesa e collegata, poi cerca di nuovo.',
  }),
  camera_not_heard: () => ({
    what: 'La telecamera non risponde più da quando ha ricevuto la nuova rete.',
    next: 'Aspetta qualche minuto, poi riprova. Se continua a non rispondere, controlla la password del Wi-Fi oppure configura il Wi-Fi nell’app del produttore.',
  }),
  camera_refused: () => ({
    what: 'La telecamera non ha fatto ciò che le è stato chiesto.',
    next: 'Le sue impostazioni sono come prima. Riavviala, poi riprova.',
  }),
  camera_removal_unclear: () => ({
    what: 'La connessione si è interrotta: non sappiamo se la telecamera è stata rimossa.',
    next: 'Lo vedrai nell’elenco appena il servizio risponde. Se la telecamera c’è ancora, riprova.',
  }),
  camera_silent: () => ({
    what: 'La telecamera non risponde.',
    next: 'Premi il suo pulsante di reset, aspetta qualche secondo e riprova.',
  }),
  camera_unplugged: () => ({
    what: 'Il cavo è stato staccato.',
    next: 'Ricollegalo, poi riprova.',
  }),
  cameras_there_already: () => ({
    what: 'Tutte le tue telecamere sono già su questa rete.',
    next: 'Scegli la rete del nuovo router. Se è cambiata solo la password, di’ che è nuova la password.',
  }),
  certificate_expired: () => ({
    what: 'Il certificato di questo servizio è scaduto: non gli è stato inviato nulla.',
    next: 'Avvisa chi gestisce il servizio.',
  }),
  certificate_untrusted: () => ({
    what: 'Questo servizio non può dimostrare la propria identità: non gli è stato inviato nulla.',
    next: 'Controlla l’indirizzo o chiedi a chi gestisce il servizio.',
  }),
  clipboard_unavailable: () => ({
    what: 'Gli appunti non sono disponibili.',
    next: 'Scrivi a mano ciò che viene mostrato.',
  }),
  clock_off: (_, seconds) => ({
    what: `L’orologio di questo computer è sbagliato di ${wait(Math.abs(seconds))}.`,
    next: 'Regola l’orologio e riprova.',
  }),
  code_not_carried: () => ({
    what: 'Questo tipo di codice non può contenere un carattere del nome o della password.',
    next: 'Scegli un’altra rete, o cambia nome o password nel router.',
  }),
  code_too_dense: () => ({
    what: 'Con questo nome e questa password il codice sarebbe troppo fitto da leggere.',
    next: 'Scegli un’altra rete, o imposta nel router una password più corta.',
  }),
  data_damaged: () => ({
    what: 'I dati su questo computer sono danneggiati.',
    next: 'Mettili da parte e ricomincia da zero. I nomi tornano dal tuo account.',
  }),
  data_from_newer_version: () => ({
    what: 'I dati su questo computer sono di un Porchlight più recente.',
    next: 'Aggiorna Porchlight. I dati restano come sono.',
  }),
  deletion_unclear: () => ({
    what: 'La connessione si è interrotta: non sappiamo se l’account è stato eliminato.',
    next: 'Se lo è stato, questo computer lo saprà appena il servizio risponde. Altrimenti riprova.',
  }),
  disk_full: () => ({
    what: 'Il disco è pieno: non è stato possibile salvare.',
    next: 'Libera un po’ di spazio e riprova.',
  }),
  email_invalid: () => ({
    what: 'Questo non è un indirizzo e-mail.',
    next: 'Un indirizzo è fatto così: nome@example.org.',
  }),
  email_same: () => ({
    what: 'Questo è già il tuo indirizzo.',
    next: 'Scrivine un altro.',
  }),
  email_taken: () => ({
    what: 'Questo indirizzo ha un account, o ne aveva uno fino a un giorno fa.',
    next: 'Non è cambiato nulla. Scegline un altro.',
  }),
  email_unclear: () => ({
    what: 'La connessione si è interrotta: non sappiamo con quale dei due indirizzi accedi.',
    next: 'Fai di nuovo la stessa modifica per scoprirlo. Il resto non cambia.',
  }),
  email_undo_over: () => ({
    what: 'Non si può più annullare: è passato un giorno, o l’ha annullato un altro computer.',
    next: 'Con la password puoi cambiare di nuovo l’indirizzo.',
  }),
  email_undo_too_new: () => ({
    what: 'Questo computer si è collegato dopo la modifica, quindi non può annullarla.',
    next: 'Ripristina il vecchio indirizzo da un computer che era già collegato.',
  }),
  factor_code_used: () => ({
    what: 'Questo codice è già stato usato.',
    next: 'Ognuno vale una volta. Aspetta il prossimo, al massimo 30 secondi.',
  }),
  factor_code_wrong: () => ({
    what: 'Il codice non è giusto.',
    next: 'Cerca questo account nell’app e scrivi il codice che mostra ora.',
  }),
  factor_lapsed: () => ({
    what: 'È passato troppo tempo, o i tentativi sono stati troppi.',
    next: 'Non è cambiato nulla. Ricomincia con la tua password.',
  }),
  factor_locked: () => ({
    what: 'Dopo troppi codici sbagliati, quelli dell’app non vengono più accettati.',
    next: 'Usa un codice di recupero. Poi cambia la password: chi ha provato la conosceva.',
  }),
  factor_needed: () => ({
    what: 'Serve anche un codice: la verifica in due passaggi è attiva.',
    next: 'Scrivi il codice che mostra la tua app di autenticazione.',
  }),
  file_not_saved: () => ({
    what: 'Non è stato possibile salvare il file in quella cartella.',
    next: 'Non è andato perso nulla. Scegline un’altra.',
  }),
  invitation_invalid: () => ({
    what: 'Questo invito non è valido: è già stato usato, è scaduto o è scritto male.',
    next: 'Controllalo lettera per lettera. Se è giusto, chiedine un altro a chi gestisce il servizio.',
  }),
  invitation_needed: () => ({
    what: 'Per questo servizio serve un invito.',
    next: 'Chiedi un invito a chi lo gestisce e scrivi qui il suo codice.',
  }),
  keychain_absent: () => ({
    what: 'Su questo computer non c’è un portachiavi attivo.',
    next: 'Avvialo e riprova.',
  }),
  keychain_cannot_ask: () => ({
    what: 'Il portachiavi è bloccato e non può chiedere la sua password.',
    next: 'Sbloccalo con il suo programma e riprova.',
  }),
  keychain_denied: () => ({
    what: 'Il portachiavi non ha fatto entrare Porchlight.',
    next: 'Quando il portachiavi lo chiede, consenti l’accesso e riprova.',
  }),
  keychain_faulty: () => ({
    what: 'Il portachiavi ha risposto con un errore.',
    next: 'Riavvialo, oppure esci dalla sessione e rientra, poi riprova.',
  }),
  keychain_key_missing: () => ({
    what: 'Il portachiavi non ha più la chiave dei dati di questo computer.',
    next: 'Ripristina il portachiavi o metti da parte i dati.',
  }),
  keychain_locked: () => ({
    what: 'Il portachiavi è bloccato.',
    next: 'Sbloccalo e riprova.',
  }),
  keychain_not_set_up: () => ({
    what: 'Il portachiavi non è ancora stato creato.',
    next: 'Creane uno nel suo programma e riprova.',
  }),
  keychain_timed_out: () => ({
    what: 'Il portachiavi non ha risposto.',
    next: 'Cerca dietro questa finestra una domanda del portachiavi, poi riprova.',
  }),
  move_under_way: () => ({
    what: 'Le telecamere stanno passando a un’altra rete.',
    next: 'Continua da lì, oppure prima termina quel passaggio.',
  }),
  network_name_empty: () => ({
    what: 'Il nome di una rete deve avere almeno un carattere.',
    next: 'Scrivi il nome come lo mostra il router.',
  }),
  network_name_too_long: () => ({
    what: 'Il nome di una rete ha al massimo 32 byte, e un accento o un’emoji ne occupa più d’uno.',
    next: 'Controlla il nome nel router.',
  }),
  network_unsuitable: () => ({
    what: 'Questa telecamera non può usare questa rete.',
    next: 'Scegline una con password, protetta da WPA2. Va bene anche WPA2 insieme a WPA3.',
  }),
  nickname_control_characters: () => ({
    what: 'In questo nome ci sono caratteri invisibili.',
    next: 'Scrivi il nome invece di incollarlo.',
  }),
  nickname_empty: () => ({
    what: 'Un nome deve avere almeno un carattere.',
    next: 'Scrivi un nome, o premi Esc per tenere quello di prima.',
  }),
  nickname_too_long: (_, max) => ({
    what: `Un nome ha al massimo ${n(max || 40)} caratteri.`,
    next: 'Accorcialo un po’.',
  }),
  no_authenticator_program: () => ({
    what: 'Su questo computer non c’è un’app di autenticazione.',
    next: 'Inquadra il codice QR con il telefono, o scrivi la chiave nell’app che usi.',
  }),
  no_browser: () => ({
    what: 'Nessun browser di questo computer ha aperto la pagina.',
    next: 'Copia l’indirizzo e aprilo tu in un browser, qui o su un altro dispositivo.',
  }),
  no_file_manager: () => ({
    what: 'Nessun programma di questo computer ha aperto la cartella.',
    next: 'Copia il suo percorso e raggiungila da un terminale.',
  }),
  not_now: () => ({
    what: 'In questo momento non è possibile.',
    next: 'Non è cambiato nulla. Riprova tra poco.',
  }),
  not_recognised: () => ({
    what: 'Il servizio non riconosce questa sessione.',
    next: 'Accedi di nuovo.',
  }),
  not_there: () => ({
    what: 'Il servizio non ha più questo elemento.',
    next: 'Aggiorna l’elenco e riprova.',
  }),
  pairing_over: () => ({
    what: 'Questo codice non funziona più.',
    next: 'Non è andato perso nulla. Creane uno nuovo e mostralo alla telecamera.',
  }),
  passphrase_wrong: () => ({
    what: 'Questa non è la passphrase dei dati di questo computer.',
    next: 'Controlla il blocco maiuscole e riprova.',
  }),
  password_breached: (_, times) => ({
    what: many(times, {
      one: 'Questa password è comparsa in una fuga di dati.',
      other: `Questa password è comparsa ${n(times)} volte in fughe di dati.`,
    }),
    next: 'Non è cambiato nulla. Scegline un’altra.',
  }),
  password_common: () => ({
    what: 'È tra le prime password che chiunque prova.',
    next: 'Non è cambiato nulla. Tre o quattro parole senza legame vanno bene.',
  }),
  password_own_word: () => ({
    what: 'Chi ti conosce proverebbe questa.',
    next: 'Non è cambiato nulla. Tre o quattro parole senza legame vanno bene.',
  }),
  password_same: () => ({
    what: 'È la tua password attuale.',
    next: 'Scegline un’altra, o lasciala com’è.',
  }),
  password_too_long: (_, max) => ({
    what: `Una password ha al massimo ${n(max || 256)} caratteri.`,
    next: 'Scegline una più corta.',
  }),
  password_too_short: (_, min) => ({
    what: `Una password deve avere almeno ${n(min || 8)} caratteri.`,
    next: 'Tre o quattro parole senza legame vanno bene.',
  }),
  password_unclear: () => ({
    what: 'La connessione si è interrotta: non sappiamo se la password è stata cambiata.',
    next: 'Funziona la vecchia o la nuova; il resto non cambia. Fai di nuovo la stessa modifica per scoprirlo.',
  }),
  password_wrong: () => ({
    what: 'La password non è giusta.',
    next: 'Controlla il blocco maiuscole e riprova.',
  }),
  picture_ambiguous: () => ({
    what: 'In questa immagine c’è più di un codice.',
    next: 'Usane uno alla volta: ritaglia l’immagine su quello che ti serve.',
  }),
  picture_search_stopped: () => ({
    what: 'La ricerca è stata interrotta prima della fine: non sappiamo se in questa immagine ci sia un codice.',
    next: 'Ritaglia l’immagine sul codice, lasciando un po’ di bianco attorno, poi riprova.',
  }),
  picture_too_large: () => ({
    what: 'Questa immagine è troppo grande.',
    next: 'Ritagliala sul codice, o fanne una più piccola.',
  }),
  picture_unreadable: () => ({
    what: 'Questa immagine non si può aprire.',
    next: 'PNG, JPEG e WebP vanno bene. Oppure scrivi il contenuto del codice.',
  }),
  picture_without_code: () => ({
    what: 'In questa immagine non si riesce a leggere alcun codice.',
    next: 'Ritagliala sul codice QR, lasciando un po’ di bianco attorno, o fanne una in cui sia intero, nitido e ben illuminato. Per un codice a barre, scrivi le cifre.',
  }),
  port_not_permitted: () => ({
    what: 'Non hai il permesso di usare questa porta.',
    next: 'Su Linux, fai aggiungere il tuo utente al gruppo «dialout», poi esci e accedi di nuovo.',
  }),
  protection_unreadable: () => ({
    what: 'Il file che dice come sono protetti i dati manca o è danneggiato.',
    next: 'Rimetti una copia di protection.json, oppure metti da parte i dati.',
  }),
  provider_unknown: () => ({
    what: 'Questa versione di Porchlight non conosce il produttore di queste telecamere.',
    next: 'Aggiorna Porchlight. Tutto quello che hai qui resta com’è.',
  }),
  recovery_code_wrong: () => ({
    what: 'Questo codice di recupero non è giusto.',
    next: 'Controllalo lettera per lettera. Uno già usato non funziona più.',
  }),
  recovery_key_mismatch: () => ({
    what: 'Non è il gruppo richiesto.',
    next: 'Guarda la chiave che hai salvato e scrivi di nuovo il gruppo.',
  }),
  recovery_key_not_set_up: () => ({
    what: 'La chiave di recupero di questo account non si può ancora usare per accedere.',
    next: 'Usa un codice di recupero, oppure un computer ancora collegato.',
  }),
  recovery_key_unclear: () => ({
    what: 'La connessione si è interrotta: non sappiamo se la chiave di recupero è stata sostituita.',
    next: 'Tieni entrambe le chiavi. Invia di nuovo per scoprirlo.',
  }),
  recovery_key_wrong: () => ({
    what: 'Questa non è la chiave di recupero di questo account.',
    next: 'Confronta tutti gli otto gruppi con quelli che hai scritto.',
  }),
  recovery_over: () => ({
    what: 'Uno dei tuoi computer ha bloccato l’operazione, è passato troppo tempo, o nel frattempo i dati del tuo accesso sono cambiati.',
    next: 'La password non è stata cambiata. Ricomincia con la chiave di recupero.',
  }),
  registration_closed: () => ({
    what: 'Questo servizio non accetta nuovi account.',
    next: 'Non è stato creato nulla. Rivolgiti a chi lo gestisce, oppure accedi con un account che hai già.',
  }),
  secret_key_incomplete: () => ({
    what: 'Questa è solo una parte di una chiave segreta.',
    next: 'Una chiave ha almeno 16 lettere e cifre, di solito 16 o 32. Copiala tutta.',
  }),
  secret_key_is_code: () => ({
    what: 'Questo è un codice, non la chiave che genera i codici.',
    next: 'Cerca la chiave segreta, 16 o più lettere e cifre, o il codice QR.',
  }),
  secret_key_is_recovery_code: () => ({
    what: 'Questo sembra un codice di recupero.',
    next: 'Tienilo su carta. Qui serve la chiave segreta o il codice QR.',
  }),
  secret_key_not_base32: () => ({
    what: 'Una chiave segreta non contiene mai le cifre 0, 1, 8 e 9.',
    next: 'Controlla se è una O, I, L, B o G. Se è giusta così, forse è un codice di recupero.',
  }),
  secret_key_not_found: () => ({
    what: 'Questo non è né una chiave segreta né un link che genera codici.',
    next: 'Cerca la chiave di 16 o più lettere e cifre, o il codice QR, nella pagina del produttore per la verifica in due passaggi.',
  }),
  secret_key_too_long: () => ({
    what: 'È più lungo di qualsiasi chiave segreta o link.',
    next: 'Copia solo la chiave, o solo il link.',
  }),
  service_busy: (seconds) => ({
    what: 'Il servizio è molto occupato.',
    next: seconds ? `Riprova tra ${wait(seconds)}.` : 'Riprova tra un momento.',
  }),
  service_faulty: () => ({
    what: 'Il servizio ha un problema.',
    next: 'Non è andato perso nulla. Riprova tra qualche minuto; se continua, avvisa chi lo gestisce.',
  }),
  service_garbled: () => ({
    what: 'Il servizio ha dato una risposta senza senso.',
    next: 'Controlla l’indirizzo. Se è giusto, riprova più tardi.',
  }),
  service_key_lost: () => ({
    what: 'La chiave con cui Porchlight riconosce questo servizio è cambiata e la vecchia non ha garantito per la nuova. Il servizio dice che la vecchia chiave è andata persa.',
    next: 'Su questo computer non è andato perso nulla. Accedi di nuovo; se hai dubbi, chiedi prima a chi gestisce il servizio.',
  }),
  service_key_unvouched: () => ({
    what: 'Questo servizio firma con una chiave diversa da prima e la vecchia non ha garantito per la nuova. Il servizio non dice perché.',
    next: 'Su questo computer non è andato perso nulla. Chiedi a chi gestisce il servizio se ha cambiato la chiave, poi accedi di nuovo.',
  }),
  service_misdirected: () => ({
    what: 'Lì c’è un servizio, ma non risponde a questo indirizzo.',
    next: 'Controlla l’indirizzo. Se è giusto, chi gestisce il servizio deve consentirlo.',
  }),
  service_refused: () => ({
    what: 'Il servizio non ha accettato la richiesta.',
    next: 'Non è andato perso nulla. Riprova più tardi.',
  }),
  service_timed_out: () => ({
    what: 'Il servizio non ha risposto in tempo.',
    next: 'Non è andato perso nulla. Riprova tra poco.',
  }),
  service_unreachable: () => ({
    what: 'Il servizio non è raggiungibile.',
    next: 'Controlla che questo computer sia in rete e riprova.',
  }),
  session_ended: () => ({
    what: 'Il servizio ha chiuso questa sessione.',
    next: 'Accedi di nuovo. Non è andato perso nulla.',
  }),
  setup_under_way: () => ({
    what: 'È in corso la configurazione di una nuova telecamera.',
    next: 'Prima finiscila o annullala. Ciò che hai scelto per lei è ancora lì.',
  }),
  sign_in_incomplete: () => ({
    what: 'Manca ancora qualcosa.',
    next: 'Compila tutti i campi, poi accedi.',
  }),
  storage_unavailable: () => ({
    what: 'La cartella dei dati non si può usare.',
    next: 'Controlla di poterci scrivere e riprova.',
  }),
  too_many_registrations: (seconds) => ({
    what: 'Dalla tua rete sono stati avviati troppi nuovi account.',
    next: seconds ? `Aspetta ${wait(seconds)} e riprova.` : 'Riprova tra un’ora.',
  }),
  too_many_tries: (seconds) => ({
    what: 'Troppi tentativi.',
    next: seconds ? `Aspetta ${wait(seconds)} e riprova.` : 'Aspetta un momento e riprova.',
  }),
  wifi_not_permitted: () => ({
    what: 'Il sistema non ha lasciato usare il Wi-Fi a Porchlight.',
    next: 'Scrivi tu la password, o consenti l’accesso quando il sistema lo chiede.',
  }),
  wifi_nothing_saved: () => ({
    what: 'Su questo computer non c’è una password salvata per quella rete.',
    next: 'Scrivi tu la password.',
  }),
  wifi_password_missing: () => ({
    what: 'Manca la password della rete.',
    next: 'Scrivila di nuovo. Non viene salvata tra un avvio e l’altro.',
  }),
  wifi_password_not_ascii: () => ({
    what: 'Una password Wi-Fi non può avere accenti, emoji o altri caratteri speciali.',
    next: 'Controllala nel router.',
  }),
  wifi_password_not_hex: () => ({
    what: 'È lunga come una chiave, ma una chiave ha solo cifre da 0 a 9 e lettere da a a f.',
    next: 'Controllala nel router.',
  }),
  wifi_password_too_long: () => ({
    what: 'Una password Wi-Fi ha al massimo 63 caratteri.',
    next: 'Controllala nel router.',
  }),
  wifi_password_too_short: () => ({
    what: 'Una password Wi-Fi ha almeno 8 caratteri.',
    next: 'Controllala nel router.',
  }),
  wifi_passwords_full: () => ({
    what: 'Porchlight non può salvare altre password Wi-Fi.',
    next: 'Elimina quelle salvate nelle impostazioni, oppure continua senza salvare questa.',
  }),
  wifi_unavailable: () => ({
    what: 'Il Wi-Fi di questo computer non è disponibile.',
    next: 'Scrivi tu il nome e la password della rete.',
  }),
  wrong_credentials: () => ({
    what: 'L’indirizzo e-mail o la password non sono giusti.',
    next: 'Controllali e riprova.',
  }),
};
