// How large everything is, in percent. The program magnifies the page, so that it is laid out anew and nothing is cut off.

export const USUAL = 100;
export const SIZES: readonly number[] = [80, 90, USUAL, 110, 125, 150, 175, 200];

export const larger = (size: number): number => SIZES.find((one) => one > size) ?? size;
export const smaller = (size: number): number => SIZES.findLast((one) => one < size) ?? size;
