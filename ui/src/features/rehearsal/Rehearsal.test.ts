import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event';
import { tick } from 'svelte';
import { expect, it } from 'vitest';

import App from '../../app/App.svelte';
import { DEMO } from '../../app/demo';
import { home } from '../../app/home.svelte';
import { useBackend, type CheckupItem } from '../../backend';
import { checkup, fail, Pretend, reset, snapshot } from '../../backend/pretend';

const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });
let program: Pretend;

const item = (rehearsed_at: number | null): CheckupItem => ({
  subject: { about: 'rehearsal', connection: 'demo', rehearsed_at },
  state: rehearsed_at === null ? 'to_do' : 'done',
  action: { act: 'rehearse_recovery', connection: 'demo' },
});

async function open(state = snapshot({ checkup: [...checkup(), item(null)] })) {
  program = new Pretend(state);
  useBackend(program);
  render(App);
  await waitFor(() => expect(home.ready).toBe(true));
  await tick();
  await user.click(await screen.findByRole('button', { name: 'Security' }));
  await user.click(await screen.findByRole('button', { name: 'Test: Recovery options for Demo home' }));
  await screen.findByRole('heading', { level: 1, name: 'Test your recovery options' });
}

const card = (title: string) => within(screen.getByRole('region', { name: title }));
const field = (title: string) =>
  card(title).getByLabelText(
    { 'Your password': 'Password', 'A recovery code': 'Recovery code', 'The recovery key': 'Recovery key' }[
      title
    ] ?? title,
  );

async function attempt(title: string, typed: string) {
  await user.clear(field(title));
  await user.type(field(title), typed);
  await user.click(card(title).getByRole('button', { name: `Try it: ${title}` }));
}

it('says beforehand what nothing brings back', async () => {
  await open();
  const helps = card('What to do if you lose…');
  expect(helps.getByText(/^Nothing lets you in any more: no code, no key/)).toBeTruthy();
});

it('a right key says what it would do if the password were forgotten', async () => {
  await open();
  program.recoveryKeys = { good: 'signs_in' };
  const said = {
    off: /lets you set a new one, after a day\.$/,
    on: /lets you set a new one, together with a code or a recovery code\.$/,
  };
  await attempt('The recovery key', 'good');
  expect(await screen.findByText(said.off)).toBeTruthy();
  program.connect('demo', { twoFactor: { state: 'on', since: Date.now(), recovery_codes_left: 10 } });
  await attempt('The recovery key', 'good');
  expect(await screen.findByText(said.on)).toBeTruthy();
  program.connect('demo', { passwordRecovery: null });
  await attempt('The recovery key', 'good');
  expect(await screen.findByText(/lets you in without your phone\.$/)).toBeTruthy();
});

it('a right code is said to be unused, and forgotten here', async () => {
  await open();
  program.rehearsals['K7QM-2V9R-XH4T-8WZN'] = { code: 'right', left: 10 };
  await attempt('A recovery code', 'K7QM-2V9R-XH4T-8WZN');
  expect(await screen.findByText(/would let you in. It hasn’t been used up: you have 10 left/)).toBeTruthy();
  expect(program.calls).toContainEqual(['rehearseRecoveryCode', 'demo', 'K7QM-2V9R-XH4T-8WZN']);
  expect(field('A recovery code')).toHaveProperty('value', '');
});

it('the last code asks for new ones', async () => {
  await open();
  program.rehearsals['LAST'] = { code: 'right', left: 1 };
  await attempt('A recovery code', 'LAST');
  expect(await screen.findByText(/it’s your last one/)).toBeTruthy();
});

it('a wrong code stays in the field to be corrected', async () => {
  await open();
  await attempt('A recovery code', 'K7QM');
  expect(await screen.findByText(/one of your codes, or it has been used/)).toBeTruthy();
  expect(field('A recovery code')).toHaveProperty('value', 'K7QM');
});

it('codes need the password first, and two-factor', async () => {
  await open();
  program.rehearsals = { soon: { code: 'password_first' }, off: { code: 'none_needed' } };
  await attempt('A recovery code', 'soon');
  expect(await screen.findByText(/^Try your password first/)).toBeTruthy();
  await attempt('A recovery code', 'off');
  expect(await screen.findByText(/^Two-factor is off/)).toBeTruthy();
});

it('the password is forgotten whatever it came to', async () => {
  await open();
  await attempt('Your password', 'wrong');
  expect(await screen.findByText(/^This isn’t your password/)).toBeTruthy();
  expect(field('Your password')).toHaveProperty('value', '');
  await attempt('Your password', 'right');
  expect(await screen.findByText('This is your password.')).toBeTruthy();
  expect(screen.queryByText(/^This isn’t your password/)).toBeNull();
});

it('each worth of a key has words of its own', async () => {
  await open();
  program.recoveryKeys = { good: 'signs_in', new: 'signs_in_now', old: 'opens_names_only' };
  const said = {
    good: /lets you in without your phone/,
    new: /now it can/,
    old: /Turn two-factor off/,
  };
  for (const [typed, text] of Object.entries({ ...said, other: /isn’t this account’s recovery key/ })) {
    await attempt('The recovery key', typed);
    expect(await screen.findByText(text)).toBeTruthy();
  }
});

it('who cannot be asked is said, and what was typed from paper stays', async () => {
  await open();
  program.refuse.rehearseRecoveryKey = fail('service_unreachable');
  await attempt('The recovery key', 'some key');
  await waitFor(() =>
    expect(screen.getAllByRole('alert').some((note) => note.textContent.trim() !== '')).toBe(true),
  );
  expect(field('The recovery key')).toHaveProperty('value', 'some key');
});

it('an empty field is led to, and nothing is asked', async () => {
  await open();
  await user.click(card('The recovery key').getByRole('button', { name: 'Try it: The recovery key' }));
  expect(document.activeElement).toBe(field('The recovery key'));
  expect(program.calls.filter(([name]) => name === 'rehearseRecoveryKey')).toEqual([]);
});

it('the day of the last rehearsal is said here and in the list', async () => {
  await open();
  program.push({ section: 'checkup', items: [...checkup(), item(Date.parse('2026-11-03T10:00:00'))] });
  expect(await screen.findByText(/^Last tested on /)).toBeTruthy();
  await user.click((await screen.findAllByRole('button', { name: 'Security' })).at(-1) as HTMLElement);
  expect(await screen.findByText(/You tested them on /)).toBeTruthy();
});

it('the key of the demo home is shown, and that of no other', async () => {
  await open();
  expect(screen.getByText(DEMO.recoveryKey)).toBeTruthy();
  program.connect('demo', { demo: false });
  await waitFor(() => expect(screen.queryByText(DEMO.recoveryKey)).toBeNull());
});

it('signed out, there is a way in and nothing to try', async () => {
  await open();
  program.connect('demo', { session: { state: 'reset', reset: reset('expired', { postponed: true }) } });
  expect(await screen.findByText(/^Sign in to test your recovery options for/)).toBeTruthy();
  expect(screen.queryByRole('region', { name: 'A recovery code' })).toBeNull();
});
