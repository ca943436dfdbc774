// Alerts under the day on which they happened, in the owner's own time.

import type { AlertView } from '../../backend';

export type Day = { key: string; at: number; alerts: AlertView[] };

/** In the order in which they are given. */
export function byDay(alerts: readonly AlertView[]): Day[] {
  const days: Day[] = [];
  for (const alert of alerts) {
    const key = dayOf(alert.at);
    const last = days.at(-1);
    if (last?.key === key) last.alerts.push(alert);
    else days.push({ key, at: alert.at, alerts: [alert] });
  }
  return days;
}

/** Whole days from this one to now: 0 is today. */
export function daysAgo(at: number, now: number): number {
  const noon = (moment: number) => new Date(moment).setHours(12, 0, 0, 0);
  return Math.round((noon(now) - noon(at)) / 86_400_000);
}

function dayOf(at: number): string {
  return new Date(at).toDateString();
}
