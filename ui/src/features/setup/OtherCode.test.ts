// A code for something else, shown instead of typed.

import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { useBackend } from '../../backend';
import { Pretend } from '../../backend/pretend';
import { closePictures, openPictures, pictureFile } from '../picture/engine.testing';
import OtherCode from './OtherCode.svelte';
import { user } from './owner.testing';

const MATTER = 'MT:Y.K9042C00KA0648G00';
let program: Pretend;

const field = () => screen.getByLabelText<HTMLInputElement>('What the code says');
const chooser = () => screen.getByLabelText<HTMLInputElement>('Choose a picture');
const shown = () => program.calls.filter(([call]) => call === 'explainPicture');
const carrying = (...files: File[]) => ({ files, types: files.length > 0 ? ['Files'] : ['text/plain'] });
const reads = (words: RegExp) => screen.findByText(words);

beforeEach(() => {
  openPictures();
  program = new Pretend();
  program.setups.inPicture = [MATTER];
  useBackend(program);
  render(OtherCode);
});
afterEach(closePictures);

describe('a code that is shown', () => {
  it.each([
    ['dropped on the field', () => fireEvent.drop(field(), { dataTransfer: carrying(pictureFile(8, 6)) })],
    ['pasted into it', () => fireEvent.paste(field(), { clipboardData: carrying(pictureFile(8, 6)) })],
    ['chosen from the files', () => user.upload(chooser(), pictureFile(8, 6))],
  ])('as a picture that is %s, is explained in the same words', async (_, show) => {
    await show();
    expect(await reads(/^It is for a Matter home/)).toBeTruthy();
    expect(screen.getByText('A Matter code.')).toBeTruthy();
    expect(shown()).toEqual([['explainPicture', { width: 8, height: 6, pixels: expect.any(String) }]]);
  });

  it('lights up the place where a picture can be dropped, and leaves text to the field', async () => {
    const place = screen.getByRole('group');
    expect(await fireEvent.dragOver(field(), { dataTransfer: carrying(pictureFile(8, 6)) })).toBe(false);
    expect(place.classList.contains('over')).toBe(true);
    await fireEvent.dragLeave(field());
    expect(place.classList.contains('over')).toBe(false);

    for (const over of [fireEvent.dragOver, fireEvent.drop]) {
      expect(await over(field(), { dataTransfer: carrying() })).toBe(true);
    }
    expect(await fireEvent.paste(field(), { clipboardData: carrying() })).toBe(true);
    expect(place.classList.contains('over')).toBe(false);
    expect(shown()).toEqual([]);
  });

  it('is asked for again when there is none, or more than one', async () => {
    program.setups.inPicture = [];
    await user.upload(chooser(), pictureFile(8, 6));
    expect(await reads(/^No code could be read in this picture/)).toBeTruthy();
    expect(screen.getByText(/For a barcode, type the digits/, { selector: '.note *' })).toBeTruthy();

    program.setups.inPicture = [MATTER, 'hello'];
    await user.upload(chooser(), pictureFile(8, 6));
    expect(await reads(/^There’s more than one code/)).toBeTruthy();
    expect(screen.queryByText(/^No code could be read/)).toBeNull();

    program.setups.inPicture = [MATTER];
    await user.upload(chooser(), pictureFile(8, 6));
    expect(await reads(/^It is for a Matter home/)).toBeTruthy();
    expect(screen.queryByText(/^There’s more than one code/)).toBeNull();
  });

  it('stays in the window when the picture is too large or none', async () => {
    await user.upload(chooser(), pictureFile(10_000, 10_000));
    expect(await reads(/^This picture is too large/)).toBeTruthy();
    await fireEvent.drop(field(), { dataTransfer: carrying(new File(['%PDF-1.7'], 'manual.pdf')) });
    expect(await reads(/^This picture can’t be opened/)).toBeTruthy();
    expect(shown()).toEqual([]);
    await waitFor(() => expect(chooser().disabled).toBe(false));
  });
});
