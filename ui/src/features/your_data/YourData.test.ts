import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event';
import { tick } from 'svelte';
import { beforeEach, describe, expect, it } from 'vitest';

import App from '../../app/App.svelte';
import { home } from '../../app/home.svelte';
import { useBackend } from '../../backend';
import { connection, fail, Pretend, snapshot } from '../../backend/pretend';
import { goneFrom } from '../../backend/pretend-your-data';
import { deleted } from './deleted.svelte';

const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });
let program: Pretend;

const PASSWORD = 'lamp-on-the-porch';
const button = (name: string | RegExp) => screen.findByRole<HTMLButtonElement>('button', { name });
const field = (label: string) => screen.findByLabelText<HTMLInputElement>(label);
const called = (name: string) => program.calls.filter(([call]) => call === name);

async function open(state = snapshot(), prepare: (program: Pretend) => void = () => undefined) {
  program = new Pretend(state);
  prepare(program);
  useBackend(program);
  render(App);
  await waitFor(() => expect(home.ready).toBe(true));
  await tick();
  await user.click(await button('Security'));
  await user.click(await button('Show: Your data at Demo home'));
}

async function begin() {
  await user.click(await button('Delete the account…'));
}

async function confirm(word = 'delete', password = PASSWORD) {
  await user.type(await field('Type DELETE to confirm'), word);
  await user.type(await field('Your password'), password);
}

beforeEach(() => {
  deleted.account = null;
});

describe('what the service holds', () => {
  it('is counted, and shown as it lies there, with its purpose and how long it stays', async () => {
    await open();
    expect(
      await screen.findByText('Demo home holds 5 records about you, with 20 values in them.'),
    ).toBeTruthy();
    expect(screen.getByText(/It can read 8 of them/)).toBeTruthy();
    expect(screen.getByText(/no height or weight/)).toBeTruthy();
    expect(screen.getByRole('img', { name: 'The service can read 8 of 20 values' })).toBeTruthy();
    expect(screen.getByText(/To recognise your address and password without knowing either/)).toBeTruthy();
    expect(screen.getAllByText('Kept until you delete the account')).toHaveLength(2);
    expect(screen.getByText('Deleted 90 days after it was written')).toBeTruthy();
    expect(screen.getByText('02c4 a87f 6633 ee1b …')).toBeTruthy();
    expect(screen.getByText('Currently nothing under: Recovery codes')).toBeTruthy();
  });

  it('an owner who came to save or delete need not read all records first', async () => {
    await open();
    await screen.findByText(/holds 5 records/);
    const headings = within(screen.getByRole('main')).getAllByRole('heading', { level: 2 });
    expect(headings.map((one) => one.textContent).slice(0, 3)).toEqual([
      'Take your data with you',
      'Delete this account',
      'Everything, record by record',
    ]);
    const folded = [...document.querySelectorAll('main details')];
    expect(folded.length).toBeGreaterThan(3);
    expect(folded.some((one) => one.hasAttribute('open'))).toBe(false);
  });

  it('shows a few records of a table, and the others when asked', async () => {
    await open();
    expect(await screen.findByText('Porch Cam Outdoor')).toBeTruthy();
    const third = () => screen.queryAllByText('Porch Cam 2').length;
    const before = third();
    await user.click(await button('Show 1 more record'));
    expect(third()).toBe(before + 1);
    await user.click(await button('Show fewer'));
    expect(third()).toBe(before);
  });

  it('is asked for again when the service did not answer', async () => {
    await open(undefined, (program) => (program.refuse.yourData = fail('service_unreachable')));
    await button('Check again');
    program.refuse = {};
    await user.click(await button('Check again'));
    expect(await screen.findByText(/holds 5 records/)).toBeTruthy();
  });

  it('is saved sealed, or with what only this computer can read', async () => {
    await open();
    await user.click(await button('Save exactly as stored'));
    expect(await screen.findByText('Saved.')).toBeTruthy();
    await user.click(await button('Save with what only this computer can read'));
    expect(called('exportYourData').map((call) => call[2])).toEqual([false, true]);
  });

  it('is reached from the settings as well, and only where the service tells it', async () => {
    await open();
    await user.click(await button('Settings'));
    await user.click(await button('What it holds about you: Demo home'));
    expect(await screen.findByRole('heading', { name: 'Your data at Demo home' })).toBeTruthy();
    program.connect('demo', { tellsData: false });
    await user.click(await button('Settings'));
    expect(screen.queryByRole('button', { name: 'What it holds about you: Demo home' })).toBeNull();
  });
});

describe('deleting the account', () => {
  it('wants the word and the password, and shows what the second search found', async () => {
    await open();
    await begin();
    const yes = await button('Delete everything');
    await confirm('delet');
    expect(yes.disabled).toBe(true);
    await user.type(await field('Type DELETE to confirm'), 'e');
    await user.click(yes);
    const heading = await screen.findByRole('heading', { name: 'Your account at Demo home was deleted' });
    expect(document.activeElement).toBe(heading);
    expect(called('deleteAccount')).toEqual([['deleteAccount', 'demo', PASSWORD, null]]);
    expect(screen.getByText('It found none of them.')).toBeTruthy();
    const rows = within(screen.getByRole('table')).getAllByRole('row');
    expect(rows.at(2)?.textContent).toContain('cameras');
    expect(rows.at(-1)?.textContent).toContain('All tables');
    await user.click(await button('Done'));
    expect(await screen.findByRole('heading', { name: 'Know that all is well at home.' })).toBeTruthy();
  });

  it('an Italian owner reads of the demo home by its Italian name afterwards as well', async () => {
    await open();
    await begin();
    await confirm();
    await user.click(await button('Delete everything'));
    await screen.findByRole('heading', { name: /Demo home/ });
    home.preferences = { ...home.preferences, language: 'it' };
    await screen.findByRole('heading', { name: /Casa di prova/ });
    expect(document.body.textContent).not.toContain('Demo home');
  });

  it('asks for a code where two-factor is on', async () => {
    const twoFactor = { state: 'on', since: 0, recovery_codes_left: 9 } as const;
    await open(snapshot({ connections: [connection({ twoFactor })] }));
    await begin();
    await confirm();
    expect((await button('Delete everything')).disabled).toBe(true);
    await user.type(await field('Six-digit code'), '123 456');
    await user.click(await button('Delete everything'));
    await screen.findByRole('heading', { name: /was deleted/ });
    expect(called('deleteAccount')[0]?.[3]).toEqual({ kind: 'code', typed: '123456' });
  });

  it('says at the field that the password is wrong, and keeps nothing that was typed there', async () => {
    await open(undefined, (program) => (program.refuse.deleteAccount = fail('password_wrong')));
    await begin();
    await confirm();
    await user.click(await button('Delete everything'));
    expect((await screen.findByRole('alert')).textContent).toContain('Nothing was deleted');
    expect((await field('Your password')).value).toBe('');
    expect(home.cameras.length).toBeGreaterThan(0);
  });

  it('offers the camera list first, and says what is lost', async () => {
    await open(snapshot({ connections: [connection({ waitingEdits: 2 })] }));
    expect(await screen.findByText(/2 unsent changes will be lost/)).toBeTruthy();
    await user.click(await button('Save the camera list first'));
    expect(called('exportCameras')).toHaveLength(1);
  });

  it('does not call it clean when something is left, and tells of a lost answer', async () => {
    await open();
    const found = goneFrom('Demo home');
    if (found.search) deleted.account = { ...found, demo: false, search: { ...found.search, left: 1 } };
    expect(await screen.findByText(/Something is left in 1 record/)).toBeTruthy();
    deleted.account = { service: 'Demo home', demo: true, search: null };
    expect(
      await screen.findByText(/the service confirmed with its signature that the account is gone/),
    ).toBeTruthy();
  });
});
