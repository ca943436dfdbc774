import { afterEach, describe, expect, it } from 'vitest';

import type { ConnectionView } from '../backend';
import { account, connection } from '../backend/pretend';
import { thisNetwork } from '../backend/pretend-camera-access';
import { en } from '../i18n/en';
import { words } from '../i18n/index.svelte';
import { it as italian } from '../i18n/it';
import { beside, named } from './connections';

const anna = account('anna', 'anna@example.org');
const bruno = account('bruno', 'bruno@example.org');
const names = (...all: ConnectionView[]) => named(all).map(({ name }) => name);

afterEach(() => {
  words.choose(null);
  for (const { places } of [en, italian]) delete places['lan'];
});

describe('what a connection is called', () => {
  it('is what the service calls itself, where that is enough', () => {
    expect(names(anna)).toEqual(['Elm Street']);
    expect(names(anna, connection())).toEqual(['Elm Street', 'Demo home']);
  });

  it('says the host where two services have the same name', () => {
    const other = account('other', 'anna@example.org', { host: 'cams.example.net' });
    expect(names(anna, other)).toEqual(['Elm Street · porch.example.org', 'Elm Street · cams.example.net']);
  });

  it('says whose account it is where there are two at one service', () => {
    expect(names(anna, bruno)).toEqual(['Elm Street · anna@example.org', 'Elm Street · bruno@example.org']);
  });

  it('says both where neither is enough', () => {
    const other = account('other', 'anna@example.org', { host: 'cams.example.net' });
    expect(names(anna, bruno, other)).toEqual([
      'Elm Street · porch.example.org · anna@example.org',
      'Elm Street · porch.example.org · bruno@example.org',
      'Elm Street · cams.example.net',
    ]);
  });

  it('counts an account that nobody has signed in to yet, in the language of the owner', () => {
    expect(names(anna, account('new', ''))).toEqual([
      'Elm Street · anna@example.org',
      'Elm Street · account 2',
    ]);
    words.choose('it');
    expect(names(connection(), account('a', ''), account('b', ''))).toEqual([
      'Casa di prova',
      'Elm Street · account 1',
      'Elm Street · account 2',
    ]);
  });

  it('is in the language of the owner where the place has no name of its own', () => {
    expect(names(thisNetwork({ provider: 'lan' }), anna)).toEqual(['lan', 'Elm Street']);
    en.places['lan'] = 'My network';
    italian.places['lan'] = 'La mia rete';
    expect(names(thisNetwork({ provider: 'lan' }))).toEqual(['My network']);
    words.choose('it');
    expect(names(thisNetwork({ provider: 'lan' }))).toEqual(['La mia rete']);
    expect(names(thisNetwork({ provider: 'lan', name: 'Own' }))).toEqual(['Own']);
  });

  it('is never the same for two', () => {
    const all = [anna, account('again', anna.email), account('new', ''), account('newer', ''), connection()];
    expect(new Set(names(...all)).size).toBe(all.length);
  });

  it('leaves the account out where it is said anyway', () => {
    expect(named([anna, bruno]).map(({ service }) => service)).toEqual(['Elm Street', 'Elm Street']);
  });

  it('is not followed by what it says already', () => {
    const [one] = named([anna, bruno]);
    expect(one && beside(one, anna.email, anna.host)).toBe('porch.example.org');
  });
});
