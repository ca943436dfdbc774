import { afterEach, describe, expect, it } from 'vitest';

import type { ConnectionView } from '../backend';
import { account, connection } from '../backend/pretend';
import { thisNetwork } from '../backend/pretend-camera-access';
import { en } from '../i18n/en';
import { words } from '../i18n/index.svelte';
import { it as italian } from '../i18n/it';
import { beside, named } from './connections';

const anna = (host: string | null, whose: string | null): ConnectionView =>
  account('anna', 'anna@example.org', { distinction: { host, account: whose } });

afterEach(() => {
  words.choose(null);
  for (const { places } of [en, italian]) delete places['lan'];
});

describe('what a connection is called', () => {
  it('is what the service calls itself, and what tells it from others of the same name', () => {
    expect(named(anna(null, null)).name).toBe('Elm Street');
    expect(named(anna('porch.example.org', null)).name).toBe('Elm Street · porch.example.org');
    expect(named(anna(null, 'anna@example.org')).name).toBe('Elm Street · anna@example.org');
    expect(named(anna('porch.example.org', 'anna@example.org')).name).toBe(
      'Elm Street · porch.example.org · anna@example.org',
    );
  });

  it('is said in the language of the owner', () => {
    expect(named(anna(null, '')).name).toBe('Elm Street · another account');
    words.choose('it');
    expect(named(anna(null, '')).name).toBe('Elm Street · altro account');
    expect(named(connection()).name).toBe('Casa di prova');
  });

  it('is in the language of the owner where the place has no name of its own', () => {
    const place = (more: Partial<ConnectionView> = {}) =>
      named(thisNetwork({ provider: 'lan', ...more })).name;
    expect(place()).toBe('lan');
    en.places['lan'] = 'My network';
    italian.places['lan'] = 'La mia rete';
    expect(place()).toBe('My network');
    words.choose('it');
    expect(place()).toBe('La mia rete');
    expect(place({ name: 'Own' })).toBe('Own');
  });

  it('leaves the account out where it is said anyway', () => {
    const { service } = named(anna('porch.example.org', 'anna@example.org'));
    expect(service).toBe('Elm Street · porch.example.org');
  });

  it('is not followed by what it says already', () => {
    const one = named(anna(null, 'anna@example.org'));
    expect(beside(one, one.email, one.host)).toBe('porch.example.org');
  });
});
