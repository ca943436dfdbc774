import { fireEvent, render, screen } from '@testing-library/svelte';
import { createRawSnippet, tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { asFailure, useBackend, type FailureCode } from '../../backend';
import { Pretend } from '../../backend/pretend';
import { closePictures, openPictures, pictureFile } from './engine.testing';
import type { Look } from './grey';
import PictureDrop from './PictureDrop.svelte';

let program: Pretend;
let told: FailureCode[];
const stops = () => program.calls.filter(([call]) => call === 'stopReadingPicture').length;
const looking = () => screen.queryByText('Looking for a code in the picture…') !== null;

function open() {
  program = new Pretend();
  told = [];
  useBackend(program);
  // A picture that is made to keep the search busy: no answer ever comes.
  const onpicture = (look: Look) =>
    look(() => new Promise(() => undefined)).catch((why: unknown) => told.push(asFailure(why).code));
  const children = createRawSnippet(() => ({ render: () => '<span>here</span>' }));
  return render(PictureDrop, { onpicture, children });
}

async function show() {
  const dataTransfer = { files: [pictureFile(8, 6)], types: ['Files'] };
  await fireEvent.drop(screen.getByRole('group'), { dataTransfer });
  await tick();
}

beforeEach(() => {
  vi.useFakeTimers();
  openPictures();
});
afterEach(() => {
  vi.useRealTimers();
  closePictures();
});

describe('a search for a code that does not end', () => {
  it('is given up after half a minute: the owner is told, and can show a picture again', async () => {
    open();
    await show();
    await vi.advanceTimersByTimeAsync(29_999);
    expect([looking(), told, stops()]).toEqual([true, [], 0]);
    await vi.advanceTimersByTimeAsync(1);
    expect([looking(), told, stops()]).toEqual([false, ['picture_search_stopped'], 1]);
    await show();
    expect(looking()).toBe(true);
    // It has its own half minute.
    await vi.advanceTimersByTimeAsync(29_999);
    expect(told).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect([looking(), told.length, stops()]).toEqual([false, 2, 2]);
  });

  it('is stopped by the owner at once, and once only', async () => {
    open();
    await show();
    await vi.advanceTimersByTimeAsync(5_000);
    await fireEvent.click(screen.getByRole('button', { name: 'Stop' }));
    await vi.advanceTimersByTimeAsync(0);
    expect([looking(), told, stops()]).toEqual([false, ['picture_search_stopped'], 1]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([told.length, stops()]).toEqual([1, 1]);
  });

  it('is stopped as well when the owner leaves', async () => {
    const { unmount } = open();
    await show();
    unmount();
    expect(stops()).toBe(1);
  });
});
