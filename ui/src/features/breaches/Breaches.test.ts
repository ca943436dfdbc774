import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event';
import { tick } from 'svelte';
import { describe, expect, it } from 'vitest';

import App from '../../app/App.svelte';
import { home } from '../../app/home.svelte';
import { navigation, type Place } from '../../app/navigation.svelte';
import { useBackend, type BreachWatchView, type ListedBreach } from '../../backend';
import { fail, Pretend, snapshot } from '../../backend/pretend';
import { NOT_LOOKED } from '../../backend/pretend-incidents';

const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });
let program: Pretend;

const box = (name: string) => screen.findByRole('checkbox', { name });
const wishes = () => program.calls.filter(([call]) => call === 'setPreferences').map(([, one]) => one);

async function open(place: Place, watch: Partial<BreachWatchView> = {}) {
  program = new Pretend(
    snapshot({ incidents: { exposures: [], guides: [], breachWatch: { ...NOT_LOOKED, ...watch } } }),
  );
  useBackend(program);
  render(App);
  await waitFor(() => expect(home.ready).toBe(true));
  navigation.go(place);
  await tick();
}

const wyze: ListedBreach = {
  name: 'Wyze',
  title: '<b>Wyze</b>',
  domain: 'wyze.com',
  happened: Date.parse('2019-12-04T00:00:00Z'),
  added: Date.parse('2019-12-30T00:00:00Z'),
  accounts: 2_400_000,
  data: ['email_addresses'],
  otherData: ['Bone density'],
};

describe('the public list of breaches', () => {
  it('is off until it is asked for, and says what is not sent', async () => {
    await open({ screen: 'settings' });
    expect((await box('Check once a day')) as HTMLInputElement).toHaveProperty('checked', false);
    expect(screen.getByText(/Nothing about you is sent/)).toBeTruthy();
    expect(screen.queryByRole('checkbox', { name: 'Wyze' })).toBeNull();
  });

  it('is turned on, for the makes that are chosen', async () => {
    await open({ screen: 'settings' });
    await user.click(await box('Check once a day'));
    expect(await screen.findByText('Choose at least one brand.')).toBeTruthy();
    await user.click(await box('Wyze'));
    expect(wishes().at(-1)).toMatchObject({ breaches: { on: true, makes: ['wyze'] } });
    await user.click(await box('Wyze'));
    expect(wishes().at(-1)).toMatchObject({ breaches: { on: true, makes: [] } });
  });

  it('says when it looked last, and when it could not', async () => {
    const before = Date.now() - 86_400_000;
    await open({ screen: 'settings' }, { lookedAt: before, failedAt: Date.now() });
    await user.click(await box('Check once a day'));
    await user.click(await box('Ring'));
    expect(await screen.findByText(/could not be reached on .*Last checked on/s)).toBeTruthy();
    program.refuse.lookUpBreaches = fail('service_unreachable');
    await user.click(screen.getByRole('button', { name: 'Check now' }));
    expect(await screen.findByRole('alert')).toBeTruthy();
  });

  it('cannot be turned on where the program was started without a list', async () => {
    await open({ screen: 'settings' }, { offered: false });
    expect((await box('Check once a day')) as HTMLInputElement).toHaveProperty('disabled', true);
    expect(screen.getByText(/started without a list/)).toBeTruthy();
  });

  it('an entry is an alert, with what was exposed, and no markup of the list', async () => {
    await open({ screen: 'cameras' });
    program.alertList = [
      {
        id: 'breach',
        connection: '00000000-0000-0000-0000-000000000000',
        at: Date.now(),
        kind: { type: 'listed_breach', breaches: [wyze], known_before: false },
        read: false,
      },
    ];
    navigation.go({ screen: 'alerts' });
    expect(await screen.findByText('<b>Wyze</b> is on a public list of breaches')).toBeTruthy();
    expect(screen.getByText(/4 December 2019, 2,400,000 accounts$/)).toBeTruthy();
    expect(
      screen.getByText('Listed as exposed: E-mail addresses Bone density.', { exact: false }),
    ).toBeTruthy();
  });
});
