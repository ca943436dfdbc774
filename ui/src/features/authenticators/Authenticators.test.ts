// Codes for accounts elsewhere: an empty room, a first account, its codes, and its end.

import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event';
import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import App from '../../app/App.svelte';
import { home } from '../../app/home.svelte';
import { navigation } from '../../app/navigation.svelte';
import { useBackend, type FailureCode } from '../../backend';
import { connection, fail, Pretend, snapshot } from '../../backend/pretend';
import { authenticator, USUAL } from '../../backend/pretend-authenticators';
import { en } from '../../i18n/en';
import { closePictures, openPictures, pictureFile } from '../picture/engine.testing';

const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });
const KEY = 'gezd gnbv gy3t qojq';
let program: Pretend;

const button = (name: string | RegExp) => screen.findByRole('button', { name });
const heading = (name: string) => screen.findByRole('heading', { level: 1, name });
const field = (name: string) => screen.findByLabelText<HTMLInputElement>(name);
const called = (name: string) => program.calls.filter(([call]) => call === name);
const row = async (name: string) => {
  const item = (await screen.findByRole('heading', { level: 2, name })).closest('li');
  if (!item) throw new Error(`no account ${name}`);
  return within(item);
};
const codeOf = (text: string | null | undefined) => text?.replace(/\D/g, '');

async function open(prepare: (program: Pretend) => void = () => undefined, state = snapshot()) {
  program = new Pretend(state);
  prepare(program);
  useBackend(program);
  render(App);
  await waitFor(() => expect(home.ready).toBe(true));
  await tick();
  await user.click(await button('Security'));
  await user.click(await button('Open: Codes for other accounts'));
  await heading('Codes for other accounts');
}

const two = (program: Pretend) => {
  program.codes.list = [
    authenticator(1, { issuer: 'Wyze', account: 'ada@example.org' }),
    authenticator(2, { issuer: 'Ring' }),
  ];
};

async function bringIn(text = KEY) {
  await user.click(await button('Add an account'));
  await user.type(await field('Secret key or otpauth link'), text);
  await user.click(await button('Continue'));
}

// In the middle of a code.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: 1_767_225_610_000 }));
afterEach(() => {
  vi.useRealTimers();
  closePictures();
});

describe('an account is added', () => {
  it('from an empty room that says what it is for, after its code was tried', async () => {
    await open();
    expect(await screen.findByRole('heading', { level: 2, name: 'No accounts yet' })).toBeTruthy();
    expect(screen.getByText(/just like an app on your phone/)).toBeTruthy();
    await bringIn();
    expect(called('importAuthenticator')).toEqual([['importAuthenticator', KEY]]);
    await heading('Does the camera maker accept it?');
    expect(document.querySelector('.code')?.textContent).toBe(program.codes.code(null).code);
    expect(called('keepAuthenticator')).toEqual([]);

    const issuer = await field('Maker or service');
    expect(issuer.value).toBe('Wyze');
    await user.clear(issuer);
    await user.type(issuer, 'Wyze at home');
    await user.click(await button('Save'));
    expect(await row('Wyze at home')).toBeTruthy();
    expect(called('keepAuthenticator')).toEqual([['keepAuthenticator', 'Wyze at home', 'ada@example.org']]);
    expect(document.body.innerHTML).not.toContain(KEY);
  });

  it('from a picture, however it is shown', async () => {
    openPictures();
    await open();
    const file = pictureFile(8, 6);
    const carrying = { files: [file], types: ['Files'] };
    for (const show of [
      async () => fireEvent.drop(await field('Secret key or otpauth link'), { dataTransfer: carrying }),
      async () => fireEvent.paste(await field('Secret key or otpauth link'), { clipboardData: carrying }),
      async () => user.upload(await field('Choose a picture'), file),
    ]) {
      await user.click(await button('Add an account'));
      await show();
      await heading('Does the camera maker accept it?');
      await user.click(await button('Cancel'));
      await heading('Codes for other accounts');
    }
    expect(called('importAuthenticatorPicture')).toHaveLength(3);
    expect(called('cancelImport')).toHaveLength(3);
    expect(program.codes.list).toEqual([]);
  });

  it.each<[FailureCode, RegExp]>([
    ['secret_key_is_code', /^This is a code, not the key/],
    ['secret_key_is_recovery_code', /^This looks like a recovery code/],
    ['secret_key_incomplete', /^This is only part/],
    ['authenticator_counter_based', /^This account uses counter-based codes/],
    ['picture_ambiguous', /^There’s more than one code/],
  ])('only with what makes codes: %s is told, and the field keeps what was typed', async (code, words) => {
    await open((program) => (program.codes.next = code));
    await bringIn('482913');
    expect(await screen.findByText(words)).toBeTruthy();
    const typed = await field('Secret key or otpauth link');
    expect([typed.value, typed.getAttribute('aria-invalid')]).toEqual(['482913', 'true']);
  });

  it('not twice, and one that is there already is named', async () => {
    await open((program) => {
      two(program);
      const [known = null] = program.codes.list;
      program.codes.next = {
        issuer: 'Wyze',
        account: '',
        kind: USUAL,
        doubtful: false,
        moreSaid: false,
        known,
      };
    });
    await bringIn();
    expect(await screen.findByText(/^You already have this one: Wyze · ada@example.org/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
    await user.click(await button('Close'));
    expect(await row('Ring')).toBeTruthy();
  });

  it('with a word about a name that is taken, about hyphens, and about unusual codes', async () => {
    await open((program) => {
      two(program);
      const kind = { algorithm: 'sha256', digits: 8, period: 60 } as const;
      program.codes.next = {
        issuer: 'RING ',
        account: '',
        kind,
        doubtful: true,
        moreSaid: true,
        known: null,
      };
    });
    await bringIn();
    expect(await screen.findByText(/^You already have one with this name/)).toBeTruthy();
    expect(screen.getByText(/^It has hyphens/)).toBeTruthy();
    expect(screen.getByText(/^The link also says something/)).toBeTruthy();
    expect(screen.getByText('8 digits, a new one every 60 seconds (SHA-256)')).toBeTruthy();
    await user.type(await field('Account (if you have several)'), 'cabin');
    await waitFor(() => expect(screen.queryByText(/^You already have one with this name/)).toBeNull());
  });

  it('under a name; without one it waits', async () => {
    await open((program) => {
      program.codes.next = {
        issuer: '',
        account: '',
        kind: USUAL,
        doubtful: false,
        moreSaid: false,
        known: null,
      };
    });
    await bringIn();
    await user.click(await button('Save'));
    expect(await screen.findByText(/^A name needs/)).toBeTruthy();
    await user.type(await field('Maker or service'), 'Ring');
    await user.click(await button('Save'));
    expect(await row('Ring')).toBeTruthy();
    expect(called('keepAuthenticator').at(-1)).toEqual(['keepAuthenticator', 'Ring', null]);
  });

  it('or not: who goes away is asked first, and then nothing is left of it', async () => {
    await open();
    await bringIn();
    await heading('Does the camera maker accept it?');
    await user.click(await button('Alerts'));
    await user.click(await button('Stay'));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    await heading('Does the camera maker accept it?');
    expect(called('cancelImport')).toEqual([]);
    await user.click(await button('Alerts'));
    await user.click(await button('Leave'));
    await heading('Alerts');
    await waitFor(() => expect(called('cancelImport')).toHaveLength(1));
  });

  it('a key that is half pasted is not lost by a wrong click, and a field that was left empty asks nothing', async () => {
    await open();
    await user.click(await button('Add an account'));
    await user.click(await button('Alerts'));
    await heading('Alerts');
    navigation.go({ screen: 'authenticators' });
    await user.click(await button('Add an account'));
    await user.type(await field('Secret key or otpauth link'), 'gezd');
    await user.click(await button('Settings'));
    const question = await screen.findByRole('alertdialog', { name: 'Leave this page?' });
    await user.click(within(question).getByRole('button', { name: 'Stay' }));
    expect((await field('Secret key or otpauth link')).value).toBe('gezd');
    expect(screen.queryByRole('heading', { level: 1, name: 'Settings' })).toBeNull();
  });
});

describe('codes', () => {
  it('are asked for one by one, and hidden until then', async () => {
    await open(two);
    const wyze = await row('Wyze');
    expect(wyze.getByText('The code is hidden')).toBeTruthy();
    expect(called('authenticatorCode')).toEqual([]);
    await user.click(wyze.getByRole('button', { name: 'Show: Wyze · ada@example.org' }));
    await waitFor(() =>
      expect(codeOf(document.querySelector('.code')?.textContent)).toBe(program.codes.code(1).code),
    );
    expect(wyze.getByText(/^\d+ seconds? left$/)).toBeTruthy();
    expect(called('authenticatorCode').every(([, of]) => of === 1)).toBe(true);
    await user.click(wyze.getByRole('button', { name: 'Hide: Wyze · ada@example.org' }));
    expect(document.querySelector('.code')).toBeNull();
  });

  it('give way to the next one when their time is over', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'], now: 59_000 });
    await open(two);
    await user.click((await row('Ring')).getByRole('button', { name: /^Show/ }));
    const until = (ms: string) =>
      waitFor(() => expect(document.querySelector('.code')?.getAttribute('data-until')).toBe(ms));
    await until('60000');
    const before = document.querySelector('.code')?.textContent;
    expect(screen.getByText('1 second left')).toBeTruthy();
    vi.advanceTimersByTime(1000);
    await until('90000');
    expect(document.querySelector('.code')?.textContent).not.toBe(before);
    expect(called('authenticatorCode')).toHaveLength(2);
  });

  it('are not asked for again and again from a keychain that refuses', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'], now: 59_000 });
    await open(two);
    await user.click((await row('Ring')).getByRole('button', { name: /^Show/ }));
    await screen.findByText('1 second left');
    program.refuse.authenticatorCode = fail('keychain_locked');
    vi.advanceTimersByTime(1000);
    expect(await screen.findByText(/^The keychain is locked/)).toBeTruthy();
    expect(document.querySelector('.code')).toBeNull();
    vi.advanceTimersByTime(60_000);
    await tick();
    expect(called('authenticatorCode')).toHaveLength(2);
  });

  it('are copied without being shown', async () => {
    await open(two);
    await user.click((await row('Ring')).getByRole('button', { name: 'Copy: Ring' }));
    expect(await screen.findByText(/^Copied\. The clipboard is cleared/)).toBeTruthy();
    expect(program.codes.onClipboard).toBe(program.codes.code(2).code);
    expect(called('authenticatorCode')).toEqual([]);
    program.refuse.copyAuthenticatorCode = fail('clipboard_unavailable');
    await user.click((await row('Ring')).getByRole('button', { name: 'Copy: Ring' }));
    expect((await row('Ring')).getByText(/^The clipboard isn’t available/)).toBeTruthy();
  });

  it('are not right with a wrong clock, and it says so', async () => {
    const reach = {
      state: 'trouble',
      since: Date.now(),
      failure: fail('clock_off', { remedy: 'check_clock', reference: 73 }),
    } as const;
    await open(two, snapshot({ connections: [connection({ reach })] }));
    expect(
      await screen.findByText(`${en.failures.clock_off(0, 73).what} ${en.authenticators.clockOff}`),
    ).toBeTruthy();
  });

  it('are forgotten after a run of which nothing is kept, and it says so', async () => {
    const protection = { state: 'ready', kind: 'this_run_only', notice: null } as const;
    await open(two, snapshot({ protection }));
    expect(await screen.findByText(/^Just this once: these accounts are forgotten/)).toBeTruthy();
  });
});

describe('an account is removed', () => {
  const remove = async (answer: string) => {
    await user.click(await button('Remove: Wyze · ada@example.org'));
    const question = await screen.findByRole('alertdialog', { name: 'Remove Wyze · ada@example.org?' });
    await user.click(within(question).getByRole('button', { name: answer }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
  };

  it('after a question, and comes back to its place while it can', async () => {
    await open(two);
    await remove('Cancel');
    expect(called('removeAuthenticator')).toEqual([]);
    await remove('Remove');
    await waitFor(() => expect(screen.queryByRole('heading', { level: 2, name: 'Wyze' })).toBeNull());
    await user.click(await button('Restore it'));
    await row('Wyze');
    const names = within(screen.getByRole('list', { name: 'Accounts' })).getAllByRole('heading');
    expect(names.map((one) => one.textContent)).toEqual(['Wyze', 'Ring']);
    expect(screen.queryByRole('button', { name: 'Restore it' })).toBeNull();
  });

  it('stays when the keychain refuses, and it says why', async () => {
    await open(two);
    program.refuse.removeAuthenticator = fail('keychain_locked');
    await remove('Remove');
    expect(await screen.findByText(/^The keychain is locked/)).toBeTruthy();
    expect(await row('Wyze')).toBeTruthy();
  });
});

it('a keychain that is closed says so, and trying again brings the list', async () => {
  await open((program) => {
    two(program);
    program.refuse.authenticators = fail('keychain_locked');
  });
  const again = await button('Try again');
  expect(screen.queryByRole('list', { name: 'Accounts' })).toBeNull();
  program.refuse = {};
  await user.click(again);
  expect(await row('Ring')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
});
