import { cleanup, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event';
import { tick } from 'svelte';
import { describe, expect, it } from 'vitest';

import App from '../../app/App.svelte';
import { home } from '../../app/home.svelte';
import { navigation } from '../../app/navigation.svelte';
import {
  useBackend,
  type Alert,
  type AlertKind,
  type ConnectionView,
  type EndReason,
  type Snapshot,
  type UnlinkCause,
} from '../../backend';
import { alertView } from '../../backend/pretend-alerts';
import { camera, connection, Pretend, snapshot } from '../../backend/pretend';
import { exposureView, NOT_LOOKED } from '../../backend/pretend-incidents';
import { en } from '../../i18n/en';
import { it as italian } from '../../i18n/it';
import { byDay, daysAgo } from './days';
import { say } from './said';

const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });
let program: Pretend;

const button = (name: string | RegExp) => screen.findByRole('button', { name });
const titles = () =>
  within(screen.getByRole('region', { name: 'Alerts, newest first' }))
    .getAllByRole('heading', { level: 3 })
    .map((one) => one.textContent?.trim());

const porch = { id: 'front', name: 'Porch' };
const alert = (id: string, kind: AlertKind, more: Partial<Alert> = {}): Alert => ({
  id,
  connection: 'demo',
  at: Date.now() - 60_000,
  kind,
  read: false,
  ...more,
});

const GONE = /gone|no longer/i;

async function open(alerts: Alert[], more: Partial<Snapshot> = {}) {
  const unread = alerts.filter((one) => !one.read).length;
  program = new Pretend(snapshot({ alerts: { unread, change: 0 }, ...more }));
  program.alertList = alerts;
  useBackend(program);
  render(App);
  await waitFor(() => expect(home.ready).toBe(true));
  await tick();
  navigation.go({ screen: 'alerts' });
  await screen.findByRole('heading', { level: 1, name: 'Alerts' });
}

const ENDS: EndReason[] = [
  'account_deleted',
  'account_disabled',
  'expired',
  'global_reset',
  'not_stated',
  'password_changed',
  'revoked_elsewhere',
  'suspected_theft',
  'too_many_computers',
  'two_factor_changed',
];
const CAUSES: UnlinkCause[] = ['client', 'incident', 'owner', 'token_reused'];
const EXPOSURE = {
  exposure: 'x',
  revision: 1,
  from: 0,
  to: null,
  accounts: null,
  message: {},
  correction: {},
  data: [],
  hasAdvisory: false,
  withdrawn: false,
};
const EVERY_KIND: AlertKind[] = [
  { type: 'camera_added', camera: porch },
  { type: 'camera_back', camera: porch },
  { type: 'camera_gone', camera: porch, since: 0 },
  { type: 'camera_removed', camera: porch },
  { type: 'email_change_undone', by: null },
  { type: 'email_changed', email: null, by: null },
  { type: 'email_changed', email: 'eve@example.org', by: 'Van' },
  { type: 'event_refused' },
  { type: 'exposed', exposure: EXPOSURE },
  { type: 'exposed', exposure: { ...EXPOSURE, withdrawn: true } },
  { type: 'firmware_changed', camera: porch, from: '1', to: '2' },
  { type: 'integration_linked', client: 'Alexa', by: null },
  ...CAUSES.map((cause): AlertKind => ({
    type: 'integration_unlinked',
    client: 'Alexa',
    cause,
    message: {},
    by: null,
  })),
  { type: 'new_sign_in', place: null },
  { type: 'new_sign_in', place: null, computer: 'Van' },
  { type: 'password_changed', by: null },
  { type: 'recovery_activated', available_at: 0 },
  { type: 'recovery_activated', available_at: Date.now() + 86_400_000 },
  { type: 'recovery_stopped', by: null },
  { type: 'recovery_stopped', by: 'Van' },
  { type: 'second_factor_locked' },
  ...ENDS.map((reason): AlertKind => ({ type: 'signed_out', reason })),
  { type: 'two_factor_changed', change: 'off', by: null },
  { type: 'two_factor_still_off', incident: 0 },
  { type: 'wifi_changed', camera: porch, from: 'Home', to: 'Cellar' },
];

describe('words', () => {
  it('every kind says something else, in both languages', () => {
    for (const catalogue of [en, italian]) {
      const said = EVERY_KIND.map((kind) => say(alertView(alert('a', kind)), catalogue));
      for (const { title, body } of said) {
        expect(title).not.toBe('');
        expect(body).not.toBe('');
        expect(title + body).not.toMatch(/undefined|!|\{/);
      }
      expect(new Set(said.map(({ title, body }) => `${title}/${body}`)).size).toBe(EVERY_KIND.length);
    }
  });

  it('a camera that had no name is called as it is now, or a camera', () => {
    const unnamed = (id: string) =>
      say(alertView(alert('a', { type: 'camera_back', camera: { id, name: '' } })), en).title;
    home.replace(snapshot({ cameras: [camera('front', { nickname: 'Front door' })] }));
    expect(unnamed('front')).toBe('Front door is back online');
    expect(unnamed('gone')).toBe('A camera is back online');
  });
});

describe('days', () => {
  it('begin at midnight where the owner is', () => {
    const at = (day: number, hour: number) => new Date(2026, 2, day, hour, 30).getTime();
    const alerts = [at(29, 23), at(29, 0), at(28, 23)].map((moment, n) =>
      alertView(alert(String(n), { type: 'event_refused' }, { at: moment })),
    );
    expect(byDay(alerts).map((day) => day.alerts.map((one) => one.id))).toEqual([['0', '1'], ['2']]);
    // Summer time begins in between in Europe.
    expect([at(29, 0), at(28, 23), at(27, 1)].map((moment) => daysAgo(moment, at(29, 23)))).toEqual([
      0, 1, 2,
    ]);
  });
});

describe('the inbox', () => {
  it('says how grave an alert is in a word, and leads to what there is to do', async () => {
    await open([alert('a', { type: 'second_factor_locked' })]);
    expect(await screen.findByText('Urgent')).toBeTruthy();
    expect(screen.getByRole('heading', { level: 2, name: 'Today' })).toBeTruthy();
    await user.click(await button('Change password: Someone knows your password'));
    expect(navigation.place).toEqual({ screen: 'password', connection: 'demo' });
    expect(program.calls).toContainEqual(['markAlertRead', 'a']);
  });

  it('tells the details when asked, and whoever has opened it has read it', async () => {
    await open([alert('a', { type: 'two_factor_changed', change: 'moved', by: 'Kitchen laptop' })]);
    const details = await button(/^Details/);
    expect(details.getAttribute('aria-expanded')).toBe('false');
    expect(screen.getByText('New')).toBeTruthy();
    await user.click(details);
    expect(details.getAttribute('aria-expanded')).toBe('true');
    expect(screen.getByText('Kitchen laptop')).toBeTruthy();
    expect(screen.getByText('When').nextElementSibling?.textContent).toMatch(/\d\d:\d\d:\d\d/);
    await waitFor(() => expect(screen.queryByText('New')).toBeNull());
  });

  it('strikes out what was corrected, with the last word beside it and all words inside', async () => {
    await open([alert('a', { type: 'new_sign_in', place: 'Turin' }, { read: true })]);
    expect(await button(/^Review computers/)).toBeTruthy();
    program.corrections['a'] = [
      { at: 1_000, message: { en: 'A fault of ours.', it: 'Un nostro errore.' } },
      { at: 2_000, message: { en: 'Nobody signed in.' } },
    ];
    program.tellAlerts();
    expect(await screen.findByText('Nobody signed in.')).toBeTruthy();
    expect(screen.getByText('Someone signed in to your account').tagName).toBe('S');
    expect(screen.queryByText(/A fault of ours/)).toBeNull();
    expect(screen.queryByRole('button', { name: /^Review computers/ })).toBeNull();
    await user.click(await button(/^Details/));
    expect(screen.getByText(/A fault of ours/)).toBeTruthy();
  });

  it('an owner who has changed the password since is not asked to again', async () => {
    await open([
      alert('done', { type: 'signed_out', reason: 'global_reset' }),
      alert('open', { type: 'signed_out', reason: 'suspected_theft' }),
    ]);
    expect(await screen.findByText('You’ve taken care of this.')).toBeTruthy();
    expect(screen.getAllByRole('button', { name: /^Change password/ })).toHaveLength(1);
    expect(screen.getAllByText(/[Cc]hange your password/)).toHaveLength(1);
    // Signed in, nobody has to sign in again.
    expect(screen.queryByText(/Sign in again/)).toBeNull();
  });

  /** The window looks at the clock twice a minute: what is over is over by more than that. */
  const MINUTE = 60_000;
  const DAY = 86_400_000;
  const recovery = (available_at = Date.now() + DAY) =>
    alert('a', { type: 'recovery_activated', available_at });

  it.each([
    ['stopped', /^It was stopped/],
    ['sign_in_changed', /^There’s nothing left to stop: your password/],
  ] as const)('an owner is not offered to stop what is over: %s', async (why, word) => {
    await open([recovery()]);
    expect(await button(/^Stop it/)).toBeTruthy();
    program.over['a'] = why;
    program.tellAlerts();
    expect(await screen.findByText(word)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Stop it/ })).toBeNull();
    expect(titles()).toEqual(['Someone was setting a new password with your recovery key']);
    expect(screen.queryByText(/If not, stop it/)).toBeNull();
  });

  it('an owner is not offered to stop what took too long', async () => {
    await open([recovery(Date.now() - 7 * DAY - MINUTE)]);
    expect(await screen.findByText(/^There’s nothing left to stop: nobody/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Stop it/ })).toBeNull();
  });

  it('an owner who has just stopped it is led on, whatever the service says of it then', async () => {
    await open([recovery()]);
    await user.click(await button(/^Stop it/));
    expect(await button('Make a new recovery key')).toBeTruthy();
    program.over['a'] = 'stopped';
    program.tellAlerts();
    expect(await screen.findByText(/^Someone was setting/)).toBeTruthy();
    expect(await button('Make a new recovery key')).toBeTruthy();
    expect(screen.queryByText('It was stopped.')).toBeNull();
  });

  it('nobody is told to restore an address that is restored, or that has to stay', async () => {
    const changed = { type: 'email_changed', email: 'eve@example.org', by: null } as const;
    await open([alert('a', changed)]);
    expect(await screen.findByText(/restore the old address within a day/)).toBeTruthy();
    program.over['a'] = 'undone';
    program.tellAlerts();
    expect(await screen.findByText('The old address was restored.')).toBeTruthy();
    expect(screen.queryByText(/within a day/)).toBeNull();
    expect(screen.queryByRole('button', { name: /^Review the address/ })).toBeNull();

    program.over = {};
    program.alertList = [alert('a', changed, { at: Date.now() - DAY - MINUTE })];
    program.tellAlerts();
    expect(
      await screen.findByText('More than a day has passed: the old address can no longer be restored.'),
    ).toBeTruthy();
    expect(screen.queryByText(/within a day/)).toBeNull();
    // It can be changed once more.
    expect(await button(/^Review the address/)).toBeTruthy();
  });

  it('a button that would lead nowhere is not there, and why is said', async () => {
    const exposed = { type: 'exposed', exposure: EXPOSURE } as const;
    const away = { type: 'camera_gone', camera: { id: 'sold', name: 'Shed' }, since: 0 } as const;
    await open([
      alert('a', away),
      alert('b', exposed),
      alert('c', { type: 'new_sign_in', place: null }, { connection: 'removed' }),
    ]);
    expect(await screen.findByText('This camera is no longer in your list.')).toBeTruthy();
    expect(screen.getByText('The announcement is no longer here.')).toBeTruthy();
    expect(screen.getByText('The connection it came from was removed.')).toBeTruthy();
    for (const name of [/^Open camera/, /^See what it means/, /^Review computers/])
      expect(screen.queryByRole('button', { name })).toBeNull();
  });

  it.each<[AlertKind, Partial<ConnectionView>]>([
    [{ type: 'new_sign_in', place: null }, { listsComputers: false }],
    [{ type: 'second_factor_locked' }, { changesPassword: false }],
    [{ type: 'email_changed', email: null, by: null }, { changesEmail: false }],
    [{ type: 'two_factor_still_off', incident: 0 }, { twoFactor: { state: 'not_offered' } }],
    [{ type: 'recovery_stopped', by: null }, { recoveryKey: null }],
    [{ type: 'recovery_activated', available_at: Date.now() + 86_400_000 }, { passwordRecovery: null }],
  ])('$0.type has no button at a place that knows no such thing', async (kind, without) => {
    const { action } = alertView(alert('a', kind));
    if (action === null) throw new Error('it never has one');
    const name = new RegExp(`^${en.alerts.acts[action]}`);
    await open([alert('a', kind)]);
    expect(await button(name)).toBeTruthy();
    program.connect('demo', without);
    await waitFor(() => expect(screen.queryByRole('button', { name })).toBeNull());
    expect(titles()).toHaveLength(1);
  });

  it('every button leads to a place that is there, or says that it is gone', async () => {
    const exposures = [exposureView({}, { exposure: EXPOSURE.exposure })];
    const nothingLinked = { told: true, integrations: [], clients: [], requests: [], ended: null };
    const integrations = [{ connection: 'demo', ...nothingLinked }];
    const tried = new Set<string>();
    for (const kind of EVERY_KIND) {
      const { action: label, severity } = alertView(alert('a', kind));
      if (label === null || label === 'stop_recovery' || tried.has(label)) continue;
      tried.add(label);
      const incidents = { exposures, guides: [], breachWatch: NOT_LOOKED };
      await open([alert('a', kind)], { incidents, integrations });
      if (severity !== 'danger' && severity !== 'warning') await user.click(await button(/^Details/));
      await user.click(await button(new RegExp(`^${en.alerts.acts[label]}`)));
      expect(navigation.place.screen).not.toBe('alerts');
      const there = await screen.findByRole('main');
      expect(there.textContent, kind.type).not.toMatch(/is gone|was removed/);
      program.push({ section: 'connections', connections: [connection({ id: 'other' })] });
      program.push({
        section: 'cameras',
        upserts: [],
        removals: program.state.cameras.map((one) => one.key),
      });
      program.push({
        section: 'incidents',
        incidents: { exposures: [], guides: [], breachWatch: NOT_LOOKED },
      });
      await waitFor(() => expect(there.textContent, kind.type).toMatch(GONE));
      cleanup();
    }
  });

  it('shows what is asked for, and says kindly that there is none', async () => {
    await open([
      alert('a', { type: 'second_factor_locked' }, { read: true }),
      alert('b', { type: 'camera_back', camera: porch }),
    ]);
    await waitFor(() => expect(titles()).toHaveLength(2));
    await user.click(await button('Important'));
    await waitFor(() => expect(titles()).toEqual(['Someone knows your password']));
    expect((await button('Important')).getAttribute('aria-pressed')).toBe('true');
    await user.click(await button('Unread'));
    expect(await screen.findByText('Nothing important')).toBeTruthy();
    await user.click(await button('Show all alerts'));
    await waitFor(() => expect(titles()).toHaveLength(2));
    for (const [group, title] of [
      ['Cameras', 'Porch is back online'],
      ['Security', 'Someone knows your password'],
    ] as const) {
      const chips = within(screen.getByRole('group', { name: 'About' }));
      await user.click(chips.getByRole('button', { name: group }));
      await waitFor(() => expect(titles()).toEqual([title]));
    }
    const chips = within(screen.getByRole('group', { name: 'About' }));
    await user.click(chips.getByRole('button', { name: 'Data breaches' }));
    expect(await screen.findByText('No alerts about data breaches')).toBeTruthy();
  });

  it('marks all as read, and takes it back', async () => {
    await open([
      alert('a', { type: 'second_factor_locked' }),
      alert('b', { type: 'event_refused' }, { read: true }),
    ]);
    await user.click(await button('Mark all read'));
    await waitFor(() => expect(screen.queryByText('New')).toBeNull());
    await user.click(await button('Undo'));
    expect(await screen.findAllByText('New')).toHaveLength(1);
  });

  it('keeps a name that looks like markup as a name', async () => {
    const name = '<img src=x onerror=alert(1)>';
    await open([alert('a', { type: 'camera_removed', camera: { id: 'x', name } })]);
    expect(await screen.findByText(`${name} was removed`)).toBeTruthy();
  });
});

describe('notifications', () => {
  it('are rung for as the owner chooses, and quiet hours can be set', async () => {
    await open([]);
    await user.click(await button('Settings'));
    const cameras = await screen.findByLabelText<HTMLSelectElement>('Cameras');
    expect(cameras.value).toBe('important');
    await user.selectOptions(cameras, 'Never');
    expect(home.preferences.notifications.cameras).toBe('never');
    expect(screen.queryByLabelText('From')).toBeNull();
    await user.click(screen.getByLabelText('Quiet hours'));
    const from = await screen.findByLabelText<HTMLInputElement>('From');
    expect(from.value).toBe('22:00');
    await user.clear(from);
    await user.type(from, '21:30');
    await waitFor(() => expect(home.preferences.notifications.quiet.from).toBe(21 * 60 + 30));
    await user.click(screen.getByLabelText('Urgent alerts always come through'));
    expect(home.preferences.notifications).toMatchObject({
      cameras: 'never',
      quiet: { on: true, from: 1290, dangerRings: false },
    });
  });
});
