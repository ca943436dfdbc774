import { beforeEach, describe, expect, it } from 'vitest';

import { useBackend } from '../backend';
import { calls, camera, Pretend, snapshot } from '../backend/pretend';
import { words } from '../i18n/index.svelte';
import { Home } from './home.svelte';

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

  it('follows how things stand, and nothing of it is worked out here', () => {
    const status = calls({ act: 'show_alerts' }, { detail: 'alerts', count: 1 });
    program.push({ section: 'status', status });
    expect(home.status).toEqual(status);
    program.push({ section: 'alerts', alerts: { unread: 0 } });
    expect(home.status).toEqual(status);
  });
});
