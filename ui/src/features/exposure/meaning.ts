// What data that lay open mean for this owner, in words.

import { claim } from '../../app/claims';
import type { Connection } from '../../app/connections';
import type { DataImpact, Standing } from '../../backend';
import type { Catalogue } from '../../i18n/en';

export function meaning(
  { kind, finding, form, number }: DataImpact,
  of: Connection | undefined,
  t: Catalogue['exposure'],
): string {
  if (form === 'not_kept') return t.notKept[kind];
  if (finding === 'not_affected') return t.notAffected;
  const said = (form === 'readable' ? t.readable : t.unreadable)[kind](of?.service ?? '', number);
  return kind === 'passwords' && form !== 'readable' ? claim(of, 'passwordsUseless', said) : said;
}

export function sayStanding(
  { standing }: Standing,
  of: Connection | undefined,
  t: Catalogue['exposure'],
): { title: string; body: string } {
  const { title, body } = t.standings[standing];
  const said = { title, body: body(of?.service ?? '') };
  return standing === 'nothing_readable'
    ? { title: claim(of, 'noneRead', said.title), body: claim(of, 'copyUseless', said.body) }
    : said;
}
