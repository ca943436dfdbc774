// What the owner types or shows, as the page has it. It goes to the program sealed.

import type { SealedNetworkChoice, SealedPicture, SecondFactorKind } from './bindings.gen';

/** What the owner typed after, or with, the password. */
export interface SecondFactorInput {
  kind: SecondFactorKind;
  typed: string;
}

export type WifiPassword =
  { from: 'none' } | { from: 'computer' } | { from: 'remembered' } | { from: 'typed'; password: string };

/** The owner's choice of a network. */
export type NetworkChoice = Omit<SealedNetworkChoice, 'password'> & { password: WifiPassword };

/** A picture, row by row from the top: an octet for each pixel, 0 is black, in base64. */
export type GreyPicture = Omit<SealedPicture, 'pixels'> & { pixels: string };
