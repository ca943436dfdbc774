// What one kind of data means for this owner, in words.

import type { DataImpact } from '../../backend';
import type { Catalogue } from '../../i18n/en';

export function meaning(
  { kind, finding, form, number }: DataImpact,
  service: string,
  t: Catalogue['exposure'],
): string {
  if (form === 'not_kept') return t.notKept[kind];
  if (finding === 'not_affected') return t.notAffected;
  return (form === 'readable' ? t.readable : t.unreadable)[kind](service, number);
}
