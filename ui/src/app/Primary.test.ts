import { render, waitFor } from '@testing-library/svelte';
import { tick } from 'svelte';
import { describe, expect, it } from 'vitest';

import { useBackend, type Alert, type ConnectionView, type Snapshot } from '../backend';
import { account, calls, connection, fail, Pretend, reset, snapshot } from '../backend/pretend';
import { exposureView, guide, incidents, notMeGuide, NOT_LOOKED } from '../backend/pretend-incidents';
import { CLIENTS, GOOGLE, unlinked } from '../backend/pretend-integrations';
import { cameBack } from '../features/forgotten_password/came-back.svelte';
import { SHOWING } from '../features/setup/owner.testing';
import { cameIn } from '../features/two_factor/came-in.svelte';
import App from './App.svelte';
import { home } from './home.svelte';
import { navigation, type Place } from './navigation.svelte';

const KEY = { connection: 'demo', camera: 'garage' };
const PLACES: Place[] = [
  { screen: 'cameras' },
  { screen: 'camera', key: KEY },
  { screen: 'setup' },
  { screen: 'move' },
  { screen: 'security' },
  { screen: 'computers', connection: 'demo' },
  { screen: 'integrations', connection: 'demo' },
  { screen: 'two_factor', connection: 'demo' },
  { screen: 'authenticators' },
  { screen: 'email', connection: 'demo' },
  { screen: 'recovery_key', connection: 'demo' },
  { screen: 'rehearsal', connection: 'demo' },
  { screen: 'password', connection: 'demo' },
  { screen: 'exposure', connection: 'demo', exposure: 'leak' },
  { screen: 'your_data', connection: 'demo' },
  { screen: 'alerts' },
  { screen: 'settings' },
];

/** As a person sees them. What lies under a dialog is not reached while it is there. */
function primaries(): string[] {
  const layer = [...document.querySelectorAll('[role="dialog"], [role="alertdialog"]')].at(-1);
  return [...(layer ?? document).querySelectorAll('.button.primary:not(.skip)')]
    .filter((button) => button.closest('[hidden]') === null)
    .map((button) => button.textContent.trim());
}

/** What was asked of the pretended program is answered by then. */
async function answered() {
  for (let turn = 0; turn < 12; turn += 1) await tick();
}

const signedOut = { state: 'reset', reset: reset('global_reset', { postponed: true }) } as const;
const foreign = (change: string, hours: number) => ({
  change,
  at: Date.now() - hours * 3_600_000,
  until: Date.now() + (24 - hours) * 3_600_000,
  before: `${change}@porchlight.example`,
  now: null,
  by: null,
  here: false,
});
const BUSY: Partial<ConnectionView> = {
  heldEdits: 2,
  conflicts: 1,
  emailChanges: [foreign('first', 5), foreign('second', 2)],
  recoveryKey: { news: { what: 'seen', at: Date.now() }, newKey: null },
  twoFactor: { state: 'on', since: 0, recovery_codes_left: 1 },
  passwordRecovery: { state: 'none' },
};
const lost = {
  state: 'trouble',
  since: 0,
  failure: fail('wrong_credentials', { remedy: 'sign_in' }),
} as const;
const ways = (done: number) => ({
  ...incidents(done),
  guides: [
    ...incidents(done).guides,
    { ...notMeGuide([connection()], 'demo'), connection: 'second' },
    guide(5, { connection: 'own', state: { state: 'finished', at: 0 } }),
  ],
});
const links = {
  connection: 'demo',
  told: true,
  integrations: [unlinked('a'), unlinked('b', { client: GOOGLE })],
  clients: CLIENTS,
  requests: [],
  ended: null,
};
const plan: Snapshot['movePlan'] = {
  connection: 'demo',
  purpose: { kind: 'new_network' },
  network: SHOWING.network,
  cameras: [{ key: KEY, state: 'waiting', told: null }],
};

const HOMES: [name: string, home: Partial<Snapshot>][] = [
  ['all is well', {}],
  ['no camera', { cameras: [] }],
  ['a way back', { status: calls({ act: 'go_on' }), incidents: incidents(1) }],
  ['two ways back', { status: calls({ act: 'go_on' }), incidents: ways(2) }],
  ['a way back that is over', { incidents: incidents(5), integrations: [links] }],
  [
    'signed out on the way back',
    {
      connections: [connection({ session: signedOut })],
      status: calls({ act: 'sign_in', connection: 'demo' }),
      incidents: ways(0),
    },
  ],
  [
    'everything at once',
    {
      connections: [connection(BUSY)],
      status: calls({ act: 'decide_edits' }),
      incidents: ways(2),
      integrations: [links],
      setup: SHOWING,
      movePlan: plan,
    },
  ],
  [
    'begun and left, with alerts',
    { status: calls({ act: 'show_alerts' }), setup: SHOWING, movePlan: plan, alerts: { unread: 2 } },
  ],
  ['begun and left', { setup: SHOWING, movePlan: plan }],
  [
    'signed out at one place, and much to do at another',
    {
      connections: [connection({ session: signedOut }), account('own', 'own@example.org', BUSY)],
      status: calls({ act: 'sign_in', connection: 'demo' }),
      incidents: ways(2),
    },
  ],
  [
    'a lost token',
    {
      connections: [connection({ ...BUSY, reach: lost })],
      status: calls({ act: 'sign_in', connection: 'demo' }),
      incidents: { exposures: [exposureView()], guides: [], breachWatch: NOT_LOOKED },
      integrations: [links],
    },
  ],
];

const urgent = (id: string): Alert => ({
  id,
  connection: 'demo',
  at: Date.now(),
  kind: { type: 'second_factor_locked' },
  read: false,
});

describe('one primary button at most', () => {
  it.each(HOMES)('an owner finds on each screen, and sees what comes first: %s', async (_, state) => {
    const program = new Pretend(snapshot(state));
    program.alertList = [
      urgent('a'),
      urgent('b'),
      { ...urgent('c'), kind: { type: 'recovery_activated', available_at: Date.now() + 3_600_000 } },
    ];
    useBackend(program);
    render(App);
    await waitFor(() => expect(home.ready).toBe(true));
    cameIn.by('demo', 'recovery_code');
    cameBack.to('demo', false);
    for (const place of PLACES) {
      navigation.go(place);
      await answered();
      expect(primaries().length, `${place.screen}: ${primaries().join(' | ')}`).toBeLessThan(2);
    }
    cameBack.answered();
    cameIn.answered();
  });

  it('is the next step where the status only leads there, and the status where more presses', async () => {
    const program = new Pretend(snapshot({ status: calls({ act: 'go_on' }), incidents: incidents(1) }));
    useBackend(program);
    render(App);
    await waitFor(() => expect(home.ready).toBe(true));
    await answered();
    expect(primaries()).toEqual(['Change it']);
    program.push({ section: 'status', status: calls({ act: 'sign_in', connection: 'demo' }) });
    await answered();
    expect(primaries()).toEqual(['Sign in']);
  });
});
