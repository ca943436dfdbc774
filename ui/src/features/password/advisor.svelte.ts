// What is known of a password while it is typed. The text is handed in and not kept.

import { backend, type Breach, type ConnectionId, type PasswordAdvice } from '../../backend';
import { lengthOf } from './length';

/** Milliseconds without a keystroke before the program is asked. */
const PAUSE = 180;

export class Advisor {
  /** Of the text as it is now; `null` while it is not known. */
  advice = $state.raw<PasswordAdvice | null>(null);
  breach = $state.raw<Breach | null>(null);
  looking = $state(false);
  #waits: ReturnType<typeof setTimeout> | undefined;
  /** Counts texts: an answer about an older one is no answer. */
  #text = 0;
  #lookedUp = -1;

  /** The text has changed. Advice is asked for after a pause; a leak only when the owner leaves the field. */
  typed(connection: ConnectionId | null, email: string, password: string): void {
    const text = ++this.#text;
    clearTimeout(this.#waits);
    this.breach = null;
    this.looking = false;
    if (password === '') {
      this.advice = null;
      return;
    }
    this.#waits = setTimeout(() => void this.#advise(text, connection, email, password), PAUSE);
  }

  async #advise(
    text: number,
    connection: ConnectionId | null,
    email: string,
    password: string,
  ): Promise<void> {
    const asked =
      connection === null
        ? backend().advisePassphrase(password)
        : backend().advisePassword(connection, email, password);
    const advice = await asked.catch(() => null);
    if (text === this.#text) this.advice = advice;
  }

  /** The text is whole. Each look-up gives a little away, so a text is looked up once; one for this computer is not. */
  async left(connection: ConnectionId | null, password: string): Promise<void> {
    const text = this.#text;
    if (connection === null || !lengthOf(password).enough || text === this.#lookedUp) return;
    this.#lookedUp = text;
    this.looking = true;
    const breach = await backend()
      .lookUpPassword(connection, password)
      .catch((): Breach => ({ breach: 'not_checked' }));
    if (text !== this.#text) return;
    this.breach = breach;
    this.looking = false;
  }

  forget(): void {
    this.typed('', '', '');
  }
}
