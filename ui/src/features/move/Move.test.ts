import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event';
import { tick } from 'svelte';
import { beforeEach, describe, expect, it } from 'vitest';

import App from '../../app/App.svelte';
import { home } from '../../app/home.svelte';
import { useBackend } from '../../backend';
import { connection, Pretend, snapshot } from '../../backend/pretend';

const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });
let program: Pretend;

const button = (name: string | RegExp) => screen.findByRole('button', { name });
const called = (name: string) => program.calls.filter(([call]) => call === name);
const row = async (name: string) => {
  const list = await screen.findByRole('list', { name: 'Cameras to move' });
  const item = within(list).getByRole('heading', { name }).closest('li');
  if (!item) throw new Error(`no ${name} in the list`);
  return within(item);
};

async function open(state = snapshot()) {
  program = new Pretend(state);
  useBackend(program);
  render(App);
  await waitFor(() => expect(home.ready).toBe(true));
  await tick();
}

describe('moving to a new router', () => {
  beforeEach(async () => {
    await open();
    await user.click(await button('New router, or a new Wi-Fi password?'));
    await user.click(await screen.findByRole('radio', { name: /Attic/ }));
    await user.click(await button('Start with this network'));
    await screen.findByRole('heading', { name: 'To Attic' });
  });

  it('cameras follow one after the other and keep their names and rooms', async () => {
    expect(called('beginMove')[0]?.slice(1)).toMatchObject([
      'demo',
      { kind: 'new_network' },
      { password: { from: 'remembered' } },
    ]);
    expect(screen.getByText('0 of 5 moved')).toBeTruthy();
    const rows = within(screen.getByRole('list', { name: 'Cameras to move' })).getAllByRole('heading');
    expect(rows.map((one) => one.textContent)).toEqual([
      'Back garden',
      'Front door',
      'Garage',
      'Living room',
      'Nursery',
    ]);
    await user.click(await button('Show the code to Front door'));
    expect(await screen.findByRole('dialog', { name: 'Show the code to Front door' })).toBeTruthy();
    await user.click(await button('Hold a demo camera in front of the code'));
    expect(await screen.findByText('1 of 5 moved')).toBeTruthy();
    expect((await row('Front door')).getByText('Moved')).toBeTruthy();
    // The keyboard goes on from there, not from the top of the window.
    await waitFor(async () =>
      expect(document.activeElement).toBe((await row('Front door')).getByRole('heading')),
    );
    const front = program.state.cameras.find((one) => one.key.camera === 'front');
    expect([front?.nickname, front?.room, front?.network]).toEqual(['Front door', 'Porch', 'Attic']);
  });

  it('one can be left where it is and taken in again', async () => {
    await user.click(await button('Skip Garage'));
    expect((await row('Garage')).getByText('Skipped')).toBeTruthy();
    await user.click(await button('Move Garage after all'));
    expect((await row('Garage')).getByText('Waiting')).toBeTruthy();
    expect(called('skipMove').map(([, , skip]) => skip)).toEqual([true, false]);
  });

  it('a code that is over is made anew in its place', async () => {
    await user.click(await button('Show the code to Nursery'));
    await user.keyboard('{Escape}');
    program.setups.settle('pairing_over');
    expect(await (await row('Nursery')).findByText('This code no longer works.')).toBeTruthy();
    await user.click((await row('Nursery')).getByRole('button', { name: 'Make a new code' }));
    expect(called('trySetupAgain')).toHaveLength(1);
  });

  it('goes on where it was left', async () => {
    await user.click(await button('Settings'));
    await user.click(await button('Cameras'));
    expect(await screen.findByText('0 of 5 moved to the new router.')).toBeTruthy();
    await user.click(await button('Continue'));
    expect(await screen.findByRole('heading', { name: 'To Attic' })).toBeTruthy();
  });

  it('ends with what has followed and what stays', async () => {
    await user.click(await button('Show the code to Front door'));
    await user.click(await button('Hold a demo camera in front of the code'));
    for (const name of ['Back garden', 'Living room', 'Garage', 'Nursery'])
      await user.click(await button(`Skip ${name}`));
    const summary = '1 camera moved, 4 stay as they are';
    expect(document.activeElement).toBe(await screen.findByRole('heading', { level: 1, name: summary }));
    await user.click(await button('Done'));
    expect(called('endMove')).toHaveLength(1);
    expect(await screen.findByRole('heading', { name: 'Cameras' })).toBeTruthy();
  });

  it('an owner who has had enough for now finds all of it again', async () => {
    await user.click(await button('Show the code to Front door'));
    await user.click(await button('Hold a demo camera in front of the code'));
    await user.click(await button('Skip Garage'));
    await user.click(await button('Show the code to Nursery'));
    await user.keyboard('{Escape}');
    await user.click(await button('Pause'));
    expect(called('endMove')).toEqual([]);
    expect(called('cancelSetup')).toHaveLength(1);
    expect(await screen.findByText('1 of 5 moved to the new router.')).toBeTruthy();
    await user.click(await button('Continue'));
    expect((await row('Front door')).getByText('Moved')).toBeTruthy();
    expect((await row('Garage')).getByText('Skipped')).toBeTruthy();
    expect((await row('Nursery')).getByText('Waiting')).toBeTruthy();
  });

  it('an owner who wants to end it is told what that means first', async () => {
    await user.click(await button('Show the code to Front door'));
    await user.click(await button('Hold a demo camera in front of the code'));
    await user.click(await button('End this move'));
    const asked = within(await screen.findByRole('alertdialog', { name: 'End this move?' }));
    expect(asked.getByText(/1 camera moved and stays there. 4 stay as they are/)).toBeTruthy();
    expect(called('endMove')).toEqual([]);
    await user.click(asked.getByRole('button', { name: 'End it' }));
    await waitFor(() => expect(called('endMove')).toHaveLength(1));
  });

  it('an owner in the middle of a new camera is not made to give it up', async () => {
    program.beginSetup('usb_cable', null);
    expect(await screen.findByText(/^You’re setting up a new camera/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Show the code/ })).toBeNull();
    await user.click(await button('Go to the new camera'));
    await user.click(await button('Cancel setup'));
    await user.click(await button('Continue'));
    expect(await button('Show the code to Front door')).toBeTruthy();
  });

  it('after a restart the password is asked for once more, before any code', async () => {
    const plan = program.state.movePlan;
    if (!plan) throw new Error('no move');
    program.push({ section: 'move', plan: { ...plan, network: { ...plan.network, hasPassword: false } } });
    expect(await screen.findByText('After a restart, you need to type the password again.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Show the code/ })).toBeNull();
  });
});

describe('where cameras go', () => {
  beforeEach(async () => {
    await open();
    await user.click(await button('New router, or a new Wi-Fi password?'));
  });

  it('an owner whose cameras are all on a network is not sent there again', async () => {
    const cameras = program.state.cameras.map((one) => ({ ...one, online: true, network: 'Attic' }));
    program.push({ section: 'cameras', upserts: cameras, removals: [] });
    await user.click(await screen.findByRole('radio', { name: /^Attic|Attic/ }));
    expect(await screen.findByText(/^All your cameras are already on Attic/)).toBeTruthy();
    await user.click(await button('Start with this network'));
    expect(called('beginMove')).toEqual([]);
  });

  it('an owner with a new Wi-Fi password types it, and the remembered one is not offered', async () => {
    const cameras = program.state.cameras.map((one) => ({ ...one, network: 'Attic' }));
    program.push({ section: 'cameras', upserts: cameras, removals: [] });
    await user.click(await screen.findByRole('radio', { name: /^Only the password/ }));
    const attic = await screen.findByRole<HTMLInputElement>('radio', { name: /Attic/ });
    await waitFor(() => expect(attic.checked).toBe(true));
    expect(screen.queryByRole('button', { name: 'Use the remembered password' })).toBeNull();
    await user.type(await screen.findByLabelText('Wi-Fi password of Attic'), 'another long one');
    await user.click(await button('Start with this network'));
    expect(await screen.findByRole('heading', { name: 'The new password of Attic' })).toBeTruthy();
    expect(called('beginMove')[0]?.slice(1)).toMatchObject([
      'demo',
      { kind: 'new_password' },
      { password: { from: 'typed' }, remember: true },
    ]);
    expect(screen.getByText('0 of 5 moved')).toBeTruthy();
  });

  it('a new password of a network without cameras is said to be no use', async () => {
    await user.click(await screen.findByRole('radio', { name: /^Only the password/ }));
    await user.click(await screen.findByRole('radio', { name: /Attic/ }));
    expect(await screen.findByText(/^None of your cameras is on Attic/)).toBeTruthy();
  });
});

it('nobody is asked to move cameras that cannot follow by a code', async () => {
  await open(snapshot({ connections: [connection({ pairsCameras: false })] }));
  expect(screen.queryByRole('button', { name: 'New router, or a new Wi-Fi password?' })).toBeNull();
});
