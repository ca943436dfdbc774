// Come si chiamano i posti che non hanno un nome proprio.

import type { Catalogue } from '../en';

export const places: Catalogue['places'] = {};
