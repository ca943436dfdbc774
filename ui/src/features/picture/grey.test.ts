import { afterEach, describe, expect, it, vi } from 'vitest';

import { asFailure, type GreyPicture } from '../../backend';
import { fail } from '../../backend/pretend';
import { closePictures, openPictures, pictureFile } from './engine.testing';
import { fitted, MOST, readPicture } from './grey';

afterEach(closePictures);

const shown = async (file: File) => readPicture(file, (picture) => Promise.resolve(picture));

describe('a picture on its way to the program', () => {
  it('becomes grey, an octet for each pixel', async () => {
    openPictures([255, 0, 0]);
    expect(await shown(pictureFile(3, 1))).toEqual({
      width: 3,
      height: 1,
      pixels: btoa('\x4c\x4c\x4c'),
    });
  });

  it('goes as it is where it is a screen, and is scaled down to what the program takes where it is more', () => {
    for (const [width, height] of [
      [1920, 1080],
      [3840, 2160],
      [40, 30],
      [1, 10_000],
    ] as const)
      expect(fitted(width, height)).toEqual({ width, height });
    const { width, height } = fitted(8000, 6000);
    expect(width * height).toBeLessThanOrEqual(MOST);
    expect(width * height).toBeGreaterThan(0.99 * MOST);
    expect(fitted(1, 64_000_000).width).toBe(1);
  });

  it('is refused by its size before it is unpacked', async () => {
    openPictures();
    await expect(shown(pictureFile(10_000, 10_000))).rejects.toMatchObject({
      code: 'picture_too_large',
    });
    expect(HTMLCanvasElement.prototype.getContext).not.toHaveBeenCalled();
    const file = new File([new Uint8Array(40_000_001)], 'long.png');
    await expect(shown(file)).rejects.toMatchObject({ code: 'picture_too_large' });
  });

  it('is refused when it is none', async () => {
    openPictures();
    for (const file of [new File(['%PDF-1.7'], 'manual.pdf'), new File([], 'empty.png'), pictureFile(0, 0)]) {
      await expect(shown(file)).rejects.toMatchObject({
        code: 'picture_unreadable',
        remedy: 'check_input',
      });
    }
  });

  it('shows what is coloured in other greys as well, until a code is found', async () => {
    openPictures([255, 0, 0]);
    const ask = vi.fn((picture: GreyPicture) =>
      atob(picture.pixels) === '\xff'
        ? Promise.resolve('found')
        : Promise.reject(fail('picture_without_code')),
    );
    expect(await readPicture(pictureFile(1, 1), ask)).toBe('found');
    // Luma, the darkest of three colours, and the lightest.
    expect(ask.mock.calls.map(([picture]) => atob(picture.pixels))).toEqual(['\x4c', '\x00', '\xff']);
  });

  it('is not shown again once the owner has stopped it, and what is grey is shown once', async () => {
    openPictures([255, 0, 0]);
    const stopped = vi.fn(() => Promise.reject(fail('picture_search_stopped')));
    const told = await readPicture(pictureFile(1, 1), stopped).catch(asFailure);
    expect(told.code).toBe('picture_search_stopped');
    expect(stopped).toHaveBeenCalledTimes(1);
    openPictures([90, 90, 90]);
    const without = vi.fn(() => Promise.reject(fail('picture_without_code')));
    await expect(readPicture(pictureFile(1, 1), without)).rejects.toMatchObject({
      code: 'picture_without_code',
    });
    expect(without).toHaveBeenCalledTimes(1);
  });
});
