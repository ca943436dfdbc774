// Short messages that go away by themselves. What must be read is never only a toast.

import { undo } from './undo.svelte';

/** `action` takes back what the message is about. */
export type Toast = { id: number; text: string; action?: { label: string; run: () => unknown } };

const STAYS_MS = 8000;

class Toasts {
  shown = $state.raw<readonly Toast[]>([]);
  #next = 1;

  /** What comes back takes it away before its time. */
  say(text: string, action?: Toast['action']): () => void {
    const takeBack = action && undo.offer(text, action.run);
    const toast: Toast = {
      id: this.#next++,
      text,
      action: action && takeBack && { label: action.label, run: takeBack },
    };
    this.shown = [...this.shown.slice(-2), toast];
    const drop = () => this.drop(toast.id);
    setTimeout(drop, STAYS_MS);
    return drop;
  }

  /** What it says is no longer so. */
  dropText(text: string): void {
    this.shown = this.shown.filter((toast) => toast.text !== text || !toast.action);
  }

  drop(id: number): void {
    this.shown = this.shown.filter((toast) => toast.id !== id);
  }
}

export const toasts = new Toasts();
