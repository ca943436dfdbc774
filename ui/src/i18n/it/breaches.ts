// L'elenco pubblico delle violazioni.

import type { Catalogue } from '../en';
import { at, day, many, n } from './counts';

export const breaches: Catalogue['breaches'] = {
  section: 'Violazioni di dati altrove',
  title: 'Controlla un elenco pubblico di violazioni',
  hint: 'Una volta al giorno Porchlight scarica l’elenco intero e lo esamina su questo computer. Di te non si invia nulla: nessun indirizzo, nessun nome, nemmeno quali telecamere hai.',
  on: 'Controlla una volta al giorno',
  which: 'Marche da seguire',
  whichHint: 'I servizi a cui sei collegato sono sempre inclusi.',
  makes: {
    arlo: 'Arlo',
    blink: 'Blink',
    eufy: 'eufy',
    nest: 'Nest',
    reolink: 'Reolink',
    ring: 'Ring',
    tapo: 'Tapo',
    ubiquiti: 'UniFi',
    wyze: 'Wyze',
  },
  now: 'Controlla ora',
  looking: 'Sto controllando…',
  never: 'Non ancora controllato.',
  lookedAt: (moment) => `Ultimo controllo: ${at(moment)}.`,
  failed: (moment) => `Il ${at(moment)} l’elenco non era raggiungibile. Porchlight riprova entro due ore.`,
  nothingToWatch: 'Scegli almeno una marca.',
  off: 'Questa copia di Porchlight è stata avviata senza elenco.',

  alertOne: (title) => `${title} è in un elenco pubblico di violazioni`,
  alertBefore: (count) =>
    many(count, {
      one: 'Una violazione di una tua marca era in elenco già prima',
      other: `${n(count)} violazioni delle tue marche erano in elenco già prima`,
    }),
  entry: (title, happened, accounts) =>
    accounts === null
      ? `${title}: ${day(happened)}`
      : `${title}: ${day(happened)}, ${many(accounts, { one: '1 account', other: `${n(accounts)} account` })}`,
  data: (kinds) => `Dati esposti secondo l’elenco: ${kinds}.`,
  next: 'Se hai un account lì, cambia la password, e cambiala ovunque usavi la stessa.',
};
