// Mostrare un’immagine invece di scrivere.

import type { Catalogue } from '../en';

export const picture: Catalogue['picture'] = {
  choose: 'Scegli un’immagine',
  hint: 'Va bene anche una schermata intera. Se non si trova un codice, ritagliala sul codice.',
  reading: 'Cerco un codice nell’immagine…',
  stop: 'Interrompi',
};
