import { beforeEach, describe, expect, it } from 'vitest';

import { useBackend, type Alert } from '../../backend';
import { Pretend, snapshot } from '../../backend/pretend';
import { AlertPages, EVERYTHING } from './pages.svelte';

const ALL = 1_000;
let program: Pretend;

const ids = (pages: AlertPages) => pages.shown.map((alert) => alert.id);
const numbered = (first: number, count: number) =>
  Array.from({ length: count }, (_, n) => `a${String(ALL - first - n).padStart(6, '0')}`);

/** Several share a moment. */
const many = (): Alert[] =>
  Array.from({ length: ALL }, (_, n) => ({
    id: `a${String(ALL - n).padStart(6, '0')}`,
    connection: 'demo',
    at: 1_000_000 - Math.floor(n / 7),
    kind: { type: 'event_refused' },
    read: n > 0,
  }));

beforeEach(() => {
  program = new Pretend(snapshot());
  program.alertList = many();
  useBackend(program);
});

describe('pages of a long inbox', () => {
  it('are held two hundred at a time, and none is left out or shown twice on the way', async () => {
    const pages = new AlertPages();
    await pages.ask(EVERYTHING);
    expect(ids(pages)).toEqual(numbered(0, 50));
    for (const [first, count] of [
      [0, 100],
      [0, 150],
      [0, 200],
      [50, 200],
      [100, 200],
    ] as const) {
      const next = await pages.earlier();
      expect(next).toBe(numbered(first + count - 50, 1)[0]);
      expect(ids(pages)).toEqual(numbered(first, count));
    }
    expect(pages.complete).toBe(false);
    await pages.later();
    await pages.later();
    expect(ids(pages)).toEqual(numbered(0, 200));
    expect(pages.first).toBe(0);
  });

  it('stay where they are when something new comes while an earlier page is looked at', async () => {
    const pages = new AlertPages();
    await pages.ask(EVERYTHING);
    for (let turn = 0; turn < 4; turn += 1) await pages.earlier();
    const before = ids(pages);
    const [newest] = program.alertList;
    if (newest) program.alertList = [{ ...newest, id: 'b', at: 2_000_000 }, ...program.alertList];
    await pages.refresh();
    expect(ids(pages)).toEqual(before);
  });

  it('begin again with another filter, whose answer alone counts', async () => {
    const pages = new AlertPages();
    const late = pages.ask(EVERYTHING);
    await pages.ask({ ...EVERYTHING, unreadOnly: true });
    await late;
    expect(ids(pages)).toEqual(numbered(0, 1));
    expect(pages.complete).toBe(true);
  });
});
