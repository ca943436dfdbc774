// The minute, for "2 hours ago", and the second, for a countdown. Each ticks only while something looks at it.

import { createSubscriber } from 'svelte/reactivity';

function every(ms: number): () => void {
  return createSubscriber((update) => {
    const timer = setInterval(update, ms);
    return () => clearInterval(timer);
  });
}

class Clock {
  readonly #halfMinutes = every(30_000);
  readonly #seconds = every(1000);

  get minute(): number {
    this.#halfMinutes();
    return Math.floor(Date.now() / 30_000) * 30_000;
  }

  /** Now, in milliseconds; followed by the second. */
  get second(): number {
    this.#seconds();
    return Date.now();
  }
}

export const clock = new Clock();
