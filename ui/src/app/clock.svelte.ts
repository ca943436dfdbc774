// The minute, for "2 hours ago". Ticks only while something looks at it.

import { createSubscriber } from 'svelte/reactivity';

class Clock {
  readonly #tick = createSubscriber((update) => {
    const timer = setInterval(update, 30_000);
    return () => clearInterval(timer);
  });

  get minute(): number {
    this.#tick();
    return Math.floor(Date.now() / 30_000) * 30_000;
  }
}

export const clock = new Clock();
