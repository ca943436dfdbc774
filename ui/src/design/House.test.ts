import { render } from '@testing-library/svelte';
import { expect, it } from 'vitest';

import House from './House.svelte';

function windows(lit: boolean[]) {
  const { container } = render(House, { lit, lamp: 'on' });
  return [...container.querySelectorAll('.window')].map((one) => one.classList.contains('lit'));
}

it('has a window for each thing, in its order', () => {
  expect(windows([true, false, true])).toEqual([true, false, true]);
  expect(windows([])).toEqual([]);
});

it('shows the share of more than it has windows, and is lit all over only when all is', () => {
  const most = Array.from({ length: 5000 }, (_, index) => index !== 7);
  expect(windows(most).filter(Boolean)).toHaveLength(7);
  expect(windows(most.map(() => true)).filter(Boolean)).toHaveLength(8);
  expect(windows(most.map(() => false)).filter(Boolean)).toHaveLength(0);
});
