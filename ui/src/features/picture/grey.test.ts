import { afterEach, describe, expect, it } from 'vitest';

import { closePictures, openPictures, pictureFile } from './engine.testing';
import { grey, greyPicture } from './grey';

afterEach(closePictures);

describe('a picture on its way to the program', () => {
  it('becomes grey, an octet for each pixel', async () => {
    openPictures([255, 0, 0]);
    expect(await greyPicture(pictureFile(3, 1))).toEqual({
      width: 3,
      height: 1,
      pixels: btoa('\x4c\x4c\x4c'),
    });
    expect([...grey(new Uint8ClampedArray([255, 255, 255, 255, 0, 0, 0, 255]))]).toEqual([255, 0]);
  });

  it('is scaled down to what the program takes, and never up', async () => {
    openPictures();
    const size = async (width: number, height: number) => {
      const { pixels, ...size } = await greyPicture(pictureFile(width, height));
      expect(atob(pixels)).toHaveLength(size.width * size.height);
      return [size.width, size.height];
    };
    expect(await size(1600, 1200)).toEqual([1600, 1200]);
    expect(await size(40, 30)).toEqual([40, 30]);
    expect(await size(6000, 4000)).toEqual([1600, 1067]);
    expect(await size(10, 10_000)).toEqual([2, 1600]);
    expect(await size(1, 10_000)).toEqual([1, 1600]);
  });

  it('is refused by its size before it is unpacked', async () => {
    openPictures();
    await expect(greyPicture(pictureFile(10_000, 10_000))).rejects.toMatchObject({
      code: 'picture_too_large',
    });
    expect(HTMLCanvasElement.prototype.getContext).not.toHaveBeenCalled();
    const file = new File([new Uint8Array(40_000_001)], 'long.png');
    await expect(greyPicture(file)).rejects.toMatchObject({ code: 'picture_too_large' });
  });

  it('is refused when it is none', async () => {
    openPictures();
    for (const file of [new File(['%PDF-1.7'], 'manual.pdf'), new File([], 'empty.png'), pictureFile(0, 0)]) {
      await expect(greyPicture(file)).rejects.toMatchObject({
        code: 'picture_unreadable',
        remedy: 'check_input',
      });
    }
  });
});
