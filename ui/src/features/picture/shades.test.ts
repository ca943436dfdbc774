import { describe, expect, it } from 'vitest';

import { shaded, shadesFor } from './shades';

type Pixel = [red: number, green: number, blue: number, alpha?: number];

/** How far apart the two are in the grey that tells them best, of 255. */
function apart(dark: Pixel, light: Pixel): number {
  const rgba = new Uint8ClampedArray([dark, light].flatMap(([r, g, b, alpha = 255]) => [r, g, b, alpha]));
  return Math.max(
    ...shadesFor(rgba).map((shade) => {
      const [one = 0, other = 0] = shaded(rgba, shade);
      return Math.abs(one - other);
    }),
  );
}

describe('a code is seen in one grey at least', () => {
  it.each<[string, Pixel, Pixel]>([
    ['black on white', [0, 0, 0], [255, 255, 255]],
    ['red on a green as light as it', [255, 0, 0], [0, 130, 0]],
    ['blue on a grey as dark as it', [0, 0, 255], [29, 29, 29]],
    ['yellow on white', [255, 255, 0], [255, 255, 255]],
    ['white on nothing', [255, 255, 255], [0, 0, 0, 0]],
    ['black on nothing', [0, 0, 0], [0, 0, 0, 0]],
    ['a colour on nothing', [250, 240, 120], [0, 0, 0, 0]],
  ])('%s', (_, dark, light) => {
    expect(apart(dark, light)).toBeGreaterThanOrEqual(100);
  });

  it('whose modules have many colours, as ink on paper', () => {
    const inks: Pixel[] = [
      [220, 20, 60],
      [255, 200, 0],
      [30, 140, 255],
      [0, 0, 0],
    ];
    const rgba = new Uint8ClampedArray(inks.flatMap(([r, g, b]) => [r, g, b, 255]));
    const dark = shadesFor(rgba).some((shade) => shaded(rgba, shade).every((grey) => grey <= 60));
    expect(dark).toBe(true);
  });

  it('and what is neither coloured nor transparent has one only', () => {
    expect(shadesFor(new Uint8ClampedArray([20, 30, 40, 255, 250, 250, 250, 255]))).toHaveLength(1);
  });
});
