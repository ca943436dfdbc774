import { describe, expect, it } from 'vitest';

import { faultOf, isWhole, tidyCode } from './code';

describe('what is typed where a code is wanted', () => {
  it.each([
    ['123 456', '123456'],
    [' 123\u00a0456\n', '123456'],
    ['123-456', '123456'],
    ['12 34 56', '123456'],
    ['１２３４５６', '123456'],
    ['12３ ４56', '123456'],
    ['000000', '000000'],
  ])('%j is %j', (typed, tidy) => {
    expect(tidyCode(typed)).toBe(tidy);
    expect(isWhole(tidyCode(typed))).toBe(true);
    expect(faultOf(tidyCode(typed))).toBeNull();
  });

  it.each([
    ['', null],
    ['12345', null],
    ['12345a', 'letters'],
    ['1234567', 'long'],
    ['+12345', 'letters'],
    ['١٢٣٤٥٦', 'letters'],
    ['K7QM-2V9R-XH4T-8WZN', 'recovery_code'],
    ['k7qm 2v9r xh4t 8wzn', 'recovery_code'],
    ['K7QM-2V9R-XH4T', 'letters'],
    ['K7QM-2V9R-XH4T-8WZU', 'letters'],
  ])('%j is no code: %s', (typed, fault) => {
    expect(isWhole(tidyCode(typed))).toBe(false);
    expect(faultOf(tidyCode(typed))).toBe(fault);
  });
});
