import { describe, expect, it } from 'vitest';

import { clockOrDate } from './format';
import { en } from './en';
import * as english from './en/counts';
import { it as italian } from './it';
import * as inItalian from './it/counts';

const sources = import.meta.glob('../**/*.{svelte,ts}', { query: '?raw', import: 'default', eager: true });
const code = Object.entries(sources)
  .filter(([path]) => !path.includes('/i18n/') && !path.endsWith('.test.ts') && !path.startsWith('./'))
  .map(([, text]) => String(text))
  .join('\n');

/** Keys that are looked up by a value of the program, not by name. */
const BY_VALUE = [
  'failures',
  'claims',
  'ends',
  'protection',
  'desktop',
  'demo',
  'state',
  'lamp',
  'advice',
  'signal',
  'signals',
  'protectedBy',
  'protectedHint',
  'themes',
  'happened',
  'stepNames',
  'kinds',
  'explanations',
  'looks',
  'states',
  'unsuitable',
  'securities',
  'rules',
  'warnings',
  'acts',
  'became',
  'signedInItems',
  'computersItems',
  'comingBackItems',
  'sendBy',
  'sentBy',
  'signInFields',
  'keyWorth',
  'keyForgotten',
  'firmwareItems',
  'protectionItems',
  'twoFactorItems',
  'twoFactorChanges',
  'fields',
  'hints',
  'use',
  'faults',
  'heads',
  'steps',
  'changes',
  'ended',
  'algorithms',
  'whichOnes',
  'strengths',
  'objections',
  'breaches',
  'standings',
  'findings',
  'findingHints',
  'findingWords',
  'formWords',
  'kindNames',
  'notKept',
  'unreadable',
  'readable',
  'makes',
  'guideSteps',
  'standing',
  'stepStates',
  'groups',
  'signedOutNext',
  'signedOutThen',
  'troubles',
  'unlinkedBy',
  'severities',
  'heldForms',
  'heldGroups',
  'heldPurposes',
  'heldTitles',
  'causes',
  'keyList',
  'new_network',
  'new_password',
  'wifi_again',
];

function leaves(value: object, path: string[] = []): string[][] {
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'object' && inner !== null ? leaves(inner, [...path, key]) : [[...path, key]],
  );
}

describe('the catalogue', () => {
  it('has the same keys in both languages', () => {
    expect(leaves(italian).map(String).sort()).toEqual(leaves(en).map(String).sort());
  });

  it('holds no sentence that no screen uses', () => {
    const idle = leaves(en).filter(
      (path) =>
        !path.some((part) => BY_VALUE.includes(part)) && !new RegExp(`\\.${path.at(-1)}\\b`).test(code),
    );
    expect(idle.map((path) => path.join('.'))).toEqual([]);
  });

  it('an owner who reads an old alert learns of which year it is', () => {
    const then = new Date(2019, 11, 26, 21, 4).getTime();
    for (const { appointment, at, day, days, moment, weekday } of [english, inItalian]) {
      for (const say of [appointment, at, day, moment, weekday]) expect(say(then)).toContain('2019');
      expect(days(then, then)).toContain('2019');
    }
    const next = new Date(2019, 11, 27, 8).getTime();
    expect(clockOrDate('en', then, next)).toBe('26 December 2019 at 21:04');
    expect(clockOrDate('en', then, then)).toBe('21:04');
  });

  it('counts as each language does', () => {
    expect(en.status.cameras(1, 0, 0, 0)).toBe('The camera is online.');
    expect(en.status.cameras(4, 1, 0, 0)).toBe('4 of 5 cameras are online.');
    expect(italian.status.waiting(1)).toBe('1 modifica in attesa');
    expect(italian.status.waiting(2)).toBe('2 modifiche in attesa');
  });
});
