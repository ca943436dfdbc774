import { screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';

import { navigation } from '../../app/navigation.svelte';
import type { CodeExplanation } from '../../backend';
import { connection, fail } from '../../backend/pretend';
import {
  PASSWORD,
  SHOWING,
  begin,
  button,
  called,
  choose,
  heading,
  open,
  program,
  step,
  toCode,
  user,
} from './owner.testing';

describe('a Porchlight camera', () => {
  beforeEach(() => open());

  it('goes from its box to the list, with a name and a room', async () => {
    await toCode();
    await user.click(await button('Show the code'));
    await user.click(await button('Hold a demo camera in front of the code'));
    expect(document.activeElement).toBe(await heading('It’s online'));
    await user.type(screen.getByLabelText('Name'), 'Shed');
    await user.type(screen.getByLabelText('Room (optional)'), 'Garden');
    await user.click(await button('Finish'));
    expect(await screen.findByRole('heading', { name: 'Shed' })).toBeTruthy();
    expect(called('finishSetup')).toEqual([['finishSetup', 'Shed', 'Garden']]);
    await waitFor(() =>
      expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Open Shed' })),
    );
    expect(document.querySelector('.arrived')?.textContent).toContain('Shed');
  });

  it('moves the focus to the heading of each step', async () => {
    await user.click(await button('Set up a camera'));
    expect(document.activeElement).toBe(await heading('Which camera do you have?'));
    await user.click(await button(/^A Porchlight camera/));
    expect(document.activeElement).toBe(await heading('Which network?'));
  });

  it('goes on where it was left, also after the window was closed', async () => {
    await toCode();
    await user.click(await button('Settings'));
    await user.click(await button('Cameras'));
    await user.click(await button('Continue'));
    await heading('Show the code to the camera');
    const left = program.state;
    document.body.replaceChildren();
    navigation.go({ screen: 'cameras' });
    await open(left);
    await user.click(await button('Continue'));
    expect(await heading('Show the code to the camera')).toBeTruthy();
  });

  it('after a restart the network is still chosen, and its password is asked for once more', async () => {
    const network = { ...SHOWING.network, name: 'Attic', hasPassword: false };
    program.push({ section: 'setup', setup: { ...SHOWING, network } });
    await user.click(await button('Continue'));
    expect(await screen.findByText('After a restart, you need to type the password again.')).toBeTruthy();
    const attic = await screen.findByRole<HTMLInputElement>('radio', { name: /Attic/ });
    expect(attic.checked).toBe(true);
  });

  it('an empty name is said at the field, and a refused one stays there', async () => {
    await toCode();
    await user.click(await button('Show the code'));
    await user.click(await button('Hold a demo camera in front of the code'));
    await user.click(await button('Finish'));
    expect(await screen.findByText('Type at least one character.')).toBeTruthy();
    expect(called('finishSetup')).toEqual([]);
    program.refuse.finishSetup = fail('nickname_too_long', { reference: 40 });
    await user.type(screen.getByLabelText('Name'), 'Shed');
    await user.click(await button('Finish'));
    expect(await screen.findByText(/can have 40 characters at most/)).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('Shed');
  });

  it('is offered once for each account that takes it, and nowhere else', async () => {
    program.push({
      section: 'connections',
      connections: [
        connection(),
        connection({ id: 'own', demo: false, name: 'Elm Street' }),
        connection({ id: 'old', name: 'Old service', pairsCameras: false }),
        connection({ id: 'out', name: 'Signed out of', session: { state: 'signed_out' } }),
      ],
    });
    await user.click(await button('Set up a camera'));
    expect(await screen.findAllByRole('button', { name: /^A Porchlight camera/ })).toHaveLength(2);
    await user.click(await button(/appears in Elm Street/));
    expect(called('beginSetup')[0]).toEqual(['beginSetup', 'porchlight_code', 'own']);
    await waitFor(() => expect(called('nearbyNetworks')[0]?.[1]).toBe('own'));
  });

  it('can be cancelled, and nothing is left of it', async () => {
    await toCode();
    await user.click(await button('Cancel setup'));
    expect(await screen.findByRole('heading', { name: 'Cameras' })).toBeTruthy();
    expect(step()).toBeNull();
    expect(screen.queryByText('You’re setting up a camera.')).toBeNull();
  });
});

describe('other ways', () => {
  beforeEach(() => open());

  it('a code that cannot be followed ends with the owner’s word', async () => {
    await begin(/^Scans Wi-Fi QR codes/);
    await choose(/^Porch Network signal .* This/);
    await user.click(await button('The camera says it’s connected'));
    expect(await heading('It’s on Porch Network')).toBeTruthy();
    expect(screen.getByText(/can’t list this kind of camera yet/)).toBeTruthy();
    await user.click(await button('Done'));
    expect(step()).toBeNull();
  });

  it('a camera on a cable: its port, its own ears, its joining and its page', async () => {
    await user.click(await button('Set up a camera'));
    await user.click(await button(/^Connects by USB cable/));
    await heading('Plug the camera into this computer');
    const likely = await screen.findByRole<HTMLInputElement>('radio', {
      name: /CP2102.*Probably the camera/,
    });
    await waitFor(() => expect(likely.checked).toBe(true));
    program.setups.reachTrouble = 'port_not_permitted';
    await user.click(await button('Connect to the camera'));
    expect(await screen.findByText(/usermod -aG dialout/)).toBeTruthy();
    await user.click(await button('Connect to the camera'));
    await heading('Found it');
    expect(screen.getByText(/ESP32-S3/)).toBeTruthy();
    expect(called('reachCamera').at(-1)).toEqual(['reachCamera', '/dev/ttyUSB0']);

    expect(await screen.findByRole('radiogroup', { name: 'Networks the camera can see' })).toBeTruthy();
    await user.click(await screen.findByRole('radio', { name: /Porch Network/ }));
    await user.type(screen.getByLabelText('Wi-Fi password of Porch Network'), PASSWORD);
    await user.click(await button('Use this network'));
    await user.type(await screen.findByLabelText('Camera name (optional)'), 'porch-cam');
    await user.click(await button('Connect it'));
    expect(called('joinCamera')).toEqual([['joinCamera', 'porch-cam', null]]);
    await heading('The camera is joining Porch Network');

    program.setups.settle('online');
    await heading('It’s on Porch Network');
    await user.click(await button('Open its page'));
    expect(called('openCameraPage')).toHaveLength(1);
  });

  it('a camera with a network of its own wants a password of its own, which a failed try does not lose', async () => {
    await user.click(await button('Set up a camera'));
    await user.click(await button(/^Has its own Wi-Fi network/));
    await heading('Join the camera’s own network');
    program.setups.reachTrouble = 'camera_not_found';
    await user.click(await button('Look for the camera'));
    expect(await screen.findByText('No camera found there.')).toBeTruthy();
    program.setups.reached = { ...program.setups.reached, wantsPassword: true };
    await user.click(await button('Look for the camera'));
    await user.click(await screen.findByRole('radio', { name: /Porch Network/ }));
    await user.type(screen.getByLabelText('Wi-Fi password of Porch Network'), PASSWORD);
    await user.click(await button('Use this network'));

    const field = await screen.findByLabelText<HTMLInputElement>('A new password for the camera');
    await user.type(field, 'short');
    await user.click(await button('Connect it'));
    expect(called('joinCamera')).toEqual([]);
    await user.type(field, ' but longer');
    await user.click(await button('Connect it'));
    expect(called('joinCamera')[0]).toEqual(['joinCamera', null, 'short but longer']);
    await heading('The camera is joining Porch Network');

    program.setups.settle('camera_cannot_join');
    expect(await screen.findByText('The camera couldn’t join the network.')).toBeTruthy();
    expect(screen.getByText('Network: Porch Network')).toBeTruthy();
    await user.click(await button('Try again'));
    await heading('Found it');
    expect(screen.getByLabelText<HTMLInputElement>('A new password for the camera').value).toBe(
      'short but longer',
    );
    program.setups.settle('told');
    expect(await screen.findByText(/should be online in a minute or two/)).toBeTruthy();
  });

  it('what is printed on a Reolink goes into its code', async () => {
    await begin(/^Reolink/);
    await choose(/^Porch Network signal .* This/);
    await user.type(await screen.findByLabelText('Last four characters of the code on the camera'), 'K7QM');
    await user.click(await button('Show the code'));
    await waitFor(() => expect(called('setupCode')).toEqual([['setupCode', 'K7QM']]));
  });

  it.each([
    ['DPP:K:abc;;', 'dpp', 'A Wi-Fi Easy Connect code'],
    ['MT:Y.K9042C00KA0648G00', 'matter', 'A Matter code'],
    ['WIFI:S:Elm 5;T:WPA;P:secret-of-elm;;', 'network', 'It’s the QR code of the Wi-Fi network “Elm 5”'],
    [
      '{"ver":"v1","name":"PROV_12AB","pop":"abcd","transport":"ble"}',
      'espressif',
      'over Bluetooth as “PROV_12AB”',
    ],
    ['12345670', 'wps_pin', 'A WPS PIN'],
    ['hello', 'unknown', 'Porchlight doesn’t recognise this code'],
  ] satisfies [string, CodeExplanation['type'], string][])(
    '“%s” is explained as %s, and forgotten',
    async (code, _, words) => {
      await user.click(await button('Set up a camera'));
      await user.click(await screen.findByText('My camera has a different code'));
      const field = await screen.findByLabelText<HTMLInputElement>('What the code says');
      await user.click(field);
      await user.paste(code);
      await user.click(await button('What is this?'));
      expect(await screen.findByText((text) => text.includes(words))).toBeTruthy();
      expect(field.value).toBe('');
    },
  );

  it('says honestly which cameras it cannot set up', async () => {
    await user.click(await button('Set up a camera'));
    expect(screen.queryByRole('button', { name: /Wyze|Yi/ })).toBeNull();
    expect(await screen.findByText(/Wyze and Yi cameras scan QR codes too/)).toBeTruthy();
  });

  it('remembered passwords are forgotten in the settings', async () => {
    await user.click(await button('Settings'));
    await user.click(await button('Delete Wi-Fi passwords'));
    expect(called('forgetWifiPasswords')).toHaveLength(1);
    expect(await screen.findByText(/Your cameras stay on their networks/)).toBeTruthy();
  });

  it('an owner who has none stored is not told that they are forgotten', async () => {
    program.rememberedWifi = 0;
    await user.click(await button('Settings'));
    await user.click(await button('Delete Wi-Fi passwords'));
    expect(await screen.findByText(/^There were no saved passwords/)).toBeTruthy();
  });
});
