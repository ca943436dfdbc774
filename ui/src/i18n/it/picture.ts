// Mostrare un’immagine invece di scrivere.

import type { Catalogue } from '../en';

export const picture: Catalogue['picture'] = {
  choose: 'Scegli un’immagine',
  reading: 'Leggo l’immagine…',
};
