import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import App from '../../app/App.svelte';
import { home } from '../../app/home.svelte';
import { navigation } from '../../app/navigation.svelte';
import { type CameraLayout, type Language, type Trouble, useBackend } from '../../backend';
import { calls, camera, connection, Pretend, saysLittle, snapshot } from '../../backend/pretend';
import { en } from '../../i18n/en';
import { it as italian } from '../../i18n/it';
import { words } from '../../i18n/index.svelte';

const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });
/** What stands where nothing is said, if nobody takes care. */
const HOLES = /undefined|null|NaN|unknown|sconosciut|1970|Invalid/i;

const preferences = (language: Language, cameraLayout: CameraLayout) =>
  ({ language, theme: 'system', cameraLayout }) as const;

async function open(more: Partial<ReturnType<typeof snapshot>>) {
  useBackend(new Pretend(snapshot(more)));
  navigation.go({ screen: 'cameras' });
  render(App);
  await waitFor(() => expect(home.ready).toBe(true));
}

const card = (name: string) =>
  screen
    .getAllByRole('listitem')
    .filter((item) => item.dataset['camera'] !== undefined)
    .find((item) => within(item).queryByRole('heading', { name: new RegExp(name) })) as HTMLElement;

/** The details of a camera's page that say nothing. */
const emptyRows = () =>
  [...document.querySelectorAll('dl > div')].filter((row) => !row.querySelector('dd')?.textContent.trim());

describe.each([
  ['English', 'en', en],
  ['Italian', 'it', italian],
] as const)('in %s', (_name, language, t) => {
  it.each(['grid', 'list'] as const)(
    'of a camera of which little is said the %s shows what it is called, and nothing else',
    async (layout) => {
      await open({
        cameras: [saysLittle('shed', { nickname: 'Shed' })],
        preferences: preferences(language, layout),
      });
      await waitFor(() => expect(words.language).toBe(language));
      expect(document.body.textContent).not.toMatch(HOLES);
      const shown = card('Shed');
      for (const state of [t.cameras.online, t.cameras.offline, t.cameras.needsYou])
        expect(within(shown).queryByText(state)).toBeNull();
      expect(shown.querySelector('.facts')).toBeNull();
      expect(shown.querySelector('.pill')).toBeNull();
      expect(shown.classList).not.toContain('away');
    },
  );

  it('its page has no row for what is not said', async () => {
    await open({
      cameras: [saysLittle('shed', { nickname: 'Shed' })],
      preferences: preferences(language, 'grid'),
    });
    await user.click(await screen.findByRole('button', { name: t.cameras.open('Shed') }));
    await screen.findByRole('heading', { level: 1, name: /Shed/ });
    expect(screen.getAllByRole('term').map((term) => term.textContent)).toEqual([
      t.camera.room,
      t.camera.from,
    ]);
    expect(emptyRows()).toEqual([]);
    expect(document.body.textContent).not.toMatch(HOLES);
    expect(screen.queryByRole('list', { name: t.camera.offline.list })).toBeNull();
  });

  it('an owner reads of each trouble of a camera what it is and what to do, on its card and on its page', async () => {
    const all = Object.keys(t.cameras.troubles) as Trouble[];
    const cameras = all.map((trouble) => saysLittle(trouble, { nickname: trouble, trouble, online: false }));
    await open({
      cameras: [...cameras, camera('door', { nickname: 'Door' })],
      preferences: preferences(language, 'list'),
    });
    expect(new Set(Object.values(t.cameras.troubles)).size).toBe(all.length);
    for (const trouble of all) {
      const shown = within(card(trouble));
      expect(shown.getByText(t.cameras.troubles[trouble])).toBeTruthy();
      expect(shown.getByText(t.cameras.needsYou)).toBeTruthy();
    }
    const well = within(card('Door'));
    expect(well.getByText(t.cameras.online)).toBeTruthy();
    for (const sentence of Object.values(t.cameras.troubles)) expect(well.queryByText(sentence)).toBeNull();

    navigation.go({ screen: 'camera', key: { connection: 'demo', camera: 'locked' } });
    expect(await screen.findByText(t.cameras.troubles.locked)).toBeTruthy();
    // One thing to try is enough.
    expect(screen.queryByRole('list', { name: t.camera.offline.list })).toBeNull();
  });
});

it('the button of the status leads to the camera that is in trouble', async () => {
  await open({
    cameras: [camera('door'), saysLittle('shed', { nickname: 'Shed', trouble: 'clock_off' })],
    status: calls(
      { act: 'show_trouble', connection: 'demo' },
      { detail: 'cameras_in_trouble', connection: 'demo', count: 1 },
    ),
  });
  expect(screen.getByRole('region', { name: 'Status' }).textContent).toContain(
    '1 camera from Demo home needs attention.',
  );
  await user.click(await screen.findByRole('button', { name: 'See what’s wrong' }));
  expect(navigation.place).toMatchObject({ screen: 'camera', key: { camera: 'shed' } });
});

it('a trouble of which nobody has heard lately is shown to nobody', async () => {
  await open({
    connections: [connection({ reach: { state: 'unknown' } })],
    cameras: [saysLittle('shed', { nickname: 'Shed', trouble: 'clock_off' })],
  });
  expect(await screen.findByText('As last seen')).toBeTruthy();
  expect(screen.queryByText(en.cameras.troubles.clock_off)).toBeNull();
});

it('only cameras that say whether they are online have a window in the house', async () => {
  const cameras = [camera('door'), camera('yard', { online: false }), saysLittle('shed')];
  await open({ cameras });
  const windows = () => [...document.querySelectorAll('.band .window')];
  expect(windows()).toHaveLength(2);
  expect(windows().filter((one) => one.classList.contains('lit'))).toHaveLength(1);
});
