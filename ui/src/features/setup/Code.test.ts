import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { navigation } from '../../app/navigation.svelte';
import type { DemoLook } from '../../backend';
import { fail, snapshot } from '../../backend/pretend';
import { en } from '../../i18n/en';
import { SHOWING, button, called, heading, open, program, start, toCode, user } from './owner.testing';

describe('the code', () => {
  const picture = () => screen.queryByRole('img', { name: 'The code for the camera' });

  beforeEach(async () => {
    await open();
    await toCode();
  });

  async function show() {
    await user.click(await button('Show the code'));
    await waitFor(() => expect(picture()).toBeTruthy());
  }

  it('is asked of the program only when it is to be shown', async () => {
    expect(called('setupCode')).toEqual([]);
    await show();
    expect(called('setupCode')).toHaveLength(1);
    expect(picture()?.getAttribute('src')).toMatch(/^data:image\/svg\+xml/);
  });

  it('hides when the window is left, and can be shown again', async () => {
    await show();
    await fireEvent.blur(window);
    await waitFor(() => expect(picture()).toBeNull());
    expect(document.documentElement.outerHTML).not.toContain('data:image/svg+xml');
    expect(screen.getByText('The code is hidden.')).toBeTruthy();
    await user.click(await button('Show the code again'));
    await waitFor(() => expect(picture()).toBeTruthy());
    expect(called('setupCode')).toHaveLength(2);
  });

  it('is no background for the re-login layer', async () => {
    await show();
    program.end('global_reset');
    expect(
      await screen.findByRole('dialog', { name: 'You were signed out, and so was everyone else' }),
    ).toBeTruthy();
    await waitFor(() => expect(picture()).toBeNull());
  });

  it('Escape hides it', async () => {
    await show();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(picture()).toBeNull());
  });

  it('one that is too old is not shown; a new one is made', async () => {
    const old = { step: 'code', since: Date.now() - 700_000, until: Date.now() - 1000, usually: 40 } as const;
    program.push({ section: 'setup', setup: { ...SHOWING, step: old } });
    await user.click(await button('Make a new code'));
    expect(called('trySetupAgain')).toHaveLength(1);
    expect(await button('Show the code')).toBeTruthy();
  });

  it('a failure to make it is said in its place', async () => {
    program.refuse.setupCode = fail('code_too_dense');
    await user.click(await button('Show the code'));
    expect(await screen.findByText(/would be too dense to scan/)).toBeTruthy();
  });

  it.each(Object.keys(en.setup.code.looks).filter((look) => look !== 'joined') as DemoLook[])(
    'a demo camera that comes to %s says so beside the code',
    async (look) => {
      program.demoCameraLooks = async () => look;
      await show();
      await user.click(await button('Hold a demo camera in front of the code'));
      expect(await screen.findByText(en.setup.code.looks[look])).toBeTruthy();
      expect(picture()).toBeTruthy();
    },
  );

  it('a pairing that is over is explained, and tried again', async () => {
    program.setups.settle('pairing_over');
    await heading('That didn’t work');
    expect(screen.getByText('This code no longer works.')).toBeTruthy();
    await user.click(await button('Try again'));
    expect(await heading('Show the code to the camera')).toBeTruthy();
  });
});

describe('the code, as time goes by', () => {
  beforeEach(async () => {
    vi.useFakeTimers();
    const since = Date.now();
    const step = { step: 'code', since, until: since + 600_000, usually: 40 } as const;
    navigation.go({ screen: 'setup' });
    start(snapshot({ setup: { ...SHOWING, step } }));
    await vi.advanceTimersByTimeAsync(0);
  });
  afterEach(() => vi.useRealTimers());

  it('hides by itself after two minutes, and counts down until then', async () => {
    await fireEvent.click(screen.getByRole('button', { name: 'Show the code' }));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(screen.getByRole('img', { name: 'The code for the camera' })).toBeTruthy();
    expect(screen.getByText('Hides by itself in 1:00.')).toBeTruthy();
    expect(screen.getByText('The camera has 9:00 left to scan it.')).toBeTruthy();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(screen.queryByRole('img', { name: 'The code for the camera' })).toBeNull();
  });

  it('says what to try only when it takes longer than usual', async () => {
    await vi.advanceTimersByTimeAsync(39_000);
    expect(screen.queryByText('Nothing yet? Try this')).toBeNull();
    await vi.advanceTimersByTimeAsync(3000);
    expect(screen.getByText('Nothing yet? Try this')).toBeTruthy();
  });

  it('says when it is too old, and offers a new one', async () => {
    await vi.advanceTimersByTimeAsync(601_000);
    expect(screen.getByText(/This code has expired/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Show the code' })).toBeNull();
  });
});
