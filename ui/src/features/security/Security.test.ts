import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event';
import { tick } from 'svelte';
import { beforeEach, describe, expect, it } from 'vitest';

import App from '../../app/App.svelte';
import { home } from '../../app/home.svelte';
import { navigation } from '../../app/navigation.svelte';
import { useBackend, type CheckupItem, type GuideView } from '../../backend';
import { checkup, computer, connection, fail, Pretend, reset, snapshot } from '../../backend/pretend';

const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });
let program: Pretend;

const button = (name: string | RegExp) => screen.findByRole('button', { name });
const called = (name: string) => program.calls.filter(([call]) => call === name);
const line = async (title: string) => {
  const item = (await screen.findByRole('heading', { name: title })).closest('li');
  if (!item) throw new Error(`no line ${title}`);
  return within(item);
};

async function open(state = snapshot(), prepare: (program: Pretend) => void = () => undefined) {
  program = new Pretend(state);
  prepare(program);
  useBackend(program);
  render(App);
  await waitFor(() => expect(home.ready).toBe(true));
  await tick();
  await user.click(await button('Security'));
}

const replaced = (about: CheckupItem['subject']['about'], by: CheckupItem): CheckupItem[] =>
  checkup().map((item) => (item.subject.about === about ? by : item));

describe('the checklist', () => {
  it('says in words what the windows show', async () => {
    await open();
    expect(await screen.findByText('2 windows are still dark.')).toBeTruthy();
    const titles = within(screen.getByRole('list', { name: 'Checklist' })).getAllByRole('heading');
    expect(titles.map((one) => one.textContent)).toEqual([
      'Signed in to Demo home',
      'Computers signed in to Demo home',
      'Your changes',
      'Camera firmware',
      'Data on this computer',
    ]);
    expect((await line('Camera firmware')).getByText('1 camera has an update waiting.')).toBeTruthy();
    expect((await line('Your changes')).getByText('Done.')).toBeTruthy();
    expect((await line('Computers signed in to Demo home')).getByText('To do.')).toBeTruthy();
  });

  it('an owner sees one thing to do first, and each button says what it does', async () => {
    const some = checkup();
    const off: CheckupItem = {
      subject: { about: 'two_factor', connection: 'demo', recovery_codes_left: null },
      state: 'to_do',
      action: { act: 'show_two_factor', connection: 'demo' },
    };
    const few: CheckupItem = {
      ...off,
      subject: { about: 'two_factor', connection: 'other', recovery_codes_left: 1 },
    };
    const unlinked: CheckupItem = {
      subject: { about: 'integrations', connection: 'demo', linked: 0, unlinked: 1 },
      state: 'to_do',
      action: { act: 'show_integrations', connection: 'demo' },
    };
    await open(snapshot({ checkup: [...some, off, few, unlinked] }));
    expect(await button('Turn on: Two-factor for Demo home')).toBeTruthy();
    expect(await button(/^New codes: Two-factor for/)).toBeTruthy();
    expect(await button('Link again: Services linked to Demo home')).toBeTruthy();
    const main = screen.getByRole('main');
    expect([...main.querySelectorAll('.primary')].map((one) => one.getAttribute('aria-label'))).toEqual([
      'Review: Computers signed in to Demo home',
    ]);
    expect(within(main).queryByRole('button', { name: /^Look/ })).toBeNull();
  });

  it('is lit all over when everything is done', async () => {
    await open(
      snapshot({
        checkup: checkup(Date.now()).filter(({ subject }) => subject.about !== 'firmware'),
      }),
    );
    expect(await screen.findByText('All the windows are lit.')).toBeTruthy();
  });

  it('shows the camera that needs an update', async () => {
    await open();
    await user.click(await button('Show camera: Camera firmware'));
    expect(await screen.findByRole('button', { name: 'Rename Nursery' })).toBeTruthy();
  });

  it('what cannot be told is asked for again, and a refusal is said in its line', async () => {
    const silent: CheckupItem = {
      subject: { about: 'signed_in', connection: 'demo' },
      state: 'unknown',
      action: { act: 'try_again', connection: 'demo' },
    };
    await open(snapshot({ checkup: replaced('signed_in', silent) }));
    program.refuse.refresh = fail('service_unreachable');
    expect(await screen.findByText('One item can’t be checked right now.')).toBeTruthy();
    await user.click(await button('Check now: Signed in to Demo home'));
    expect((await line('Signed in to Demo home')).getByRole('alert').textContent).toMatch(/\w/);
    program.refuse = {};
    await user.click(await button('Check now: Signed in to Demo home'));
    expect(await screen.findByText('Demo home has answered.')).toBeTruthy();
  });

  it('after a reset the prompt comes back over this screen', async () => {
    const out: CheckupItem = {
      subject: { about: 'signed_in', connection: 'demo' },
      state: 'to_do',
      action: { act: 'sign_in', connection: 'demo' },
    };
    const session = { state: 'reset', reset: reset('global_reset', { postponed: true }) } as const;
    await open(snapshot({ connections: [connection({ session })], checkup: replaced('signed_in', out) }));
    await user.click(await button('Sign in: Signed in to Demo home'));
    expect(
      await screen.findByRole('dialog', { name: 'You were signed out, and so was everyone else' }),
    ).toBeTruthy();
    expect(called('showPrompt')).toHaveLength(1);
  });

  it('says so while the first answer is on its way', async () => {
    await open(snapshot({ cameras: [], connections: [connection({ reach: { state: 'unknown' } })] }));
    expect(await screen.findByText('Checking…')).toBeTruthy();
  });
});

const look = async () => user.click(await button('Review: Computers signed in to Demo home'));
const row = async (name: string) => {
  const list = await screen.findByRole('list', { name: 'Signed-in computers' });
  const item = (await within(list).findByText(name)).closest('li');
  if (!item) throw new Error(`no ${name} in the list`);
  return within(item);
};
const yes = async (name: string) =>
  user.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name }));

describe('signed-in computers', () => {
  beforeEach(async () => {
    await open();
    await look();
  });

  it('this one is marked and cannot be signed out from here', async () => {
    const study = await row('Study computer');
    expect(study.getByText('This computer')).toBeTruthy();
    expect(study.getByText(/^Signed in on .* in use now$/)).toBeTruthy();
    expect(study.queryByRole('button')).toBeNull();
    expect((await row('Kitchen laptop')).getByText(/used 3 hours ago/)).toBeTruthy();
  });

  it('nothing is signed out before the question is answered', async () => {
    await user.click(await button('Sign out Kitchen laptop'));
    await yes('Cancel');
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(called('signOutComputer')).toEqual([]);
  });

  it('one is signed out, and it is said calmly', async () => {
    await user.click(await button('Sign out Kitchen laptop'));
    await yes('Sign out');
    expect(await screen.findByText(/^Kitchen laptop is signed out/)).toBeTruthy();
    expect(called('signOutComputer')[0]).toEqual(['signOutComputer', 'demo', 'kitchen']);
    expect(screen.queryByRole('button', { name: 'Sign out Kitchen laptop' })).toBeNull();
    expect(screen.getByText('Only this computer is signed in.')).toBeTruthy();
    await user.click(await button('That wasn’t me'));
    expect(called('reportNotMe')).toHaveLength(1);
    expect(await screen.findByRole('region', { name: 'Only you at Demo home' })).toBeTruthy();
  });

  it('a refusal leaves the list and says why', async () => {
    program.refuse.signOutComputer = fail('service_unreachable');
    await user.click(await button('Sign out Kitchen laptop'));
    await yes('Sign out');
    await waitFor(() =>
      expect(screen.getAllByRole('alert').some((note) => note.textContent.trim() !== '')).toBe(true),
    );
    expect(await row('Kitchen laptop')).toBeTruthy();
    expect(screen.queryByText(/^Kitchen laptop is signed out/)).toBeNull();
  });

  it('knowing them all is kept, and the window of that line is lit', async () => {
    await user.click(await button('I know them all'));
    expect(called('knowComputers')[0]).toEqual(['knowComputers', 'demo', ['study', 'kitchen']]);
    expect(await screen.findByText(/^Last reviewed on/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'I know them all' })).toBeNull();
    // The rail has a button of this name as well.
    await user.click((await screen.findAllByRole('button', { name: 'Security' })).at(-1) as HTMLElement);
    expect(await screen.findByText('One window is still dark.')).toBeTruthy();
  });

  it('one that comes meanwhile has to be looked at as well', async () => {
    program.computerList = [...program.computerList, computer('attic', { name: 'Attic' })];
    await user.click(await button('I know them all'));
    expect(await screen.findByText('Another computer has just signed in. Check again.')).toBeTruthy();
    expect(await row('Attic')).toBeTruthy();
    await user.click(await button('I know them all'));
    expect(await screen.findByText(/^Last reviewed on/)).toBeTruthy();
  });

  it('an alert of a sign-in brings the new one into the list', async () => {
    await row('Kitchen laptop');
    program.computerList = [
      ...program.computerList,
      computer('hotel', { name: 'Hotel lobby computer', newcomer: true }),
    ];
    program.push({ section: 'alerts', alerts: { unread: 1 } });
    expect((await row('Hotel lobby computer')).getByText('New')).toBeTruthy();
    await user.click(await button('That wasn’t me: Hotel lobby computer'));
    await yes('Sign out');
    expect(await screen.findByText(/^Hotel lobby computer is signed out/)).toBeTruthy();
    expect(called('reportNotMe')).toEqual([['reportNotMe', 'demo']]);
  });

  it('an owner who says that it was not them is led through what is left, also from another screen', async () => {
    program.computerList = [
      ...program.computerList,
      computer('hotel', { name: 'Hotel lobby computer', newcomer: true }),
    ];
    program.push({ section: 'alerts', alerts: { unread: 1 } });
    await user.click(await button('That wasn’t me: Hotel lobby computer'));
    await yes('Sign out');
    const way = within(await screen.findByRole('region', { name: 'Only you at Demo home' }));
    expect(way.getAllByRole('listitem').map((one) => one.textContent?.trim())).toEqual([
      expect.stringMatching(/^Now\. *Sign out what isn’t yours$/),
      expect.stringMatching(/^Later\. *Change the password$/),
      expect.stringMatching(/^Later\. *Turn on two-factor$/),
    ]);
    const guide = program.state.incidents.guides[0] as GuideView;
    const steps = guide.steps.map((one, n) => ({
      ...one,
      state: (['done', 'now', 'ahead'] as const)[n] ?? 'ahead',
    }));
    program.push({
      section: 'incidents',
      incidents: { ...program.state.incidents, guides: [{ ...guide, steps }] },
    });
    await user.click(await way.findByRole('button', { name: 'Change it' }));
    expect(navigation.place).toEqual({ screen: 'password', connection: 'demo' });
    // Whatever is in between, the steps are under Security.
    navigation.go({ screen: 'security' });
    const heading = await screen.findByRole('heading', { name: 'Only you at Demo home' });
    expect(heading.closest('section')?.querySelectorAll('li.done')).toHaveLength(1);
  });
});

it('each new computer is asked about, and the last answer is kept', async () => {
  await open(snapshot(), (program) => {
    program.computerList = [
      computer('study', { name: 'Study computer', thisOne: true }),
      computer('attic', { name: 'Attic', newcomer: true }),
      computer('nameless', { name: null, newcomer: true }),
    ];
  });
  await look();
  await user.click(await button('That was me: Attic'));
  expect(called('knowComputers')).toEqual([]);
  await user.click(await button('That was me: Unnamed computer'));
  expect(called('knowComputers')[0]?.[2]).toEqual(['study', 'attic', 'nameless']);
  expect(await screen.findByText(/^Last reviewed on/)).toBeTruthy();
});

it('all others are signed out at once after one question', async () => {
  await open(snapshot(), (program) => {
    program.computerList = [...program.computerList, computer('attic', { name: 'Attic' })];
  });
  await look();
  await user.click(await button('Sign out all others'));
  expect(await screen.findByRole('alertdialog', { name: 'Sign out 2 other computers?' })).toBeTruthy();
  await yes('Sign out all others');
  expect(await screen.findByText(/^Only this computer is still signed in/)).toBeTruthy();
  expect(called('signOutOtherComputers')).toHaveLength(1);
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Sign out all others' })).toBeNull());
});

it('who cannot be asked is said, and trying again brings the list', async () => {
  await open(snapshot(), (program) => (program.refuse.computers = fail('service_unreachable')));
  await look();
  const again = await button('Try again');
  expect(screen.queryByRole('list', { name: 'Signed-in computers' })).toBeNull();
  program.refuse = {};
  await user.click(again);
  expect(await row('Kitchen laptop')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
});

it('signed out, there is a way in and no list; after it the list is fetched', async () => {
  const session = { state: 'reset', reset: reset('expired', { postponed: true }) } as const;
  await open(snapshot({ connections: [connection({ session })] }));
  await look();
  expect(await screen.findByText(/Sign in to see which computers are signed in to Demo home/)).toBeTruthy();
  expect(called('computers')).toEqual([]);
  program.connect('demo', { session: { state: 'active' } });
  expect(await row('Study computer')).toBeTruthy();
});
