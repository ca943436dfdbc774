// A form whose button is never dead: pressing it too early leads to what is missing.

export function filled(form: EventTarget | null): boolean {
  if (!(form instanceof HTMLFormElement)) return false;
  const missing = [...form.querySelectorAll('input')].find(
    (input) => input.required && input.value.trim() === '',
  );
  missing?.focus();
  return missing === undefined;
}
