// Opens the window: the real program behind it, or, in a plain browser while developing, a pretended one.

import '@fontsource-variable/inter/index.css';
import './design/tokens.css';
import './design/base.css';

import { mount } from 'svelte';

import App from './app/App.svelte';
import { useBackend } from './backend';
import { tauriBackend } from './backend/tauri';

async function open(target: HTMLElement): Promise<void> {
  if (import.meta.env.DEV && !('__TAURI_INTERNALS__' in window)) {
    const { pretendFromAddress } = await import('./backend/pretend');
    useBackend(pretendFromAddress(window.location));
  } else {
    useBackend(tauriBackend);
  }
  mount(App, { target });
}

const target = document.getElementById('app');
if (target) void open(target);
