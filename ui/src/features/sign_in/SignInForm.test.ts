// What a service asks for beside a name and a password, codes that it sends, and an end that it gives no reason for.

import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event';
import { tick } from 'svelte';
import { expect, it } from 'vitest';

import App from '../../app/App.svelte';
import { home } from '../../app/home.svelte';
import { navigation } from '../../app/navigation.svelte';
import { useBackend, type ConnectionView, type FactorOffer } from '../../backend';
import { account, Pretend, reset, snapshot } from '../../backend/pretend';

const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });
let program: Pretend;

const button = (name: string | RegExp) => screen.findByRole('button', { name });
const called = (name: string) => program.calls.filter(([call]) => call === name);
const OUT = { session: { state: 'signed_out' } } as const;
const KEYS: Pick<ConnectionView, 'signIn'> = {
  signIn: { account: 'user_name', more: ['api_key_id', 'api_key'], hasHelp: true },
};

async function open(more: Partial<ConnectionView>) {
  program = new Pretend(snapshot({ connections: [account('anna', 'anna@example.org', more)] }));
  useBackend(program);
  render(App);
  await waitFor(() => expect(home.ready).toBe(true));
  await tick();
}

async function atSignIn(more: Partial<ConnectionView>) {
  await open({ ...OUT, ...more });
  navigation.toPorch({ step: 'sign_in', connection: 'anna' });
}

async function awaiting(offers: FactorOffer[]) {
  const session = {
    state: 'awaiting_second_factor' as const,
    reset: null,
    expires_at: Date.now() + 300_000,
    tries_left: null,
    offers,
    send_again_at: null,
  };
  await atSignIn({ session });
  await screen.findByRole('heading', { name: 'One more step' });
}

it('asks for nothing more where nothing more is wanted', async () => {
  await atSignIn({});
  expect(await screen.findByLabelText('Password')).toBeTruthy();
  expect(screen.queryByLabelText('API key')).toBeNull();
  expect(screen.queryByRole('button', { name: 'Where do I find these?' })).toBeNull();
});

it('sends all that the service asks for, and says where it is found', async () => {
  await atSignIn({ ...KEYS, email: '' });
  await user.type(await screen.findByLabelText('User name'), 'anna');
  await user.type(screen.getByLabelText('Password'), 'lamp');
  await user.type(screen.getByLabelText('Key ID'), '42');
  await user.type(screen.getByLabelText('API key'), 'abc');
  await user.click(await button('Where do I find these?'));
  expect(called('openSignInHelp')).toHaveLength(1);
  await user.click(await button('Sign in'));
  expect(called('signIn')).toEqual([
    ['signIn', 'anna', 'anna', 'lamp', { api_key_id: '42', api_key: 'abc' }],
  ]);
});

it('points to what is still empty before anything is sent', async () => {
  await atSignIn(KEYS);
  await user.type(await screen.findByLabelText('Password'), 'lamp');
  await user.click(await button('Sign in'));
  expect(called('signIn')).toHaveLength(0);
});

it('asks for it again when the session was ended', async () => {
  await open({ ...KEYS, session: { state: 'reset', reset: reset('not_stated') } });
  const layer = within(await screen.findByRole('dialog'));
  expect(layer.getByText(/It doesn’t say why/)).toBeTruthy();
  expect(layer.getByLabelText('API key')).toBeTruthy();
});

it('says when the password was changed here only where nobody says why a session ended', async () => {
  const passwordChangedAt = Date.now() - 86_400_000;
  await open({ session: { state: 'reset', reset: reset('not_stated', { passwordChangedAt }) } });
  expect(await screen.findByText(/The password was last changed from this computer on/)).toBeTruthy();
  program.connect('anna', { session: { state: 'reset', reset: reset('expired', { passwordChangedAt }) } });
  await waitFor(() => expect(screen.queryByText(/The password was last changed/)).toBeNull());
});

it('claims nothing of a service whose people can read what the owner types', async () => {
  const discloses = { names: true, password: true };
  await atSignIn({ discloses });
  expect(await screen.findByText(/Elm Street gets your password when you sign in/)).toBeTruthy();
  expect(screen.queryByText(/never sees your password/)).toBeNull();
  program.connect('anna', { session: { state: 'reset', reset: reset('global_reset') } });
  expect(await screen.findByText(/are on this computer\./)).toBeTruthy();
  expect(screen.queryByText(/never had your password/)).toBeNull();
});

it('says of its own service what that service is built for', async () => {
  await atSignIn({});
  expect(await screen.findByText('The service never sees your password.')).toBeTruthy();
  program.connect('anna', { session: { state: 'reset', reset: reset('global_reset') } });
  expect(await screen.findByText(/The service never had your password/)).toBeTruthy();
});

it('has a code texted when the owner asks, and once more after a while', async () => {
  await awaiting([
    { factor: 'sms', hint: '••42' },
    { factor: 'email', hint: 'a•@example.org' },
  ]);
  expect(screen.queryByRole('button', { name: 'Use the recovery key' })).toBeNull();
  await user.click(await button('Text the code to ••42'));
  expect(called('sendFactorCode')).toEqual([['sendFactorCode', 'anna', 'sms']]);
  expect(await screen.findByText(/on its way to ••42/)).toBeTruthy();
  const again = await screen.findByRole<HTMLButtonElement>('button', { name: 'Send another code' });
  expect(again.disabled).toBe(true);
  expect(screen.getByText(/You can ask for another one in/)).toBeTruthy();
  await user.type(await screen.findByRole('textbox', { name: 'Code from the text message' }), '123456');
  expect(called('finishSignIn')).toEqual([['finishSignIn', 'anna', { kind: 'sms_code', typed: '123456' }]]);
});

it('offers the other ways, and only those', async () => {
  await awaiting([{ factor: 'totp' }, { factor: 'email', hint: 'a•@example.org' }]);
  expect(await screen.findByRole('textbox', { name: 'Six-digit code' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Use a recovery code' })).toBeNull();
  await user.click(await button('Get a code by e-mail'));
  expect(await button('Send the code to a•@example.org')).toBeTruthy();
});
