// Short messages that go away by themselves. What must be read is never only a toast.

export type Toast = { id: number; text: string; action?: { label: string; run: () => void } };

const STAYS_MS = 8000;

class Toasts {
  shown = $state.raw<readonly Toast[]>([]);
  #next = 1;

  /** What comes back takes it away before its time. */
  say(text: string, action?: Toast['action']): () => void {
    const toast: Toast = { id: this.#next++, text, action };
    this.shown = [...this.shown.slice(-2), toast];
    const drop = () => this.drop(toast.id);
    setTimeout(drop, STAYS_MS);
    return drop;
  }

  drop(id: number): void {
    this.shown = this.shown.filter((toast) => toast.id !== id);
  }
}

export const toasts = new Toasts();
