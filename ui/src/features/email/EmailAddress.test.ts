import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event';
import { tick } from 'svelte';
import { describe, expect, it } from 'vitest';

import App from '../../app/App.svelte';
import { home } from '../../app/home.svelte';
import { useBackend, type Alert, type ConnectionView } from '../../backend';
import { connection, fail, Pretend, reset, snapshot } from '../../backend/pretend';
import { CODE } from '../../backend/pretend-two-factor';
import { en } from '../../i18n/en';
import { it as italian } from '../../i18n/it';

const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });
let program: Pretend;

const OLD = 'demo@porchlight.example';
const NEW = 'ada@elsewhere.example';
const EVE = 'eve@example.org';
const button = (name: string | RegExp) => screen.findByRole('button', { name });
const heading = (name: string | RegExp) => screen.findByRole('heading', { level: 1, name });
const address = () => screen.findByLabelText<HTMLInputElement>('New e-mail address');
const password = () => screen.findByLabelText<HTMLInputElement>(/^Password for/);
const called = (name: string) => program.calls.filter(([call]) => call === name);

async function start(more: Partial<ConnectionView> = {}) {
  program = new Pretend(snapshot({ connections: [connection(more)] }));
  useBackend(program);
  render(App);
  await waitFor(() => expect(home.ready).toBe(true));
  await tick();
}

async function open(more: Partial<ConnectionView> = {}) {
  await start(more);
  await user.click(await button('Security'));
  await user.click(await button(/: E-mail address at Demo home$/));
  await heading('E-mail address at Demo home');
}

async function ask(more: Partial<ConnectionView> = {}) {
  await open(more);
  await user.click(await button('Change address'));
  await heading('Change your e-mail address');
}

describe('another e-mail address', () => {
  it('takes the place of the old one with the password, and says what is the same', async () => {
    await ask();
    expect(document.activeElement).toBe(await address());
    await user.type(await address(), ` ${NEW}`);
    await user.type(await password(), 'lamp{Enter}');
    await heading(`You now sign in with ${NEW}`);
    expect(called('changeEmail')).toEqual([['changeEmail', 'demo', NEW, 'lamp', null]]);
    expect(screen.getByText(/All your computers stay signed in/)).toBeTruthy();
    await user.click(await button('Back to Security'));
    expect(await screen.findByText(`You sign in with ${NEW}.`)).toBeTruthy();
  });

  it('is put back with one click, and without the password', async () => {
    await ask();
    await user.type(await address(), NEW);
    await user.type(await password(), 'lamp{Enter}');
    await user.click(await button('Back to Security'));
    await user.click(await button(/: E-mail address at Demo home$/));
    expect(await screen.findByText(new RegExp(`you changed it here from ${OLD} to ${NEW}`))).toBeTruthy();
    await user.click(await button(`Restore the old one: ${OLD}`));
    expect(await screen.findByText(`You sign in with ${OLD} again.`)).toBeTruthy();
    expect(screen.queryByText(/knows your password/)).toBeNull();
    expect(home.connection('demo')?.email).toBe(OLD);
  });

  it('what is typed stays when something is wrong, and the keyboard is where it is to be put right', async () => {
    await ask();
    for (const [typed, said] of [
      ['ada', 'This isn’t an e-mail address.'],
      [OLD, 'This is already your address.'],
      ['bruno@example.org', 'This address has an account, or had one until a day ago.'],
    ] as const) {
      await user.clear(await address());
      await user.type(await address(), typed);
      await user.clear(await password());
      await user.type(await password(), 'lamp{Enter}');
      expect(await screen.findByText(said)).toBeTruthy();
      expect((await address()).value).toBe(typed);
      expect((await password()).value).toBe('lamp');
      await waitFor(async () => expect(document.activeElement).toBe(await address()));
    }
    await user.clear(await address());
    await user.type(await address(), NEW);
    await user.clear(await password());
    await user.type(await password(), 'wrong{Enter}');
    expect(await screen.findByText(/^The password isn’t right/)).toBeTruthy();
    expect((await address()).value).toBe(NEW);
    await waitFor(async () => expect(document.activeElement).toBe(await password()));
    await user.type(await password(), 'lamp{Enter}');
    await heading(`You now sign in with ${NEW}`);
  });

  it('the factor in force is asked for, and a wrong address does not blame the code', async () => {
    await ask({ twoFactor: { state: 'on', since: Date.now(), recovery_codes_left: 10 } });
    program.refuse.changeEmail = fail('email_taken');
    await user.type(await address(), NEW);
    await user.type(await password(), 'lamp');
    const code = await screen.findByRole('textbox', { name: 'Six-digit code' });
    await user.type(code, CODE);
    await user.click(await button('Use this address'));
    expect(await screen.findByText(/had one until a day ago/)).toBeTruthy();
    expect(code.getAttribute('aria-invalid')).not.toBe('true');
    delete program.refuse.changeEmail;
    await user.click(await button('Use this address'));
    await heading(`You now sign in with ${NEW}`);
  });

  it('an answer that is lost is said to be so', async () => {
    await ask();
    program.refuse.changeEmail = fail('email_unclear');
    await user.type(await address(), NEW);
    await user.type(await password(), 'lamp{Enter}');
    expect(await screen.findByText(/don’t know which of the two addresses/)).toBeTruthy();
    expect((await address()).value).toBe(NEW);
  });

  it('a reset in the middle keeps what is typed', async () => {
    await ask();
    await user.type(await address(), NEW);
    program.connect('demo', { session: { state: 'reset', reset: reset('global_reset') } });
    await screen.findByRole('dialog');
    program.connect('demo', { session: { state: 'active' } });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect((await address()).value).toBe(NEW);
  });
});

describe('an address that somebody else has changed', () => {
  it('is said on the security screen, put back with one click, and leads on to what else is to be done', async () => {
    await start();
    program.emails.changeElsewhere('demo', EVE, 'attic');
    await user.click(await button('Security'));
    expect(await screen.findByText(/changed on another computer. If that wasn’t you/)).toBeTruthy();
    await user.click(await button(/: E-mail address at Demo home$/));
    const list = within(await screen.findByRole('list', { name: 'Changed in the last day' }));
    expect(list.getByText(new RegExp(`changed from “attic”: it’s now ${EVE}, and was ${OLD}`))).toBeTruthy();
    await user.click(await button(`It wasn’t me: restore the old one: ${OLD}`));
    const back = await screen.findByText(`You sign in with ${OLD} again.`);
    program.emails.changeElsewhere('demo', EVE, 'attic');
    await waitFor(() => expect(back.isConnected).toBe(false));
    await user.click(await button(`It wasn’t me: restore the old one: ${OLD}`));
    expect(called('undoEmailChange')).toHaveLength(2);
    await user.click(await button('Make sure only you can get in'));
    expect(called('reportNotMe')).toEqual([['reportNotMe', 'demo']]);
    expect(await screen.findByRole('region', { name: 'Only you at Demo home' })).toBeTruthy();
  });

  it('is told by an alert that leads there', async () => {
    const alert: Alert = {
      id: 'e1',
      connection: 'demo',
      at: Date.now(),
      kind: { type: 'email_changed', email: EVE, by: 'attic' },
      read: false,
    };
    await start();
    program.emails.changeElsewhere('demo', EVE, 'attic');
    program.alertList = [alert];
    await user.click(await button(/^Alerts/));
    expect(await screen.findByText(/from attic: you now sign in with eve@example.org/)).toBeTruthy();
    await user.click(await button('Review the address: Your e-mail address was changed'));
    await heading('E-mail address at Demo home');
  });

  it('that this computer does not know is not made up', async () => {
    await start();
    program.emails.changeElsewhere('demo', null, null);
    await user.click(await button('Security'));
    await user.click(await button(/: E-mail address at Demo home$/));
    expect(
      await screen.findByText(/changed from another computer\. .*doesn’t know the new one/),
    ).toBeTruthy();
  });

  it('says why it cannot be put back from here, or any more', async () => {
    await open();
    program.emails.changeElsewhere('demo', EVE, 'attic');
    program.refuse.undoEmailChange = fail('email_undo_too_new');
    await user.click(await button(/^It wasn’t me/));
    expect(await screen.findByText(/signed in after the change/)).toBeTruthy();
    program.refuse.undoEmailChange = fail('email_undo_over');
    await user.click(await button(/^It wasn’t me/));
    expect(await screen.findByText(/can no longer be undone/)).toBeTruthy();
    expect(home.connection('demo')?.email).toBe(EVE);
  });

  it('is not offered once its day is over', async () => {
    const change = { change: '1', before: OLD, now: EVE, by: 'attic', here: false };
    const past = { at: Date.now() - 90_000_000, until: Date.now() - 60_000 };
    await open({ email: EVE, emailChanges: [{ ...change, ...past }] });
    expect(screen.queryByRole('list', { name: 'Changed in the last day' })).toBeNull();
  });
});

it('who is signed out, and was not told, signs in with another address', async () => {
  await start();
  program.connect('demo', { session: { state: 'reset', reset: reset('global_reset') } });
  const dialog = within(await screen.findByRole('dialog'));
  await user.type(dialog.getByLabelText(/^Password for/), 'wrong{Enter}');
  await user.click(await dialog.findByRole('button', { name: 'My e-mail address has changed' }));
  const field = dialog.getByLabelText<HTMLInputElement>('E-mail address');
  expect(field.value).toBe(OLD);
  await user.clear(field);
  await user.type(field, NEW);
  await user.type(dialog.getByLabelText('Password'), 'lamp{Enter}');
  await waitFor(() => expect(called('signIn').at(-1)).toEqual(['signIn', 'demo', NEW, 'lamp']));
});

it('nothing in the words says that a mail comes', () => {
  const said = (t: typeof en) => JSON.stringify([t.emailAddress, t.emailAddress.line(NEW)]);
  expect(said(en)).not.toMatch(/confirm|inbox|we (send|mail)|sent to you|check your/i);
  expect(said(italian)).not.toMatch(/conferm|\bposta\b|\bcasella|ti (inviamo|mandiamo|scriviamo)/i);
});
