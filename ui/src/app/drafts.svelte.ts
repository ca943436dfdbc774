// Names that are half typed. They outlive the field: a layer, another screen or a scrolled list does not lose them.

import { SvelteMap } from 'svelte/reactivity';

type Draft = { text: string; original: string };

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

  clear(): void {
    this.#drafts.clear();
  }

  /** The one to speak of where there is room for one. */
  get latest(): string | null {
    return [...this.#drafts.values()].filter((d) => d.text !== d.original && d.text).at(-1)?.text ?? null;
  }
}

export const drafts = new Drafts();
