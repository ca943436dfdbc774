// The last change that can be taken back, also after its short message has gone.

/** Settles when it is taken back. */
type TakingBack = () => unknown;

class Undo {
  #last: { text: string; run: TakingBack } | null = null;

  /** What the owner has just done. What is given back takes it back, once, from wherever it is asked for. */
  offer(text: string, run: TakingBack): TakingBack {
    const change = { text, run };
    this.#last = change;
    return () => {
      if (this.#last === change) this.#last = null;
      return change.run();
    };
  }

  /** It can no longer be taken back, or has been. */
  drop(run: TakingBack): void {
    if (this.#last?.run === run) this.#last = null;
  }

  /** Takes the last one back and says what it was. `null`: there is none. */
  async last(): Promise<string | null> {
    const change = this.#last;
    this.#last = null;
    if (!change) return null;
    await change.run();
    return change.text;
  }

  clear(): void {
    this.#last = null;
  }
}

export const undo = new Undo();
