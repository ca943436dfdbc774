// What is half typed to sign in to a camera, without what is secret. It outlives the form: another screen does not lose it.

import { SvelteMap } from 'svelte/reactivity';

/** As it stands in the fields. */
type Typed = { address: string; account: string };

class HalfTyped {
  /** By connection where a camera is added, and by camera where it is known. */
  readonly #typed = new SvelteMap<string, Typed>();

  of(form: string): Typed | undefined {
    return this.#typed.get(form);
  }

  set(form: string, typed: Typed): void {
    this.#typed.set(form, typed);
  }

  drop(form: string): void {
    this.#typed.delete(form);
  }

  clear(): void {
    this.#typed.clear();
  }
}

export const halfTyped = new HalfTyped();
