// What the owner likes: kept by the program, put into force here.

import { backend, type Preferences, type Theme } from '../backend';
import { words } from '../i18n/index.svelte';
import { home } from './home.svelte';

export const preferences = {
  set(change: Partial<Preferences>): void {
    const before = home.preferences;
    // Shown at once; the program's own word follows and settles it.
    home.preferences = { ...before, ...change };
    void backend()
      .setPreferences(home.preferences)
      .catch(() => (home.preferences = before));
  },

  enforce({ language, theme }: Required<Preferences>): void {
    words.choose(language);
    document.documentElement.lang = words.language;
    applyTheme(theme);
  },
};

function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}
