// Giving a camera another name, and taking that back.

import { drafts } from '../../app/drafts.svelte';
import { home, keyText } from '../../app/home.svelte';
import { toasts } from '../../app/toasts.svelte';
import { backend, type CameraKey, type CameraView } from '../../backend';
import { words } from '../../i18n/index.svelte';

export const NICKNAME_MAX = 40;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** As people count: a family emoji is one. */
export function countCharacters(text: string): number {
  return [...graphemes.segment(text.trim().normalize('NFC'))].length;
}

export function calledBy(camera: CameraView): string {
  return camera.nickname || words.t.cameras.unnamed;
}

/** The same of one that may have come, or gone, just now. */
export function nameOf(key: CameraKey): string {
  return home.camera(key)?.nickname || words.t.cameras.unnamed;
}

/** What its owner says about it does not go to its service. */
export function staysHere(camera: CameraView): boolean {
  return camera.private || !keepsNames(camera);
}

/** Why it stays here, as far as there is more to say than that it does. */
export function whereKept(camera: CameraView, what: 'name' | 'room'): string | null {
  const t = words.t.cameras.private;
  const service = home.connection(camera.key.connection)?.name ?? '';
  if (!keepsNames(camera)) return t.keepsNone[what](service);
  return camera.private ? t.stays[what] : null;
}

function keepsNames(camera: CameraView): boolean {
  return home.connection(camera.key.connection)?.keepsNames ?? true;
}

export async function saveName(camera: CameraView, typed: string): Promise<void> {
  const before = camera.nickname;
  const name = typed.trim().normalize('NFC');
  if (name !== before) {
    await backend().renameCamera(camera.key, name);
    const undo =
      before || staysHere(camera)
        ? { label: words.t.common.undo, run: () => backend().renameCamera(camera.key, before) }
        : undefined;
    const t = words.t.cameras;
    const called = before || t.unnamed;
    toasts.say(name ? t.renamed(called, name) : t.private.ownAgain(called), undo);
  }
  drafts.drop(keyText(camera.key));
}
