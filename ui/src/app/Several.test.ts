// Two accounts at one service, of which one was signed out or is in trouble: whatever is said is said of that one, and the other is left
// alone.

import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event';
import { tick } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';

import { useBackend, type CheckupItem, type ConnectionView, type Snapshot } from '../backend';
import { account, calls, camera, connection, dark, fail, Pretend, reset, snapshot } from '../backend/pretend';
import { guide, NOT_LOOKED } from '../backend/pretend-incidents';
import { CLIENTS, GOOGLE, integration, request } from '../backend/pretend-integrations';
import { cameBack } from '../features/forgotten_password/came-back.svelte';
import { linking } from '../features/integrations/linking.svelte';
import { cameIn } from '../features/two_factor/came-in.svelte';
import App from './App.svelte';
import { drafts } from './drafts.svelte';
import { home } from './home.svelte';
import { navigation, type Place } from './navigation.svelte';

const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });
let program: Pretend;

const ANNA = 'Elm Street · anna@example.org';
const BRUNO = 'Elm Street · bruno@example.org';
const ended = (postponed = false): Partial<ConnectionView> => ({
  session: { state: 'reset', reset: reset('global_reset', { postponed }) },
});
const unreachable: Partial<ConnectionView> = {
  reach: { state: 'trouble', since: Date.now() - 60_000, failure: fail('service_unreachable') },
};

/** The same camera, as far as its number goes, in both accounts. */
const CAMERAS = [
  camera('one', { key: { connection: 'anna', camera: 'one' }, nickname: 'Attic' }),
  camera('one', { key: { connection: 'bruno', camera: 'one' }, nickname: 'Barn' }),
];

const accounts = (anna: Partial<ConnectionView> = {}, bruno: Partial<ConnectionView> = {}) => [
  account('anna', 'anna@example.org', anna),
  account('bruno', 'bruno@example.org', bruno),
];

async function open(more: Partial<Snapshot>, prepare: (program: Pretend) => void = () => undefined) {
  program = new Pretend(snapshot({ cameras: CAMERAS, checkup: [], ...more }));
  prepare(program);
  useBackend(program);
  render(App);
  await waitFor(() => expect(home.ready).toBe(true));
  await tick();
}

async function go(place: Place) {
  navigation.go(place);
  await tick();
}

const button = (name: string | RegExp) => screen.findByRole('button', { name });
const called = (name: string) => program.calls.filter(([call]) => call === name);
const notices = () => within(screen.getByRole('region', { name: 'Notices' }));
const status = () => within(screen.getByRole('region', { name: 'Status' }));
const card = async (name: string) => {
  const found = (await screen.findByRole('heading', { name })).closest<HTMLElement>('li');
  if (!found) throw new Error(`no card ${name}`);
  return within(found);
};
const rail = () =>
  [...document.querySelectorAll('.connection')].map((line) => line.getAttribute('title') ?? '');

afterEach(() => {
  linking.clear();
  cameIn.answered();
  cameBack.answered();
});

describe('one of two accounts at a service was signed out', () => {
  it('the prompt says which, and signing in there leaves the other as it is', async () => {
    drafts.start('bruno/one', 'Barn');
    drafts.set('bruno/one', 'Old barn');
    await open({ connections: accounts(ended()) });
    const layer = await screen.findByRole('dialog');
    expect(within(layer).getByText(ANNA)).toBeTruthy();
    expect(within(layer).getByText(/^Elm Street ended every session/)).toBeTruthy();
    expect(layer.textContent).not.toContain('bruno');
    // What is half typed belongs to a camera of the other account.
    expect(layer.textContent).not.toContain('Old barn');
    await user.type(within(layer).getByLabelText('Password for anna@example.org'), 'lamp{Enter}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(called('signIn').map(([, id]) => id)).toEqual(['anna']);
    expect(program.state.connections[1]).toMatchObject({
      id: 'bruno',
      session: { state: 'active' },
      reach: { state: 'online' },
    });
    expect(drafts.text('bruno/one')).toBe('Old barn');
  });

  it('one after the other is asked for where both were', async () => {
    await open({ connections: accounts(ended(), ended()) });
    const layer = () => within(screen.getByRole('dialog'));
    expect(await layer().findByText('One more after this.')).toBeTruthy();
    await user.type(layer().getByLabelText('Password for anna@example.org'), 'lamp{Enter}');
    expect(await layer().findByText(BRUNO)).toBeTruthy();
    await user.type(layer().getByLabelText('Password for bruno@example.org'), 'lamp{Enter}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(called('signIn').map(([, id]) => id)).toEqual(['anna', 'bruno']);
  });

  it('lamp, banner and rail say which, and lead back to that one', async () => {
    const action = { act: 'sign_in', connection: 'anna' } as const;
    await open({
      connections: accounts(ended(true)),
      status: calls(action, { detail: 'signed_out', connection: 'anna' }),
    });
    expect(status().getByText(`You’re signed out of ${ANNA}.`)).toBeTruthy();
    expect(notices().getByText(`You’re signed out of ${ANNA}.`)).toBeTruthy();
    expect(notices().queryByText(/bruno/)).toBeNull();
    expect(rail()).toEqual([`${ANNA}: Signed out`, `${BRUNO}: Connected`]);
    await user.click(status().getByRole('button', { name: `Sign in: ${ANNA}` }));
    expect(called('showPrompt')).toEqual([['showPrompt', 'anna']]);
    await user.click(await button('Later'));
    await user.click(notices().getByRole('button', { name: `Sign in: ${ANNA}` }));
    expect(called('showPrompt').map(([, id]) => id)).toEqual(['anna', 'anna']);
  });

  it('only its cameras are shown as last seen, and each says where it is from', async () => {
    await open({ connections: accounts(ended(true)) });
    expect((await card('Attic')).getByText('As last seen')).toBeTruthy();
    expect((await card('Attic')).getByText(new RegExp(ANNA))).toBeTruthy();
    expect((await card('Barn')).getByText('Online')).toBeTruthy();
    expect((await card('Barn')).getByText(new RegExp(BRUNO))).toBeTruthy();
    await user.click(await button('Refresh'));
    expect(called('refresh')).toEqual([['refresh', 'bruno']]);
  });

  it('renaming a camera of the other one goes on', async () => {
    await open({ connections: accounts(ended(true)) });
    await user.click(await button('Rename Barn'));
    const field = await screen.findByRole('textbox', { name: 'Name of Barn' });
    await user.clear(field);
    await user.type(field, 'Stable{Enter}');
    expect(await screen.findByRole('heading', { name: 'Stable' })).toBeTruthy();
    expect(screen.getByRole('heading', { name: 'Attic' })).toBeTruthy();
    expect(called('renameCamera')[0]?.[1]).toEqual({ connection: 'bruno', camera: 'one' });
  });

  it('each line of the checklist says which, and its button leads there', async () => {
    const line = (connection: string, state: CheckupItem['state']): CheckupItem[] => [
      {
        subject: { about: 'signed_in', connection },
        state,
        action: state === 'done' ? { act: 'try_again', connection } : { act: 'sign_in', connection },
      },
      {
        subject: { about: 'computers', connection, looked_at: null },
        state: state === 'done' ? 'to_do' : 'unknown',
        action: { act: 'look_at_computers', connection },
      },
    ];
    await open({
      connections: accounts(ended(true)),
      checkup: [...line('anna', 'to_do'), ...line('bruno', 'done')],
    });
    await go({ screen: 'security' });
    const list = within(await screen.findByRole('list', { name: 'Checklist' }));
    expect(list.getAllByRole('heading').map((one) => one.textContent)).toEqual([
      `Signed in to ${ANNA}`,
      `Computers signed in to ${ANNA}`,
      `Signed in to ${BRUNO}`,
      `Computers signed in to ${BRUNO}`,
    ]);
    await user.click(list.getByRole('button', { name: `Check now: Signed in to ${BRUNO}` }));
    expect(called('refresh')).toEqual([['refresh', 'bruno']]);
    await user.click(list.getByRole('button', { name: `Sign in: Signed in to ${ANNA}` }));
    expect(called('showPrompt')).toEqual([['showPrompt', 'anna']]);
    await user.click(await button('Later'));
    // What only somebody who is signed in can change is offered for the other one alone.
    const more = within(screen.getByRole('list', { name: 'More' }));
    expect(more.getByRole('heading', { name: `Password at ${BRUNO}` })).toBeTruthy();
    expect(more.queryByRole('heading', { name: new RegExp(ANNA) })).toBeNull();
  });

  it('the pages of an account say whose it is, and only the one that ended asks to sign in', async () => {
    await open({ connections: accounts(ended(true)) });
    await go({ screen: 'password', connection: 'bruno' });
    expect(await screen.findByRole('heading', { level: 1, name: `Password at ${BRUNO}` })).toBeTruthy();
    expect(screen.queryByRole('heading', { name: 'You’re signed out' })).toBeNull();
    await user.type(screen.getByLabelText('Current password'), 'half typed');
    await go({ screen: 'password', connection: 'anna' });
    // Half typed at one account, it is not taken to the other.
    await user.click(await button('Leave'));
    expect(await screen.findByRole('heading', { level: 1, name: `Password at ${ANNA}` })).toBeTruthy();
    expect(screen.getByText(new RegExp(`^Sign in .*${ANNA}`))).toBeTruthy();
    expect(document.querySelector<HTMLInputElement>('main input[type=password]')?.value).toBe('');
    await user.click(within(screen.getByRole('main')).getByRole('button', { name: 'Sign in' }));
    expect(called('showPrompt')).toEqual([['showPrompt', 'anna']]);
  });

  it.each([
    { screen: 'two_factor', connection: 'bruno' },
    { screen: 'email', connection: 'bruno' },
    { screen: 'recovery_key', connection: 'bruno' },
    { screen: 'rehearsal', connection: 'bruno' },
    { screen: 'computers', connection: 'bruno' },
    { screen: 'integrations', connection: 'bruno' },
    { screen: 'your_data', connection: 'bruno' },
    { screen: 'camera', key: { connection: 'bruno', camera: 'one' } },
  ] satisfies Place[])('$screen is of one account, and says of which', async (place) => {
    await open({ connections: accounts(ended(true)) });
    await go(place);
    const main = screen.getByRole('main');
    await waitFor(() => expect(main.textContent).toContain(BRUNO));
    expect(main.textContent).not.toContain('anna');
  });

  it('in the settings each is signed out, removed and looked after by itself', async () => {
    await open({ connections: accounts(ended(true)) });
    await go({ screen: 'settings' });
    expect(await button(`Sign in to ${ANNA}`)).toBeTruthy();
    expect(await button(`Remove ${ANNA}`)).toBeTruthy();
    await user.click(await button(`Sign out of ${BRUNO}`));
    const question = within(await screen.findByRole('alertdialog', { name: `Sign out of ${BRUNO}?` }));
    await user.click(question.getByRole('button', { name: 'Sign out' }));
    expect(called('signOut')).toEqual([['signOut', 'bruno']]);
    expect(home.cameras.map(({ nickname }) => nickname)).toEqual(['Attic']);
  });

  it('a deleted account takes nothing of the other one with it', async () => {
    drafts.start('anna/one', 'Attic');
    drafts.set('anna/one', 'Old attic');
    await open({ connections: accounts() });
    await go({ screen: 'your_data', connection: 'bruno' });
    await user.click(await button('Delete the account…'));
    await user.type(screen.getByLabelText('Type DELETE to confirm'), 'delete');
    await user.type(screen.getByLabelText('Your password'), 'lamp');
    await user.click(await button('Delete everything'));
    expect(await screen.findByRole('heading', { name: `Your account at ${BRUNO} was deleted` })).toBeTruthy();
    await user.click(await button('Done'));
    expect(home.cameras.map(({ nickname }) => nickname)).toEqual(['Attic']);
    expect(drafts.text('anna/one')).toBe('Old attic');
    // There is one now: its name alone says which.
    expect(rail()).toEqual(['Elm Street: Connected']);
  });
});

describe('one place is in trouble and another is well', () => {
  const offline = dark('partly_connected', { detail: 'unreachable', connection: 'anna' });

  it('it is said of that one only, and asked again there only', async () => {
    await open({ connections: accounts(unreachable), status: offline });
    expect(status().getByText(new RegExp(`${ANNA} isn’t answering`))).toBeTruthy();
    expect(notices().getByText(new RegExp(`^${ANNA} hasn’t answered since`))).toBeTruthy();
    expect(notices().queryByText(/bruno/)).toBeNull();
    expect(rail()).toEqual([`${ANNA}: Can’t be reached`, `${BRUNO}: Connected`]);
    expect((await card('Attic')).getByText('As last seen')).toBeTruthy();
    expect((await card('Barn')).getByText('Online')).toBeTruthy();
    await user.click(notices().getByRole('button', { name: `Try now: ${ANNA}` }));
    expect(called('refresh')).toEqual([['refresh', 'anna']]);
  });

  it('services of different makers are told apart by their names', async () => {
    const cams = account('cams', 'anna@example.org', { name: 'Hill Cams', host: 'cams.example.net' });
    await open({ connections: [connection(), { ...cams, ...unreachable }] });
    expect(notices().getByText(/^Hill Cams hasn’t answered since/)).toBeTruthy();
    expect(notices().queryByText(/Demo home/)).toBeNull();
    expect(rail()).toEqual(['Demo home: Connected', 'Hill Cams: Can’t be reached']);
  });
});

describe('what concerns one of several says which', () => {
  it('changes that wait for a word', async () => {
    await open({ connections: accounts({ heldEdits: 1 }, { heldEdits: 2 }) });
    const banners = [...document.querySelectorAll('.banner')].map((one) => one.textContent ?? '');
    expect(banners[0]).toContain(ANNA);
    expect(banners[1]).toContain(BRUNO);
    await user.click(await button(`Discard them: ${BRUNO}`));
    expect(called('decideHeld')).toEqual([['decideHeld', 'bruno', 'discard']]);
  });

  it('a new password, and a recovery code that was used', async () => {
    const on = { state: 'on', since: Date.now(), recovery_codes_left: 3 } as const;
    await open({ connections: accounts({ twoFactor: on }) });
    cameBack.to('bruno', false);
    expect((await screen.findByText('Your password was changed.')).closest('p')?.textContent).toContain(
      BRUNO,
    );
    cameBack.answered();
    cameIn.by('anna', 'recovery_code');
    expect((await screen.findByText(/^You used a recovery code/)).closest('p')?.textContent).toContain(ANNA);
  });

  it('each alert of the inbox, and the filter', async () => {
    const one = { at: Date.now(), read: false, kind: { type: 'new_sign_in', place: null } } as const;
    await open({ connections: accounts(ended(true)), alerts: { unread: 2 } }, (program) => {
      program.alertList = [
        { ...one, id: 'b', connection: 'bruno' },
        { ...one, id: 'a', connection: 'anna' },
      ];
    });
    await go({ screen: 'alerts' });
    const rows = () => screen.getAllByText('Someone signed in to your account').map((it) => it.closest('li'));
    await waitFor(() => expect(rows()).toHaveLength(2));
    expect(rows().map((row) => row?.querySelector('.which')?.textContent)).toEqual([BRUNO, ANNA]);
    await user.selectOptions(screen.getByRole('combobox'), ANNA);
    await waitFor(() => expect(rows()).toHaveLength(1));
    expect(rows()[0]?.querySelector('.which')?.textContent).toBe(ANNA);
    // Whoever is signed out there cannot say now that it was somebody else.
    expect(screen.queryByRole('button', { name: /^That wasn’t me/ })).toBeNull();
  });

  it('the way back, also when it is done', async () => {
    const guides = [
      guide(5, { connection: 'anna', state: { state: 'finished', at: Date.now() } }),
      guide(1, { connection: 'bruno' }),
    ];
    await open({
      connections: accounts(),
      incidents: { exposures: [], guides, breachWatch: NOT_LOOKED },
    });
    expect((await screen.findByText('All done.')).closest('section')?.textContent).toContain(ANNA);
    const other = within(await screen.findByRole('region', { name: `Get back to normal at ${BRUNO}` }));
    await user.click(other.getByRole('button', { name: 'Change it' }));
    expect(navigation.place).toEqual({ screen: 'password', connection: 'bruno' });
  });

  it('a page in the browser that asks for cameras, and sees those of its account only', async () => {
    const view = { told: true, integrations: [], clients: CLIENTS, ended: null };
    await open({
      connections: accounts(),
      integrations: [
        { ...view, connection: 'anna', requests: [] },
        { ...view, connection: 'bruno', requests: [request()] },
      ],
    });
    const layer = await screen.findByRole('dialog');
    expect(within(layer).getByText(new RegExp(`^From your account at ${BRUNO}`))).toBeTruthy();
    expect(layer.textContent).toContain('Barn');
    expect(layer.textContent).not.toContain('Attic');
    await user.click(within(layer).getByRole('button', { name: 'Later' }));
    expect((await screen.findByText(/is waiting for a number/)).closest('p')?.textContent).toContain(BRUNO);
  });

  it('services that were linked at two accounts at once are both heard', async () => {
    await open({ connections: accounts() });
    const linked = (connection: string) => ({
      connection,
      told: true,
      integrations: [integration('i', { client: GOOGLE })],
      clients: CLIENTS,
      requests: [],
      ended: { client: GOOGLE, how: 'linked' as const },
    });
    program.push({ section: 'integrations', integrations: [linked('anna'), linked('bruno')] });
    await waitFor(() => expect(called('dismissLinkEnd')).toEqual([['dismissLinkEnd', 'anna']]));
    expect(await screen.findByText(new RegExp(`^${ANNA}: Google Assistant is linked`))).toBeTruthy();
    program.push({
      section: 'integrations',
      integrations: [{ ...linked('anna'), ended: null }, linked('bruno')],
    });
    await waitFor(() => expect(called('dismissLinkEnd').map(([, id]) => id)).toEqual(['anna', 'bruno']));
  });

  it('where a new camera goes to', async () => {
    await open({ connections: accounts() });
    await go({ screen: 'setup' });
    const kinds = await screen.findAllByRole('button', { name: /Elm Street/ });
    expect(kinds).toHaveLength(2);
    await user.click(await button(new RegExp(BRUNO)));
    expect(called('beginSetup')[0]?.[2]).toBe('bruno');
    await waitFor(() => expect(screen.getByRole('main').querySelector('.which')?.textContent).toBe(BRUNO));
  });
});

describe('another account at the same service', () => {
  const add = async () => {
    await open({ connections: [account('anna', 'anna@example.org'), connection()], cameras: CAMERAS });
    await go({ screen: 'settings' });
    await user.click(await button('Add another account: Elm Street'));
    await screen.findByRole('heading', { name: 'Sign in to Elm Street · another account' });
  };
  const signIn = async (email: string) => {
    const field = await screen.findByLabelText('E-mail address');
    await user.clear(field);
    await user.type(field, email);
    await user.type(screen.getByLabelText('Password'), 'lamp{Enter}');
  };

  it('is added from the settings, and leads to its sign-in', async () => {
    await add();
    expect(called('addAccount')).toEqual([['addAccount', 'anna']]);
    await signIn('bruno@example.org');
    expect(await screen.findByRole('heading', { name: 'Cameras' })).toBeTruthy();
    expect(rail()).toEqual([`${ANNA}: Connected`, 'Demo home: Connected', `${BRUNO}: Connected`]);
  });

  it('is added by an Italian owner as well', async () => {
    const preferences = { language: 'it', theme: 'system', cameraLayout: 'grid' } as const;
    await open({ connections: [account('anna', 'anna@example.org')], preferences });
    await go({ screen: 'settings' });
    await user.click(await button('Aggiungi un altro account: Elm Street'));
    expect(await screen.findByRole('heading', { name: 'Accedi a Elm Street · altro account' })).toBeTruthy();
  });

  it('is not offered for the demo home', async () => {
    await open({});
    await go({ screen: 'settings' });
    await screen.findByRole('heading', { name: 'Settings' });
    expect(screen.queryByRole('button', { name: /^Add another account/ })).toBeNull();
  });

  it('that is here already is said so, and nothing is left of it after going back', async () => {
    await add();
    await signIn('anna@example.org');
    expect(
      await screen.findByText('You’re already signed in to this account on this computer.'),
    ).toBeTruthy();
    await user.click(await button('Back'));
    await waitFor(() => expect(rail()).toEqual(['Elm Street: Connected', 'Demo home: Connected']));
  });
});

describe('in front of the door', () => {
  it('each account that the owner knows is there, and says its address once', async () => {
    const out = { session: { state: 'signed_out' } } as const;
    await open({ connections: accounts(out, out), cameras: [] });
    const known = await screen.findAllByRole('button', { name: /^Sign in to Elm Street/ });
    expect(known.map((one) => one.textContent?.trim())).toEqual([
      `Sign in to ${ANNA}`,
      `Sign in to ${BRUNO}`,
    ]);
    await user.click(known[1] as HTMLElement);
    expect(await screen.findByRole('heading', { name: `Sign in to ${BRUNO}` })).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>('E-mail address').value).toBe('bruno@example.org');
  });
});

describe('a home with one connection', () => {
  it('says nowhere which it is', async () => {
    await open({
      connections: [account('anna', 'anna@example.org', { heldEdits: 1 })],
      cameras: CAMERAS.slice(0, 1),
      alerts: { unread: 1 },
    });
    expect(rail()).toEqual(['Elm Street: Connected']);
    expect((await card('Attic')).queryByText(/Elm Street/)).toBeNull();
    expect(await button('Send them')).toBeTruthy();
    for (const place of [
      { screen: 'cameras' },
      { screen: 'alerts' },
      { screen: 'security' },
      { screen: 'settings' },
      { screen: 'rehearsal', connection: 'anna' },
      { screen: 'two_factor', connection: 'anna' },
      { screen: 'computers', connection: 'anna' },
    ] satisfies Place[]) {
      await go(place);
      expect(document.querySelector('.which'), place.screen).toBeNull();
      expect(document.querySelector('.shell')?.textContent, place.screen).not.toContain('Elm Street ·');
    }
  });
});
