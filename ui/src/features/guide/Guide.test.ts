import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event';
import { tick } from 'svelte';
import { describe, expect, it } from 'vitest';

import App from '../../app/App.svelte';
import { home } from '../../app/home.svelte';
import { navigation } from '../../app/navigation.svelte';
import { useBackend, type GuideView } from '../../backend';
import { fail, Pretend, snapshot } from '../../backend/pretend';
import { guide, incidents } from '../../backend/pretend-incidents';

const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });
let program: Pretend;

const band = async () =>
  within(await screen.findByRole('region', { name: 'Get back to normal at Demo home' }));
const wishes = () => program.calls.filter(([call]) => call === 'wishGuide').map(([, , wish]) => wish);

async function open(shown: GuideView, screenName: 'cameras' | 'security' = 'cameras') {
  program = new Pretend(snapshot({ incidents: { ...incidents(0), guides: [shown] } }));
  useBackend(program);
  render(App);
  await waitFor(() => expect(home.ready).toBe(true));
  navigation.go({ screen: screenName });
  await tick();
}

describe('the way back', () => {
  it('shows above the cameras the one step to take now', async () => {
    await open(guide(1));
    const shown = await band();
    expect(shown.getByText('Change the password')).toBeTruthy();
    expect(shown.getByText(/1 of 5 done/)).toBeTruthy();
    await user.click(shown.getByRole('button', { name: 'Change it' }));
    expect(navigation.place).toEqual({ screen: 'password', connection: 'demo' });
  });

  it('shows all steps under Security, done or not, and one of them now', async () => {
    await open(guide(1), 'security');
    const steps = within(await screen.findByRole('list', { name: 'Steps' }));
    const lines = steps.getAllByRole('heading', { level: 3 }).map((one) => one.closest('li'));
    expect(lines.map((line) => line?.getAttribute('aria-current'))).toEqual([null, 'step', null, null, null]);
    expect(steps.getByText('You’re signed in.')).toBeTruthy();
  });

  it('follows what the program notices', async () => {
    await open(guide(1), 'security');
    program.push({ section: 'incidents', incidents: incidents(2) });
    await waitFor(() =>
      expect(document.querySelector('[aria-current="step"] h3')?.textContent).toBe('Turn on two-factor'),
    );
  });

  it('is put off until tomorrow, and that can be undone', async () => {
    await open(guide(1));
    await user.click((await band()).getByRole('button', { name: 'Remind me tomorrow' }));
    expect(await screen.findByText('You’ll be reminded tomorrow.')).toBeTruthy();
    expect(screen.queryByRole('region', { name: 'Get back to normal at Demo home' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(await band()).toBeTruthy();
    expect(wishes()).toEqual(['tomorrow', 'go_on']);
  });

  it('is put away for good, and found again under Security', async () => {
    await open(guide(2), 'security');
    await user.click(await screen.findByRole('button', { name: 'Don’t ask again' }));
    expect(await screen.findByText(/Hidden\.\s+3 steps left\./)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Continue' }));
    expect(await screen.findByRole('list', { name: 'Steps' })).toBeTruthy();
    expect(wishes()).toEqual(['not_again', 'go_on']);
  });

  it('a refusal is said where it happened', async () => {
    await open(guide(1));
    program.refuse.wishGuide = fail('disk_full');
    await user.click((await band()).getByRole('button', { name: 'Remind me tomorrow' }));
    expect((await band()).getByRole('alert')).toBeTruthy();
  });

  it('what was unlinked is linked again, or not wanted, and that can be taken back', async () => {
    await open(guide(3), 'security');
    await user.click(await screen.findByRole('button', { name: 'I don’t need it: IFTTT' }));
    expect(await screen.findByText('IFTTT is no longer needed')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'I do need it: IFTTT' }));
    expect(await screen.findByText('IFTTT is unlinked')).toBeTruthy();
  });

  it('ends with how long it took, and is closed', async () => {
    await open(guide(5, { state: { state: 'finished', at: Date.now() } }));
    const shown = within(await screen.findByRole('region', { name: 'All done.' }));
    expect(shown.getByText('All done.')).toBeTruthy();
    expect(shown.getByText(/It took 14 minutes\./)).toBeTruthy();
    await user.click(shown.getByRole('button', { name: 'Close' }));
    expect(wishes()).toEqual(['close']);
    await waitFor(() => expect(home.incidents.guides).toEqual([]));
  });

  it('leads to what happened', async () => {
    await open(guide(1), 'security');
    await user.click(await screen.findByRole('button', { name: 'What happened' }));
    expect(navigation.place).toEqual({ screen: 'exposure', connection: 'demo', exposure: 'leak' });
  });
});
