import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event';
import { tick } from 'svelte';
import { describe, expect, it } from 'vitest';

import App from '../../app/App.svelte';
import { home } from '../../app/home.svelte';
import { navigation } from '../../app/navigation.svelte';
import { useBackend, type ConnectionView } from '../../backend';
import { connection, fail, Pretend, reset, snapshot } from '../../backend/pretend';
import { CODE, EARLY_CODE, HASTY_CODE, RECOVERY_CODES, USED_CODE } from '../../backend/pretend-two-factor';

const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });
let program: Pretend;

const button = (name: string | RegExp) => screen.findByRole('button', { name });
const code = () => screen.findByRole<HTMLInputElement>('textbox', { name: 'Six-digit code' });
const finished = () => program.calls.filter(([call]) => call === 'finishSignIn');
const ON = { state: 'on', since: Date.now() - 60_000, recovery_codes_left: 10 } as const;

async function open(more: Partial<ConnectionView>) {
  program = new Pretend(snapshot({ connections: [connection({ twoFactor: ON, ...more })] }));
  useBackend(program);
  render(App);
  await waitFor(() => expect(home.ready).toBe(true));
  await tick();
}

async function porch() {
  await open({ session: { state: 'signed_out' } });
  navigation.toPorch({ step: 'sign_in', connection: 'demo' });
  await user.type(await screen.findByLabelText('Password'), 'lamp{Enter}');
  await screen.findByRole('heading', { name: 'One more step' });
}

async function layer() {
  await open({ session: { state: 'reset', reset: reset('global_reset') } });
  const layer = await screen.findByRole('dialog');
  await user.type(within(layer).getByLabelText(/^Password for/), 'lamp{Enter}');
  await code();
}

async function paste(text: string) {
  const field = await code();
  field.focus();
  await user.paste(text);
}

describe('the code field', () => {
  it('is ready for autofill and for a numeric keyboard, and has the focus', async () => {
    await porch();
    const field = await code();
    expect(field.autocomplete).toBe('one-time-code');
    expect(field.inputMode).toBe('numeric');
    await waitFor(() => expect(document.activeElement).toBe(field));
  });

  it('sends by itself when six digits are there, once', async () => {
    await porch();
    program.thinking = 50;
    await user.type(await code(), `${CODE}{Enter}`);
    expect(await screen.findByRole('heading', { name: 'Cameras' })).toBeTruthy();
    expect(finished()).toEqual([['finishSignIn', 'demo', { kind: 'code', typed: CODE }]]);
  });

  it.each(['314 159', '314\u00a0159', '３１４１５９', '314-159'])('takes %j', async (pasted) => {
    await porch();
    await paste(pasted);
    expect(await screen.findByRole('heading', { name: 'Cameras' })).toBeTruthy();
    expect(finished()[0]?.[2]).toEqual({ kind: 'code', typed: CODE });
  });

  it('waits for a character that is still being made', async () => {
    await porch();
    const field = await code();
    field.value = CODE;
    await fireEvent(field, new InputEvent('input', { isComposing: true, bubbles: true }));
    expect(finished()).toEqual([]);
    await fireEvent(field, new CompositionEvent('compositionend', { bubbles: true }));
    expect(await screen.findByRole('heading', { name: 'Cameras' })).toBeTruthy();
  });

  it('points letters and too many digits out and sends nothing', async () => {
    await porch();
    await user.type(await code(), '12345a');
    expect(await screen.findByText('Codes from the app only have digits.')).toBeTruthy();
    await user.clear(await code());
    await user.paste('1234567');
    expect(await screen.findByText(/have six digits. This is longer/)).toBeTruthy();
    expect(finished()).toEqual([]);
  });

  it('knows a recovery code when it sees one', async () => {
    await porch();
    await paste(RECOVERY_CODES[4] ?? '');
    await user.click(await button('Use it as a recovery code'));
    await user.click(await button('Sign in'));
    expect(await screen.findByRole('heading', { name: 'Cameras' })).toBeTruthy();
    expect(finished()[0]?.[2]).toEqual({
      kind: 'recovery_code',
      typed: (RECOVERY_CODES[4] ?? '').replaceAll('-', ''),
    });
  });
});

describe('what goes wrong', () => {
  it('a wrong code says how many tries are left, and the next one is typed at once', async () => {
    await porch();
    await user.type(await code(), '000000');
    expect(await screen.findByText('That code isn’t right.')).toBeTruthy();
    expect(screen.getByText(/^4 tries left/)).toBeTruthy();
    const field = await code();
    expect(field.value).toBe('');
    await waitFor(() => expect(document.activeElement).toBe(field));
    await user.type(field, CODE);
    expect(await screen.findByRole('heading', { name: 'Cameras' })).toBeTruthy();
  });

  it.each([
    [USED_CODE, 'This code has already been used.'],
    [EARLY_CODE, 'Your authenticator’s clock is 73 seconds ahead.'],
  ])('%s is told apart', async (typed, said) => {
    await porch();
    await user.type(await code(), typed);
    expect(await screen.findByText(said)).toBeTruthy();
  });

  it('a wait is counted down, and a recovery code need not wait', async () => {
    await porch();
    await user.type(await code(), HASTY_CODE);
    expect(await screen.findByText(/^You can try the next code in 0:(30|29)/)).toBeTruthy();
    const before = finished().length;
    await user.clear(await code());
    await user.type(await code(), CODE);
    await user.click(await button('Sign in'));
    expect(finished()).toHaveLength(before);
    await user.click(await button('Use a recovery code'));
    await user.type(await screen.findByRole('textbox', { name: 'Recovery code' }), RECOVERY_CODES[0] ?? '');
    await user.click(await button('Sign in'));
    expect(await screen.findByRole('heading', { name: 'Cameras' })).toBeTruthy();
  });

  it('a service that does not answer costs no code', async () => {
    await porch();
    program.refuse.finishSignIn = fail('service_unreachable');
    await user.type(await code(), CODE);
    expect(await screen.findByText('The service can’t be reached.')).toBeTruthy();
    expect((await code()).value).toBe(CODE);
    program.refuse = {};
    await user.click(await button('Sign in'));
    expect(await screen.findByRole('heading', { name: 'Cameras' })).toBeTruthy();
  });

  it('too late leads back to the password, with a sentence', async () => {
    await porch();
    program.twoFactor.lapse('demo');
    expect(await screen.findByText(/^That took too long/)).toBeTruthy();
    expect(await screen.findByLabelText('Password')).toBeTruthy();
  });

  it('five wrong ones lead back to the password as well', async () => {
    await porch();
    for (const typed of ['000001', '000002', '000003', '000004', '000005']) {
      await user.type(await code(), typed);
      await waitFor(() => expect(finished().at(-1)?.[2]).toEqual({ kind: 'code', typed }));
      await tick();
    }
    expect(await screen.findByText(/^That took too long, or there were too many tries/)).toBeTruthy();
    expect(screen.queryByRole('textbox', { name: 'Six-digit code' })).toBeNull();
  });

  it('giving up says nothing and asks for the password', async () => {
    await porch();
    await user.click(await button('Cancel'));
    expect(await screen.findByLabelText('Password')).toBeTruthy();
    expect(screen.queryByText(/^That took too long/)).toBeNull();
  });
});

describe('the other ways', () => {
  it('the recovery key is there only where it is offered', async () => {
    await porch();
    expect(screen.queryByRole('button', { name: 'Use the recovery key' })).toBeNull();
    const session = program.state.connections[0]?.session;
    if (session?.state !== 'awaiting_second_factor') throw new Error('not awaiting');
    program.connect('demo', {
      session: { ...session, offers: [...session.offers, { factor: 'recovery_key' }] },
    });
    await user.click(await button('Use the recovery key'));
    expect(await screen.findByRole('textbox', { name: 'Recovery key' })).toBeTruthy();
  });

  it('after a recovery code the owner reads how many are left, and can set up a new phone', async () => {
    await porch();
    await user.click(await button('Use a recovery code'));
    await user.type(
      await screen.findByRole('textbox', { name: 'Recovery code' }),
      'b3fd 7k2p 9qrs 4tvx{Enter}',
    );
    expect(await screen.findByText('You used a recovery code. 9 left.')).toBeTruthy();
    await user.click(await button('Set up a new phone'));
    expect(await screen.findByRole('heading', { name: 'Move to another authenticator' })).toBeTruthy();
    expect(screen.queryByText(/^You used/)).toBeNull();
  });

  it('a code says nothing of the kind', async () => {
    await porch();
    await user.type(await code(), CODE);
    expect(await screen.findByRole('heading', { name: 'Cameras' })).toBeTruthy();
    expect(screen.queryByText(/^You used/)).toBeNull();
  });
});

describe('in the re-login layer', () => {
  it('the code is asked for after the password, and the layer goes', async () => {
    await layer();
    await user.type(await code(), CODE);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(await screen.findByRole('heading', { name: 'Cameras' })).toBeTruthy();
  });

  it('a recovery code opens as well, after a wrong code', async () => {
    await layer();
    await user.type(await code(), '000000');
    await screen.findByText('That code isn’t right.');
    await user.click(await button('Use a recovery code'));
    expect(screen.queryByText('That code isn’t right.')).toBeNull();
    await user.type(await screen.findByRole('textbox', { name: 'Recovery code' }), RECOVERY_CODES[0] ?? '');
    await user.click(await button('Sign in'));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(await screen.findByText('You used a recovery code. 9 left.')).toBeTruthy();
  });

  it('too late leads back to the password in the layer', async () => {
    await layer();
    program.twoFactor.lapse('demo');
    const dialog = await screen.findByRole('dialog');
    expect(await within(dialog).findByText(/^That took too long/)).toBeTruthy();
    expect(within(dialog).getByLabelText(/^Password for/)).toBeTruthy();
  });
});
