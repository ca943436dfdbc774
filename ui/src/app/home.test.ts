import { beforeEach, describe, expect, it } from 'vitest';

import { useBackend, type Failure } from '../backend';
import { camera, connection, fail, Pretend, reset, snapshot } from '../backend/pretend';
import { words } from '../i18n/index.svelte';
import { Home, lampOf } from './home.svelte';

describe('the home', () => {
  let program: Pretend;
  let home: Home;

  beforeEach(async () => {
    program = new Pretend();
    useBackend(program);
    home = new Home();
    await home.start();
  });

  it('follows cameras that come, change and go', () => {
    program.push({ section: 'cameras', upserts: [camera('new', { nickname: 'Shed' })], removals: [] });
    expect(home.cameras.map((c) => c.nickname)).toContain('Shed');
    program.push({ section: 'cameras', upserts: [], removals: [{ connection: 'demo', camera: 'new' }] });
    expect(home.cameras.map((c) => c.nickname)).not.toContain('Shed');
  });

  it('calls the demo home as the language of its owner does', () => {
    expect(home.connection('demo')?.name).toBe('Demo home');
    words.choose('it');
    expect(home.connection('demo')?.name).toBe('Casa di prova');
    words.choose(null);
  });

  it('drops a change that was overtaken', () => {
    home.apply({ revision: 9, section: { section: 'alerts', alerts: { unread: 3 } } });
    home.apply({ revision: 8, section: { section: 'alerts', alerts: { unread: 1 } } });
    expect(home.alerts.unread).toBe(3);
  });

  it('keeps a change that arrives while the snapshot is on its way', async () => {
    const early = new Home();
    const starting = early.start();
    await Promise.resolve();
    program.push({ section: 'alerts', alerts: { unread: 2 } });
    await starting;
    expect(early.alerts.unread).toBe(2);
  });

  it('replaces everything by a later snapshot', () => {
    home.replace(snapshot({ revision: 20, cameras: [], connections: [] }));
    expect(home.cameras).toEqual([]);
    expect(home.inside).toBe(false);
  });
});

describe('the lamp', () => {
  it('is lit, calls, or is dark, as the tray says', () => {
    expect(lampOf([connection()], 0)).toBe('on');
    expect(lampOf([connection()], 1)).toBe('needs_you');
    expect(lampOf([connection({ heldEdits: 1 })], 0)).toBe('needs_you');
    expect(lampOf([connection({ conflicts: 1 })], 0)).toBe('needs_you');
    expect(lampOf([connection({ session: { state: 'reset', reset: reset('expired') } })], 0)).toBe(
      'needs_you',
    );
    expect(lampOf([connection({ session: { state: 'signed_out' } })], 0)).toBe('off');
    expect(lampOf([], 0)).toBe('off');
  });

  it('calls until the owner has signed in again, and while a keychain is closed', () => {
    const again = connection({ session: { state: 'signing_in', reset: reset('expired'), turn_at: null } });
    expect(lampOf([again], 0)).toBe('needs_you');
    const trouble = (failure: Failure) => connection({ reach: { state: 'trouble', since: 1, failure } });
    expect(lampOf([trouble(fail('keychain_locked', { remedy: 'unlock_keychain' }))], 0)).toBe('needs_you');
    expect(lampOf([trouble(fail('not_recognised', { remedy: 'sign_in' }))], 0)).toBe('needs_you');
    expect(lampOf([trouble(fail('service_unreachable'))], 0)).toBe('off');
  });
});
