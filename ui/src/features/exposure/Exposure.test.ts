import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event';
import { tick } from 'svelte';
import { describe, expect, it } from 'vitest';

import App from '../../app/App.svelte';
import { home } from '../../app/home.svelte';
import { navigation } from '../../app/navigation.svelte';
import { useBackend, type ExposureView } from '../../backend';
import { connection, fail, Pretend, reset, snapshot } from '../../backend/pretend';
import { exposure, exposureView, incidents, revisions } from '../../backend/pretend-incidents';
import { en } from '../../i18n/en';

const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });
let program: Pretend;

const button = (name: string | RegExp) => screen.findByRole('button', { name });
const called = (name: string) => program.calls.filter(([call]) => call === name);
const list = async (name: string) => within(await screen.findByRole('list', { name }));

async function open(view: ExposureView | null = exposureView(), state = snapshot()) {
  program = new Pretend({
    ...state,
    incidents: { ...incidents(0), exposures: view ? [view] : [], guides: [] },
  });
  useBackend(program);
  render(App);
  await waitFor(() => expect(home.ready).toBe(true));
  navigation.go({ screen: 'exposure', connection: 'demo', exposure: 'leak' });
  await tick();
}

describe('the notice of an exposure', () => {
  it('says what, from when to when and how many', async () => {
    await open();
    expect(await screen.findByRole('heading', { name: 'Demo home exposed account data' })).toBeTruthy();
    expect(screen.getByText(/^4.*26 December 2019$/, { selector: '.facts span' })).toBeTruthy();
    expect(screen.getByText('2,400,000 accounts')).toBeTruthy();
    expect(screen.getByText('A copy of our database was readable from outside.')).toBeTruthy();
  });

  it('keeps apart what is confirmed, what is reported and what was not affected', async () => {
    await open();
    const headings = async (name: string) =>
      (await list(name)).getAllByRole('heading').map((one) => one.textContent);
    expect(await headings('Confirmed')).toEqual(['E-mail addresses', 'Camera names', 'Wi-Fi names']);
    expect(await headings('Reported, not confirmed')).toEqual(['Height, weight, gender']);
    expect(await headings('Not affected')).toEqual(['Passwords']);
    expect(
      (await list('Confirmed')).getByText(
        'Your 5 camera names were encrypted: nothing readable is in the copy.',
      ),
    ).toBeTruthy();
    expect((await list('Not affected')).getByText(/never stored there/)).toBeTruthy();
    expect(screen.getByText(/Demo home is still looking/)).toBeTruthy();
  });

  it('leads to each thing that is to be done', async () => {
    await open();
    const todo = await list('What to do');
    expect(todo.getByText('Alexa, IFTTT')).toBeTruthy();
    await user.click(todo.getByRole('button', { name: 'Turn it on: Turn on two-factor' }));
    expect(navigation.place).toEqual({ screen: 'two_factor', connection: 'demo' });
  });

  it('opens the advisory by command, and says when that fails', async () => {
    await open();
    program.refuse.openExposureAdvisory = fail('not_there');
    await user.click(await button('Read more at Demo home'));
    expect(await screen.findByRole('alert')).toBeTruthy();
    program.refuse = {};
    await user.click(await button('Read more at Demo home'));
    expect(called('openExposureAdvisory')).toContainEqual(['openExposureAdvisory', 'demo', 'leak']);
    expect(screen.queryByRole('link')).toBeNull();
  });

  it('keeps every word, newest first, with what it changed', async () => {
    await open();
    const words = (await screen.findByRole('heading', { name: 'Announcements, newest first' })).parentElement;
    const said = within(words as HTMLElement);
    expect(said.getAllByRole('heading', { level: 3 }).map((one) => one.textContent?.trim())).toEqual([
      expect.stringMatching(/^Update 2/),
      expect.stringMatching(/^First announcement/),
    ]);
    expect(said.getByText(/^Wi-Fi names/).parentElement?.textContent).toBe(
      'Wi-Fi names: reported → confirmed',
    );
    expect(said.getByText('A second copy was found.')).toBeTruthy();
    expect(said.getByText('We are looking into it.')).toBeTruthy();
  });

  it('an owner reads the announcement that still stands, and not one that is struck out whole', async () => {
    await open();
    expect((await screen.findByText('We are looking into it.')).closest('s')).toBeNull();
    const withdrawn = { toldAt: Date.now(), said: exposure(3, { withdrawn: true }), changes: null };
    const all = { ...incidents(0), guides: [] };
    const view = exposureView({}, { revisions: [withdrawn, ...revisions] });
    program.push({ section: 'incidents', incidents: { ...all, exposures: [view] } });
    await waitFor(() => expect(screen.getByText('We are looking into it.').tagName).toBe('S'));
  });

  it('of a corrected announcement only the fact that changed is struck out, with what counts beside it', async () => {
    const [second, first] = revisions;
    if (!second?.changes || !first) throw new Error('there are two');
    const changes = { ...second.changes, accounts: { number: null } };
    await open(exposureView({}, { revisions: [{ ...second, changes }, first] }));
    const said = (await screen.findByRole('heading', { name: 'Announcements, newest first' })).parentElement;
    const struck = [...(said?.querySelectorAll('s') ?? [])];
    expect(struck.map((one) => one.textContent)).toEqual([
      'reported',
      expect.stringMatching(/^4.*25 December 2019$/),
      'Number of accounts not known yet',
    ]);
    expect(struck.map((one) => one.parentElement?.textContent)).toEqual([
      'Wi-Fi names: reported → confirmed',
      expect.stringMatching(/^When: 4.*25 December 2019 → 4.*26 December 2019$/),
      'How many: Number of accounts not known yet → 2,400,000 accounts',
    ]);
  });

  it('an owner whose data nobody can read is not alarmed by the word “Confirmed”', async () => {
    const data = [{ kind: 'camera_names', finding: 'confirmed', form: 'sealed', number: 5 }] as const;
    await open(exposureView({ standing: { standing: 'nothing_readable' }, data: [...data] }));
    const group = (await screen.findByRole('list', { name: 'Confirmed' })).closest('section');
    expect(group?.classList.contains('alarming')).toBe(false);
  });

  it('says that an earlier word is missing when a later one came first', async () => {
    const late = revisions.filter(({ said }) => said.revision === 2);
    await open(exposureView({}, { revisions: late.map((one) => ({ ...one, changes: null })) }));
    expect(await screen.findByText('An earlier announcement never arrived here.')).toBeTruthy();
  });

  it('asks for nothing when it did not happen, or the account came later', async () => {
    const withdrawn = { toldAt: Date.now(), said: exposure(3, { withdrawn: true }), changes: null };
    await open(exposureView({ standing: { standing: 'withdrawn' }, steps: [] }, { revisions: [withdrawn] }));
    expect(await screen.findByText('It didn’t happen.')).toBeTruthy();
    expect(screen.queryByRole('list', { name: 'Confirmed' })).toBeNull();
    expect(screen.getByText(/^Nothing\. If that changes/)).toBeTruthy();
  });

  it('does not know when it ended, or how many there were, and says so', async () => {
    const said = exposure(1, { to: null, accounts: null });
    await open(exposureView({}, { revisions: [{ toldAt: Date.now(), said, changes: null }] }));
    expect(await screen.findByText(/no end date yet/)).toBeTruthy();
    expect(screen.getByText('Number of accounts not known yet')).toBeTruthy();
  });

  it('shows markup in a service’s words as it is written', async () => {
    const said = exposure(1, { message: { en: '<img src=x onerror=alert(1)>' } });
    await open(exposureView({}, { revisions: [{ toldAt: Date.now(), said, changes: null }] }));
    expect(await screen.findByText('<img src=x onerror=alert(1)>')).toBeTruthy();
    expect(document.querySelector('main img')).toBeNull();
  });

  it('is reached from Security and from the prompt, and says when it is gone', async () => {
    const session = { state: 'reset', reset: reset('global_reset') } as const;
    await open(exposureView(), snapshot({ connections: [connection({ session })] }));
    navigation.go({ screen: 'cameras' });
    await user.click(await button('What it means for you'));
    expect(navigation.place.screen).toBe('exposure');
    expect(called('postponePrompt')).toHaveLength(1);
    program.push({ section: 'incidents', incidents: { ...incidents(0), exposures: [], guides: [] } });
    expect(await screen.findByText('This notice is gone')).toBeTruthy();
  });

  it('has a word for every kind of data, in every form', () => {
    for (const kind of Object.keys(en.exposure.kindNames) as (keyof typeof en.exposure.kindNames)[])
      for (const table of [en.exposure.readable, en.exposure.unreadable])
        for (const number of [null, 0, 1, 5]) expect(table[kind]('X', number)).toMatch(/\.$/);
  });
});
