// Ciò che si può dire solo dei servizi i cui gestori non possono leggere né i nomi né la password.

import type { Catalogue } from '../en';

export const claims: Catalogue['claims'] = {
  accountSealed: (service) =>
    `Presso ${service}: il tuo account, cifrato in modo che non possa leggere i nomi che hai scelto. «Che cosa ha su di te» lo mostra per intero.`,
  addressNotStored: 'L’indirizzo in sé non viene conservato.',
  addressOnlyAName: 'Serve solo come nome di accesso: non ci arriva mai nulla.',
  copyUseless:
    'Ciò che è stato esposto era cifrato, o non era mai stato conservato. Chi ha una copia non può leggerlo.',
  fileSealed: 'Ciò che è cifrato resta cifrato: questo file non rivela nulla.',
  keyAlone: 'Nessun altro può farlo per te.',
  makingKey: 'Creo la chiave dalla tua password…',
  namesInSealedPart: 'Nomi, stanze e reti sono nella parte cifrata.',
  namesSealed:
    'I nomi di telecamere, stanze e reti Wi-Fi sono cifrati sui tuoi computer: nessun altro può leggerli.',
  namesUnread: 'Sono orari, conteggi e i modelli delle tue telecamere: nessuno dei nomi che hai scelto.',
  neitherSeen: 'La tua password sblocca i nomi delle telecamere. Il servizio non vede né l’una né gli altri.',
  nobodyHelps: 'Nulla ti fa più entrare: né un codice, né la chiave, né chi gestisce il servizio.',
  nobodyLetsIn: (service) => `Se te ne resta una sola, nessuno può più farti entrare, nemmeno ${service}.`,
  nobodySetsPassword:
    'Allora nessuno può impostare una nuova password, nemmeno chi gestisce il servizio: non ha né la tua password né la tua chiave. Un computer ancora collegato continua a mostrare le telecamere e i loro nomi, ma per cambiare lì la password serve quella vecchia. Se non ne hai nessuno, non resta che creare un nuovo account, configurare di nuovo le telecamere e ridare loro un nome.',
  noneRead: 'Nessuno dei tuoi dati si può leggere.',
  nothingElse:
    'È tutto. Nessun nome, indirizzo, compleanno, altezza o peso, nessun luogo, nessuna immagine: non esiste un campo per questi dati.',
  passwordNeverHad: 'Il servizio non ha mai avuto la tua password.',
  passwordStays: 'La tua password non lascia mai questo computer.',
  passwordUnseen: 'Il servizio non vede mai la tua password.',
  passwordsUseless: 'Nessuno può usare ciò che è nella copia senza una chiave che lì non c’era.',
  recognisesUnknown:
    'Per riconoscere il tuo indirizzo e la tua password senza conoscerli, e restituire la chiave ai tuoi computer.',
};
