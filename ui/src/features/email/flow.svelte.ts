// Another e-mail address for one account, and the one before again. Which changes there are, the program says; here is what the window
// adds: whether the new address is asked for, and how the last step ended.

import { Attempt } from '../../app/attempt.svelte';
import { clock } from '../../app/clock.svelte';
import { isSignedIn } from '../../app/connections';
import { home } from '../../app/home.svelte';
import { backend, type ConnectionId, type EmailChangeView, type SecondFactorInput } from '../../backend';
import type { Proving } from '../two_factor/flow.svelte';

export class EmailFlow implements Proving {
  readonly acting = new Attempt();
  /** The question for the new address and the password stands on the screen. */
  asked = $state(false);
  /** What is typed stays through every failure. */
  typed = $state('');
  /** The new address is in its place. */
  finished = $state(false);
  /** What was put back last. */
  #undone = $state.raw<EmailChangeView | null>(null);

  readonly #id: ConnectionId;
  readonly from = $derived.by(() => home.connection(this.#id));
  readonly signedIn = $derived.by(() => isSignedIn(this.from));
  /** As long as nobody has changed it since. */
  readonly undone = $derived.by(() => (this.#undone?.before === this.from?.email ? this.#undone : null));
  /** Those that can still be undone, the newest first. */
  readonly recent = $derived.by(() => (this.from ? undoable(this.from.emailChanges) : []));

  constructor(id: ConnectionId) {
    this.#id = id;
  }

  ask(asked: boolean): void {
    this.acting.failure = null;
    this.finished = false;
    this.#undone = null;
    this.asked = asked;
  }

  async begin(password: string, factor: SecondFactorInput | null): Promise<boolean> {
    const ok = await this.acting.run(() =>
      backend().changeEmail(this.#id, this.typed.trim(), password, factor),
    );
    if (!ok) return false;
    this.asked = false;
    this.typed = '';
    this.finished = true;
    return true;
  }

  async undo(change: EmailChangeView): Promise<void> {
    this.#undone = null;
    const ok = await this.acting.run(() => backend().undoEmailChange(this.#id, change.change));
    if (ok) this.#undone = change;
  }
}

/** Their day is not over. */
export function undoable(changes: EmailChangeView[]): EmailChangeView[] {
  return changes.filter((change) => change.until > clock.minute);
}
