// What the tests of the set-up have in common: an owner at the pretended window.

import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event';
import { tick } from 'svelte';
import { expect } from 'vitest';

import App from '../../app/App.svelte';
import { home } from '../../app/home.svelte';
import { useBackend, type SetupView } from '../../backend';
import { Pretend, snapshot } from '../../backend/pretend';

export const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });
export const PASSWORD = 'correct horse battery';
export let program: Pretend;

/** The program alone: for tests that open the window at a time of their own. */
export function start(state = snapshot()) {
  program = new Pretend(state);
  useBackend(program);
  render(App);
}

export async function open(state = snapshot()) {
  start(state);
  await waitFor(() => expect(home.ready).toBe(true));
  await tick();
}

export const button = (name: string | RegExp) => screen.findByRole('button', { name });
export const heading = (name: string) => screen.findByRole('heading', { level: 1, name });
export const called = (name: string) => program.calls.filter(([call]) => call === name);
export const step = () => program.state.setup?.step.step ?? null;

export async function begin(kind: RegExp) {
  await user.click(await button('Set up a camera'));
  await user.click(await button(kind));
  await heading('Which network?');
}

export async function choose(name: RegExp, password: string | null = PASSWORD) {
  await user.click(await screen.findByRole('radio', { name }));
  if (password) await user.type(screen.getByLabelText(/^Wi-Fi password/), password);
  await user.click(await button('Continue'));
}

export async function toCode() {
  await begin(/^A Porchlight camera/);
  await choose(/^Porch Network signal .* This/);
  await heading('Show the code to the camera');
}

/** A code that is being shown to a Porchlight camera. */
export const SHOWING = {
  method: 'porchlight_code',
  connection: 'demo',
  follows: null,
  network: {
    name: 'Home',
    security: 'wpa',
    hidden: false,
    warnings: [],
    hasPassword: true,
    remembered: false,
  },
  step: { step: 'network' },
} satisfies SetupView;
