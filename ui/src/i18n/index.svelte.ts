// The language in force, and its words.

import type { Language } from '../backend';
import { en, type Catalogue } from './en';
import { it } from './it';

const catalogues: Record<Language, Catalogue> = { en, it };

function ofTheDesktop(): Language {
  return navigator.language.toLowerCase().startsWith('it') ? 'it' : 'en';
}

class Words {
  language = $state<Language>(ofTheDesktop());

  /** `null` follows the desktop. */
  choose(language: Language | null): void {
    this.language = language ?? ofTheDesktop();
  }

  get t(): Catalogue {
    return catalogues[this.language];
  }
}

export const words = new Words();
