// L'elenco pubblico delle violazioni.

import type { Catalogue } from '../en';
import { at, day, many, n } from './counts';

export const breaches: Catalogue['breaches'] = {
  section: 'Violazioni altrove',
  title: 'Tieni d’occhio un elenco pubblico di violazioni',
  hint: 'Una volta al giorno si scarica l’elenco intero e lo si scorre qui. Di te non si manda nulla: nessun indirizzo, nessun nome, nemmeno quali telecamere hai.',
  on: 'Guarda una volta al giorno',
  which: 'Quali marche',
  whichHint: 'I servizi a cui hai accesso si seguono comunque.',
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
  now: 'Guarda ora',
  looking: 'Sto guardando…',
  never: 'Non ancora guardato.',
  lookedAt: (moment) => `Guardato l’ultima volta il ${at(moment)}.`,
  failed: (moment) => `L’elenco non era raggiungibile il ${at(moment)}. Si riprova entro due ore.`,
  nothingToWatch: 'Scegli almeno una marca.',
  off: 'Questa copia di Porchlight è stata avviata senza elenco.',

  alertOne: (title) => `${title} è in un elenco pubblico di violazioni`,
  alertBefore: (count) =>
    many(count, {
      one: 'Una violazione delle tue marche era in elenco già prima',
      other: `${n(count)} violazioni delle tue marche erano in elenco già prima`,
    }),
  entry: (title, happened, accounts) =>
    accounts === null
      ? `${title}: ${day(happened)}`
      : `${title}: ${day(happened)}, ${many(accounts, { one: '1 account', other: `${n(accounts)} account` })}`,
  data: (kinds) => `Secondo l’elenco erano accessibili: ${kinds}.`,
  next: 'Se hai un account lì: cambia la sua password, e dovunque usavi la stessa.',
};
