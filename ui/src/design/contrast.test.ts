import { describe, expect, it } from 'vitest';

import css from './tokens.css?raw';

type Theme = 'light' | 'dark';

function tokens(): Map<string, Record<Theme, string>> {
  const found = new Map<string, Record<Theme, string>>();
  for (const [, name = '', light = '', dark = ''] of css.matchAll(
    /--([\w-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)/g,
  )) {
    found.set(name, { light, dark });
  }
  return found;
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** Words and what they stand on: 4.5 to 1. */
const TEXT: [string, string[]][] = [
  ['ink', ['paper', 'card', 'well', 'rail', 'amber-soft', 'bad-soft', 'sky', 'sky-low']],
  ['mute', ['paper', 'card', 'well', 'rail', 'amber-soft', 'ok-soft']],
  ['amber-ink', ['amber']],
  ['amber-deep', ['paper', 'card', 'well', 'amber-soft']],
  ['ok', ['card', 'paper']],
  ['bad', ['card', 'paper', 'bad-soft']],
  ['on-bad', ['bad']],
];

/** Edges of fields, marks and the ring of the focus: 3 to 1. */
const SHAPES: [string, string[]][] = [
  ['edge', ['card', 'paper', 'rail']],
  ['amber-deep', ['card', 'paper', 'well', 'rail', 'amber-soft']],
  ['ok', ['rail', 'card']],
  ['bad', ['rail', 'card']],
];

describe('contrast', () => {
  const known = tokens();
  for (const [pairs, least] of [
    [TEXT, 4.5],
    [SHAPES, 3],
  ] as const) {
    for (const [front, grounds] of pairs) {
      for (const ground of grounds) {
        for (const theme of ['light', 'dark'] as const) {
          it(`${front} on ${ground} can be made out by ${theme === 'light' ? 'day' : 'night'}`, () => {
            const ratio = contrast(known.get(front)?.[theme] ?? '', known.get(ground)?.[theme] ?? '');
            expect(ratio).toBeGreaterThanOrEqual(least);
          });
        }
      }
    }
  }
});
