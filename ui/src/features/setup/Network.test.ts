import { screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';

import type { NearbyView, NetworkWarning } from '../../backend';
import { fail } from '../../backend/pretend';
import { heard } from '../../backend/pretend-setup';
import { en } from '../../i18n/en';
import { it as italian } from '../../i18n/it';
import {
  PASSWORD,
  begin,
  button,
  called,
  choose,
  heading,
  open,
  program,
  toCode,
  user,
} from './owner.testing';

describe('the network', () => {
  beforeEach(() => open());

  it('the one of this computer is marked and chosen', async () => {
    await begin(/^Scans Wi-Fi QR codes/);
    const mine = await screen.findByRole<HTMLInputElement>('radio', {
      name: /This computer is connected to it/,
    });
    await waitFor(() => expect(mine.checked).toBe(true));
  });

  it('those that cameras cannot use cannot be chosen and say why', async () => {
    await begin(/^Scans Wi-Fi QR codes/);
    const wep = await screen.findByRole<HTMLInputElement>('radio', {
      name: /Old printer .*broken years ago/,
    });
    const office = screen.getByRole<HTMLInputElement>('radio', { name: /Town hall It asks each person/ });
    expect([wep.disabled, office.disabled]).toEqual([true, true]);
  });

  it.each([
    ['no_hardware', 'This computer has no Wi-Fi'],
    ['not_permitted', 'doesn’t let Porchlight look'],
    ['nothing_found', 'No networks found'],
    ['switched_off', 'Wi-Fi is off'],
    ['unavailable', 'isn’t running'],
  ] as const)('%s is said, and the name can be typed', async (state, words) => {
    program.setups.nearby = { state } as NearbyView;
    await begin(/^Scans Wi-Fi QR codes/);
    expect(await screen.findByText(new RegExp(words))).toBeTruthy();
    await user.type(await screen.findByLabelText('Network name'), 'Shed');
    await user.type(screen.getByLabelText('Wi-Fi password of Shed'), PASSWORD);
    await user.click(await button('Continue'));
    await heading('Show the code to the camera');
    expect(called('chooseNetwork')[0]?.[1]).toMatchObject({
      network: { by: 'typed', name: 'Shed' },
      security: 'wpa',
      password: { from: 'typed', password: PASSWORD },
    });
  });

  it('an owner is asked how a network is secured of which the camera knows nothing, and an open one is refused', async () => {
    const { network, setup } = en;
    const refusal = en.failures.network_unsuitable(0, 0).what;
    program.setups.cameraHears = {
      state: 'found',
      networks: [heard('Street', { security: null, bands: null })],
    };
    await user.click(await button('Set up a camera'));
    await user.click(await button(new RegExp(`^${setup.kinds.own_network.title}`)));
    await user.click(await button(setup.own.go));
    await user.click(await screen.findByRole('radio', { name: new RegExp(`^Street .* ${network.unknown}`) }));
    expect(screen.queryByText(network.open)).toBeNull();
    const security = screen.getByRole('combobox', { name: network.security });
    await user.selectOptions(security, network.securities.open);
    expect(screen.queryByLabelText(/^Wi-Fi password/)).toBeNull();
    await user.click(await button(setup.reached.use));
    expect(await screen.findByText(refusal)).toBeTruthy();
    await user.selectOptions(security, network.securities.wpa);
    await user.type(screen.getByLabelText(network.password('Street')), PASSWORD);
    await user.click(await button(setup.reached.use));
    expect(await button(setup.reached.go)).toBeTruthy();
    expect(called('chooseNetwork').map(([, choice]) => choice)).toMatchObject([
      { network: { by: 'heard' }, security: 'open', password: { from: 'none' } },
      { network: { by: 'heard' }, security: 'wpa', password: { from: 'typed', password: PASSWORD } },
    ]);
  });

  it('an OpenIPC camera is set up by a code of its own', async () => {
    await begin(/^OpenIPC/);
    await choose(/^Porch Network signal .* This/);
    await heading(en.setup.code.title);
    expect(called('beginSetup')[0]).toEqual(['beginSetup', 'open_ipc_code', null]);
  });

  it('a password that breaks the rules is not sent', async () => {
    await begin(/^Scans Wi-Fi QR codes/);
    const field = await screen.findByLabelText<HTMLInputElement>('Wi-Fi password of Porch Network');
    await user.type(field, 'short');
    expect(screen.getByText('At least 3 more.').className).toContain('mute');
    await user.click(await button('Continue'));
    expect(called('chooseNetwork')).toEqual([]);
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(document.activeElement).toBe(field);
    await user.type(field, 'è');
    expect(screen.getByText(/a character Wi-Fi passwords can’t have/)).toBeTruthy();
  });

  it('what was typed stays when the program refuses it', async () => {
    await begin(/^Scans Wi-Fi QR codes/);
    program.refuse.chooseNetwork = fail('network_unsuitable');
    await choose(/^Porch Network signal .* This/);
    expect(await screen.findByText(en.failures.network_unsuitable(0, 0).what)).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>('Wi-Fi password of Porch Network').value).toBe(PASSWORD);
  });

  it('what was typed stays under the re-login layer', async () => {
    await begin(/^Scans Wi-Fi QR codes/);
    const field = await screen.findByLabelText<HTMLInputElement>('Wi-Fi password of Porch Network');
    await user.type(field, PASSWORD);
    program.end('global_reset');
    const layer = await screen.findByRole('dialog');
    await user.type(within(layer).getByLabelText(/^Password for/), 'lamp');
    await user.click(within(layer).getByRole('button', { name: 'Sign in again' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(field.isConnected).toBe(true);
    expect(field.value).toBe(PASSWORD);
  });

  it('a password that a camera found wrong can be corrected, not typed anew', async () => {
    await toCode();
    await user.click(await button('Choose another network'));
    await heading('Which network?');
    expect((await screen.findByLabelText<HTMLInputElement>('Wi-Fi password of Porch Network')).value).toBe(
      PASSWORD,
    );
  });

  it('no password is left in the page or kept when the screen is left', async () => {
    await begin(/^Scans Wi-Fi QR codes/);
    await user.type(await screen.findByLabelText('Wi-Fi password of Porch Network'), PASSWORD);
    await user.click(await button('Settings'));
    await user.click(await button('Leave'));
    await heading('Settings');
    const fields = [...document.querySelectorAll('input')].map((input) => input.value);
    expect(fields.join() + document.body.innerHTML).not.toContain(PASSWORD);
    await user.click(await button('Cameras'));
    await user.click(await button('Continue'));
    expect((await screen.findByLabelText<HTMLInputElement>('Wi-Fi password of Porch Network')).value).toBe(
      '',
    );
  });

  it('the password of this computer is used by an explicit click only, and is not shown', async () => {
    await begin(/^Scans Wi-Fi QR codes/);
    await user.click(await button('Use this computer’s saved password'));
    expect(screen.queryByLabelText(/^Wi-Fi password/)).toBeNull();
    await user.click(screen.getByRole('checkbox', { name: /^Save it for other cameras/ }));
    await user.click(await button('Continue'));
    await heading('Show the code to the camera');
    expect(called('chooseNetwork')[0]?.[1]).toMatchObject({ password: { from: 'computer' }, remember: true });
  });

  it('a remembered password goes along without being typed', async () => {
    await begin(/^Scans Wi-Fi QR codes/);
    await choose(/Attic/, null);
    await heading('Show the code to the camera');
    expect(called('chooseNetwork')[0]?.[1]).toMatchObject({
      password: { from: 'remembered' },
      remember: false,
    });
  });

  it.each(Object.keys(en.network.warnings) as NetworkWarning[])(
    '%s is said before the code is shown',
    async (warning) => {
      await begin(/^Scans Wi-Fi QR codes/);
      const network = {
        name: 'Home',
        security: 'wpa',
        hidden: false,
        hasPassword: true,
        remembered: false,
      } as const;
      program.push({
        section: 'setup',
        setup: {
          method: 'wifi_code',
          connection: null,
          follows: null,
          network: { ...network, warnings: [warning] },
          step: { step: 'code', since: Date.now(), until: null, usually: 60 },
        },
      });
      expect(await screen.findByText(en.network.warnings[warning])).toBeTruthy();
      expect(screen.queryByRole('img', { name: 'The code for the camera' })).toBeNull();
      expect(italian.network.warnings[warning]).not.toBe(en.network.warnings[warning]);
    },
  );
});
