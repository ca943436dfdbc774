import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event';
import { tick } from 'svelte';
import { describe, expect, it } from 'vitest';

import App from '../../app/App.svelte';
import { home } from '../../app/home.svelte';
import { useBackend } from '../../backend';
import { camera, connection, Pretend, snapshot } from '../../backend/pretend';

const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });
let program: Pretend;

const button = (name: string | RegExp) => screen.findByRole('button', { name });
const called = (name: string) => program.calls.filter(([call]) => call === name);
const MARK = 'Only on this computer';

async function open(state = snapshot()) {
  program = new Pretend(state);
  useBackend(program);
  render(App);
  await waitFor(() => expect(home.ready).toBe(true));
  await tick();
}

describe('at a service that keeps no names', () => {
  const none = connection({ keepsNames: false });
  const door = camera('door', { nickname: 'Door' });

  it('an owner reads that a name stays here, sees it marked, and takes it back', async () => {
    await open(snapshot({ connections: [none], cameras: [door] }));
    await user.click(await button('Open Door'));
    expect(screen.queryByText(MARK)).toBeNull();
    await user.click(await button('Rename Door'));
    expect(
      screen.getByText(/^This name stays on this computer: Demo home doesn’t store names\./),
    ).toBeTruthy();
    await user.clear(screen.getByRole('textbox', { name: 'Name of Door' }));
    await user.keyboard('Gate{Enter}');
    expect(await screen.findByText(MARK)).toBeTruthy();
    expect(screen.queryByText('1 change waiting')).toBeNull();
    await user.click(await button('Undo'));
    expect(called('renameCamera').at(-1)).toEqual(['renameCamera', door.key, 'Door']);
  });

  it('a camera that had no name has none again when that is taken back', async () => {
    await open(snapshot({ connections: [none], cameras: [camera('door', { nickname: '' })] }));
    await user.click(await button('Rename Unnamed camera'));
    await user.keyboard('Gate{Enter}');
    await user.click(await button('Undo'));
    expect(called('renameCamera').at(-1)).toEqual(['renameCamera', door.key, '']);
  });

  it('an empty name leads back to the camera’s own', async () => {
    await open(snapshot({ connections: [none], cameras: [{ ...door, private: true }] }));
    await user.click(await button('Rename Door'));
    await user.clear(screen.getByRole('textbox', { name: 'Name of Door' }));
    await user.keyboard('{Enter}');
    expect(await screen.findByText('“Door” is back to its own name.')).toBeTruthy();
    expect(screen.queryByRole('textbox', { name: /^Name of/ })).toBeNull();
  });

  it('an owner reads that a room stays here', async () => {
    await open(snapshot({ connections: [none], cameras: [door] }));
    await user.click(await button('Open Door'));
    await user.click(await button('Change the room'));
    expect(
      screen.getByText(/^This room stays on this computer: Demo home doesn’t store rooms\./),
    ).toBeTruthy();
    await user.type(screen.getByRole('combobox', { name: 'Room of Door' }), 'Hall{Enter}');
    expect(await screen.findByText(MARK)).toBeTruthy();
  });
});

describe('where a service keeps names by now', () => {
  const offers = () =>
    snapshot({
      connections: [connection({ privateNamesToOffer: 2 })],
      cameras: [camera('door', { nickname: 'Door', private: true })],
    });
  const offer = () =>
    screen.findByRole('region', { name: /^Demo home now keeps names and rooms\. Those of 2 cameras/ });

  it('an owner sends those that are only here', async () => {
    await open(offers());
    await user.click(within(await offer()).getByRole('button', { name: 'Send them to Demo home' }));
    expect(called('sendPrivateNames')).toEqual([['sendPrivateNames', 'demo']]);
    expect(screen.queryByRole('region', { name: /now keeps names/ })).toBeNull();
  });

  it('an owner leaves them here, and a rename says that it stays here too', async () => {
    await open(offers());
    await user.click(within(await offer()).getByRole('button', { name: 'Keep them here' }));
    expect(called('keepNamesPrivate')).toEqual([['keepNamesPrivate', 'demo']]);
    await user.click(await button('Rename Door'));
    expect(screen.getByText(/^This name stays on this computer\. Leave it empty/)).toBeTruthy();
  });
});

it('at a service that keeps names nothing of this is said', async () => {
  await open(snapshot({ cameras: [camera('door', { nickname: 'Door' })] }));
  await user.click(await button('Open Door'));
  await user.click(await button('Rename Door'));
  expect(screen.queryByText(/on this computer/)).toBeNull();
});
