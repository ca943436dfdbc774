// A way on after the password, as the owner types it.

import type { FactorOffer, SecondFactorKind } from '../../backend';

const WAYS = {
  email: 'email_code',
  recovery_code: 'recovery_code',
  recovery_key: 'recovery_key',
  sms: 'sms_code',
  totp: 'code',
} as const satisfies Record<FactorOffer['factor'], SecondFactorKind>;

export const wayOf = ({ factor }: FactorOffer): SecondFactorKind => WAYS[factor];
