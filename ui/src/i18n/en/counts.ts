// How English counts, tells the time and says how long.

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

export const n = numbers('en');
export const many = plural('en');
export const at = dateTime('en');
export const appointment = dayAndTime('en');
export const day = date('en');
export const days = dates('en');
export const clock = (moment: number) => clockTime('en', moment);
export const weekday = dayName('en');
export const moment = exactTime('en');
export const wait = duration('en');

export const countCameras = (count: number) => many(count, { one: '1 camera', other: `${n(count)} cameras` });
export const countChanges = (count: number) => many(count, { one: '1 change', other: `${n(count)} changes` });
export const countRecoveryCodes = (count: number) =>
  many(count, { one: '1 recovery code', other: `${n(count)} recovery codes` });

/** To the second where that says more than minutes do. Without its sign. */
export const exactly = (seconds: number) => {
  const whole = Math.abs(seconds);
  return whole < 120 ? many(whole, { one: '1 second', other: `${n(whole)} seconds` }) : wait(whole);
};
