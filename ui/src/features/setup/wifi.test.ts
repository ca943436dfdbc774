import { describe, expect, it } from 'vitest';

import { heard } from '../../backend/pretend-setup';
import { Choosing, TYPED } from './choice.svelte';
import { stepsOf } from './steps';
import { judgePassword, nameTooLong } from './wifi';

describe('a Wi-Fi password is judged while it is typed', () => {
  it.each([
    ['', 'empty'],
    ['1234567', 'short'],
    ['12345678', 'good'],
    [' blanks count ', 'good'],
    ['x'.repeat(63), 'good'],
    ['0a'.repeat(32), 'key'],
    ['0x'.repeat(32), 'not_hex'],
    ['x'.repeat(65), 'long'],
    ['caffè e latte', 'not_ascii'],
    ['lamp💡lamp', 'not_ascii'],
  ])('“%s” is %s', (typed, judgement) => {
    expect(judgePassword(typed).judgement).toBe(judgement);
  });

  it('says how many are missing, as people count', () => {
    expect(judgePassword('lamp').left).toBe(4);
  });

  it('a name is measured in bytes', () => {
    expect(nameTooLong('x'.repeat(32))).toBe(false);
    expect(nameTooLong('è'.repeat(17))).toBe(true);
  });
});

describe('choosing a network', () => {
  const home = heard('Home', { current: true });
  const attic = heard('Attic', { remembered: true });

  it('begins with the network of this computer, and keeps a choice that is still heard', () => {
    const choosing = new Choosing();
    choosing.listen([attic, home], null);
    expect(choosing.called).toBe('Home');
    choosing.select(attic.id);
    choosing.listen([home, attic], null);
    expect(choosing.called).toBe('Attic');
  });

  it('never begins with a network that cameras cannot use', () => {
    const choosing = new Choosing();
    choosing.listen([heard('Office', { current: true, security: 'enterprise' })], null);
    expect(choosing.selected).toBeNull();
    expect(choosing.complete).toBe(false);
  });

  it('sends a remembered password by its word only', () => {
    const choosing = new Choosing();
    choosing.listen([attic], 'Attic');
    choosing.password = 'left over from before';
    expect(choosing.choice().password).toEqual({ from: 'remembered' });
  });

  it('sends a typed name as it was typed, and no password to an open network', () => {
    const choosing = new Choosing();
    choosing.select(TYPED);
    choosing.name = ' Shed ';
    choosing.security = 'open';
    choosing.hidden = true;
    choosing.remember = true;
    expect(choosing.choice()).toEqual({
      network: { by: 'typed', name: ' Shed ' },
      security: 'open',
      hidden: true,
      password: { from: 'none' },
      remember: false,
    });
  });
});

describe('the line of steps', () => {
  it('says where a cable set-up stands, and that it ends without a name', () => {
    const setup = { method: 'usb_cable', connection: null, follows: null, network: null } as const;
    const { names, now } = stepsOf({ ...setup, step: { step: 'joining', since: 0, usually: 20 } });
    expect(names).toEqual(['camera', 'cable', 'network', 'online', 'done']);
    expect(now).toBe(3);
  });
});
