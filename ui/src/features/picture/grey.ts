// A picture of any kind as grey pixels, opened by the window's own engine: the program meets pixels, never a file.

import { asFailure, type Failure, type FailureCode, type GreyPicture } from '../../backend';

/** Pixels on the long side; `src-tauri/src/picture.rs` takes no more. */
export const LONGEST = 1600;
/** Octets of a file. */
const MOST_OCTETS = 40_000_000;
/** Of a picture: opened, each takes four octets of memory. */
const MOST_PIXELS = 64_000_000;

/** Rejects with `picture_too_large` or `picture_unreadable`. */
export async function greyPicture(file: Blob): Promise<GreyPicture> {
  if (file.size > MOST_OCTETS) throw refused('picture_too_large');
  const image = await opened(file);
  const { naturalWidth: width, naturalHeight: height } = image;
  if (width * height === 0) throw refused('picture_unreadable');
  if (width * height > MOST_PIXELS) throw refused('picture_too_large');
  const { data, ...size } = pixels(image, Math.min(1, LONGEST / Math.max(width, height)));
  const encoded = await dataUrl(new Blob([grey(data)]));
  return { ...size, pixels: encoded.slice(encoded.indexOf(',') + 1) };
}

/** Only its size is known yet: pixels are unpacked when they are drawn. */
async function opened(file: Blob): Promise<HTMLImageElement> {
  try {
    const image = new Image();
    // Not by a `blob:` address, which the window's content policy does not know.
    const address = await dataUrl(file);
    await new Promise((opens, fails) => {
      image.onload = opens;
      image.onerror = fails;
      image.src = address;
    });
    return image;
  } catch {
    throw refused('picture_unreadable');
  }
}

function pixels(image: HTMLImageElement, scale: number) {
  try {
    const canvas = document.createElement('canvas');
    const width = (canvas.width = Math.max(1, Math.round(image.naturalWidth * scale)));
    const height = (canvas.height = Math.max(1, Math.round(image.naturalHeight * scale)));
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) throw refused('picture_unreadable');
    // What is transparent lies on paper.
    context.fillStyle = 'white';
    context.fillRect(0, 0, width, height);
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, 0, 0, width, height);
    return { width, height, data: context.getImageData(0, 0, width, height).data };
  } catch {
    throw refused('picture_unreadable');
  }
}

/** Luma of ITU-R BT.601, from red, green, blue and alpha. */
export function grey(rgba: Uint8ClampedArray): Uint8Array<ArrayBuffer> {
  const luma = new Uint8Array(rgba.length / 4);
  for (let at = 0; at < luma.length; at += 1) {
    const [red = 0, green = 0, blue = 0] = [rgba[4 * at], rgba[4 * at + 1], rgba[4 * at + 2]];
    luma[at] = (299 * red + 587 * green + 114 * blue) / 1000;
  }
  return luma;
}

function dataUrl(blob: Blob): Promise<string> {
  return new Promise((read, fails) => {
    const reader = new FileReader();
    reader.onload = () => read(String(reader.result));
    reader.onerror = () => fails(reader.error ?? new Error('not read'));
    reader.readAsDataURL(blob);
  });
}

function refused(code: FailureCode): Failure {
  return { ...asFailure(null), code, remedy: 'check_input' };
}
