import { describe, expect, it } from 'vitest';

const SOURCES = import.meta.glob<string>(['../**/*.svelte', '../**/*.css'], {
  eager: true,
  query: '?raw',
  import: 'default',
});

describe('text twice as large', () => {
  it('is laid out anew on every screen: no style asks for the width of a box, which the engine does not magnify', () => {
    expect(Object.keys(SOURCES).length).toBeGreaterThan(100);
    const asking = Object.entries(SOURCES).filter(([, source]) =>
      /@container|\d\s*cq(w|i|min|max)\b/.test(source),
    );
    expect(asking.map(([file]) => file)).toEqual([]);
  });
});
