// Keys that work on every screen, and what of the browser's own habits has no place in a program.

import { asFailure } from '../backend';
import { sayFailure } from '../failures';
import { words } from '../i18n/index.svelte';
import { home } from './home.svelte';
import { navigation, type Place } from './navigation.svelte';
import { preferences } from './preferences';
import { shortcuts } from './shortcuts.svelte';
import { larger, smaller, USUAL } from './text-size';
import { toasts } from './toasts.svelte';
import { undo } from './undo.svelte';

/** In the order of the rail. */
const SCREENS: readonly Place[] = [
  { screen: 'cameras' },
  { screen: 'security' },
  { screen: 'alerts' },
  { screen: 'settings' },
];

/** Something that lies over the screen is answered first. */
const layered = (): boolean => document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;

/** Where keys and a menu of their own belong to what is typed. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button'].includes(target.type);
  return target.isContentEditable || target.matches('textarea, select');
}

/** Takes back, and says so or why not. */
export async function takeBack(run: () => unknown): Promise<void> {
  try {
    await run();
  } catch (error) {
    const { what, next } = sayFailure(asFailure(error), words.t);
    toasts.say(`${what} ${next}`);
  }
}

async function takeLastBack(): Promise<void> {
  await takeBack(async () => {
    const text = await undo.last();
    if (text === null) return;
    toasts.dropText(text);
    toasts.say(words.t.shortcuts.takenBack(text));
  });
}

/** What a key does here; `null`: nothing. */
function meaning(event: KeyboardEvent): (() => unknown) | null {
  const { key, code, altKey, shiftKey } = event;
  const ctrl = event.ctrlKey || event.metaKey;
  if (ctrl && !altKey) {
    const size = home.preferences.textSize;
    if (key === '+' || key === '=') return () => preferences.set({ textSize: larger(size) });
    if (key === '-' || key === '_') return () => preferences.set({ textSize: smaller(size) });
    if (key === '0' || code === 'Digit0') return () => preferences.set({ textSize: USUAL });
    // It would begin anew, and what is half typed would be gone.
    if (key === 'r' || key === 'R') return () => undefined;
  }
  if (key === 'F5') return () => undefined;
  if (layered()) return null;
  if (key === '?' && !ctrl && !altKey && !isTyping(event.target)) return () => shortcuts.show();
  if (!home.inside || navigation.porch || home.protection.state !== 'ready') return null;
  if (ctrl && !altKey && !shiftKey) {
    const place = SCREENS.find((_, at) => key === String(at + 1) || code === `Digit${at + 1}`);
    if (place) return () => navigation.go(place);
    if (key === ',') return () => navigation.go({ screen: 'settings' });
    if (key === 'z' && !isTyping(event.target)) return () => takeLastBack();
  }
  if (altKey && !ctrl && key === 'ArrowLeft' && !isTyping(event.target)) return () => navigation.back();
  return null;
}

export function onkeydown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const act = meaning(event);
  if (!act) return;
  event.preventDefault();
  act();
}

/** The browser's menu is kept where it cuts, copies and pastes. */
export function oncontextmenu(event: MouseEvent): void {
  const selected = getSelection();
  const chosen =
    selected !== null &&
    !selected.isCollapsed &&
    event.target instanceof Node &&
    selected.containsNode(event.target, true);
  if (!isTyping(event.target) && !chosen) event.preventDefault();
}
