import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event';
import { tick } from 'svelte';
import { describe, expect, it } from 'vitest';

import App from '../../app/App.svelte';
import { home } from '../../app/home.svelte';
import { useBackend, type CheckupItem, type ConnectionView, type KeyNews } from '../../backend';
import { checkup, connection, fail, GROUPS, Pretend, reset, snapshot } from '../../backend/pretend';
import { CODE } from '../../backend/pretend-two-factor';

const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });
let program: Pretend;

const button = (name: string | RegExp) => screen.findByRole('button', { name });
const heading = (name: string | RegExp) => screen.findByRole('heading', { level: 1, name });
const password = () => screen.findByLabelText<HTMLInputElement>(/^Password for/);
const called = (name: string) => program.calls.filter(([call]) => call === name);
const news = (what: KeyNews) => ({ news: { what, at: Date.parse('2026-11-03T10:00:00') }, newKey: null });

async function start(more: Partial<ConnectionView> = {}, items: CheckupItem[] = checkup()) {
  program = new Pretend(snapshot({ connections: [connection(more)], checkup: items }));
  useBackend(program);
  render(App);
  await waitFor(() => expect(home.ready).toBe(true));
  await tick();
  await user.click(await button('Security'));
}

async function open(more: Partial<ConnectionView> = {}) {
  await start(more);
  await user.click(await button('Replace: Recovery key for Demo home'));
  await heading('Recovery key for Demo home');
}

async function toKey() {
  await user.click(await button('Make a new one'));
  await user.type(await password(), 'lamp{Enter}');
  await heading('Your new recovery key');
}

async function toCheck() {
  await toKey();
  await screen.findByText('K7QM');
  await user.click(await button('I’ve saved it'));
  await heading('Check your copy');
  const field = await screen.findByLabelText<HTMLInputElement>(/^Group \d$/);
  const group = Number(screen.getByText(/^Group \d$/).textContent?.slice(-1)) - 1;
  return { field, right: GROUPS[group] ?? '' };
}

describe('a new recovery key', () => {
  it('takes the place of the old one once a group of it was typed back, and not before', async () => {
    await open();
    await toKey();
    const key = await screen.findByRole('list', { name: 'Recovery key, eight groups' });
    await waitFor(() => expect(within(key).getAllByRole('listitem')).toHaveLength(8));
    expect(screen.getByText(/the old key works, and this one doesn’t/)).toBeTruthy();
    await user.click(await button('Save to a file'));
    expect(await screen.findByText('Saved.')).toBeTruthy();
    await user.click(await button('I’ve saved it'));
    await heading('Check your copy');
    expect(screen.queryByText('K7QM')).toBeNull();
    const field = await screen.findByLabelText<HTMLInputElement>(/^Group \d$/);
    await user.type(field, 'WRONG{Enter}');
    expect(await screen.findByText(/That isn’t the group we asked for/)).toBeTruthy();
    expect(home.connection('demo')?.recoveryKey?.news).toBeNull();
    const group = Number(screen.getByText(/^Group \d$/).textContent?.slice(-1)) - 1;
    await user.clear(field);
    await user.type(field, GROUPS[group] ?? '');
    await user.click(await button('Use the new key'));
    await heading('The old recovery key no longer works');
    expect(called('revealRecoveryKey')).toHaveLength(1);
    await user.click(await button('Test it'));
    await heading('Test your recovery options');
  });

  it('a wrong password begins nothing and is asked for again', async () => {
    await open();
    await user.click(await button('Make a new one'));
    await user.type(await password(), 'wrong{Enter}');
    expect(await screen.findByText(/^The password isn’t right/)).toBeTruthy();
    expect(document.activeElement).toBe(await password());
    expect(called('revealRecoveryKey')).toEqual([]);
  });

  it('the factor in force is asked for, also where it was not known to be on', async () => {
    await open({ twoFactor: { state: 'on', since: Date.now(), recovery_codes_left: 10 } });
    await user.click(await button('Make a new one'));
    await user.type(await password(), 'lamp');
    await user.type(await screen.findByRole('textbox', { name: 'Six-digit code' }), CODE);
    await user.click(await button('Continue'));
    await heading('Your new recovery key');
    expect(called('beginRecoveryKey')).toEqual([
      ['beginRecoveryKey', 'demo', 'lamp', { kind: 'code', typed: CODE }],
    ]);
  });

  it('a factor that nobody knew of gets its field', async () => {
    await open({ twoFactor: { state: 'unknown' } });
    program.refuse.beginRecoveryKey = fail('factor_needed');
    await user.click(await button('Make a new one'));
    expect(screen.queryByRole('textbox', { name: 'Six-digit code' })).toBeNull();
    await user.type(await password(), 'lamp{Enter}');
    const code = await screen.findByRole('textbox', { name: 'Six-digit code' });
    await waitFor(() => expect(document.activeElement).toBe(code));
  });

  it('given up, the old one goes on working', async () => {
    await open();
    await toCheck();
    await user.click(await button('Cancel'));
    const asked = within(await screen.findByRole('alertdialog'));
    expect(asked.getByText(/The old recovery key keeps working/)).toBeTruthy();
    await user.click(asked.getByRole('button', { name: 'Stop here' }));
    await heading('Recovery key for Demo home');
    expect(called('confirmRecoveryKey')).toEqual([]);
    expect(called('cancelRecoveryKey')).toHaveLength(1);
  });

  it('left and come back to, it is still there to be kept', async () => {
    await open();
    await toKey();
    await user.click((await screen.findAllByRole('button', { name: 'Security' })).at(-1) as HTMLElement);
    await user.click(await button('Replace: Recovery key for Demo home'));
    await heading('Your new recovery key');
    expect(await screen.findByText('K7QM')).toBeTruthy();
  });

  it('where the answer is lost, both are kept, and the same group once more tells', async () => {
    await open();
    const { field, right } = await toCheck();
    program.keys.losesAnswers = true;
    await user.type(field, `${right}{Enter}`);
    expect(await screen.findByText(/don’t know whether the recovery key was replaced/)).toBeTruthy();
    expect(screen.getByText(/^One of the two keys works/)).toBeTruthy();
    await user.click(await button('Cancel'));
    const asked = within(await screen.findByRole('alertdialog'));
    expect(asked.getByText(/^It is not known which of the two keys works/)).toBeTruthy();
    await user.click(asked.getByRole('button', { name: 'Continue' }));
    program.keys.losesAnswers = false;
    expect(field.value).toBe(right);
    await user.click(await button('Use the new key'));
    await heading('The old recovery key no longer works');
  });

  it('one that took too long, or that another computer overtook, does not work, and that is said', async () => {
    await open();
    await toKey();
    program.connect('demo', { recoveryKey: news('replaced') });
    expect(await screen.findByText(/^It took too long, or something about how you sign in/)).toBeTruthy();
    await toKey();
    program.connect('demo', {
      recoveryKey: { news: null, newKey: null },
      session: { state: 'reset', reset: reset('global_reset', { postponed: true }) },
    });
    expect(await screen.findByText(/^You were signed out in between/)).toBeTruthy();
  });
});

describe('what was heard of it', () => {
  const said: Record<KeyNews, RegExp> = {
    replaced: /^Made on /,
    seen: /^Someone has seen it: you said so on /,
    unseen: /^Nobody else has seen it: you said so on /,
    used: /^It was used on /,
  };

  it('is said, each in words of its own', async () => {
    await open();
    expect(screen.getByText('As far as we know, nobody else has seen it.')).toBeTruthy();
    for (const what of ['replaced', 'seen', 'unseen', 'used'] as const) {
      program.connect('demo', { recoveryKey: news(what) });
      expect(await screen.findByText(said[what])).toBeTruthy();
    }
  });

  it('the owner says that somebody has seen it, and takes it back', async () => {
    await open();
    await user.click(await button('Someone has seen it'));
    expect(await screen.findByText(said.seen)).toBeTruthy();
    await user.click(await button('Nobody has seen it'));
    expect(await screen.findByText(said.unseen)).toBeTruthy();
    expect(called('sayRecoveryKeySeen').map(([, , seen]) => seen)).toEqual([true, false]);
  });

  it('stands in the checklist while there is something to do, and leads here', async () => {
    const at = Date.parse('2026-11-03T10:00:00');
    const line = (what: KeyNews): CheckupItem => ({
      subject: { about: 'recovery_key', connection: 'demo', news: { what, at } },
      state: 'to_do',
      action: { act: 'show_recovery_key', connection: 'demo' },
    });
    await start({ recoveryKey: news('used') }, [...checkup(), line('used')]);
    const list = within(await screen.findByRole('list', { name: 'Checklist' }));
    expect(list.getByText('You’ve used it. If someone may have seen it, make a new one.')).toBeTruthy();
    program.push({ section: 'checkup', items: [...checkup(), line('seen')] });
    expect(await list.findByText('Someone has seen it. Make a new one.')).toBeTruthy();
    await user.click(await button('Replace: Recovery key for Demo home'));
    await heading('Recovery key for Demo home');
  });

  it('signed out, there is a way in and nothing to press', async () => {
    await open();
    const out = connection({ session: { state: 'signed_out' } });
    program.push({
      section: 'connections',
      connections: [out, connection({ id: 'own', name: 'Elm Street' })],
    });
    expect(await screen.findByText(/^Sign in to manage your recovery key for Demo home/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Make a new one' })).toBeNull();
  });
});
