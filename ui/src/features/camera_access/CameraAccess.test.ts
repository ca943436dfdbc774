// Cameras that are added one by one, at a place that has nothing to sign in to.

import { screen, waitFor, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { describe, expect, it } from 'vitest';

import { home } from '../../app/home.svelte';
import { navigation, type Place } from '../../app/navigation.svelte';
import type { CameraView, ConnectionView, MovingCamera, Trouble } from '../../backend';
import { calls, connection, dark, fail, snapshot } from '../../backend/pretend';
import { foundCamera, ONE_BY_ONE, ownCamera, thisNetwork } from '../../backend/pretend-camera-access';
import { button, called, heading, open, program, user } from '../setup/owner.testing';

const ADD: Place = { screen: 'add_camera', connection: 'network' };
const drive = foundCamera('drive', { address: '192.168.1.31', maker: 'Hill Optics', model: 'HO-4' });

/** The place alone, or beside an account. */
const network = (more: Partial<ConnectionView> = {}, cameras: CameraView[] = ONE_BY_ONE) =>
  snapshot({ connections: [thisNetwork(more)], cameras, checkup: [] });

async function go(place: Place) {
  navigation.go(place);
  await tick();
}

async function adding(more: Partial<ConnectionView> = {}, prepare: () => void = () => undefined) {
  await open(network(more, []));
  prepare();
  await go(ADD);
  await heading('Add a camera to This network');
}

const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);
const address = () => field('Address of the camera');

async function type(password: string) {
  await user.type(field('Password'), password);
  await user.click(screen.getByRole('button', { name: 'Add a camera' }));
}

async function page(camera: string, state = network()) {
  await open(state);
  await go({ screen: 'camera', key: { connection: 'network', camera } });
}

describe('a place that has nothing to sign in to, beside an account', () => {
  const both = () =>
    snapshot({
      connections: [connection(), thisNetwork()],
      cameras: [...snapshot().cameras, ...ONE_BY_ONE],
      status: dark('asking'),
    });

  it.each<Place>([
    { screen: 'cameras' },
    { screen: 'security' },
    { screen: 'alerts' },
    { screen: 'settings' },
    { screen: 'setup' },
    { screen: 'camera', key: { connection: 'network', camera: 'shed' } },
  ])('is signed out of nowhere, and nobody is asked to sign in to it: $screen', async (place) => {
    await open(both());
    await go(place);
    await screen.findByRole('heading', { level: 1 });
    expect(document.body.textContent).not.toMatch(/Signed out|You’re signed out/);
    expect(screen.queryByRole('button', { name: /^Sign in/ })).toBeNull();
    expect(screen.queryByRole('button', { name: /Sign out of This network/ })).toBeNull();
    const rail = [...document.querySelectorAll('.connection')].map((line) => line.getAttribute('title'));
    expect(rail).toEqual(['Demo home: Connected', 'This network: Connected']);
  });

  it('has no account, no computers, no password and no data of the owner to look after', async () => {
    await open(both());
    await go({ screen: 'security' });
    const more = within(await screen.findByRole('list', { name: 'More' }));
    expect(more.getByRole('heading', { name: 'Password at Demo home' })).toBeTruthy();
    expect(more.queryByRole('heading', { name: /This network/ })).toBeNull();
    await go({ screen: 'settings' });
    const line = (await screen.findByText('This network', { selector: 'strong' })).closest('.line');
    const buttons = within(line as HTMLElement).getAllByRole('button');
    expect(buttons.map((one) => one.getAttribute('aria-label'))).toEqual([
      'Add a camera to This network',
      'Remove This network',
    ]);
    expect(line?.textContent).toContain('Each camera has its own password');
  });

  it('that cannot be asked is asked again, and never asks for a sign-in', async () => {
    const failure = fail('not_recognised', { remedy: 'sign_in' });
    const reach = { state: 'trouble', since: Date.now() - 60_000, failure } as const;
    await open(snapshot({ connections: [connection(), thisNetwork({ reach })] }));
    const notices = within(screen.getByRole('region', { name: 'Notices' }));
    expect(await notices.findByText(/^This network hasn’t answered since/)).toBeTruthy();
    expect(notices.queryByRole('button', { name: /^Sign in/ })).toBeNull();
    await user.click(notices.getByRole('button', { name: 'Try now: This network' }));
    expect(called('refresh')).toEqual([['refresh', 'network']]);
  });

  it('is asked with the others when the owner refreshes the list', async () => {
    await open(both());
    await user.click(await button('Refresh'));
    expect(called('refresh').map(([, id]) => id)).toEqual(['demo', 'network']);
  });

  it('takes the passwords and names of its cameras along when it is removed', async () => {
    await open(snapshot({ connections: [connection(), thisNetwork({ privateNames: 2 })] }));
    await go({ screen: 'settings' });
    await user.click(await button('Remove This network'));
    const question = within(await screen.findByRole('alertdialog'));
    expect(question.getByText(/The passwords of its cameras are deleted from this computer\./)).toBeTruthy();
    expect(question.getByText(/What you call 2 cameras is only on this computer/)).toBeTruthy();
    await user.click(question.getByRole('button', { name: 'Remove' }));
    expect(called('forgetConnection')).toEqual([['forgetConnection', 'network']]);
  });
});

describe('adding the place', () => {
  const welcome = snapshot({ connections: [], cameras: [], places: ['This network'] });

  it('is a choice by its name, and leads to adding a camera', async () => {
    await open(welcome);
    await user.click(await button(/^This network/));
    expect(called('addPlace')).toEqual([['addPlace', 'This network']]);
    expect(await heading('Add a camera to This network')).toBeTruthy();
  });

  it('leads to its sign-in where it has one', async () => {
    await open(welcome);
    program.addPlace = () => program.connectService('porch.example.org');
    await user.click(await button(/^This network/));
    expect(await heading('Sign in to Elm Street')).toBeTruthy();
  });

  it('is no choice where there is none, or where it is there already', async () => {
    await open({ ...welcome, places: [] });
    await button(/^Porchlight account/);
    expect(screen.queryByRole('button', { name: /^This network/ })).toBeNull();
    program.push({ section: 'connections', connections: [thisNetwork()] });
    home.places = ['This network'];
    await user.click(await button('Add a connection'));
    await button(/^Porchlight account/);
    expect(screen.queryByRole('button', { name: /^This network/ })).toBeNull();
  });
});

describe('adding a camera', () => {
  it('begins at the empty list, at the way to set one up, and at the connection', async () => {
    await open(network({}, []));
    expect(await screen.findByText('Add your cameras one by one.')).toBeTruthy();
    for (const [place, name] of [
      [{ screen: 'cameras' }, 'Add a camera'],
      [{ screen: 'setup' }, /^Already on your network/],
      [{ screen: 'settings' }, 'Add a camera to This network'],
    ] as [Place, string | RegExp][]) {
      await go(place);
      await user.click(await button(name));
      expect(navigation.place).toEqual(ADD);
    }
  });

  it('that is found: it is shown as it answers, its address is filled in, and the owner is led to it', async () => {
    await adding({}, () => {
      program.access.around = [
        foundCamera('shed', { address: '192.168.1.20', name: 'Shed', added: true }),
        { ...drive, name: 'IPCAM-0417' },
      ];
    });
    const list = await screen.findByRole('list', { name: 'Cameras on the network' });
    expect(await screen.findByText('2 cameras found.')).toBeTruthy();
    const [shed, found] = within(list).getAllByRole('listitem');
    expect(shed?.textContent).toContain('In the list already');
    expect(within(shed as HTMLElement).queryByRole('button')).toBeNull();
    expect(found?.textContent).toContain('Hill Optics HO-4 · 192.168.1.31');
    await user.click(await button('Choose IPCAM-0417, 192.168.1.31'));
    expect(address().value).toBe('192.168.1.31');
    expect(document.activeElement).toBe(field('User name'));
    await user.type(field('User name'), 'admin');
    await type('lamp');
    expect(await screen.findByText('IPCAM-0417 is in your list now.')).toBeTruthy();
    expect(navigation.place).toEqual({
      screen: 'camera',
      key: { connection: 'network', camera: 'drive' },
    });
    expect(called('addCamera')).toEqual([['addCamera', 'network', '192.168.1.31', 'admin', 'lamp', {}]]);
    // Nobody looks at the list any more.
    expect(called('stopFinding')).toEqual([['stopFinding', true]]);
    await go(ADD);
    await waitFor(() => expect(address().value).toBe(''));
  });

  it('the look around is stopped when the owner says so, and begun again', async () => {
    await adding({}, () => {
      program.access.around = [drive];
      program.access.ends = null;
    });
    expect(await screen.findByText('Looking for cameras… 1 found so far.')).toBeTruthy();
    await user.click(await button('Stop'));
    expect(called('stopFinding')).toEqual([['stopFinding', false]]);
    expect(await screen.findByText('Stopped looking. 1 camera found.')).toBeTruthy();
    expect(await button('Choose Hill Optics HO-4, 192.168.1.31')).toBeTruthy();
    await user.click(await button('Look again'));
    expect(called('findCameras')).toHaveLength(2);
    expect(await screen.findByText('Looking for cameras… 1 found so far.')).toBeTruthy();
  });

  it('a look around that finds nobody, or fails, says what to do next', async () => {
    await adding({}, () => (program.access.around = []));
    expect(await screen.findByText('No camera answered.')).toBeTruthy();
    expect(screen.getByText(/Or type its address below\.$/)).toBeTruthy();
    program.access.ends = { state: 'failed', failure: fail('service_unreachable') };
    await user.click(await button('Look again'));
    expect(await screen.findByText('Porchlight couldn’t look around.')).toBeTruthy();
    program.refuse.findCameras = fail('not_there');
    await user.click(await button('Look again'));
    await waitFor(() => expect(called('findCameras')).toHaveLength(3));
    expect(await screen.findByText('Porchlight couldn’t look around.')).toBeTruthy();
    expect(await button('Look again')).toBeTruthy();
  });

  it('nobody looks around at a place where that cannot be done', async () => {
    await adding({ findsCameras: false });
    expect(screen.queryByRole('heading', { name: 'Cameras on the network' })).toBeNull();
    expect(called('findCameras')).toEqual([]);
    expect(address()).toBeTruthy();
  });

  it('by its address with a wrong password first: what was typed stays', async () => {
    await adding();
    await user.type(address(), '192.168.1.40');
    await user.type(field('User name'), 'admin');
    await type('wrong');
    expect(await screen.findByText('The camera doesn’t accept this user name and password.')).toBeTruthy();
    expect([address().value, field('User name').value, field('Password').value]).toEqual([
      '192.168.1.40',
      'admin',
      '',
    ]);
    await type('lamp');
    expect(await screen.findByText('Unnamed camera is in your list now.')).toBeTruthy();
    expect(home.cameras.map((one) => one.address)).toEqual(['192.168.1.40']);
  });

  it('where nobody answers keeps the password too, and leads to the address', async () => {
    await adding();
    await user.type(address(), 'shed');
    await user.type(field('User name'), 'admin');
    await type('lamp');
    expect(await screen.findByText('The camera isn’t answering.')).toBeTruthy();
    expect(field('Password').value).toBe('lamp');
    await waitFor(() => expect(document.activeElement).toBe(address()));
    // It would be lost with the screen.
    navigation.go({ screen: 'alerts' });
    expect(navigation.leaving).not.toBeNull();
  });

  it('an owner who goes elsewhere finds address and name again, and is asked about the password', async () => {
    await adding();
    await user.type(address(), '192.168.1.40');
    await user.type(field('User name'), 'admin');
    await go({ screen: 'alerts' });
    expect(navigation.leaving).toBeNull();
    await go(ADD);
    await waitFor(() => expect(address().value).toBe('192.168.1.40'));
    expect(field('User name').value).toBe('admin');
    await user.type(field('Password'), 'half');
    await user.click(await button('Back'));
    expect(navigation.leaving).not.toBeNull();
    await user.click(await button('Leave'));
    await go(ADD);
    await waitFor(() => expect(field('Password').value).toBe(''));
    expect(address().value).toBe('192.168.1.40');
  });

  it('an owner who has gone elsewhere meanwhile stays there, and is told how it went', async () => {
    await adding({ findsCameras: false }, () => (program.thinking = 50));
    await user.type(address(), '192.168.1.40');
    await user.type(field('User name'), 'admin');
    await type('wrong');
    await go({ screen: 'alerts' });
    expect(await screen.findByText(/^The camera doesn’t accept this user name/)).toBeTruthy();
    await go(ADD);
    await waitFor(() => expect(field('User name').value).toBe('admin'));
    await type('lamp');
    await go({ screen: 'alerts' });
    expect(await screen.findByText('Unnamed camera is in your list now.')).toBeTruthy();
    expect(navigation.place).toEqual({ screen: 'alerts' });
  });

  it('asks for whatever else the cameras want, and says where it is found', async () => {
    await adding({ signIn: { account: 'user_name', more: ['api_key'], hasHelp: true } });
    await user.type(address(), '192.168.1.40');
    await user.type(field('User name'), 'admin');
    await user.type(field('API key'), 'k-1');
    await user.click(await button('Where do I find these?'));
    expect(called('openSignInHelp')).toEqual([['openSignInHelp', 'network']]);
    await type('lamp');
    await screen.findByText('Unnamed camera is in your list now.');
    expect(called('addCamera')[0]?.at(-1)).toEqual({ api_key: 'k-1' });
  });
});

describe('one camera of such a place', () => {
  const KEY = { connection: 'network', camera: 'cellar' };

  it('says where it is; a camera of an account does not', async () => {
    await page('shed');
    const details = await screen.findByText('192.168.1.20');
    expect(details.closest('div')?.textContent).toContain('Address');
    program.change({ connection: 'network', camera: 'shed' }, { address: null });
    await waitFor(() => expect(screen.queryByText('Address')).toBeNull());
  });

  it('that refuses its password is signed in to by itself', async () => {
    const action = { act: 'show_trouble', connection: 'network' } as const;
    const inTrouble = { detail: 'cameras_in_trouble', connection: 'network', count: 1 } as const;
    await open({ ...network(), status: calls(action, inTrouble) });
    await user.click(await button('See what’s wrong'));
    expect(await screen.findByText(/^It refuses the password Porchlight has for it\./)).toBeTruthy();
    await user.click(await button('Sign in to this camera'));
    await heading('Sign in to Cellar');
    expect(address().value).toBe('192.168.1.21');
    await user.type(field('User name'), 'admin');
    await user.type(field('Password'), 'wrong{Enter}');
    expect(await screen.findByText('The camera doesn’t accept this user name and password.')).toBeTruthy();
    await user.type(field('Password'), 'lamp{Enter}');
    expect(await screen.findByText('Porchlight is signed in to Cellar.')).toBeTruthy();
    expect(navigation.place).toEqual({ screen: 'camera', key: KEY });
    expect(called('signInToCamera').at(-1)).toEqual([
      'signInToCamera',
      KEY,
      '192.168.1.21',
      'admin',
      'lamp',
      {},
    ]);
    expect(screen.queryByRole('button', { name: 'Sign in to this camera' })).toBeNull();
  });

  it('another camera that answers there takes nobody’s place, and the owner reads why', async () => {
    await open(network());
    await go({ screen: 'camera_sign_in', key: KEY });
    await heading('Sign in to Cellar');
    await user.clear(address());
    await user.type(address(), '192.168.1.20');
    await user.type(field('User name'), 'admin');
    await user.type(field('Password'), 'lamp{Enter}');
    expect(await screen.findByText('Another camera answers at that address.')).toBeTruthy();
    expect(address().value).toBe('192.168.1.20');
    expect(field('Password').value).toBe('lamp');
  });

  it('may be asked where it was last: its address need not be typed', async () => {
    await open(network());
    await go({ screen: 'camera_sign_in', key: KEY });
    await heading('Sign in to Cellar');
    program.signInToCamera = (key) => Promise.resolve(key);
    await user.clear(address());
    await user.type(field('User name'), 'admin');
    await user.type(field('Password'), 'lamp{Enter}');
    expect(await screen.findByText('Porchlight is signed in to Cellar.')).toBeTruthy();
  });

  it.each<[Trouble, RegExp]>([
    ['clock_off', /^Its clock is wrong/],
    ['locked', /^It’s letting nobody in for now/],
    ['no_answer', /^It isn’t answering/],
    ['not_understood', /^Porchlight doesn’t understand its answers/],
  ])('with another trouble is not signed in to: %s', async (trouble, said) => {
    await page('cellar', network({}, [ownCamera('cellar', { trouble })]));
    expect(await screen.findByText(said)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Sign in to this camera' })).toBeNull();
  });

  it('is forgotten here, with its password, and is itself not changed', async () => {
    await page('shed');
    await user.click(await button('Remove this camera…'));
    const question = within(await screen.findByRole('alertdialog'));
    expect(question.getByText(/^Porchlight forgets the camera.*deletes its password/)).toBeTruthy();
    expect(question.getByText(/^The camera itself isn’t changed/)).toBeTruthy();
    expect(question.queryByText(/linked services/)).toBeNull();
    await user.click(question.getByRole('button', { name: 'Remove' }));
    expect(await screen.findByText('Shed was removed.')).toBeTruthy();
  });
});

describe('what a camera sees', () => {
  const picture = () => screen.queryByRole<HTMLImageElement>('img', { name: 'What Shed sees' });

  it('is fetched when the owner asks, hidden when they say so, and gone with the page', async () => {
    await page('shed');
    await button('Show picture');
    expect(called('cameraPicture')).toEqual([]);
    await user.click(await button('Show picture'));
    expect((await screen.findByAltText('What Shed sees')).getAttribute('src')).toMatch(/^data:image\/png/);
    expect(screen.getByText(/^Taken .*2026/)).toBeTruthy();
    await user.click(await button('Show again'));
    await waitFor(() => expect(called('cameraPicture')).toHaveLength(2));
    await user.click(await button('Hide'));
    expect(picture()).toBeNull();
    await user.click(await button('Show picture'));
    await screen.findByAltText('What Shed sees');
    await go({ screen: 'alerts' });
    await go({ screen: 'camera', key: { connection: 'network', camera: 'shed' } });
    await button('Show picture');
    expect(picture()).toBeNull();
    expect(called('cameraPicture')).toHaveLength(3);
  });

  it('that fails is said, and what was seen before is not taken for now', async () => {
    await page('shed');
    await user.click(await button('Show picture'));
    await screen.findByAltText('What Shed sees');
    program.refuse.cameraPicture = fail('service_unreachable');
    await user.click(await button('Show again'));
    expect(await screen.findByText('The camera isn’t answering.')).toBeTruthy();
    expect(picture()).toBeNull();
    expect(await button('Show picture')).toBeTruthy();
  });

  it('that cannot be opened says so', async () => {
    await page('shed');
    await user.click(await button('Show picture'));
    const image = await screen.findByAltText('What Shed sees');
    image.dispatchEvent(new Event('error'));
    expect(await screen.findByText('The camera’s picture can’t be opened.')).toBeTruthy();
    expect(picture()).toBeNull();
  });

  it('of a service that is out of reach is said of the service', async () => {
    await open(snapshot({ connections: [connection({ showsPictures: true })] }));
    program.refuse.cameraPicture = fail('service_unreachable');
    await go({ screen: 'camera', key: { connection: 'demo', camera: 'front' } });
    await user.click(await button('Show picture'));
    expect(await screen.findByText('The service can’t be reached.')).toBeTruthy();
  });

  it.each([{ showsPictures: false }, { showsPictures: true, session: { state: 'signed_out' } } as const])(
    'is not offered where nobody can be asked for it',
    async (more) => {
      await page('shed', snapshot({ connections: [connection(), thisNetwork(more)], cameras: ONE_BY_ONE }));
      await screen.findByRole('heading', { level: 1, name: 'Shed' });
      expect(screen.queryByText('What it sees now')).toBeNull();
    },
  );
});

describe('cameras that take a network', () => {
  const moving = (told: MovingCamera['told'], state: MovingCamera['state'] = 'waiting') =>
    snapshot({
      ...network(),
      movePlan: {
        connection: 'network',
        purpose: { kind: 'new_network' as const },
        network: {
          name: 'Attic',
          security: 'wpa' as const,
          hidden: false,
          warnings: [],
          hasPassword: true,
          remembered: false,
        },
        cameras: ONE_BY_ONE.map(({ key }, turn) => ({
          key,
          state: turn === 0 ? state : ('waiting' as const),
          told: turn === 0 ? told : null,
        })),
      },
    });

  const row = (name: string) => {
    const item = screen.getByRole('heading', { name }).closest('li');
    return within(item as HTMLElement);
  };

  it('are moved by a press, and no code is shown for them', async () => {
    await open(moving(null));
    await go({ screen: 'move' });
    expect(screen.queryByRole('button', { name: /code/ })).toBeNull();
    await user.click(await button('Move Shed now'));
    expect(called('moveCamera')).toEqual([['moveCamera', { connection: 'network', camera: 'shed' }]]);
  });

  it('go one after the other, and the one that goes is waited for', async () => {
    await open(moving({ told: 'under_way' }));
    await go({ screen: 'move' });
    expect(await screen.findByText('Moving. This can take two minutes.')).toBeTruthy();
    expect(row('Shed').queryByRole('button')).toBeNull();
    expect(row('Cellar').getByRole<HTMLButtonElement>('button', { name: 'Move Cellar now' }).disabled).toBe(
      true,
    );
  });

  it.each([
    ['camera_cannot_join', 'The camera couldn’t join the network.'],
    ['camera_not_heard', 'The camera hasn’t answered since it was given the new network.'],
  ] as const)('that does not arrive is said to be so, and moved once more: %s', async (code, what) => {
    await open(moving({ told: 'failed', failure: fail(code) }));
    await go({ screen: 'move' });
    expect(await screen.findByText(what)).toBeTruthy();
    expect(row('Shed').getByRole('button', { name: 'Move Shed now' })).toBeTruthy();
  });

  it('are not moved from here where nobody can tell them', async () => {
    await open(network({ changesWifi: false }));
    await go({ screen: 'cameras' });
    await screen.findByRole('heading', { level: 1 });
    expect(screen.queryByText('New router, or a new Wi-Fi password?')).toBeNull();
  });
});
