// What the window may say of a service: only what holds by how that service is built.

import { words } from '../i18n/index.svelte';
import type { en } from '../i18n/en';
import type { Connection } from './connections';

type Claim = keyof typeof en.claims;

/** What the people who run a service must not be able to read, for the claim to be true. */
const NEEDS = {
  accountSealed: ['names'],
  addressNotStored: ['names', 'password'],
  addressOnlyAName: ['names', 'password'],
  copyUseless: ['names', 'password'],
  fileSealed: ['names'],
  keyAlone: ['names', 'password'],
  makingKey: ['password'],
  namesInSealedPart: ['names'],
  namesSealed: ['names'],
  namesUnread: ['names'],
  neitherSeen: ['names', 'password'],
  nobodyHelps: ['names', 'password'],
  nobodyLetsIn: ['names', 'password'],
  nobodySetsPassword: ['names', 'password'],
  noneRead: ['names', 'password'],
  nothingElse: ['names', 'password'],
  passwordNeverHad: ['password'],
  passwordStays: ['password'],
  passwordUnseen: ['password'],
  passwordsUseless: ['password'],
  recognisesUnknown: ['names', 'password'],
} satisfies Record<Claim, (keyof Connection['discloses'])[]>;

/** `instead`: what is true of every service. */
export function claim(of: Connection | undefined, what: Claim, instead = ''): string {
  if (!of || NEEDS[what].some((data) => of.discloses[data])) return instead;
  const said = words.t.claims[what];
  return typeof said === 'string' ? said : said(of.service);
}

/** One sentence after the other, of those that are said. */
export const sentences = (...said: string[]): string => said.filter(Boolean).join(' ');
