import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event';
import { tick } from 'svelte';
import { expect, it } from 'vitest';

import { useBackend } from '../backend';
import { connection, dark, Pretend, snapshot } from '../backend/pretend';
import App from './App.svelte';
import { home } from './home.svelte';
import { navigation, type Place } from './navigation.svelte';

const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });
const button = (name: string | RegExp) => screen.findByRole('button', { name });
const focused = () => document.activeElement;

async function open(state = snapshot()) {
  const program = new Pretend(state);
  useBackend(program);
  navigation.go({ screen: 'cameras' });
  render(App);
  await waitFor(() => expect(home.ready).toBe(true));
  await tick();
  return program;
}

it('an owner who has signed in by the keyboard goes on from the screen they came to', async () => {
  await open(
    snapshot({
      connections: [connection({ session: { state: 'signed_out' } })],
      cameras: [],
      status: dark('not_connected'),
    }),
  );
  await user.click(await button(/^Sign in to Demo home/));
  await user.click(await button('Fill in'));
  expect(focused()).toBe(await button('Sign in'));
  await user.keyboard('{Enter}');
  const heading = await screen.findByRole('heading', { level: 1, name: 'Cameras' });
  await waitFor(() => expect(focused()).toBe(heading));
});

it('an owner who opens a camera and comes back goes on from that camera', async () => {
  await open();
  (await button('Open Garage')).focus();
  await user.keyboard('{Enter}');
  await waitFor(() => expect(focused()).toBe(screen.getByRole('heading', { level: 1 })));
  (await button('All cameras')).focus();
  await user.keyboard('{Enter}');
  const card = await button('Open Garage');
  await waitFor(() => expect(focused()).toBe(card));
});

it('an owner who takes a new name back goes on from where it was given', async () => {
  await open();
  await user.click(await button('Rename Garage'));
  await user.keyboard(' door{Enter}');
  const opener = await button('Rename door');
  await waitFor(() => expect(focused()).toBe(opener));
  (await button('Undo')).focus();
  await user.keyboard('{Enter}');
  await waitFor(() => expect(focused()?.getAttribute('aria-label')).toBe('Rename Garage'));
});

it('every screen is marked in the rail as the one it belongs to', async () => {
  await open();
  const at = { connection: 'demo' };
  const places: [Place, string][] = [
    [{ screen: 'cameras' }, 'Cameras'],
    [{ screen: 'camera', key: { connection: 'demo', camera: 'garage' } }, 'Cameras'],
    [{ screen: 'setup' }, 'Cameras'],
    [{ screen: 'move' }, 'Cameras'],
    [{ screen: 'security' }, 'Security'],
    [{ screen: 'computers', ...at }, 'Security'],
    [{ screen: 'integrations', ...at }, 'Security'],
    [{ screen: 'two_factor', ...at }, 'Security'],
    [{ screen: 'authenticators' }, 'Security'],
    [{ screen: 'email', ...at }, 'Security'],
    [{ screen: 'recovery_key', ...at }, 'Security'],
    [{ screen: 'rehearsal', ...at }, 'Security'],
    [{ screen: 'password', ...at }, 'Security'],
    [{ screen: 'your_data', ...at }, 'Security'],
    [{ screen: 'exposure', exposure: 'leak', ...at }, 'Alerts'],
    [{ screen: 'alerts' }, 'Alerts'],
    [{ screen: 'settings' }, 'Settings'],
  ];
  const rail = within(screen.getByRole('navigation', { name: 'Main' }));
  for (const [place, name] of places) {
    navigation.go(place);
    await tick();
    const marked = rail.getAllByRole('button').filter((one) => one.getAttribute('aria-current') === 'page');
    expect(
      marked.map((one) => one.textContent?.trim()),
      place.screen,
    ).toEqual([name]);
  }
  navigation.go({ screen: 'cameras' });
});
