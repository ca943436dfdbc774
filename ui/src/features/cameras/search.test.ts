import { describe, expect, it } from 'vitest';

import { camera } from '../../backend/pretend';
import { countCharacters } from './rename';
import { byRoom, search, StableOrder } from './search';

const compare = (a: string, b: string) => a.localeCompare(b);

describe('search', () => {
  const cameras = [
    camera('1', { nickname: 'Front door', room: 'Porch', model: 'Cam Outdoor' }),
    camera('2', { nickname: 'Caffè', room: 'Cucina' }),
    camera('3', { nickname: 'Garage', room: null }),
  ];

  it('looks at name, room and model, without regard to case and accents', () => {
    expect(search(cameras, 'DOOR porch', null)).toHaveLength(1);
    expect(search(cameras, 'outdoor', null)).toHaveLength(1);
    expect(search(cameras, 'caffe', null)).toHaveLength(1);
    expect(search(cameras, 'attic', null)).toHaveLength(0);
  });

  it('keeps to a room, also to none', () => {
    expect(search(cameras, '', 'Porch')).toHaveLength(1);
    expect(search(cameras, '', '')).toHaveLength(1);
  });

  it('groups by room, those without one last', () => {
    expect(byRoom(cameras, compare).map((group) => group.room)).toEqual(['Cucina', 'Porch', '']);
  });

  it('a camera that is renamed does not jump', () => {
    const order = new StableOrder();
    const names = (list: typeof cameras) => order.sort(list, compare).map((c) => c.nickname);
    expect(names(cameras)).toEqual(['Caffè', 'Front door', 'Garage']);
    expect(names(cameras.map((c) => (c.nickname === 'Caffè' ? { ...c, nickname: 'Zoo' } : c)))).toEqual([
      'Zoo',
      'Front door',
      'Garage',
    ]);
  });

  it('finds one of five thousand', () => {
    const many = Array.from({ length: 5000 }, (_, i) => camera(`${i}`, { nickname: `Camera ${i}` }));
    expect(search(many, 'camera 4321', null)).toHaveLength(1);
    expect(search(many, 'camera', null)).toHaveLength(5000);
  });
});

it('characters are counted as people see them', () => {
  expect(countCharacters(' 👨‍👩‍👧‍👦é ')).toBe(2);
});
