import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event';
import { tick } from 'svelte';
import { describe, expect, it } from 'vitest';

import App from '../../app/App.svelte';
import { home } from '../../app/home.svelte';
import { navigation } from '../../app/navigation.svelte';
import { useBackend } from '../../backend';
import { connection, fail, Pretend, snapshot } from '../../backend/pretend';

const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });
let program: Pretend;

const OLD = 'lamp-on-the-porch';
const NEW = 'nine geese over the mill pond';
const button = (name: string | RegExp) => screen.findByRole('button', { name });
const field = (label: string) => screen.findByLabelText<HTMLInputElement>(label);
const called = (name: string) => program.calls.filter(([call]) => call === name);
const changes = async () => (await button('Change password')) as HTMLButtonElement;

async function open(state = snapshot(), prepare: (program: Pretend) => void = () => undefined) {
  program = new Pretend(state);
  prepare(program);
  useBackend(program);
  render(App);
  await waitFor(() => expect(home.ready).toBe(true));
  await tick();
  await user.click(await button('Security'));
  await user.click(await button('Change: Password at Demo home'));
}

async function typeAll(old = OLD, next = NEW) {
  await user.type(await field('Current password'), old);
  await user.type(await field('New password'), next);
  await user.type(await field('Repeat the new password'), next);
}

describe('changing the password', () => {
  it('says what it changed and what is as before, and keeps nothing that was typed', async () => {
    await open();
    await typeAll();
    await user.click(await changes());
    expect(await screen.findByText('Your password was changed.')).toBeTruthy();
    expect(screen.getByText(/Only this computer is still signed in/)).toBeTruthy();
    expect(screen.getByText(/your linked services and your recovery key are unchanged/)).toBeTruthy();
    expect(called('changePassword')).toEqual([['changePassword', 'demo', OLD, NEW, null, true]]);
    for (const label of ['Current password', 'New password', 'Repeat the new password']) {
      expect((await field(label)).value).toBe('');
    }
    expect(document.activeElement?.textContent).toBe('Password at Demo home');
  });

  it('leaves the other computers alone when the owner wants that', async () => {
    await open(undefined, (program) => (program.breach = { breach: 'not_checked' }));
    await user.click(screen.getByRole('checkbox', { name: /Sign out my other computers/ }));
    await typeAll();
    await user.click(await changes());
    expect(await screen.findByText(/All computers stay signed in/)).toBeTruthy();
    expect(screen.getByText('We couldn’t check whether this password has leaked.')).toBeTruthy();
    expect(called('changePassword')[0]?.at(-1)).toBe(false);
  });

  it('an owner who would rather not think of one is offered six words, and types them once more', async () => {
    await open();
    expect(called('suggestPassphrase')).toEqual([]);
    await user.type(await field('Current password'), OLD);
    await user.click(await button('Suggest a passphrase'));
    const words = 'lantern orbit velvet cousin hazard tuna';
    expect(await screen.findByText(words)).toBeTruthy();
    expect(screen.getByText(/^Chosen at random: 66 bits/)).toBeTruthy();
    expect((await field('New password')).value).toBe(words);
    // Only who has a copy of it goes on.
    expect((await changes()).disabled).toBe(true);
    await user.type(await field('Repeat the new password'), words);
    await user.click(await changes());
    expect(called('changePassword')).toEqual([['changePassword', 'demo', OLD, words, null, true]]);
    expect(screen.queryByText(words)).toBeNull();
  });

  it('a suggestion that is changed is not shown as chance’s any more', async () => {
    await open();
    await user.click(await button('Suggest a passphrase'));
    await user.type(await field('New password'), '!');
    await waitFor(() => expect(screen.queryByText(/^Chosen at random/)).toBeNull());
    expect(await button('Suggest a passphrase')).toBeTruthy();
  });

  it('wants both copies the same, and a length', async () => {
    await open();
    await user.type(await field('Current password'), OLD);
    await user.type(await field('New password'), 'short');
    expect(await screen.findByText('3 more characters.')).toBeTruthy();
    expect((await changes()).disabled).toBe(true);
    await user.type(await field('New password'), 'er than before');
    await user.type(await field('Repeat the new password'), 'another');
    expect(await screen.findByText('The two don’t match yet.')).toBeTruthy();
    expect((await changes()).disabled).toBe(true);
  });

  it('says at the field that the current one is wrong, and keeps the new one', async () => {
    await open(undefined, (program) => (program.refuse.changePassword = fail('password_wrong')));
    await typeAll('wrong one');
    await user.click(await changes());
    expect((await screen.findByRole('alert')).textContent).toContain('This isn’t your current password');
    expect((await field('Current password')).getAttribute('aria-invalid')).toBe('true');
    expect((await field('New password')).value).toBe(NEW);
  });

  it('asks for a code once the service wants one', async () => {
    await open(undefined, (program) => (program.refuse.changePassword = fail('factor_needed')));
    await typeAll();
    await user.click(await changes());
    const code = await field('Six-digit code');
    program.refuse = {};
    await user.type(code, '123 456');
    await user.click(await changes());
    await screen.findByText('Your password was changed.');
    expect(called('changePassword').at(-1)?.[4]).toEqual({ kind: 'code', typed: '123456' });
  });

  it('has the field for the code from the start when two-factor is on, and takes a recovery code as well', async () => {
    const twoFactor = { state: 'on', since: 0, recovery_codes_left: 9 } as const;
    await open(snapshot({ connections: [connection({ twoFactor })] }));
    await typeAll();
    expect((await changes()).disabled).toBe(true);
    await user.click(screen.getByRole('button', { name: 'Use a recovery code' }));
    await user.type(await field('Recovery code'), 'K7QM-2V9R-XH4T-8WZN');
    await user.click(await changes());
    await screen.findByText('Your password was changed.');
    const factor = { kind: 'recovery_code', typed: 'K7QM-2V9R-XH4T-8WZN' };
    expect(called('changePassword').at(-1)?.[4]).toEqual(factor);
  });

  it('keeps the choice over a reset, and no password', async () => {
    await open();
    await user.click(screen.getByRole('checkbox', { name: /Sign out my other computers/ }));
    await typeAll();
    program.end('global_reset');
    await tick();
    program.connect('demo', { session: { state: 'active' } });
    await tick();
    for (const label of ['Current password', 'New password', 'Repeat the new password']) {
      expect((await field(label)).value).toBe('');
    }
    const box = screen.getByRole<HTMLInputElement>('checkbox', { name: /Sign out my other computers/ });
    expect(box.checked).toBe(false);
  });

  it('is offered where the service can do it, and only when signed in', async () => {
    await open();
    navigation.go({ screen: 'security' });
    expect(await screen.findByRole('button', { name: /Password at/ })).toBeTruthy();
    program.connect('demo', { changesPassword: false });
    await tick();
    expect(screen.queryByRole('button', { name: /Password at/ })).toBeNull();
    program.connect('demo', { changesPassword: true, session: { state: 'signed_out' } });
    await tick();
    expect(screen.queryByRole('button', { name: /Password at/ })).toBeNull();
  });
});

describe('what is said of a password', () => {
  it('is how strong it is, and at most two things that would help', async () => {
    await open(undefined, (program) => {
      program.passwordAdvice = {
        strength: 'weak',
        objection: null,
        hints: ['own_words', 'more_words', 'capitals'],
      };
    });
    await user.type(await field('New password'), 'frontdoor and more');
    expect(await screen.findByText('Weak.')).toBeTruthy();
    expect(screen.getByText(/It contains one of your own words/)).toBeTruthy();
    expect(screen.getByText(/Another word or two would help/)).toBeTruthy();
    expect(screen.queryByText('Capital letters don’t help much.')).toBeNull();
    // Weak is the owner's affair.
    await user.type(await field('Repeat the new password'), 'frontdoor and more');
    await user.type(await field('Current password'), OLD);
    expect((await changes()).disabled).toBe(false);
  });

  it('is asked for after a pause, not at each keystroke', async () => {
    await open();
    await user.type(await field('New password'), NEW);
    await screen.findByText('Good.');
    const asked = called('advisePassword');
    expect(asked.length).toBeLessThan(NEW.length);
    expect(asked.at(-1)).toEqual(['advisePassword', 'demo', '', NEW]);
  });

  it('is why it will be refused', async () => {
    await open(undefined, (program) => {
      program.passwordAdvice = { strength: 'very_weak', objection: 'common', hints: ['common_password'] };
    });
    await user.type(await field('New password'), 'iloveyou');
    expect(await screen.findByText(/one of the first passwords/)).toBeTruthy();
    expect((await field('New password')).getAttribute('aria-invalid')).toBe('true');
    expect((await changes()).disabled).toBe(true);
  });

  it('is whether it has leaked, when the owner leaves the field, once', async () => {
    await open(undefined, (program) => (program.breach = { breach: 'found', times: 37 }));
    await user.type(await field('New password'), NEW);
    await screen.findByText('Good.');
    expect(called('lookUpPassword')).toEqual([]);
    await user.tab();
    expect(await screen.findByText(/has appeared 37 times/)).toBeTruthy();
    await user.click(await field('New password'));
    await user.tab();
    expect(called('lookUpPassword')).toHaveLength(1);
    expect((await changes()).disabled).toBe(true);
    await user.type(await field('New password'), ' again');
    await waitFor(() => expect(screen.queryByText(/has appeared/)).toBeNull());
  });

  it('is that nobody could be asked, which holds nothing up', async () => {
    await open(undefined, (program) => (program.refuse.lookUpPassword = fail('not_now')));
    await typeAll();
    expect(await screen.findByText(/We couldn’t check/)).toBeTruthy();
    expect((await changes()).disabled).toBe(false);
  });

  it('is said for a new account as well, with its address', async () => {
    const nowhere = connection({
      id: 'own',
      session: { state: 'signed_out' },
      email: '',
      createsAccounts: true,
    });
    program = new Pretend(snapshot({ connections: [nowhere] }));
    program.passwordAdvice = { strength: 'very_weak', objection: 'own_word', hints: [] };
    useBackend(program);
    render(App);
    navigation.toPorch({ step: 'create', connection: 'own' });
    await user.type(await screen.findByLabelText('E-mail address'), 'grace.lindqvist@example.org');
    await user.type(await field('Password'), 'lindqvist');
    expect(await screen.findByText(/People who know you would try this/)).toBeTruthy();
    const asked = called('advisePassword').at(-1);
    expect(asked).toEqual(['advisePassword', 'own', 'grace.lindqvist@example.org', 'lindqvist']);
    navigation.toPorch(null);
  });
});
