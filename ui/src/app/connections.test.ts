import { afterEach, describe, expect, it } from 'vitest';

import type { ConnectionView } from '../backend';
import { account, connection } from '../backend/pretend';
import { words } from '../i18n/index.svelte';
import { beside, named } from './connections';

const anna = (host: string | null, whose: string | null): ConnectionView =>
  account('anna', 'anna@example.org', { distinction: { host, account: whose } });

afterEach(() => words.choose(null));

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

  it('leaves the account out where it is said anyway', () => {
    const { service } = named(anna('porch.example.org', 'anna@example.org'));
    expect(service).toBe('Elm Street · porch.example.org');
  });

  it('is not followed by what it says already', () => {
    const one = named(anna(null, 'anna@example.org'));
    expect(beside(one, one.email, one.host)).toBe('porch.example.org');
  });
});
