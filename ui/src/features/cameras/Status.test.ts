import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import App from '../../app/App.svelte';
import { home } from '../../app/home.svelte';
import { navigation } from '../../app/navigation.svelte';
import { useBackend, type Headline, type StatusAction, type StatusDetail } from '../../backend';
import { calls, camera, connection, dark, Pretend, reset, snapshot } from '../../backend/pretend';
import { en } from '../../i18n/en';
import { it as italian } from '../../i18n/it';
import { sayDetail, sayHeadline } from './status';

const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });

async function open(more: Partial<ReturnType<typeof snapshot>>) {
  const program = new Pretend(snapshot(more));
  useBackend(program);
  navigation.go({ screen: 'cameras' });
  render(App);
  await waitFor(() => expect(home.ready).toBe(true));
  return program;
}

describe('how things stand', () => {
  it('an owner who is called has a button that leads there', async () => {
    const ways: [StatusAction, StatusDetail, RegExp, () => void][] = [
      [
        { act: 'show_alerts' },
        { detail: 'alerts', count: 1 },
        /^View alerts$/,
        () => expect(navigation.place.screen).toBe('alerts'),
      ],
      [
        { act: 'go_on' },
        { detail: 'way_back', connection: 'demo', left: 2 },
        /^Continue$/,
        () => expect(navigation.place.screen).toBe('security'),
      ],
      [
        { act: 'decide_edits' },
        { detail: 'conflicts', count: 1 },
        /^Review the names$/,
        () => expect(navigation.place).toMatchObject({ screen: 'camera', key: { camera: 'shed' } }),
      ],
      [
        { act: 'sign_in', connection: 'demo' },
        { detail: 'signed_out', connection: 'demo' },
        /^Sign in$/,
        () => expect(navigation.porch?.step).toBe('sign_in'),
      ],
    ];
    const edit = { state: 'conflict', theirs: 'Hut', their_room: null } as const;
    const program = await open({ cameras: [camera('porch'), camera('shed', { edit })] });
    for (const [action, detail, name, there] of ways) {
      navigation.go({ screen: 'cameras' });
      program.push({ section: 'status', status: calls(action, detail) });
      expect(await screen.findByText('Something needs your attention.')).toBeTruthy();
      await user.click(await screen.findByRole('button', { name }));
      there();
    }
    navigation.toPorch(null);
  });

  it('an owner who put the prompt off gets it back from the band', async () => {
    const ended = reset('global_reset', { postponed: true });
    const program = await open({
      connections: [connection({ session: { state: 'reset', reset: ended } })],
      status: calls({ act: 'sign_in', connection: 'demo' }, { detail: 'signed_out', connection: 'demo' }),
    });
    const band = screen.getByRole('region', { name: 'Status' });
    await user.click(band.querySelector('button') as HTMLElement);
    expect(program.calls.some(([name]) => name === 'showPrompt')).toBe(true);
  });

  it('an owner whom nothing calls has no button in the band', async () => {
    await open({ status: dark('partly_connected', { detail: 'unreachable', connection: 'demo' }) });
    const band = screen.getByRole('region', { name: 'Status' });
    expect(band.textContent).toContain('Some things can’t be reached. Demo home isn’t answering.');
    expect(band.querySelector('button')).toBeNull();
  });

  it('a camera that was not asked yet is not said to be online', async () => {
    await open({
      connections: [connection({ reach: { state: 'unknown' } })],
      cameras: [camera('shed')],
      status: dark('asking', { detail: 'cameras', online: 0, offline: 0, last_seen: 1, not_said: 0 }),
    });
    expect(screen.getByText('As last seen')).toBeTruthy();
    expect(screen.queryByText('Online')).toBeNull();
  });
});

describe.each([
  ['English', en, /^All is well/, /online|offline/],
  ['Italian', italian, /^Va tutto bene/, /online|offline/],
] as const)('in %s', (_language, words, well, online) => {
  const headlines: Headline[] = [
    { headline: 'all_is_well' },
    { headline: 'asking' },
    { headline: 'cameras_offline', count: 2 },
    { headline: 'needs_you' },
    { headline: 'no_cameras' },
    { headline: 'not_connected' },
    { headline: 'partly_connected' },
  ];

  it('only one headline says that all is well, and no two say the same', () => {
    const said = headlines.map((one) => sayHeadline(one, words.status));
    expect(said.filter((one) => well.test(one))).toHaveLength(1);
    expect(new Set(said).size).toBe(headlines.length);
  });

  it('cameras of a service that is not heard are never said to be online', () => {
    const say = (online: number, offline: number, last_seen: number) =>
      sayDetail({ detail: 'cameras', online, offline, last_seen, not_said: 0 }, words.status);
    for (let lastSeen = 0; lastSeen <= 3; lastSeen++) expect(say(0, 0, lastSeen)).not.toMatch(online);
    for (let heard = 1; heard <= 3; heard++)
      for (let offline = 0; offline <= heard; offline++)
        for (let lastSeen = 0; lastSeen <= 3; lastSeen++) {
          const said = say(heard - offline, offline, lastSeen);
          const all = /^(All|The|Tutte|La) /.test(said);
          expect(all, said).toBe(offline === 0 && lastSeen === 0);
        }
  });

  it('cameras that do not say whether they are online are counted, and nothing more is said of them', () => {
    const say = (online: number, offline: number, last_seen: number, not_said: number) =>
      sayDetail({ detail: 'cameras', online, offline, last_seen, not_said }, words.status);
    expect(say(0, 0, 0, 3)).toMatch(/^3 (cameras|telecamere)\.$/);
    expect(say(2, 1, 0, 1)).toMatch(/^4 (cameras|telecamere): 2 online, 1 offline\.$/);
    expect(say(2, 0, 0, 1)).toMatch(/^3 (cameras|telecamere): 2 online\.$/);
    expect(say(0, 0, 1, 1)).not.toMatch(online);
  });
});
