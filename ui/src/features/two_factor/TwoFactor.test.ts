import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event';
import { tick } from 'svelte';
import { expect, it, describe, vi } from 'vitest';

import App from '../../app/App.svelte';
import { home } from '../../app/home.svelte';
import { navigation } from '../../app/navigation.svelte';
import { useBackend, type ConnectionView } from '../../backend';
import { connection, fail, Pretend, snapshot } from '../../backend/pretend';
import { CODE, EARLY_CODE, RECOVERY_CODES } from '../../backend/pretend-two-factor';

const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });
let program: Pretend;

const button = (name: string | RegExp) => screen.findByRole('button', { name });
const heading = (name: string | RegExp) => screen.findByRole('heading', { level: 1, name });
const field = (name: string | RegExp) => screen.findByRole<HTMLInputElement>('textbox', { name });
const password = () => screen.findByLabelText<HTMLInputElement>(/^Password for/);
const called = (name: string) => program.calls.filter(([call]) => call === name);

async function open(more: Partial<ConnectionView> = {}) {
  program = new Pretend(snapshot({ connections: [connection(more)] }));
  useBackend(program);
  render(App);
  await waitFor(() => expect(home.ready).toBe(true));
  navigation.go({ screen: 'two_factor', connection: 'demo' });
  await tick();
}

const on = (left = 10) =>
  open({ twoFactor: { state: 'on', since: Date.now() - 1000, recovery_codes_left: left } });

async function toScan() {
  await user.type(await password(), 'lamp');
  await user.click(await button('Start'));
  await heading('Scan this with your authenticator app');
}

async function toCodes() {
  await toScan();
  await user.type(await field('Type the six digits the app shows'), CODE);
  await heading('Ten ways in without your phone');
}

async function toTypingBack() {
  await toCodes();
  await screen.findByText('K7QM-2V9R-XH4T-8WZN');
  await user.click(await button('I’ve saved them'));
  await heading('Check your copy');
}

describe('turning it on', () => {
  it('says first what it is, what stays, and what is lost for good', async () => {
    await open();
    await heading('Two-factor for Demo home');
    expect(screen.getByText(/a code from an app on your phone/)).toBeTruthy();
    expect(screen.getByText(/linked services stay linked/)).toBeTruthy();
    expect(screen.getByText(/nobody can let you back in/)).toBeTruthy();
  });

  it('goes from the password over the square and the codes to on, and says what did not change', async () => {
    await open();
    await toScan();
    expect(screen.getByRole('img', { name: /^QR code for/ })).toBeTruthy();
    expect(screen.getByRole('group', { name: 'Key for the authenticator' }).textContent).toMatch(/^GEZD/);
    expect(screen.getByText(/You have 10:00 for this|You have 9:5\d for this/)).toBeTruthy();
    // The sixth digit sends it.
    await user.type(await field('Type the six digits the app shows'), CODE);
    await heading('Ten ways in without your phone');
    const list = await screen.findByRole('list', { name: 'Recovery codes, ten' });
    await waitFor(() =>
      expect(
        within(list)
          .getAllByRole('listitem')
          .map((item) => item.textContent),
      ).toEqual(RECOVERY_CODES),
    );
    await user.click(await button('Save to a file'));
    expect(await screen.findByText('Saved.')).toBeTruthy();
    // Headed as on paper.
    expect(called('saveRecoveryCodes')).toEqual([
      [
        'saveRecoveryCodes',
        'demo',
        {
          title: 'Porchlight recovery codes',
          owner: 'For demo@porchlight.example at Demo home',
          hint: expect.stringContaining('Each works once') as string,
        },
      ],
    ]);
    await user.click(await button('I’ve saved them'));
    expect(screen.queryByText('K7QM-2V9R-XH4T-8WZN')).toBeNull();
    expect(screen.getByRole<HTMLInputElement>('checkbox').checked).toBe(false);
    await user.type(await field('Recovery code'), 'k7qm2v9rxh4t8wzn');
    await user.click(await button('Turn two-factor on'));
    await heading('Two-factor is on');
    expect(called('confirmRecoveryCodes')).toEqual([
      ['confirmRecoveryCodes', 'demo', 'k7qm2v9rxh4t8wzn', false],
    ]);
    expect(screen.getByText(/^All your computers stay signed in/)).toBeTruthy();
    expect(called('checkEnrolmentCode')).toHaveLength(1);
  });

  it('a wrong password begins nothing and is asked for again', async () => {
    await open();
    await user.type(await password(), 'wrong{Enter}');
    expect(await screen.findByText(/^The password isn’t right/)).toBeTruthy();
    expect((await password()).value).toBe('');
    expect(document.activeElement).toBe(await password());
    expect(program.state.connections[0]?.twoFactorChange).toBeNull();
  });

  it('an owner whose authenticator is on this computer copies the key and is told how long it stays', async () => {
    await open();
    await toScan();
    await user.click(screen.getByText('Can’t scan it?'));
    await user.click(await button('Copy the key'));
    expect(called('copyEnrolmentKey')).toEqual([['copyEnrolmentKey', 'demo']]);
    expect(await screen.findByText(/^Copied\./)).toBeTruthy();
    program.refuse.copyEnrolmentKey = fail('clipboard_unavailable');
    await user.click(await button('Copy the key'));
    expect(await screen.findByText('The clipboard isn’t available.')).toBeTruthy();
  });

  it('a code of a wrong clock is told apart from a wrong code', async () => {
    await open();
    await toScan();
    const code = await field('Type the six digits the app shows');
    await user.type(code, EARLY_CODE);
    expect(await screen.findByText('Your authenticator’s clock is 73 seconds ahead.')).toBeTruthy();
    expect(code.value).toBe('');
    await user.type(code, '000000');
    expect(await screen.findByText('That code isn’t right.')).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(code));
  });

  it('a recovery code with a wrong letter stays to be mended', async () => {
    await open();
    await toTypingBack();
    const typed = await field('Recovery code');
    await user.type(typed, 'K7QM-2V9R-XH4T-8WZ0');
    await user.click(screen.getByRole('checkbox'));
    await user.click(await button('Turn two-factor on'));
    expect(await screen.findByText('This recovery code isn’t right.')).toBeTruthy();
    expect(typed.value).toBe('K7QM-2V9R-XH4T-8WZ0');
    await user.type(typed, '{Backspace}N{Enter}');
    await heading('Two-factor is on');
    expect(called('confirmRecoveryCodes').at(-1)?.[3]).toBe(true);
    expect(screen.getByText(/Only this computer is still signed in/)).toBeTruthy();
  });

  it('the codes can be shown again before one is typed back', async () => {
    await open();
    await toTypingBack();
    await user.click(await button('Show the codes again'));
    expect(await screen.findByText('K7QM-2V9R-XH4T-8WZN')).toBeTruthy();
  });

  it('stopping in the middle is asked about and leaves it off', async () => {
    await open();
    await toCodes();
    await user.click(await button('Cancel'));
    const question = await screen.findByRole('alertdialog', { name: 'Stop here?' });
    await user.click(within(question).getByRole('button', { name: 'Stop here' }));
    await heading('Two-factor for Demo home');
    expect(called('cancelTwoFactorChange')).toHaveLength(1);
    expect(screen.queryByText(/You ran out of time/)).toBeNull();
  });

  it('goes on where it was after another screen', async () => {
    await open();
    await toCodes();
    await user.click((await screen.findAllByRole('button', { name: 'Cameras' }))[0] as HTMLElement);
    expect(screen.queryByText('K7QM-2V9R-XH4T-8WZN')).toBeNull();
    navigation.go({ screen: 'two_factor', connection: 'demo' });
    await heading('Ten ways in without your phone');
    expect(await screen.findByText('K7QM-2V9R-XH4T-8WZN')).toBeTruthy();
  });

  it('says when the ten minutes were over', async () => {
    await open();
    await toScan();
    program.connect('demo', { twoFactorChange: null });
    expect(await screen.findByText(/^You ran out of time, so nothing was changed/)).toBeTruthy();
    await toScan();
    expect(screen.queryByText(/^You ran out of time/)).toBeNull();
  });

  it('no program for it on this computer is said where it was asked for', async () => {
    await open();
    program.refuse.openAuthenticator = fail('no_authenticator_program');
    await toScan();
    await user.click(screen.getByText('Can’t scan it?'));
    await user.click(await button('Open in my authenticator'));
    expect(await screen.findByText(/no authenticator app on this computer/)).toBeTruthy();
  });
});

describe('a reset in the middle', () => {
  it('leaves a half-typed password where it was, under the layer', async () => {
    await open();
    const typed = await password();
    await user.type(typed, 'half a pass');
    program.end('global_reset');
    program.connect('demo', { twoFactor: { state: 'unknown' } });
    const layer = await screen.findByRole('dialog');
    await user.type(within(layer).getByLabelText(/^Password for/), 'lamp{Enter}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(typed.isConnected).toBe(true);
    expect(typed.value).toBe('half a pass');
  });

  it('ends a change that had begun, and says so', async () => {
    await open();
    await toScan();
    program.end('expired');
    expect(
      await screen.findByText(/^You were signed out in the meantime, so nothing was changed/),
    ).toBeTruthy();
    expect(screen.queryByRole('img', { name: /^QR code for/ })).toBeNull();
  });
});

describe('while it is on', () => {
  it('says since when and how many codes are left', async () => {
    await on(7);
    expect(await screen.findByText(/^On since /)).toBeTruthy();
    expect(screen.getByText('7 recovery codes left')).toBeTruthy();
    expect(screen.queryByText(/^Make new ones now/)).toBeNull();
  });

  it.each([
    [2, '2 recovery codes left'],
    [1, '1 recovery code left'],
    [0, 'No recovery codes left'],
  ])('warns at %i', async (left, said) => {
    await on(left);
    expect(await screen.findByText(said)).toBeTruthy();
    expect(screen.getByText(/^Make new ones now/)).toBeTruthy();
  });

  it('is turned off by password and code, after saying what that means', async () => {
    await on();
    await user.click(await button(/^Turn off: /));
    await heading('Turn two-factor off');
    expect(screen.getByText(/Your password alone will then open your account/)).toBeTruthy();
    await user.type(await password(), 'lamp');
    await user.type(await field('Six-digit code'), CODE);
    expect(called('turnOffTwoFactor')).toEqual([]);
    await user.click(await button('Turn two-factor off'));
    await heading('Two-factor is off');
    expect(called('turnOffTwoFactor')).toEqual([
      ['turnOffTwoFactor', 'demo', 'lamp', { kind: 'code', typed: CODE }, false],
    ]);
  });

  it('a wrong code does not cost the password that was typed', async () => {
    await on();
    await user.click(await button(/^Make new codes: /));
    await user.type(await password(), 'lamp');
    await user.type(await field('Six-digit code'), '000000{Enter}');
    expect(await screen.findByText('That code isn’t right.')).toBeTruthy();
    expect((await password()).value).toBe('lamp');
    expect(document.activeElement).toBe(await field('Six-digit code'));
  });

  it('new codes count once one of them was typed back', async () => {
    await on(2);
    await user.click(await button(/^Make new codes: /));
    await user.type(await password(), 'lamp');
    await user.click(await button('Use a recovery code'));
    await user.type(await field('Recovery code'), RECOVERY_CODES[3] ?? '');
    await user.click(await button('Make new codes'));
    await heading('Ten ways in without your phone');
    await screen.findByText('K7QM-2V9R-XH4T-8WZN');
    await user.click(await button('I’ve saved them'));
    expect(screen.queryByRole('checkbox')).toBeNull();
    await user.type(await field('Recovery code'), RECOVERY_CODES[0] ?? '');
    await user.click(await button('Use the new codes'));
    await heading('Your new recovery codes work');
    await user.click(await button('View two-factor'));
    expect(await screen.findByText('10 recovery codes left')).toBeTruthy();
  });

  it('moves to another authenticator, and the old one counts until the last step', async () => {
    await on();
    await user.click(await button(/^Move: /));
    await user.type(await password(), 'lamp');
    await user.type(await field('Six-digit code'), CODE);
    await user.click(await button('Start the move'));
    await heading('Scan this with your authenticator app');
    expect(screen.getByText(/your old authenticator still works/)).toBeTruthy();
    await user.type(await field('Type the six digits the app shows'), CODE);
    await screen.findByText('K7QM-2V9R-XH4T-8WZN');
    await user.click(await button('I’ve saved them'));
    await user.type(await field('Recovery code'), RECOVERY_CODES[9] ?? '');
    await user.click(await button('Move now'));
    await heading('Your new authenticator works');
  });
});

it('copies all ten, one a line', async () => {
  await open();
  await toCodes();
  await screen.findByText('K7QM-2V9R-XH4T-8WZN');
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  await user.click(await button('Copy'));
  expect(write).toHaveBeenCalledWith(RECOVERY_CODES.join('\n'));
  expect(await screen.findByText(/^Copied/)).toBeTruthy();
});

it('is reached from the checklist and from Settings, and speaks Italian', async () => {
  await open();
  navigation.go({ screen: 'settings' });
  await user.click(await button('Two-factor is off: Demo home'));
  await heading('Two-factor for Demo home');
  navigation.go({ screen: 'security' });
  program.push({
    section: 'checkup',
    items: [
      {
        subject: { about: 'two_factor', connection: 'demo', recovery_codes_left: null },
        state: 'to_do',
        action: { act: 'show_two_factor', connection: 'demo' },
      },
    ],
  });
  await user.click(await button('Turn on: Two-factor for Demo home'));
  await heading('Two-factor for Demo home');
  program.push({
    section: 'preferences',
    preferences: { language: 'it', theme: 'system', cameraLayout: 'grid' },
  });
  await heading('Verifica in due passaggi per Casa di prova');
});

it('a place without it says so, and one that has not said yet is asked', async () => {
  await open({ twoFactor: { state: 'unknown' } });
  await user.click(await button('Check now'));
  expect(called('refresh')).toHaveLength(1);
  program.connect('demo', { twoFactor: { state: 'not_offered' } });
  expect(await screen.findByText('Two-factor isn’t available here')).toBeTruthy();
});

it('alerts say what was changed, from where, and what to do if that was somebody else', async () => {
  await open();
  program.alertList = [
    {
      id: 'b',
      connection: 'demo',
      at: Date.now(),
      kind: { type: 'two_factor_changed', change: 'off', by: 'Kitchen laptop' },
      read: false,
    },
    {
      id: 'a',
      connection: 'demo',
      at: Date.now() - 1000,
      kind: { type: 'second_factor_locked' },
      read: false,
    },
  ];
  navigation.go({ screen: 'alerts' });
  expect(await screen.findByRole('heading', { name: 'Two-factor was turned off' })).toBeTruthy();
  expect(screen.getByText(/from Kitchen laptop\. If that wasn’t you, sign that computer out/)).toBeTruthy();
  expect(screen.getByRole('heading', { name: 'Someone knows your password' })).toBeTruthy();
});
