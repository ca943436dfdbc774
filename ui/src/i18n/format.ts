// Plurals, numbers and moments, as each language writes them.

type Tag = 'en' | 'it';

/** Picks the form of a count. */
export function plural(tag: Tag) {
  const rules = new Intl.PluralRules(tag);
  return (count: number, forms: { one: string; other: string }): string =>
    rules.select(count) === 'one' ? forms.one : forms.other;
}

export function numbers(tag: Tag) {
  const format = new Intl.NumberFormat(tag);
  return (value: number): string => format.format(value);
}

/** "26 December 2019 at 21:04" */
export function dateTime(tag: Tag) {
  const format = new Intl.DateTimeFormat(tag === 'en' ? 'en-GB' : tag, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  return (moment: number): string => format.format(new Date(moment));
}

/** "Thursday 26 December 2019 at 21:04" */
export function dayAndTime(tag: Tag) {
  const format = new Intl.DateTimeFormat(tag === 'en' ? 'en-GB' : tag, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  return (moment: number): string => format.format(new Date(moment));
}

/** "26 December 2019" */
export function date(tag: Tag) {
  const format = new Intl.DateTimeFormat(tag === 'en' ? 'en-GB' : tag, { dateStyle: 'long' });
  return (moment: number): string => format.format(new Date(moment));
}

/** "4–26 December 2019" */
export function dates(tag: Tag) {
  const format = new Intl.DateTimeFormat(tag === 'en' ? 'en-GB' : tag, { dateStyle: 'long' });
  return (from: number, to: number): string => format.formatRange(new Date(from), new Date(to));
}

/** "Thursday 26 December 2019" */
export function dayName(tag: Tag) {
  const format = new Intl.DateTimeFormat(tag === 'en' ? 'en-GB' : tag, { dateStyle: 'full' });
  return (moment: number): string => format.format(new Date(moment));
}

/** "26 Dec 2019, 21:04:10 CET" */
export function exactTime(tag: Tag) {
  const format = new Intl.DateTimeFormat(tag === 'en' ? 'en-GB' : tag, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  });
  return (moment: number): string => format.format(new Date(moment));
}

export function clockTime(tag: Tag, moment: number): string {
  const format = new Intl.DateTimeFormat(tag === 'en' ? 'en-GB' : tag, {
    hour: '2-digit',
    minute: '2-digit',
  });
  return format.format(new Date(moment));
}

/** "21:04" of today, "25 December 2019 at 21:04" of another day. */
export function clockOrDate(tag: Tag, moment: number, now: number): string {
  const day = (one: number) => new Date(one).toDateString();
  return day(moment) === day(now) ? clockTime(tag, moment) : dateTime(tag)(moment);
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** "40 seconds", "3 minutes" */
export function duration(tag: Tag) {
  return (seconds: number): string => {
    const [unit, size] = UNITS.find(([, size]) => seconds >= size) ?? (['second', 1] as const);
    const format = new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'long' });
    return format.format(Math.max(1, Math.round(seconds / size)));
  };
}

/** "1:48" */
export function countdown(seconds: number): string {
  const left = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
}

/** "2 hours ago" */
export function ago(tag: Tag, moment: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - moment) / 1000));
  const format = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
  const found = UNITS.find(([, size]) => seconds >= size);
  return found ? format.format(-Math.round(seconds / found[1]), found[0]) : format.format(0, 'minute');
}
