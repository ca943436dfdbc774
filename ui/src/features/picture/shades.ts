// Colours as grey. Two colours may be as light as each other, and transparent pixels are as light as what lies under them: so there is
// more than one grey of a picture.

/** How a pixel becomes grey. */
export type Shade = (red: number, green: number, blue: number, alpha: number) => number;

/** Luma of ITU-R BT.601. What is transparent lies on paper. */
const luma: Shade = (red, green, blue, alpha) => (weighted(red, green, blue) * alpha) / 255 + 255 - alpha;
/** The same on a black ground: light modules alone may be drawn. */
const onBlack: Shade = (red, green, blue, alpha) => (weighted(red, green, blue) * alpha) / 255;
/** Whatever is coloured is dark, as ink on paper. */
const darkest: Shade = (red, green, blue, alpha) => onPaper(Math.min(red, green, blue), alpha);
/** Whatever is coloured is light, as a lamp. */
const lightest: Shade = (red, green, blue, alpha) => onPaper(Math.max(red, green, blue), alpha);
/** Two colours differ in one of the three at least. */
const channels: Shade[] = [
  (red, _green, _blue, alpha) => onPaper(red, alpha),
  (_red, green, _blue, alpha) => onPaper(green, alpha),
  (_red, _green, blue, alpha) => onPaper(blue, alpha),
];

/** Between the largest and the smallest of red, green and blue: less is the white of a photo. */
const COLOURED = 64;

/** Those in which something may be seen that the ones before do not show. */
export function shadesFor(rgba: Uint8ClampedArray): Shade[] {
  let transparent = false;
  let coloured = false;
  for (let at = 0; at < rgba.length && !(transparent && coloured); at += 4) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = [rgba[at], rgba[at + 1], rgba[at + 2], rgba[at + 3]];
    transparent ||= alpha < 255;
    coloured ||= alpha > 0 && Math.max(red, green, blue) - Math.min(red, green, blue) >= COLOURED;
  }
  return [luma, ...(transparent ? [onBlack] : []), ...(coloured ? [darkest, lightest, ...channels] : [])];
}

/** An octet for each pixel; 0 is black. */
export function shaded(rgba: Uint8ClampedArray, shade: Shade): Uint8Array<ArrayBuffer> {
  const grey = new Uint8Array(rgba.length / 4);
  for (let at = 0; at < grey.length; at += 1) {
    const from = 4 * at;
    grey[at] = shade(rgba[from] ?? 0, rgba[from + 1] ?? 0, rgba[from + 2] ?? 0, rgba[from + 3] ?? 0);
  }
  return grey;
}

const weighted = (red: number, green: number, blue: number) => (299 * red + 587 * green + 114 * blue) / 1000;
const onPaper = (grey: number, alpha: number) => (grey * alpha) / 255 + 255 - alpha;
