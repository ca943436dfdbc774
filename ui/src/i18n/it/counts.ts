// Come conta l’italiano, come dice l’ora e quanto dura.

import {
  clockTime,
  date,
  dates,
  dateTime,
  dayAndTime,
  dayName,
  duration,
  exactTime,
  numbers,
  plural,
} from '../format';

export const n = numbers('it');
export const many = plural('it');
export const at = dateTime('it');
export const appointment = dayAndTime('it');
export const day = date('it');
export const days = dates('it');
export const clock = (moment: number) => clockTime('it', moment);
export const weekday = dayName('it');
export const moment = exactTime('it');
export const wait = duration('it');

export const countCameras = (count: number) =>
  many(count, { one: '1 telecamera', other: `${n(count)} telecamere` });
export const countChanges = (count: number) =>
  many(count, { one: '1 modifica', other: `${n(count)} modifiche` });
export const countRecoveryCodes = (count: number) =>
  many(count, { one: '1 codice di recupero', other: `${n(count)} codici di recupero` });

/** In secondi dove dice più dei minuti. Senza il segno. */
export const exactly = (seconds: number) => {
  const whole = Math.abs(seconds);
  return whole < 120 ? many(whole, { one: '1 secondo', other: `${n(whole)} secondi` }) : wait(whole);
};
