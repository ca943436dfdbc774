// Names that are half typed. They outlive the field: a layer, another screen or a scrolled list does not lose them.

import { SvelteMap } from 'svelte/reactivity';

import type { ConnectionId } from '../backend';
import { keyText } from './home.svelte';

type Draft = { text: string; original: string };

const isAt = (camera: string, connection: ConnectionId | null): boolean =>
  connection === null || camera.startsWith(keyText({ connection, camera: '' }));

class Drafts {
  readonly #drafts = new SvelteMap<string, Draft>();

  text(camera: string): string | undefined {
    return this.#drafts.get(camera)?.text;
  }

  start(camera: string, original: string): void {
    if (!this.#drafts.has(camera)) this.#drafts.set(camera, { text: original, original });
  }

  set(camera: string, text: string): void {
    const draft = this.#drafts.get(camera);
    if (draft) this.#drafts.set(camera, { ...draft, text });
  }

  /** Whether something would be lost. */
  changed(camera: string): boolean {
    const draft = this.#drafts.get(camera);
    return draft !== undefined && draft.text !== draft.original;
  }

  drop(camera: string): void {
    this.#drafts.delete(camera);
  }

  /** Of one connection, or all. */
  clear(connection: ConnectionId | null = null): void {
    for (const camera of [...this.#drafts.keys()]) if (isAt(camera, connection)) this.drop(camera);
  }

  /** The one to speak of where there is room for one. */
  latest(connection: ConnectionId): string | null {
    const typed = [...this.#drafts].filter(
      ([camera, d]) => isAt(camera, connection) && d.text !== d.original,
    );
    return typed.map(([, { text }]) => text).findLast((text) => text !== '') ?? null;
  }
}

export const drafts = new Drafts();
