// The inbox by page. At most a few pages are held, however many alerts there are: those before and after are asked for again.

import { backend, type AlertCursorRequest, type AlertFilter, type AlertView } from '../../backend';

const PAGE = 50;
/** As many as are held, and are on the screen. */
const MOST_PAGES = 4;

export const EVERYTHING: AlertFilter = { unreadOnly: false, atLeast: null, group: null, connection: null };

export class AlertPages {
  shown = $state.raw<readonly AlertView[]>([]);
  /** The answer to the first question has come. */
  asked = $state(false);
  /** There are none before these. */
  complete = $state(false);
  /** Number of the first page that is held. */
  first = $state(0);

  #filter: AlertFilter = EVERYTHING;
  /** Where each page begins, as far as it is known. */
  #begins: (AlertCursorRequest | null)[] = [null];
  #held = 1;
  /** Answers to an earlier question come too late. */
  #question = 0;

  /** From the newest. What was shown stays until the answer is there. */
  ask(filter: AlertFilter): Promise<void> {
    this.#filter = filter;
    this.first = 0;
    this.#held = 1;
    return this.refresh();
  }

  /** The same pages again: something came, was read, or was corrected. */
  async refresh(): Promise<void> {
    const question = ++this.#question;
    const begins: (AlertCursorRequest | null)[] = this.#begins.slice(0, this.first + 1);
    const shown: AlertView[] = [];
    let complete = false;
    for (let page = 0; page < this.#held && !complete; page += 1) {
      const found = await backend().alerts(this.#filter, begins[this.first + page] ?? null, PAGE);
      if (question !== this.#question) return;
      shown.push(...found);
      complete = found.length < PAGE;
      begins.push(after(shown));
    }
    this.#begins = begins;
    this.shown = shown;
    this.complete = complete;
    this.asked = true;
  }

  /** The page before these, and without the newest one where they would become too many. The id of its first alert. */
  async earlier(): Promise<string | undefined> {
    const last = this.shown.at(-1)?.id;
    if (this.#held < MOST_PAGES) this.#held += 1;
    else this.first += 1;
    await this.refresh();
    return this.shown[this.shown.findIndex((alert) => alert.id === last) + 1]?.id;
  }

  async later(): Promise<void> {
    this.first = Math.max(0, this.first - 1);
    await this.refresh();
  }
}

function after(shown: readonly AlertView[]): AlertCursorRequest | null {
  const last = shown.at(-1);
  return last ? { at: last.at, id: last.id } : null;
}
