// What was typed or brought in on a screen and would be lost with it. Whoever leaves is asked, and nothing is kept for later: much of it
// is secret, and the page must not hold that longer than its form does. So it is asked of what stands in the fields, and never copied.
// A field that keeps itself says `data-kept`; what was brought in by other ways than typing says `data-unsaved`.

const TYPED =
  ':is(input:not([type=checkbox], [type=radio], [type=file], [type=time], [role=searchbox]), textarea):not([data-kept])';

type Field = HTMLInputElement | HTMLTextAreaElement;

export class Unsaved {
  /** By the owner: what a screen fills in by itself is no loss. */
  readonly #typed = new WeakSet<EventTarget>();
  readonly #handedOver = new WeakSet<EventTarget>();

  readonly follow = (screen: HTMLElement): (() => void) => {
    const input = ({ target }: Event) => {
      if (!target) return;
      this.#typed.add(target);
      this.#handedOver.delete(target);
    };
    const submit = ({ target }: Event) => {
      if (target instanceof HTMLFormElement) for (const field of fields(target)) this.#handedOver.add(field);
    };
    screen.addEventListener('input', input);
    screen.addEventListener('submit', submit, true);
    return () => {
      screen.removeEventListener('input', input);
      screen.removeEventListener('submit', submit, true);
    };
  };

  on(screen: HTMLElement): boolean {
    return (
      screen.querySelector('[data-unsaved]') !== null || fields(screen).some((field) => this.#lost(field))
    );
  }

  #lost(field: Field): boolean {
    if (!this.#typed.has(field) || field.value.trim() === '' || field.closest('[hidden]')) return false;
    // What was refused stands there still.
    return !this.#handedOver.has(field) || field.getAttribute('aria-invalid') === 'true';
  }
}

const fields = (within: HTMLElement): Field[] => [...within.querySelectorAll<Field>(TYPED)];
