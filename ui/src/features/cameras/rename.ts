// Giving a camera another name, and taking that back.

import { drafts } from '../../app/drafts.svelte';
import { keyText } from '../../app/home.svelte';
import { toasts } from '../../app/toasts.svelte';
import { backend, type CameraView } from '../../backend';
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

export async function saveName(camera: CameraView, typed: string): Promise<void> {
  const before = camera.nickname;
  const name = typed.trim().normalize('NFC');
  if (name !== before) {
    await backend().renameCamera(camera.key, name);
    const undo = before
      ? { label: words.t.common.undo, run: () => backend().renameCamera(camera.key, before) }
      : undefined;
    toasts.say(words.t.cameras.renamed(before || words.t.cameras.unnamed, name), undo);
  }
  drafts.drop(keyText(camera.key));
}
