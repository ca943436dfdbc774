// One request that an owner set off: running, or what came of it.

import { asFailure, type Failure } from '../backend';

export class Attempt {
  running = $state(false);
  failure = $state.raw<Failure | null>(null);

  /** True when it went well. */
  async run(request: () => Promise<unknown>): Promise<boolean> {
    if (this.running) return false;
    this.running = true;
    this.failure = null;
    try {
      await request();
      return true;
    } catch (error) {
      this.failure = asFailure(error);
      return false;
    } finally {
      this.running = false;
    }
  }
}
