// A form whose button is never dead: pressing it too early leads to what is missing.

import { tick } from 'svelte';

export function filled(form: EventTarget | null): boolean {
  if (!(form instanceof HTMLFormElement)) return false;
  const missing = [...form.querySelectorAll('input')].find(
    (input) => input.required && input.value.trim() === '',
  );
  missing?.focus();
  return missing === undefined;
}

/** After a refusal: back to the secret that has to be typed again. */
export async function refocus(form: EventTarget | null): Promise<void> {
  await tick();
  if (form instanceof HTMLFormElement)
    form.querySelector<HTMLInputElement>('input[autocomplete]:invalid')?.focus();
}
