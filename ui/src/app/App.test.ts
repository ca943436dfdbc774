import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event';
import { tick } from 'svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { type Registration, useBackend } from '../backend';
import { calls, camera, connection, fail, Pretend, reset, snapshot, WELL } from '../backend/pretend';
import App from './App.svelte';
import { home } from './home.svelte';
import { navigation } from './navigation.svelte';

// Whether the page takes clicks while a dialog closes is for the real window's tests: here it hangs on a timer.
const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });
let program: Pretend;

async function open(state = snapshot()) {
  program = new Pretend(state);
  useBackend(program);
  render(App);
  await waitFor(() => expect(home.ready).toBe(true));
  await tick();
}

const button = (name: string | RegExp) => screen.findByRole('button', { name });
const called = (name: string) => program.calls.filter(([call]) => call === name);

describe('renaming in place', () => {
  beforeEach(() => open());

  it('Enter saves, and the toast can take it back', async () => {
    await user.click(await button('Rename Front door'));
    const field = await screen.findByRole('textbox', { name: 'Name of Front door' });
    await user.clear(field);
    await user.type(field, 'Street door{Enter}');
    expect(await screen.findByRole('heading', { name: 'Street door' })).toBeTruthy();
    await user.click(await button('Undo'));
    expect(await screen.findByRole('heading', { name: 'Front door' })).toBeTruthy();
  });

  it('Escape restores the old name and asks nothing of the program', async () => {
    await user.click(await button('Rename Front door'));
    await user.type(await screen.findByRole('textbox', { name: 'Name of Front door' }), ' of mine{Escape}');
    expect(screen.getByRole('heading', { name: 'Front door' })).toBeTruthy();
    expect(called('renameCamera')).toEqual([]);
    expect(document.activeElement).toBe(await button('Rename Front door'));
  });

  it('F2 opens the field of the camera that has the focus', async () => {
    (await button('Open Garage')).focus();
    await user.keyboard('{F2}');
    expect(document.activeElement).toBe(await screen.findByRole('textbox', { name: 'Name of Garage' }));
  });

  it('a refused name stays in the field, with the reason and the count under it', async () => {
    await user.click(await button('Rename Garage'));
    const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Name of Garage' });
    await user.clear(field);
    await user.type(field, `${'g'.repeat(41)}{Enter}`);
    expect(await screen.findByText(/can have 40 characters at most/)).toBeTruthy();
    expect(screen.getByText('41 of 40')).toBeTruthy();
    expect(field.value).toHaveLength(41);
  });

  it('a half-typed name survives the re-login layer', async () => {
    await user.click(await button('Rename Back garden'));
    const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Name of Back garden' });
    await user.clear(field);
    await user.type(field, 'Back gar');
    program.end('global_reset');

    const layer = await screen.findByRole('dialog', {
      name: 'You were signed out, and so was everyone else',
    });
    expect(within(layer).getByText(/“Back gar” is safe/)).toBeTruthy();
    await user.type(within(layer).getByLabelText(/^Password for/), 'lamp');
    await user.click(within(layer).getByRole('button', { name: 'Sign in again' }));

    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(field.isConnected).toBe(true);
    expect(field.value).toBe('Back gar');
  });

  it('a half-typed name survives another screen', async () => {
    await user.click(await button('Rename Garage'));
    await user.type(await screen.findByRole('textbox', { name: 'Name of Garage' }), ' door');
    await user.click(await button('Settings'));
    await user.click(await button('Cameras'));
    expect((await screen.findByRole<HTMLInputElement>('textbox', { name: 'Name of Garage' })).value).toBe(
      'Garage door',
    );
  });

  it('markup in a name is only text', async () => {
    program.push({
      section: 'cameras',
      upserts: [camera('x', { nickname: '<img src=x onerror=alert(1)>' })],
      removals: [],
    });
    expect(await screen.findByRole('heading', { name: '<img src=x onerror=alert(1)>' })).toBeTruthy();
    expect(document.querySelector('img')).toBeNull();
  });
});

describe('conflicts', () => {
  it('both names are on the buttons, and the choice is sent', async () => {
    const edit = { state: 'conflict', theirs: 'Street', their_room: null } as const;
    await open(
      snapshot({
        connections: [connection({ conflicts: 1 })],
        cameras: [camera('front', { nickname: 'Front door', edit })],
        status: calls({ act: 'decide_edits' }, { detail: 'conflicts', count: 1 }),
      }),
    );
    expect(screen.getByText('Something needs your attention.')).toBeTruthy();
    expect(screen.getByText(/1 name was also changed on another computer/)).toBeTruthy();
    expect(await button('Keep “Front door”')).toBeTruthy();
    await user.click(await button('Use “Street”'));
    expect(called('resolveConflict')[0]?.[2]).toBe('theirs');
    expect(await screen.findByRole('heading', { name: 'Street' })).toBeTruthy();
    program.push({ section: 'status', status: WELL });
    expect(await screen.findByText('All is well.')).toBeTruthy();
  });
});

describe('the re-login layer', () => {
  const ended = (reason: Parameters<typeof reset>[0]) =>
    open(
      snapshot({
        connections: [connection({ waitingEdits: 1, session: { state: 'reset', reset: reset(reason) } })],
      }),
    );

  it('an owner who did not sign this computer out is led on from the layer to all that is left', async () => {
    await ended('revoked_elsewhere');
    const layer = within(await screen.findByRole('dialog'));
    await user.click(layer.getByRole('button', { name: 'That wasn’t me' }));
    expect(called('reportNotMe')).toEqual([['reportNotMe', 'demo']]);
    const steps = within(await layer.findByRole('list', { name: 'Steps' }));
    expect(steps.getAllByRole('listitem')).toHaveLength(4);
    expect(layer.queryByRole('button', { name: 'That wasn’t me' })).toBeNull();
    await user.type(layer.getByLabelText(/^Password for/), 'lamp{Enter}');
    expect(await screen.findByRole('heading', { name: 'Only you at Demo home' })).toBeTruthy();
    navigation.go({ screen: 'cameras' });
  });

  it('an owner whose account is gone is not asked to sign in, and can remove it', async () => {
    await ended('account_deleted');
    const layer = within(await screen.findByRole('dialog'));
    expect(layer.queryByRole('button', { name: 'Sign in again' })).toBeNull();
    await user.click(layer.getByRole('button', { name: 'Remove Demo home' }));
    const question = within(await screen.findByRole('alertdialog'));
    expect(question.getByText(/1 change was never sent and will be lost/)).toBeTruthy();
    await user.click(question.getByRole('button', { name: 'Remove' }));
    expect(called('forgetConnection')).toEqual([['forgetConnection', 'demo']]);
    expect(await screen.findByRole('heading', { name: 'Know that all is well at home.' })).toBeTruthy();
  });

  it('a wrong password is said in the layer, and the field is empty again', async () => {
    await ended('global_reset');
    const layer = await screen.findByRole('dialog');
    const field = within(layer).getByLabelText<HTMLInputElement>(/^Password for/);
    await user.type(field, 'wrong{Enter}');
    expect(await within(layer).findByText(/^The password isn’t right/)).toBeTruthy();
    expect(field.value).toBe('');
  });

  it('Later folds it into a bar that brings it back', async () => {
    await ended('expired');
    await user.click(await button('Later'));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.getByText('You’re signed out of Demo home.', { selector: 'strong' })).toBeTruthy();
    await user.click(await button('Sign in'));
    expect(await screen.findByRole('dialog', { name: 'Sign in to continue' })).toBeTruthy();
  });

  it('a deleted account asks for no password', async () => {
    await ended('account_deleted');
    const layer = await screen.findByRole('dialog', { name: 'This account was deleted' });
    expect(layer.querySelector('input')).toBeNull();
    expect(within(layer).getByRole('button', { name: 'Close' })).toBeTruthy();
  });

  it('speaks for one connection at a time', async () => {
    const session = { state: 'reset', reset: reset('expired') } as const;
    await open(
      snapshot({
        connections: [connection({ session }), connection({ id: 'own', name: 'Elm Street', session })],
      }),
    );
    expect(await screen.findAllByRole('dialog')).toHaveLength(1);
    expect(screen.getByText('One more after this.')).toBeTruthy();
  });
});

describe('the porch', () => {
  const outside = () => open(snapshot({ connections: [], cameras: [] }));

  it('leads a newcomer into the demo home', async () => {
    await outside();
    await user.click(await button(/^Try the demo home/));
    await user.click(await button('Fill in'));
    await user.click(await button('Sign in'));
    expect(await screen.findByRole('heading', { name: 'Cameras' })).toBeTruthy();
    expect(called('signIn')[0]).toEqual(['signIn', 'demo', 'demo@porchlight.example', 'k7qm-2v9r-xh4t-8wzn']);
  });

  it('lets an owner choose the language before signing in', async () => {
    await outside();
    await user.selectOptions(await screen.findByLabelText('Language'), 'Italiano');
    await user.click(await button(/^Visita la casa di prova/));
    expect(await screen.findByRole('heading', { name: 'Accedi alla casa di prova' })).toBeTruthy();
    await user.selectOptions(screen.getByLabelText('Lingua'), 'English');
    expect(await screen.findByRole('heading', { name: 'Sign in to the demo home' })).toBeTruthy();
  });

  it('keeps the e-mail address but not the password after a wrong one', async () => {
    await outside();
    await user.click(await button(/^Try the demo home/));
    await user.type(await screen.findByLabelText('E-mail address'), 'ada@example.org');
    await user.type(screen.getByLabelText('Password'), 'wrong{Enter}');
    expect(await screen.findByText(/password isn’t right/)).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>('E-mail address').value).toBe('ada@example.org');
    expect(screen.getByLabelText<HTMLInputElement>('Password').value).toBe('');
  });

  const toANewAccount = async (takes: Registration) => {
    await outside();
    program.takes = takes;
    await user.click(await button(/^Create an account/));
    await user.type(await screen.findByLabelText('Service address'), 'porch.example.org{Enter}');
  };

  it('says that a service takes no new accounts before anything is typed', async () => {
    await toANewAccount('closed');
    expect(await screen.findByRole('heading', { name: 'Elm Street isn’t taking new accounts' })).toBeTruthy();
    expect(screen.queryByLabelText('E-mail address')).toBeNull();
    await user.click(await button('Sign in'));
    expect(await screen.findByRole('heading', { name: 'Sign in to Elm Street' })).toBeTruthy();
  });

  it('asks for the invitation where a service wants one, and says what is wrong with it', async () => {
    await toANewAccount('invitation');
    program.refuse.prepareAccount = fail('invitation_invalid');
    await user.type(await screen.findByLabelText('E-mail address'), 'ada@example.org');
    await user.type(screen.getByLabelText('Password'), 'four unrelated words');
    await user.type(screen.getByLabelText('Repeat the password'), 'four unrelated words');
    expect((await button('Continue')).hasAttribute('disabled')).toBe(true);
    await user.type(screen.getByLabelText('Invitation'), ' K7QM-2V9R-XH4T-8WZN{Enter}');
    expect(await screen.findByText(/This invitation doesn’t work/)).toBeTruthy();
    expect(called('prepareAccount')[0]?.[4]).toBe('K7QM-2V9R-XH4T-8WZN');
  });

  it('creates an account only after a group of the recovery key was typed back', async () => {
    await outside();
    await user.click(await button(/^Create an account/));
    await user.type(await screen.findByLabelText('Service address'), 'porch.example.org{Enter}');
    await user.type(await screen.findByLabelText('E-mail address'), 'ada@example.org');
    await user.type(screen.getByLabelText('Password'), 'four unrelated words');
    await user.type(screen.getByLabelText('Repeat the password'), 'four unrelated words{Enter}');
    const key = await screen.findByRole('list', { name: 'Recovery key, eight groups' });
    const groups = within(key)
      .getAllByRole('listitem')
      .map((item) => item.textContent);
    expect(groups).toHaveLength(8);

    await user.click(await button('I’ve saved it'));
    const field = await screen.findByLabelText<HTMLInputElement>(/^Group \d$/);
    const asked = Number(screen.getByText(/^Group \d$/).textContent?.slice(-1)) - 1;
    await user.type(field, 'WRONG{Enter}');
    expect(await screen.findByText(/That isn’t the group we asked for/)).toBeTruthy();
    await user.clear(field);
    await user.type(field, `${groups[asked]}{Enter}`);
    expect(await screen.findByRole('heading', { name: 'Cameras' })).toBeTruthy();
  });
});

describe('the lock', () => {
  it('a start says that it is opening only when that takes noticeably long', async () => {
    vi.useFakeTimers();
    try {
      useBackend(new Pretend(snapshot({ protection: { state: 'opening' } })));
      render(App);
      await vi.advanceTimersByTimeAsync(200);
      expect(home.protection.state).toBe('opening');
      expect(screen.queryByRole('heading')).toBeNull();
      await vi.advanceTimersByTimeAsync(100);
      expect(screen.getByRole('heading', { name: 'Opening' })).toBeTruthy();
    } finally {
      vi.useRealTimers();
    }
  });

  it('a keychain that is not there is explained, with the honest ways on', async () => {
    await open(
      snapshot({
        protection: { state: 'trouble', trouble: 'keychain_absent' },
        connections: [],
        cameras: [],
      }),
    );
    expect(screen.getByRole('heading', { name: 'No keychain is running' })).toBeTruthy();
    await user.click(await button(/^Use a passphrase instead/));
    // Weighed like a password, before anything is open: no list is asked.
    program.passwordAdvice = { strength: 'very_weak', objection: 'common', hints: [] };
    await user.type(screen.getByLabelText('Passphrase'), 'password1234');
    // The same twice, and still too weak.
    await user.type(screen.getByLabelText('Repeat the passphrase'), 'password1234');
    expect(await screen.findByText(/^This is one of the first passwords/)).toBeTruthy();
    expect((await button('Lock with this passphrase')).hasAttribute('disabled')).toBe(true);
    await user.clear(screen.getByLabelText('Passphrase'));
    await user.clear(screen.getByLabelText('Repeat the passphrase'));
    program.passwordAdvice = { strength: 'strong', objection: null, hints: [] };
    await user.type(screen.getByLabelText('Passphrase'), 'porch lamp at night');
    expect(await screen.findByText('Strong.')).toBeTruthy();
    expect(called('lookUpPassword')).toEqual([]);
    await user.type(screen.getByLabelText('Repeat the passphrase'), 'porch lamp at night');
    await user.click(await button('Lock with this passphrase'));
    expect(called('protectWithPassphrase')[0]?.[1]).toBe('porch lamp at night');
    expect(await screen.findByRole('heading', { name: 'Know that all is well at home.' })).toBeTruthy();
  });

  it('data that was lost is told from a first start, until it was read', async () => {
    await open(
      snapshot({
        protection: { state: 'ready', kind: 'keychain', notice: { type: 'data_lost', at: Date.now() } },
        connections: [],
        cameras: [],
      }),
    );
    expect(screen.getByRole('heading', { name: 'Know that all is well at home.' })).toBeTruthy();
    expect(screen.getByRole('status').textContent).toContain('is missing or empty');
    await user.click(await button('Got it'));
    expect(called('dismissNotice')).toHaveLength(1);
    expect(screen.queryByText(/is missing or empty/)).toBeNull();
  });

  it('an owner whose latest changes are missing is told so', async () => {
    await open(
      snapshot({
        protection: { state: 'ready', kind: 'keychain', notice: { type: 'latest_lost', at: Date.now() } },
      }),
    );
    expect(screen.getByText(/you see an earlier state/)).toBeTruthy();
  });

  it.each([
    ['keychain_not_set_up', 'The keychain hasn’t been set up yet', /^Use a passphrase instead/],
    ['keychain_cannot_ask', 'The keychain can’t ask for its password', /^Use a passphrase instead/],
    ['keychain_faulty', 'The keychain answered with an error', /^Use a passphrase instead/],
    ['protection_unreadable', 'Porchlight can’t tell how your data is locked', /^Set the data aside/],
  ] as const)(
    'an owner before a lock that says %s is told that, and has a way on',
    async (trouble, title, way) => {
      await open(snapshot({ protection: { state: 'trouble', trouble }, connections: [], cameras: [] }));
      expect(screen.getByRole('heading', { name: title })).toBeTruthy();
      expect(await button(way)).toBeTruthy();
    },
  );

  it('setting data aside is asked twice', async () => {
    await open(
      snapshot({
        protection: { state: 'trouble', trouble: 'keychain_key_missing' },
        connections: [],
        cameras: [],
      }),
    );
    await user.click(await button(/^Set the data aside/));
    expect(called('setDataAside')).toEqual([]);
    await user.click(await button('Set aside and start empty'));
    expect(called('setDataAside')).toHaveLength(1);
  });
});

describe('connections in the settings', () => {
  const away = connection({ id: 'away', name: 'Away', session: { state: 'signed_out' } });

  it('an owner reads that names which are only on this computer go with the connection', async () => {
    await open(snapshot({ connections: [connection(), { ...away, privateNames: 2 }] }));
    await user.click(await button('Settings'));
    await user.click(await button('Remove Away'));
    const question = within(await screen.findByRole('alertdialog'));
    expect(
      question.getByText(/What you call 2 cameras is only on this computer and will be lost/),
    ).toBeTruthy();
  });

  it('an owner who signed out can remove the connection, after a question', async () => {
    await open(snapshot({ connections: [connection(), away] }));
    await user.click(await button('Settings'));
    expect(screen.queryByRole('button', { name: 'Remove Demo home' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Sign out of Away' })).toBeNull();
    await user.click(await button('Remove Away'));
    expect(called('forgetConnection')).toEqual([]);
    await user.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Remove' }));
    await waitFor(() => expect(screen.queryByText('Away')).toBeNull());
    expect(called('forgetConnection')).toEqual([['forgetConnection', 'away']]);
    await waitFor(() => expect(document.activeElement).toBe(screen.getAllByText('Add a connection').at(-1)));
  });
});

describe('everything else', () => {
  it('an owner whose camera is offline does not read that all is well', async () => {
    await open();
    expect(screen.queryByText('All is well.')).toBeNull();
    expect(screen.getByText('One camera is offline.')).toBeTruthy();
    expect(screen.getByText(/4 of 5 cameras are online/)).toBeTruthy();
  });

  it('a service that does not answer is a bar, not a sign-out', async () => {
    await open();
    const reach = { state: 'trouble', since: 0, failure: fail('service_unreachable') } as const;
    program.connect('demo', { reach });
    expect(await screen.findByText(/hasn’t answered since/)).toBeTruthy();
    expect(screen.getByRole('heading', { name: 'Garage' })).toBeTruthy();
    await user.click(await button('Try now'));
    expect(called('refresh')).toHaveLength(1);
  });

  it('Italian reaches the page, its language and its title', async () => {
    await open(snapshot({ preferences: { language: 'it', theme: 'dark', cameraLayout: 'list' } }));
    expect(screen.getByRole('heading', { name: 'Telecamere' })).toBeTruthy();
    expect(document.documentElement.lang).toBe('it');
    expect(document.documentElement.dataset['theme']).toBe('dark');
    expect(document.title).toBe('Telecamere · Porchlight');
  });

  it('erasing needs the word', async () => {
    await open();
    await user.click(await button('Settings'));
    await user.click(await button('Erase everything'));
    const dialog = await screen.findByRole('alertdialog');
    const yes = within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Erase everything' });
    expect(yes.disabled).toBe(true);
    await user.type(within(dialog).getByLabelText('Type ERASE to confirm'), 'erase');
    await user.click(yes);
    expect(await screen.findByRole('heading', { name: 'Know that all is well at home.' })).toBeTruthy();
  });

  it('alerts are read a page at a time and can be marked', async () => {
    await open(snapshot({ alerts: { unread: 1 } }));
    await user.click(await button(/^Alerts/));
    expect(await screen.findByText(/From Turin, Italy/)).toBeTruthy();
    await user.click(await button('Mark all read'));
    await waitFor(() => expect(screen.queryByText('New')).toBeNull());
  });
});
