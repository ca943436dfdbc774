// What an owner of a desktop is used to: keys, the size of the text, the way back, taking a change back.

import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event';
import { tick } from 'svelte';
import { beforeEach, describe, expect, it } from 'vitest';

import { useBackend } from '../backend';
import { connection, fail, Pretend, snapshot } from '../backend/pretend';
import { en } from '../i18n/en';
import { it as italian } from '../i18n/it';
import App from './App.svelte';
import { home } from './home.svelte';
import { navigation } from './navigation.svelte';
import { larger, SIZES, smaller } from './text-size';

const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });
let program: Pretend;

const button = (name: string | RegExp) => screen.findByRole('button', { name });
const heading = (name: string | RegExp) => screen.findByRole('heading', { level: 1, name });
const called = (name: string) => program.calls.filter(([call]) => call === name);

async function open(state = snapshot(), prepare: (program: Pretend) => void = () => undefined) {
  program = new Pretend(state);
  prepare(program);
  useBackend(program);
  render(App);
  await waitFor(() => expect(home.ready).toBe(true));
  await tick();
}

describe('the size of the text', () => {
  beforeEach(() => open());

  it('grows, shrinks and goes back by keys, and is kept', async () => {
    await user.keyboard('{Control>}+{/Control}');
    await user.keyboard('{Control>}={/Control}');
    expect(home.preferences.textSize).toBe(125);
    await user.keyboard('{Control>}-{/Control}');
    expect(home.preferences.textSize).toBe(110);
    await user.keyboard('{Control>}0{/Control}');
    expect(home.preferences.textSize).toBe(100);
    expect(called('setPreferences').map(([, asked]) => (asked as { textSize: number }).textSize)).toEqual([
      110, 125, 110, 100,
    ]);
  });

  it('is chosen in the settings as well', async () => {
    await user.click(await button('Settings'));
    await user.selectOptions(await screen.findByLabelText('Text size'), '200 %');
    expect(home.preferences.textSize).toBe(200);
  });

  it('ends somewhere', () => {
    expect(larger(SIZES.at(-1) ?? 0)).toBe(200);
    expect(smaller(SIZES[0] ?? 0)).toBe(80);
    expect([larger(104), smaller(104)]).toEqual([110, 100]);
  });
});

describe('keys for the way', () => {
  beforeEach(() => open());

  it('lead to the four screens and to the settings', async () => {
    for (const [key, title] of [
      ['2', 'Security'],
      ['3', 'Alerts'],
      ['4', 'Settings'],
      ['1', 'Cameras'],
      [',', 'Settings'],
    ] as const) {
      await user.keyboard(`{Control>}${key}{/Control}`);
      expect(await heading(title)).toBeTruthy();
    }
  });

  it('lead back to where the owner was', async () => {
    await user.click(await button('Open Front door'));
    await heading('Front door');
    await user.keyboard('{Control>}3{/Control}');
    await user.keyboard('{Alt>}{ArrowLeft}{/Alt}');
    expect(await heading('Front door')).toBeTruthy();
    await user.keyboard('{Alt>}{ArrowLeft}{/Alt}');
    expect(await heading('Cameras')).toBeTruthy();
    await user.keyboard('{Alt>}{ArrowLeft}{/Alt}');
    expect(await heading('Cameras')).toBeTruthy();
  });

  it('lead back past what is gone since: a camera, a connection', async () => {
    await user.click(await button('Open Front door'));
    await heading('Front door');
    navigation.go({ screen: 'your_data', connection: 'gone' });
    navigation.go({ screen: 'settings' });
    await heading('Settings');
    program.push({
      section: 'cameras',
      upserts: [],
      removals: home.cameras.filter((one) => one.nickname === 'Front door').map((one) => one.key),
    });
    await user.keyboard('{Alt>}{ArrowLeft}{/Alt}');
    expect(await heading('Cameras')).toBeTruthy();
    await user.keyboard('{Alt>}{ArrowLeft}{/Alt}');
    expect(await heading('Cameras')).toBeTruthy();
  });

  it('do nothing under a layer that waits for an answer', async () => {
    program.end('global_reset');
    await screen.findByRole('dialog');
    await user.keyboard('{Control>}4{/Control}');
    expect(screen.queryByRole('heading', { level: 1, name: 'Settings', hidden: true })).toBeNull();
  });

  it('are listed by a question mark, and not while one is typed', async () => {
    const box = await screen.findByRole('searchbox');
    await user.type(box, '?');
    expect(screen.queryByRole('dialog')).toBeNull();
    await user.clear(box);
    box.blur();
    await user.keyboard('?');
    const list = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
    expect(within(list).getByText('Back to where you were')).toBeTruthy();
    await user.click(within(list).getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('have the same list in every language', () => {
    expect(italian.shortcuts.keyList.length).toBe(en.shortcuts.keyList.length);
  });
});

describe('taking the last change back', () => {
  beforeEach(() => open());

  const rename = async (from: string, to: string) => {
    await user.click(await button(`Rename ${from}`));
    const field = await screen.findByRole('textbox', { name: `Name of ${from}` });
    await user.clear(field);
    await user.type(field, `${to}{Enter}`);
    await screen.findByRole('heading', { name: to });
  };

  it('works by Ctrl+Z also after its message has gone, and once', async () => {
    await rename('Garage', 'Bicycle shed');
    await user.click((await screen.findAllByRole('button', { name: 'Dismiss' })).at(-1) as HTMLElement);
    await user.keyboard('{Control>}z{/Control}');
    expect(await screen.findByRole('heading', { name: 'Garage' })).toBeTruthy();
    expect(await screen.findByText('Undone: “Garage” is now “Bicycle shed”.')).toBeTruthy();
    const asked = called('renameCamera').length;
    await user.keyboard('{Control>}z{/Control}');
    expect(called('renameCamera')).toHaveLength(asked);
  });

  it('leaves what is being typed alone', async () => {
    await rename('Garage', 'Bicycle shed');
    await user.type(await screen.findByRole('searchbox'), 'x');
    const asked = called('renameCamera').length;
    await user.keyboard('{Control>}z{/Control}');
    expect(called('renameCamera')).toHaveLength(asked);
  });

  it('says why it cannot', async () => {
    await rename('Garage', 'Bicycle shed');
    program.refuse.renameCamera = fail('storage_unavailable');
    await user.keyboard('{Control>}z{/Control}');
    expect(await screen.findByText(/^The data folder can’t be used/)).toBeTruthy();
  });

  it('knows a room as well', async () => {
    await user.click(await button('Open Garage'));
    await user.click(await button('Change the room'));
    const field = await screen.findByLabelText('Room of Garage');
    await user.clear(field);
    await user.type(field, 'Yard{Enter}');
    expect(await screen.findByText('Garage is now in Yard.')).toBeTruthy();
    await user.keyboard('{Control>}z{/Control}');
    await waitFor(() => expect(called('setRoom').at(-1)?.[2]).not.toBe('Yard'));
  });
});

describe('the browser’s own menu', () => {
  beforeEach(() => open());

  it('does not come where there is nothing to cut, copy or paste', async () => {
    // False: it was prevented.
    expect(await fireEvent.contextMenu(await heading('Cameras'))).toBe(false);
    expect(await fireEvent.contextMenu(await screen.findByRole('searchbox'))).toBe(true);
  });

  it('nor does its way to begin anew', async () => {
    expect(await fireEvent.keyDown(document.body, { key: 'F5' })).toBe(false);
    expect(await fireEvent.keyDown(document.body, { key: 'r', ctrlKey: true })).toBe(false);
  });
});

describe('the program itself', () => {
  it('starts at login as the owner chooses, and says when that cannot be kept', async () => {
    await open();
    await user.click(await button('Settings'));
    const box = await screen.findByLabelText<HTMLInputElement>('Start Porchlight when you log in');
    await user.click(box);
    expect(called('setStartAtLogin')).toEqual([['setStartAtLogin', true]]);
    expect(box.checked).toBe(true);
    program.refuse.setStartAtLogin = fail('file_not_saved');
    await user.click(box);
    await waitFor(() => expect(box.checked).toBe(true));
  });

  it('offers no such choice where the system keeps it elsewhere', async () => {
    await open(snapshot(), (program) => (program.startsAtLogin = null));
    await user.click(await button('Settings'));
    await screen.findByLabelText('Text size');
    expect(screen.queryByLabelText('Start Porchlight when you log in')).toBeNull();
  });

  it('says what it is, what it keeps where, and how a fault is told', async () => {
    await open();
    await user.click(await button('Settings'));
    expect(await screen.findByText('Porchlight 0.1.0')).toBeTruthy();
    await user.click(screen.getByText('What is kept where'));
    expect(screen.getByText(/^In the keychain of this computer/)).toBeTruthy();
    await user.click(screen.getByText('When something is wrong'));
    expect(screen.getByText('Add this: Porchlight 0.1.0, linux, x86_64.')).toBeTruthy();
    await user.click(await button('Show the log files'));
    expect(called('showLogsFolder')).toHaveLength(1);
    await user.click(screen.getByText('Licences'));
    expect(await screen.findByText(/^It is built from \d+ parts by others/)).toBeTruthy();
    expect(screen.getByText('bits-ui')).toBeTruthy();
    await user.click(await button('Keyboard shortcuts'));
    expect(await screen.findByRole('dialog', { name: 'Keyboard shortcuts' })).toBeTruthy();
  });
});

it('an owner who comes back to a computer that slept reads one sentence', async () => {
  await open(
    snapshot({
      connections: [connection()],
      alerts: { unread: 7, change: 1, away: { at: 5, alerts: 7, important: 2 } },
    }),
  );
  expect(await screen.findByText('While this computer was off or asleep, 7 alerts came.')).toBeTruthy();
  expect(screen.getByText(/2 of them need your attention/)).toBeTruthy();
  await user.click(await button('Show alerts'));
  expect(await heading('Alerts')).toBeTruthy();
  expect(screen.queryByText(/^While this computer was off/)).toBeNull();
});
