// The part of a window's engine that opens pictures, which the tests' own engine lacks.

import { vi } from 'vitest';

/** A file that opens as a picture of this size, all of one colour. */
export const pictureFile = (width: number, height: number) =>
  new File([`${width} by ${height}`], 'code.png', { type: 'image/png' });

/** Opens [`pictureFile`]s, and nothing else. */
export function openPictures(rgb: [number, number, number] = [255, 255, 255]) {
  class Picture {
    naturalWidth = 0;
    naturalHeight = 0;
    onload: () => void = () => undefined;
    onerror: () => void = () => undefined;

    set src(address: string) {
      const size = /^(\d+) by (\d+)$/.exec(atob(address.slice(address.indexOf(',') + 1)));
      this.naturalWidth = Number(size?.[1] ?? 0);
      this.naturalHeight = Number(size?.[2] ?? 0);
      queueMicrotask(() => (size ? this.onload() : this.onerror()));
    }
  }
  vi.stubGlobal('Image', Picture);
  // Red comes first in memory.
  const [colour = 0] = new Uint32Array(new Uint8Array([...rgb, 255]).buffer);
  const context = {
    fillRect: () => undefined,
    drawImage: () => undefined,
    getImageData: (_left: number, _top: number, width: number, height: number) => ({
      data: new Uint8ClampedArray(new Uint32Array(width * height).fill(colour).buffer),
    }),
  };
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(
    context as unknown as ReturnType<HTMLCanvasElement['getContext']>,
  );
}

export function closePictures() {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
}
