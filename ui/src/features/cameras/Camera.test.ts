import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event';
import { tick } from 'svelte';
import { expect, it } from 'vitest';

import App from '../../app/App.svelte';
import { home } from '../../app/home.svelte';
import { navigation } from '../../app/navigation.svelte';
import { type Failure, useBackend } from '../../backend';
import { camera, connection, fail, Pretend, snapshot } from '../../backend/pretend';

const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });
let program: Pretend;

const button = (name: string | RegExp) => screen.findByRole('button', { name });

async function open(state = snapshot()) {
  program = new Pretend(state);
  useBackend(program);
  render(App);
  await waitFor(() => expect(home.ready).toBe(true));
  await tick();
}

const HOUR = 3_600_000;
const away = camera('shed', {
  nickname: 'Shed',
  online: false,
  network: 'Porch Network',
  signal: 'weak',
  lastSeen: Date.now() - 3 * HOUR,
});

it('an owner whose camera is offline reads what to try and gives it its Wi-Fi again', async () => {
  await open(snapshot({ cameras: [away, camera('door', { nickname: 'Door' })] }));
  await user.click(await button('Open Shed'));
  expect(await screen.findByRole('heading', { name: /^Offline, last seen 3 hours ago/ })).toBeTruthy();
  const tips = within(screen.getByRole('list', { name: 'What to try' }));
  expect(tips.getByText(/^Is it switched on/)).toBeTruthy();
  expect(tips.getByText(/^Is Porch Network working/)).toBeTruthy();
  expect(tips.getByText(/^Its signal was weak/)).toBeTruthy();
  await user.click(await button('Reconnect to Wi-Fi'));
  expect(await screen.findByRole('heading', { name: 'Reconnect Shed to Wi-Fi' })).toBeTruthy();
  const before = await screen.findByRole<HTMLInputElement>('radio', {
    name: /Porch Network 84|Porch Network(?! 5G)/,
  });
  await waitFor(() => expect(before.checked).toBe(true));
  await user.type(await screen.findByLabelText('Wi-Fi password of Porch Network'), 'long enough now');
  await user.click(await button('Start with this network'));
  expect(await screen.findByText('0 of 1 moved')).toBeTruthy();
  expect(await button('Show the code to Shed')).toBeTruthy();
});

it('an owner whose cameras are all offline is sent to the router first', async () => {
  await open(snapshot({ cameras: [away, camera('door', { nickname: 'Door', online: false })] }));
  await user.click(await button('Open Shed'));
  expect(
    await screen.findByText('No camera on Porch Network is online. Check the router first.'),
  ).toBeTruthy();
});

it('an owner whose camera is online is told nothing of the kind', async () => {
  await open(snapshot({ cameras: [camera('door', { nickname: 'Door' })] }));
  await user.click(await button('Open Door'));
  expect(await screen.findByText('Online now')).toBeTruthy();
  expect(screen.queryByRole('list', { name: 'What to try' })).toBeNull();
});

it('a camera of a service without codes is brought back in its own app, and removed there', async () => {
  const elsewhere = connection({ pairsCameras: false, removesCameras: false });
  await open(snapshot({ connections: [elsewhere], cameras: [away] }));
  await user.click(await button('Open Shed'));
  expect(await screen.findByText(/change it in the camera’s own app/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Reconnect to Wi-Fi' })).toBeNull();
  await user.click(screen.getByText('Removing this camera'));
  expect(screen.getByText(/^Porchlight shows what Demo home lists/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: /^Remove this camera/ })).toBeNull();
});

it('an owner whose service cannot remove a camera is told so', async () => {
  await open(snapshot({ connections: [connection({ removesCameras: false })], cameras: [away] }));
  await user.click(await button('Open Shed'));
  await user.click(screen.getByText('Removing this camera'));
  expect(screen.getByText(/^Porchlight can’t remove a single camera from Demo home yet/)).toBeTruthy();
});

const door = camera('door', { nickname: 'Door' });
const asks = async () => {
  await user.click(await button('Remove this camera…'));
  return screen.findByRole('alertdialog');
};
const removals = () => program.calls.filter(([call]) => call === 'removeCamera').map(([, key]) => key);

it('an owner removes a camera after reading what goes and what stays, and is back at the list', async () => {
  await open(snapshot({ cameras: [away, door] }));
  await user.click(await button('Open Shed'));
  const dialog = within(await asks());
  expect(dialog.getByRole('heading', { name: 'Remove Shed from Demo home?' })).toBeTruthy();
  expect(
    dialog.getByText(/^Its name, its room and its place in linked services.*can’t be undone/),
  ).toBeTruthy();
  expect(dialog.getByText(/^The camera itself isn’t told/)).toBeTruthy();
  expect(dialog.getByText(/set it up again/)).toBeTruthy();
  await user.click(dialog.getByRole('button', { name: 'Remove' }));
  expect(await screen.findByText('Shed was removed.')).toBeTruthy();
  expect(removals()).toEqual([away.key]);
  expect(await button('Open Door')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Open Shed' })).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1, name: 'Cameras' }));
  expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
});

it('an owner who thinks better of it keeps the camera', async () => {
  await open(snapshot({ cameras: [away, door] }));
  await user.click(await button('Open Door'));
  const dialog = await asks();
  await user.click(within(dialog).getByRole('button', { name: 'Keep' }));
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
  expect(removals()).toEqual([]);
  expect(screen.getByText('Online now')).toBeTruthy();
});

it('an owner of whose removal nothing is known reads that, and the camera stays', async () => {
  await open(snapshot({ cameras: [away, door] }));
  program.refuse.removeCamera = fail('camera_removal_unclear');
  await user.click(await button('Open Door'));
  await user.click(within(await asks()).getByRole('button', { name: 'Remove' }));
  expect(await screen.findByText(/we don’t know whether the camera was removed/)).toBeTruthy();
  expect(screen.queryByText('Door was removed.')).toBeNull();
  expect(await button('Remove this camera…')).toBeTruthy();
});

it('an owner who has gone elsewhere meanwhile stays there, and is told', async () => {
  const attic = camera('attic', { nickname: 'Attic' });
  await open(snapshot({ cameras: [attic, door] }));
  program.thinking = 50;
  await user.click(await button('Open Attic'));
  await user.click(within(await asks()).getByRole('button', { name: 'Remove' }));
  expect(await screen.findByText('Removing Attic…')).toBeTruthy();
  navigation.go({ screen: 'settings' });
  expect(await screen.findByText('Attic was removed.')).toBeTruthy();
  expect(navigation.place).toEqual({ screen: 'settings' });

  let answer: (failure: Failure) => void = () => {};
  program.removeCamera = () => new Promise((_, reject) => (answer = reject));
  navigation.go({ screen: 'camera', key: door.key });
  await user.click(within(await asks()).getByRole('button', { name: 'Remove' }));
  navigation.go({ screen: 'settings' });
  await screen.findByRole('heading', { level: 1, name: 'Settings' });
  answer(fail('service_unreachable'));
  expect(await screen.findByText(/The service can’t be reached/)).toBeTruthy();
});

it('an owner sees when a camera was away', async () => {
  await open(snapshot({ cameras: [camera('door', { nickname: 'Door' })] }));
  const at = Date.UTC(2026, 4, 3, 10, 0);
  program.absences = [1, 2, 3, 4].map((day) => ({
    since: at - day * 24 * HOUR,
    until: at - day * 24 * HOUR + 2 * HOUR,
  }));
  await user.click(await button('Open Door'));
  const list = await screen.findByRole('list', { name: 'Was away' });
  expect(within(list).getAllByText(/for 2 hours$/)).toHaveLength(3);
  await user.click(await button('Show 1 more'));
  expect(within(list).getAllByText(/for 2 hours$/)).toHaveLength(4);
});

it('F2 renames on the page of a camera as well', async () => {
  await open(snapshot({ cameras: [camera('door', { nickname: 'Door' })] }));
  await user.click(await button('Open Door'));
  await screen.findByText('Online now');
  await user.keyboard('{F2}');
  expect(document.activeElement).toBe(await screen.findByRole('textbox', { name: 'Name of Door' }));
});
