// A page that waits for a number, what may be seen, what is linked, and what an incident leaves.

import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event';
import { tick } from 'svelte';
import { beforeEach, describe, expect, it } from 'vitest';

import App from '../../app/App.svelte';
import { home } from '../../app/home.svelte';
import { navigation } from '../../app/navigation.svelte';
import { useBackend } from '../../backend';
import { fail, Pretend, reset, snapshot } from '../../backend/pretend';
import { GOOGLE, integration, NUMBER, unlinked } from '../../backend/pretend-integrations';
import { linking } from './linking.svelte';

const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });
let program: Pretend;

const button = (name: string | RegExp) => screen.findByRole('button', { name });
const dialog = (name: string) => screen.findByRole('dialog', { name });
const called = (name: string) => program.calls.filter(([call]) => call === name);
const FRONT = [{ camera: 'front', name: 'Front door' }];

async function start(prepare: (program: Pretend) => void = () => undefined) {
  program = new Pretend(snapshot());
  prepare(program);
  useBackend(program);
  render(App);
  await waitFor(() => expect(home.ready).toBe(true));
  await tick();
}

async function room(prepare: (program: Pretend) => void = () => undefined) {
  await start(prepare);
  navigation.go({ screen: 'integrations', connection: 'demo' });
  await screen.findByRole('heading', { level: 1, name: 'Linked services at Demo home' });
  await waitFor(() => expect(called('lookAtIntegrations')).toHaveLength(1));
}

const row = async (name: string) => {
  const item = (await screen.findByRole('heading', { name: new RegExp(`^${name}`) })).closest('li');
  if (!item) throw new Error(`no line ${name}`);
  return within(item);
};

beforeEach(() => {
  linking.clear();
  navigation.go({ screen: 'cameras' });
});

describe('a page that waits', () => {
  it('is asked about over the screen, and no number is at hand for who was typing', async () => {
    await start();
    program.links.ask({ begunHere: false });
    const layer = within(await dialog('Alexa wants to see cameras'));
    expect(layer.getByText(/If you’re not linking Alexa right now, refuse/)).toBeTruthy();
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Alexa wants to see cameras'));
    for (const number of [12, NUMBER, 83])
      expect(layer.getByRole('button', { name: `The page shows ${number}` }).hasAttribute('disabled')).toBe(
        true,
      );
    expect(layer.getByText('Tick at least one camera first.')).toBeTruthy();
  });

  it('lets out what was ticked, under the names that were chosen', async () => {
    await start();
    program.links.ask();
    await user.click(await screen.findByRole('checkbox', { name: 'Front door' }));
    await user.click(screen.getByRole('checkbox', { name: 'Garage' }));
    await user.click(screen.getByRole('checkbox', { name: 'Nursery' }));
    const naming = (name: string) => screen.getByRole('combobox', { name: `Name it hears for ${name}` });
    await user.selectOptions(naming('Garage'), 'other');
    await user.type(screen.getByRole('textbox', { name: 'Another name for Garage' }), 'Car');
    await user.selectOptions(naming('Nursery'), 'unnamed');
    await user.click(await button(`The page shows ${NUMBER}`));
    const cameras = [...FRONT, { camera: 'garage', name: 'Car' }, { camera: 'nursery', name: null }];
    expect(called('approveLink')).toEqual([['approveLink', 'demo', 'r1', NUMBER, cameras]]);
    expect(await screen.findByText(/Alexa is linked and sees 3 cameras/)).toBeTruthy();
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(called('dismissLinkEnd')).toHaveLength(1);
  });

  it('takes one click when it was linked before', async () => {
    await start();
    program.links.ask({ remembered: FRONT });
    const layer = within(await dialog('Alexa wants to see cameras'));
    expect(layer.getByText('As last time, it sees')).toBeTruthy();
    expect(layer.queryByRole('checkbox')).toBeNull();
    await user.click(await button(`The page shows ${NUMBER}`));
    expect(called('approveLink')).toEqual([['approveLink', 'demo', 'r1', NUMBER, FRONT]]);
  });

  it('counts the tries after wrong numbers, and says what to do after the third', async () => {
    await start();
    program.links.ask({ remembered: FRONT });
    await user.click(await button('The page shows 12'));
    expect(await screen.findByText('The page shows another number. You have 2 tries left.')).toBeTruthy();
    await user.click(await button('The page shows 12'));
    expect(await screen.findByText('The page shows another number. You have one try left.')).toBeTruthy();
    await user.click(await button('The page shows 12'));
    const layer = within(await dialog('Alexa wasn’t linked'));
    expect(layer.getByText(/nothing was shared/)).toBeTruthy();
    await user.click(layer.getByRole('button', { name: 'Link again' }));
    expect(program.links.opened).toEqual(['alexa']);
  });

  it('can be refused', async () => {
    await start();
    program.links.ask();
    await user.click(await button('None of these: refuse'));
    expect(called('refuseLink')).toEqual([['refuseLink', 'demo', 'r1']]);
    expect(await screen.findByText('Alexa was refused. It sees nothing.')).toBeTruthy();
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('can wait, and a line above every screen leads back to it', async () => {
    await start();
    program.links.ask();
    await user.click(await screen.findByRole('checkbox', { name: 'Garage' }));
    await user.click(await button('Later'));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(await screen.findByText('Alexa is waiting for a number.')).toBeTruthy();
    await user.click(await button('Answer'));
    const garage = await screen.findByRole<HTMLInputElement>('checkbox', { name: 'Garage' });
    expect(garage.checked).toBe(true);
  });

  it('keeps what was ticked while a reset asks for the password', async () => {
    await start();
    program.links.ask();
    await user.click(await screen.findByRole('checkbox', { name: 'Garage' }));
    program.connect('demo', { session: { state: 'reset', reset: reset('global_reset') } });
    await waitFor(() => expect(screen.queryByText('Alexa wants to see cameras')).toBeNull());
    program.connect('demo', { session: { state: 'active' } });
    await dialog('Alexa wants to see cameras');
    const garage = await screen.findByRole<HTMLInputElement>('checkbox', { name: 'Garage' });
    expect(garage.checked).toBe(true);
  });

  it('says that a number waits for the sign-in', async () => {
    await start();
    const session = { state: 'reset' as const, reset: reset('global_reset', { postponed: true }) };
    program.connect('demo', { session });
    program.links.ask({ chosen: NUMBER, remembered: FRONT });
    expect(await screen.findByText(/You chose 47. It will be sent as soon as you’re signed in/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /The page shows/ })).toBeNull();
  });

  it.each([
    ['expired', 'Alexa waited too long'],
    ['over', 'Alexa is no longer waiting'],
  ] as const)('vanishes with a word when it is %s', async (how, title) => {
    await start();
    program.links.ask();
    await dialog('Alexa wants to see cameras');
    program.links.end('r1', how);
    await user.click(within(await dialog(title)).getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('stays, with the failure, when the service does not answer', async () => {
    await start();
    program.refuse.approveLink = fail('service_unreachable');
    program.links.ask({ remembered: FRONT });
    await user.click(await button(`The page shows ${NUMBER}`));
    const layer = within(await dialog('Alexa wants to see cameras'));
    expect(await layer.findByRole('alert')).toBeTruthy();
  });
});

describe('linked services', () => {
  it('are none at first: what they would be is explained, and each has its way in', async () => {
    await room();
    expect(await screen.findByRole('heading', { name: 'Nothing is linked' })).toBeTruthy();
    expect(screen.getByRole('img', { name: /A page showing the number 47/ })).toBeTruthy();
    await user.click(await button('Link Google Assistant'));
    expect(program.links.opened).toEqual(['google-assistant']);
    expect(await screen.findByText(/Your browser is opening/)).toBeTruthy();
    program.links.ask();
    await dialog('Alexa wants to see cameras');
    expect(screen.queryByText(/Your browser is opening/)).toBeNull();
    // One that begins on its own side says so instead.
    expect(screen.queryByRole('button', { name: 'Link IFTTT' })).toBeNull();
    expect(screen.getByText(/Start in IFTTT/)).toBeTruthy();
  });

  it('an owner without a browser is told so, and can copy the address', async () => {
    await room((program) => {
      program.refuse.startLinking = { ...fail('no_browser'), remedy: 'copy_address' };
    });
    await user.click(await button('Link Google Assistant'));
    expect(await screen.findByText(/No browser on this computer opened the page/)).toBeTruthy();
    expect(screen.queryByText(/Your browser is opening/)).toBeNull();
    await user.click(await button('Copy the address'));
    expect(await screen.findByText('Copied.')).toBeTruthy();
    expect(program.calls.filter(([name]) => name === 'copyAddress')).toHaveLength(1);
  });

  it('say what each sees, and under which name', async () => {
    await room((program) => {
      const cameras = [...FRONT, { camera: 'garage', name: 'Car' }, { camera: 'nursery', name: null }];
      program.links.view.integrations = [integration('i1', { cameras })];
    });
    const alexa = await row('Alexa');
    const seen = alexa.getAllByRole('listitem').map((one) => one.textContent);
    expect(seen).toEqual(['Front door', 'Garage as “Car”', 'Nursery without its name']);
    expect(alexa.getByText(/used 3 hours ago/)).toBeTruthy();
  });

  it('can be changed', async () => {
    await room((program) => (program.links.view.integrations = [integration('i1')]));
    await user.click(await button('Change what Alexa sees'));
    const layer = within(await dialog('What Alexa sees'));
    await user.click(layer.getByRole('checkbox', { name: 'Garage' }));
    await user.click(layer.getByRole('button', { name: 'Save' }));
    const cameras = [...FRONT, { camera: 'garage', name: 'Garage' }];
    expect(called('releaseCameras')).toEqual([['releaseCameras', 'demo', 'i1', cameras]]);
    expect(await screen.findByText('Alexa now sees 2 cameras.')).toBeTruthy();
  });

  it('are unlinked only after saying what stops', async () => {
    await room((program) => (program.links.view.integrations = [integration('i1')]));
    await user.click(await button('Unlink Alexa'));
    const ask = within(await screen.findByRole('alertdialog', { name: 'Unlink Alexa?' }));
    expect(ask.getByText(/voice commands, routines, applets/)).toBeTruthy();
    expect(called('unlink')).toEqual([]);
    await user.click(ask.getByRole('button', { name: 'Unlink' }));
    expect(called('unlink')).toEqual([['unlink', 'demo', 'i1']]);
    expect((await row('Alexa')).getByText(/You unlinked it/)).toBeTruthy();
  });

  it('are linked again after an incident in two clicks', async () => {
    await room((program) => (program.links.view.integrations = [unlinked('i1')]));
    const alexa = await row('Alexa');
    expect(alexa.getByText(/Demo home unlinked it after an incident/)).toBeTruthy();
    expect(alexa.getByText('Tokens were in the copy.')).toBeTruthy();
    await user.click(alexa.getByRole('button', { name: 'Link again: Alexa' }));
    expect(program.links.opened).toEqual(['alexa']);
    program.links.ask({ remembered: FRONT });
    await user.click(await button(`The page shows ${NUMBER}`));
    expect((await row('Alexa')).getByText(/Linked on/)).toBeTruthy();
  });

  it('stay unlinked when the owner leaves them so', async () => {
    await room((program) => (program.links.view.integrations = [unlinked('i1')]));
    await user.click(await button('Leave it unlinked: Alexa'));
    expect(called('putIntegrationAside')).toEqual([['putIntegrationAside', 'demo', 'i1']]);
    await waitFor(() =>
      expect(screen.queryByRole('button', { name: 'Leave it unlinked: Alexa' })).toBeNull(),
    );
  });

  it('are shown as they were while the service does not answer', async () => {
    await room((program) => {
      program.links.view.integrations = [integration('i1')];
      program.state.integrations = [program.links.view];
      program.refuse.lookAtIntegrations = fail('service_unreachable');
    });
    expect(await screen.findByText('This is the last known state.')).toBeTruthy();
    expect(await row('Alexa')).toBeTruthy();
  });

  it('are in the one list of everything that can reach the account', async () => {
    await start((program) => {
      const google = integration('i2', { client: GOOGLE });
      program.links.view.integrations = [google, unlinked('i1')];
      program.state.integrations = [program.links.view];
    });
    navigation.go({ screen: 'computers', connection: 'demo' });
    await screen.findByRole('heading', { level: 1, name: 'Everything that can reach Demo home' });
    expect(screen.getByText(/Accounts here can’t be shared/)).toBeTruthy();
    const services = within(screen.getByRole('list', { name: 'Linked services' }));
    expect(services.getAllByRole('heading').map((one) => one.textContent)).toEqual(['Google Assistant']);
    await user.click(await button('Show linked services'));
    await screen.findByRole('heading', { level: 1, name: 'Linked services at Demo home' });
  });
});
