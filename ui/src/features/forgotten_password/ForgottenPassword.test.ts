import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event';
import { tick } from 'svelte';
import { beforeEach, describe, expect, it } from 'vitest';

import App from '../../app/App.svelte';
import { home } from '../../app/home.svelte';
import { navigation } from '../../app/navigation.svelte';
import { useBackend, type ConnectionView, type PasswordRecoveryView } from '../../backend';
import { connection, fail, GROUPS, Pretend, reset, snapshot } from '../../backend/pretend';
import { CODE, RECOVERY_CODES } from '../../backend/pretend-two-factor';
import { cameIn } from '../two_factor/came-in.svelte';
import { cameBack } from './came-back.svelte';
import { OPEN_FOR } from './waits';

const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });
let program: Pretend;

const HOUR = 3_600_000;
const ON = { state: 'on', since: Date.now() - 60_000, recovery_codes_left: 10 } as const;
const KEY = GROUPS.join(' ').toLowerCase();

const button = (name: string | RegExp) => screen.findByRole('button', { name });
const heading = (name: string | RegExp) => screen.findByRole('heading', { name });
const field = (name: string | RegExp) => screen.findByLabelText<HTMLInputElement>(name);
const called = (name: string) => program.calls.filter(([call]) => call === name);

beforeEach(() => {
  cameBack.answered();
  cameIn.answered();
});

async function open(more: Partial<ConnectionView> = {}) {
  program = new Pretend(
    snapshot({ connections: [connection({ session: { state: 'signed_out' }, ...more })] }),
  );
  useBackend(program);
  render(App);
  await waitFor(() => expect(home.ready).toBe(true));
  await tick();
}

async function atSignIn(more: Partial<ConnectionView> = {}) {
  await open(more);
  navigation.toPorch({ step: 'sign_in', connection: 'demo' });
  await heading('Sign in to the demo home');
}

async function forgets(more: Partial<ConnectionView> = {}) {
  await atSignIn(more);
  await user.click(await button('Forgot your password?'));
  await heading('Forgot your password?');
}

async function shows(key: string) {
  await user.clear(await field('Recovery key'));
  await user.type(await field('Recovery key'), `${key}{Enter}`);
}

/** With two-factor on, to the new password. */
async function comesToChoose() {
  await forgets({ twoFactor: ON });
  await shows(KEY);
  await user.type(await field('Six-digit code'), CODE);
  await heading('Choose your new password');
}

async function chooses(next = 'nine geese over the mill pond') {
  await user.type(await field('New password'), next);
  await user.type(await field('Repeat the new password'), next);
  const use = await button('Use this password');
  await waitFor(() => expect(use).toHaveProperty('disabled', false));
  await user.click(use);
}

const waits = (from: number): { passwordRecovery: PasswordRecoveryView } => ({
  passwordRecovery: { state: 'waits', email: 'ada@porch.example', available_at: from },
});

describe('the way there', () => {
  it('is by the password, and takes the address along that was typed', async () => {
    await atSignIn();
    await user.clear(await field('E-mail address'));
    await user.type(await field('E-mail address'), 'ada@porch.example');
    await user.click(await button('Forgot your password?'));
    await heading('Forgot your password?');
    expect((await field('E-mail address')).value).toBe('ada@porch.example');
    expect(document.activeElement).toBe(await field('Recovery key'));
    await user.click(await button('Back'));
    await heading('Sign in to the demo home');
    expect((await field('E-mail address')).value).toBe('ada@porch.example');
  });

  it('is not there where no recovery key leads to a new password', async () => {
    await atSignIn({ passwordRecovery: null });
    expect(screen.queryByRole('button', { name: 'Forgot your password?' })).toBeNull();
  });

  it('who has no recovery key reads what is left', async () => {
    await forgets({ createsAccounts: true });
    await user.click(screen.getByText('I don’t have my recovery key'));
    expect(screen.getByText(/^Then nobody can set a new password/)).toBeTruthy();
    await user.click(await button('Create an account instead'));
    expect(navigation.porch).toEqual({ step: 'create', connection: 'demo' });
  });

  it('nothing is asked before address and key are there', async () => {
    await forgets({ email: '' });
    await user.click(await button('Continue'));
    expect(document.activeElement).toBe(await field('E-mail address'));
    await user.type(await field('E-mail address'), 'ada@porch.example');
    await user.click(await button('Continue'));
    expect(document.activeElement).toBe(await field('Recovery key'));
    expect(called('beginPasswordRecovery')).toEqual([]);
  });
});

describe('the recovery key', () => {
  it('a wrong one stays in its field to be corrected', async () => {
    await forgets();
    await shows('K7QM 2XHT');
    expect(await screen.findByText(/^This isn’t this account’s recovery key/)).toBeTruthy();
    expect(screen.getByText(/check the e-mail address again/)).toBeTruthy();
    const key = await field('Recovery key');
    expect(key.value).toBe('K7QM 2XHT');
    await waitFor(() => expect(document.activeElement).toBe(key));
  });

  it('given up while it is looked at, nothing comes of it, and it can be shown again at once', async () => {
    await forgets();
    program.thinking = 60_000;
    await shows(KEY);
    await screen.findByText('Checking the recovery key…');
    await user.click(await button('Cancel'));
    expect(called('cancelPasswordRecovery')).toHaveLength(1);
    program.thinking = 0;
    await user.click(await button('Continue'));
    await heading('You now have to wait a day');
  });
});

describe('where two-factor is on', () => {
  it('a code leads to the new password, and the owner is in', async () => {
    await comesToChoose();
    expect(called('beginPasswordRecovery')).toEqual([
      ['beginPasswordRecovery', 'demo', 'demo@porchlight.example', KEY],
    ]);
    await chooses();
    await heading('Cameras');
    expect(called('chooseRecoveredPassword')).toEqual([
      ['chooseRecoveredPassword', 'demo', 'nine geese over the mill pond', []],
    ]);
    await user.click(await button('Make a new recovery key'));
    await heading('Recovery key for Demo home');
    expect(screen.queryByText(/You’ve used your recovery key/)).toBeNull();
  });

  it('a wrong code may be repeated, and the recovery key does not stand in for it', async () => {
    await forgets({ twoFactor: ON });
    await shows(KEY);
    await user.type(await field('Six-digit code'), '123456');
    expect(await screen.findByText(/^That code isn’t right/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Use the recovery key' })).toBeNull();
    await user.type(await field('Six-digit code'), CODE);
    await heading('Choose your new password');
    expect(called('beginPasswordRecovery')).toHaveLength(1);
  });

  it('after a recovery code the owner is asked about the key first, and about the phone then', async () => {
    await forgets({ twoFactor: ON });
    await shows(KEY);
    await user.click(await button('Use a recovery code'));
    await user.type(await field('Recovery code'), `${RECOVERY_CODES[0]}{Enter}`);
    await heading('Choose your new password');
    await chooses();
    await screen.findByText('Your password was changed.');
    expect(screen.queryByText(/You used a recovery code/)).toBeNull();
    await user.click(await button('Later'));
    await screen.findByText(/You used a recovery code/);
  });

  it('given up, it begins anew with the recovery key', async () => {
    await forgets({ twoFactor: ON });
    await shows(KEY);
    await field('Six-digit code');
    await user.click(await button('Cancel'));
    await heading('Forgot your password?');
    expect(called('cancelPasswordRecovery')).toHaveLength(1);
    expect(screen.queryByText(/took too long/)).toBeNull();
  });

  it('a key that was replaced meanwhile is said where it is typed', async () => {
    await forgets({ twoFactor: ON });
    await shows(KEY);
    program.refuse.giveRecoveryFactor = fail('recovery_key_wrong');
    await user.type(await field('Six-digit code'), CODE);
    await heading('Forgot your password?');
    expect(await screen.findByText(/^This isn’t this account’s recovery key/)).toBeTruthy();
  });
});

describe('where two-factor is off', () => {
  it('a day passes: the owner reads why and until when, and it stands by the sign-in', async () => {
    await forgets();
    await shows(KEY);
    await heading('You now have to wait a day');
    const back = await button('Back');
    await waitFor(() => expect(document.activeElement).toBe(back));
    await screen.findByText(/^Come back on \w+day,? \d+ \w+ \d{4} at \d\d:\d\d with your recovery key\.$/);
    await user.click(back);
    await screen.findByText(/^You can choose a new password from \w+day/);
    await user.click(await button('Read more'));
    await heading('You now have to wait a day');
  });

  it('on a computer where nobody has signed in yet, it is kept, and led to from the first screen', async () => {
    await atSignIn({ email: '', ...waits(Date.now() + HOUR) });
    await user.click(await button('Back'));
    expect(called('forgetConnection')).toEqual([]);
    await user.click(await button(/^Sign in to Demo home/));
    await screen.findByText(/^You can choose a new password from/);
  });

  it('given up, the sign-in says nothing of it any more', async () => {
    await atSignIn(waits(Date.now() + HOUR));
    await user.click(await button('Read more'));
    await user.click(await button('Cancel the reset'));
    await heading('Sign in to the demo home');
    await waitFor(() => expect(screen.queryByText(/^You can choose a new password/)).toBeNull());
    expect(called('cancelPasswordRecovery')).toHaveLength(1);
  });

  it('after the day the key is asked for once more, for the address that it was about', async () => {
    await atSignIn(waits(Date.now() - HOUR));
    await screen.findByText(/^You can choose your new password now/);
    await user.click(await button('Continue'));
    await heading('Forgot your password?');
    expect((await field('E-mail address')).value).toBe('ada@porch.example');
    await shows(KEY);
    await heading('Choose your new password');
  });

  it('after the day, giving up what is looked at does not cost the day', async () => {
    await forgets(waits(Date.now() - HOUR));
    program.thinking = 60_000;
    await shows(KEY);
    await user.click(await button('Cancel'));
    await screen.findByText(/^You can choose your new password now/);
    await user.click(await button('Back'));
    await screen.findByText(/^You can choose your new password now/);
  });

  it('after a week it begins anew', async () => {
    await atSignIn(waits(Date.now() - OPEN_FOR - HOUR));
    expect(screen.queryByText(/^You can choose/)).toBeNull();
    await user.click(await button('Forgot your password?'));
    await screen.findByText(/^The seven days to choose/);
  });

  it('a service whose clock is behind ours says when, and is believed', async () => {
    await forgets(waits(Date.now() - 60_000));
    const available_at = Date.now() - 1_000;
    program.beginPasswordRecovery = async () => {
      program.connect('demo', waits(available_at));
      return { step: 'waits', available_at };
    };
    await shows(KEY);
    await heading('You now have to wait a day');
  });
});

describe('the choice', () => {
  it('signs out all computers but those that the owner ticks', async () => {
    await comesToChoose();
    const kitchen = await screen.findByRole('checkbox', { name: /^Kitchen laptop/ });
    expect(kitchen).toHaveProperty('checked', false);
    await user.click(kitchen);
    await chooses();
    await heading('Cameras');
    expect(program.recovery.kept).toEqual(['kitchen']);
  });

  it('a password that has leaked is refused, and nothing typed is lost', async () => {
    await comesToChoose();
    program.refuse.chooseRecoveredPassword = fail('password_breached');
    await chooses();
    await screen.findByText(/has appeared/);
    expect((await field('New password')).value).toBe('nine geese over the mill pond');
    await heading('Choose your new password');
  });

  it('where the answer is lost, it is asked for again, and nothing else can be typed', async () => {
    await comesToChoose();
    program.recovery.losesAnswers = true;
    await chooses();
    await screen.findByText(/we don’t know whether your password was changed/);
    expect((await field('New password')).readOnly).toBe(true);
    expect(screen.queryByRole('button', { name: 'Cancel' })).toBeNull();
    program.recovery.losesAnswers = false;
    await user.click(await button('Check again'));
    await heading('Cameras');
  });

  it('stopped from another computer, it is said, and begins with the recovery key', async () => {
    await comesToChoose();
    program.refuse.chooseRecoveredPassword = fail('recovery_over');
    program.recovery.lapse('demo');
    await heading('Forgot your password?');
    await screen.findByText(/^One of your computers stopped it, it took too long/);
    await waitFor(async () => expect(document.activeElement).toBe(await field('Recovery key')));
  });

  it('stopped while it was sent, the same is said once', async () => {
    await comesToChoose();
    program.chooseRecoveredPassword = async () => {
      program.recovery.lapse('demo');
      throw fail('recovery_over');
    };
    await chooses();
    await heading('Forgot your password?');
    expect(await screen.findAllByText(/^One of your computers stopped it/)).toHaveLength(1);
  });

  it('in force without a sign-in, the owner signs in with it', async () => {
    await comesToChoose();
    program.recovery.signsIn = false;
    await chooses();
    await heading('Sign in to the demo home');
    await screen.findByText('Your password was changed. Sign in with the new one.');
    expect(cameBack.last).toBeNull();
  });

  it('left and come back to, it goes on', async () => {
    await comesToChoose();
    navigation.toPorch({ step: 'sign_in', connection: 'demo' });
    await screen.findByText('You were about to choose a new password.');
    await user.click(await button('Continue'));
    await heading('Choose your new password');
  });
});

describe('after a reset', () => {
  const OUT = { session: { state: 'reset', reset: reset('global_reset') } } as const;

  async function layer(more: Partial<ConnectionView> = {}) {
    await open({ ...OUT, twoFactor: ON, ...more });
    return within(await screen.findByRole('dialog'));
  }

  it('the layer leads to the new password, and the owner goes on where they were', async () => {
    const over = await layer();
    await user.click(await over.findByRole('button', { name: 'Forgot your password?' }));
    expect(over.getByLabelText('E-mail address')).toHaveProperty('value', 'demo@porchlight.example');
    await waitFor(() => expect(document.activeElement).toBe(over.getByLabelText('Recovery key')));
    await user.type(over.getByLabelText('Recovery key'), `${KEY}{Enter}`);
    await user.type(await over.findByLabelText('Six-digit code'), CODE);
    await over.findByRole('heading', { name: 'Choose your new password' });
    await chooses();
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await screen.findByText('Your password was changed.');
    expect(navigation.porch).toBeNull();
  });

  it('another address that was typed in the layer goes along', async () => {
    const over = await layer();
    await user.type(await over.findByLabelText(/^Password for/), 'wrong{Enter}');
    await user.click(await over.findByRole('button', { name: 'My e-mail address has changed' }));
    const address = await over.findByLabelText('E-mail address');
    await user.clear(address);
    await user.type(address, 'ada@porch.example');
    await user.click(await over.findByRole('button', { name: 'Forgot your password?' }));
    expect(over.getByLabelText('E-mail address')).toHaveProperty('value', 'ada@porch.example');
  });

  it('back is back to the password', async () => {
    const over = await layer();
    await user.click(await over.findByRole('button', { name: 'Forgot your password?' }));
    await user.click(await over.findByRole('button', { name: 'Back' }));
    const password = await over.findByLabelText(/^Password for/);
    await waitFor(() => expect(document.activeElement).toBe(password));
  });

  it('a day that passes stands in the layer', async () => {
    const over = await layer({ twoFactor: { state: 'off' }, ...waits(Date.now() + HOUR) });
    await over.findByText(/^You can choose a new password from/);
  });
});

describe('somebody else’s', () => {
  async function alarm(available_at = Date.now() + 24 * HOUR) {
    program = new Pretend(snapshot({ alerts: { unread: 1, change: 0 } }));
    program.alertList = [
      {
        id: 'a',
        connection: 'demo',
        at: Date.now() - 60_000,
        kind: { type: 'recovery_activated', available_at },
        read: false,
      },
    ];
    useBackend(program);
    render(App);
    await waitFor(() => expect(home.ready).toBe(true));
    navigation.go({ screen: 'alerts' });
    await heading('Someone is setting a new password with your recovery key');
  }

  it('is stopped from the alert, which leads on to another recovery key', async () => {
    await alarm();
    await screen.findByText(/It can take effect from \w+day/);
    await user.click(await button(/^Stop it:/));
    await screen.findByText(/^Stopped\. Whoever it was has your recovery key/);
    expect(called('stopPasswordRecovery')).toEqual([['stopPasswordRecovery', 'demo']]);
    const further = await button('Make a new recovery key');
    await waitFor(() => expect(document.activeElement).toBe(further));
    await user.click(further);
    await heading('Recovery key for Demo home');
  });

  it('that it could not be stopped is said, and it can be tried again', async () => {
    await alarm();
    program.refuse.stopPasswordRecovery = fail('service_unreachable');
    await user.click(await button(/^Stop it:/));
    await waitFor(() =>
      expect(screen.getAllByRole('alert').some((note) => note.textContent.trim() !== '')).toBe(true),
    );
    expect(await button(/^Stop it:/)).toHaveProperty('disabled', false);
    expect(screen.queryByText(/^Stopped\./)).toBeNull();
  });

  it('with two-factor on it takes a code and no day', async () => {
    await alarm(Date.now() - 60_000 * 2);
    await screen.findByText(/With a code as well, it takes effect immediately/);
  });
});
