// Each test starts with an empty page and the English words.

import { cleanup, configure } from '@testing-library/svelte';
import { afterEach, beforeEach } from 'vitest';

import { drafts } from './app/drafts.svelte';
import { home } from './app/home.svelte';
import { navigation } from './app/navigation.svelte';
import { shortcuts } from './app/shortcuts.svelte';
import { toasts } from './app/toasts.svelte';
import { undo } from './app/undo.svelte';
import { halfTyped } from './features/camera_access/half-typed.svelte';
import { words } from './i18n/index.svelte';

// How long something may take to appear on a busy machine. A safety net, not a measure.
configure({ asyncUtilTimeout: 45_000 });

beforeEach(() => {
  home.ready = false;
  home.revision = -1;
  words.choose('en');
  drafts.clear();
  halfTyped.clear();
  shortcuts.open = false;
  undo.clear();
  toasts.shown = [];
  navigation.go({ screen: 'cameras' });
  navigation.forgetWay();
});

afterEach(() => {
  cleanup();
  document.body.replaceChildren();
});
