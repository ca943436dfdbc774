import { describe, expect, it } from 'vitest';

import { camera } from '../../backend/pretend';
import { choicesFor, isComplete, releasedBy } from './release';

const cameras = [
  camera('front', { nickname: 'Front door' }),
  camera('shed', { nickname: 'Shed' }),
  camera('none', { nickname: '' }),
];

describe('what goes out', () => {
  it('is nothing before something is ticked', () => {
    const choices = choicesFor(cameras, []);
    expect(releasedBy(choices)).toEqual([]);
    expect(isComplete(choices)).toBe(false);
  });

  it('is what went out last time, also under another name and under none', () => {
    const before = [
      { camera: 'front', name: 'Entrance' },
      { camera: 'shed', name: null },
      { camera: 'gone', name: 'Attic' },
    ];
    const choices = choicesFor(cameras, before);
    expect(choices.map((one) => one.naming)).toEqual(['other', 'unnamed', 'unnamed']);
    expect(releasedBy(choices)).toEqual(before.slice(0, 2));
    expect(isComplete(choices)).toBe(true);
  });

  it('is no name that is on this computer only, unless the owner chooses it', () => {
    const hereOnly = [camera('front', { nickname: 'Front door', private: true })];
    expect(choicesFor(hereOnly, [])[0]?.naming).toBe('unnamed');
    const chosen = [{ camera: 'front', name: 'Front door' }];
    expect(choicesFor(hereOnly, chosen)[0]?.naming).toBe('nickname');
  });

  it('is never an empty name', () => {
    const before = [{ camera: 'front', name: 'Front door' }];
    const called = (other: string) =>
      choicesFor(cameras, before).map((one) => ({ ...one, naming: 'other' as const, other }));
    expect(choicesFor(cameras, before)[0]).toMatchObject({ naming: 'nickname', ticked: true });
    expect(isComplete(called('  '))).toBe(false);
    expect(isComplete(called(' Street '))).toBe(true);
    expect(releasedBy(called(' Street '))).toEqual([{ camera: 'front', name: 'Street' }]);
  });
});
