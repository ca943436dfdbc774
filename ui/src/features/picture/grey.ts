// A picture of any kind as grey pixels, opened by the window's own engine: the program meets pixels, never a file.

import { asFailure, type Failure, type FailureCode, type GreyPicture } from '../../backend';
import { shaded, shadesFor } from './shades';

/** Pixels of a picture; the program takes no more (`MOST_PIXELS` of `src-tauri/crates/qr`). */
export const MOST = 16_000_000;
/** Octets of a file. */
const MOST_OCTETS = 40_000_000;
/** Pixels of a picture as it is: opened, each takes four octets of memory. */
const MOST_OPENED = 64_000_000;

/** Looks for a code in one picture by what it is given. */
export type Look = <T>(ask: (picture: GreyPicture) => Promise<T>) => Promise<T>;

/**
 * Looks for a code in a picture by `ask`: in its greys first, and where they show none in those of what is coloured or transparent.
 * Rejects with `picture_too_large` or `picture_unreadable`, or as `ask` does.
 */
export async function readPicture<T>(file: Blob, ask: (picture: GreyPicture) => Promise<T>): Promise<T> {
  const { data, ...size } = await opened(file);
  let without: unknown;
  for (const shade of shadesFor(data)) {
    const encoded = await dataUrl(new Blob([shaded(data, shade)]));
    try {
      return await ask({ ...size, pixels: encoded.slice(encoded.indexOf(',') + 1) });
    } catch (error) {
      if (asFailure(error).code !== 'picture_without_code') throw error;
      without = error;
    }
  }
  throw without;
}

/** Pixels as red, green, blue and alpha. */
async function opened(file: Blob) {
  if (file.size > MOST_OCTETS) throw refused('picture_too_large');
  const image = await load(file);
  const { naturalWidth: width, naturalHeight: height } = image;
  if (width * height === 0) throw refused('picture_unreadable');
  if (width * height > MOST_OPENED) throw refused('picture_too_large');
  return pixels(image, fitted(width, height));
}

/** Only its size is known yet: pixels are unpacked when they are drawn. */
async function load(file: Blob): Promise<HTMLImageElement> {
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

/** As it is where the program takes it: scaled, modules of a small code run into each other. */
export function fitted(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, Math.sqrt(MOST / (width * height)));
  const side = (length: number) => Math.max(1, Math.floor(length * scale));
  return { width: side(width), height: side(height) };
}

function pixels(image: HTMLImageElement, { width, height }: { width: number; height: number }) {
  try {
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) throw refused('picture_unreadable');
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, 0, 0, width, height);
    return { width, height, data: context.getImageData(0, 0, width, height).data };
  } catch {
    throw refused('picture_unreadable');
  }
}

function dataUrl(blob: Blob): Promise<string> {
  return new Promise((read, fails) => {
    const reader = new FileReader();
    reader.onload = () => read(String(reader.result));
    reader.onerror = () => fails(reader.error ?? new Error('not read'));
    reader.readAsDataURL(blob);
  });
}

export function refused(code: FailureCode): Failure {
  return { ...asFailure(null), code, remedy: 'check_input' };
}
