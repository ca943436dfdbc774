import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event';
import { tick } from 'svelte';
import { describe, expect, it } from 'vitest';

import { useBackend, type SetupView } from '../backend';
import { fail, Pretend, snapshot } from '../backend/pretend';
import { SHOWING } from '../features/setup/owner.testing';
import App from './App.svelte';
import { home } from './home.svelte';
import { navigation, type Place } from './navigation.svelte';

const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });
const AWAY: Place = { screen: 'alerts' };
let program: Pretend;

const button = (name: string | RegExp) => screen.findByRole('button', { name });
const asks = () => navigation.leaving !== null;

async function open(place: Place, state = snapshot()) {
  program = new Pretend(state);
  useBackend(program);
  render(App);
  await waitFor(() => expect(home.ready).toBe(true));
  navigation.go(place);
  await tick();
}

describe('leaving a screen', () => {
  it.each<[string, Place, RegExp, Partial<ReturnType<typeof snapshot>>?]>([
    ['a new password', { screen: 'password', connection: 'demo' }, /^New password/],
    ['what a camera is to be called', { screen: 'setup' }, /^Name/, { setup: ONLINE() }],
    ['a recovery code that is tried', { screen: 'rehearsal', connection: 'demo' }, /^Recovery code/],
  ])('nothing an owner typed is lost without a question: %s', async (_, place, label, more = {}) => {
    await open(place, snapshot(more));
    await screen.findByLabelText(label);
    navigation.go(AWAY);
    expect(asks()).toBe(false);
    navigation.back();
    await tick();
    const field = await screen.findByLabelText<HTMLInputElement>(label);
    await user.type(field, 'half');
    navigation.go(AWAY);
    expect(asks()).toBe(true);
    await user.click(await button('Stay'));
    expect(field.isConnected && field.value).toBe('half');
    expect(asks()).toBe(false);
    navigation.back();
    expect(asks()).toBe(true);
    await user.click(await button('Leave'));
    expect(navigation.place).not.toEqual(place);
    await waitFor(() => expect(field.isConnected).toBe(false));
  });

  it('asks nothing where the fields keep themselves: a name, a search', async () => {
    await open({ screen: 'cameras' });
    await user.type(await screen.findByRole('searchbox'), 'gar');
    await user.click(await button('Rename Garage'));
    await user.type(await screen.findByRole('textbox', { name: 'Name of Garage' }), ' two');
    navigation.go(AWAY);
    expect(asks()).toBe(false);
    navigation.go({ screen: 'cameras' });
    const kept = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Name of Garage' });
    expect(kept.value).toBe('Garage two');
  });

  it('asks nothing after what was typed was taken, and asks where it was refused', async () => {
    await open({ screen: 'setup' }, snapshot({ setup: ONLINE() }));
    program.refuse.finishSetup = fail('nickname_empty', { remedy: 'check_input' });
    await user.type(await screen.findByLabelText(/^Name/), 'Side gate');
    await user.click(await button('Finish'));
    await waitFor(() => expect(screen.getByLabelText(/^Name/).getAttribute('aria-invalid')).toBe('true'));
    navigation.go(AWAY);
    expect(asks()).toBe(true);
    await user.click(await button('Stay'));
    program.refuse = {};
    await user.click(await button('Finish'));
    await waitFor(() => expect(navigation.place.screen).toBe('cameras'));
    expect(asks()).toBe(false);
  });
});

/** A camera that has come and is to be named. */
function ONLINE() {
  const camera = { connection: 'demo', camera: 'front' };
  return { ...SHOWING, step: { step: 'online', camera, page: false, confirmed: true } } satisfies SetupView;
}
