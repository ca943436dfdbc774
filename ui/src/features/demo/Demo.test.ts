import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event';
import { tick } from 'svelte';
import { expect, it } from 'vitest';

import App from '../../app/App.svelte';
import { home } from '../../app/home.svelte';
import { navigation } from '../../app/navigation.svelte';
import { useBackend } from '../../backend';
import { connection, dark, Pretend, snapshot } from '../../backend/pretend';

const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });
const button = (name: string | RegExp) => screen.findByRole('button', { name });

async function open(state = snapshot()) {
  const program = new Pretend(state);
  useBackend(program);
  navigation.go({ screen: 'cameras' });
  render(App);
  await waitFor(() => expect(home.ready).toBe(true));
  await tick();
  return program;
}

it('an owner who has changed the password of the demo home and forgot it gets in again', async () => {
  const program = await open(
    snapshot({
      connections: [connection({ email: 'mine@example.org', session: { state: 'signed_out' } })],
      cameras: [],
      status: dark('not_connected'),
    }),
  );
  await user.click(await button(/^Sign in to Demo home/));
  await user.click(await button('Reset the demo home'));
  const question = within(await screen.findByRole('alertdialog'));
  await user.click(question.getByRole('button', { name: 'Reset the demo home' }));
  await waitFor(() => expect(program.calls).toContainEqual(['demoAction', 'start_afresh']));
  const address = screen.getByLabelText<HTMLInputElement>('E-mail address');
  await waitFor(() => expect(address.value).toBe('demo@porchlight.example'));
  await user.click(await button('Sign in'));
  expect(await screen.findByRole('heading', { level: 1, name: 'Cameras' })).toBeTruthy();
});

it('an owner who moves the demo’s cameras reads the password of the new router, and can go back', async () => {
  const program = await open();
  navigation.go({ screen: 'move' });
  await user.click(await screen.findByRole('radio', { name: /type its name/ }));
  await user.type(await screen.findByLabelText(/^Network name/), 'New Router');
  expect(await screen.findByText('second-lamp-on-the-porch')).toBeTruthy();
  await user.click(await button('Fill in'));
  await user.click(await button('Start with this network'));
  await screen.findByRole('heading', { name: 'To New Router' });
  // It was not the right one, perhaps.
  await user.click(await button('Another network or password'));
  await user.click(await button('Cancel'));
  expect(await button('Another network or password')).toBeTruthy();
  expect(program.calls.filter(([name]) => name === 'beginMove')).toHaveLength(1);
});

it('an owner who picks a neighbour’s network in the demo is told which are theirs', async () => {
  await open();
  navigation.go({ screen: 'move' });
  await user.click(await screen.findByRole('radio', { name: /type its name/ }));
  await user.type(await screen.findByLabelText(/^Network name/), 'Next door');
  expect(await screen.findByText(/your networks are New Router, Porch Network/)).toBeTruthy();
});
