// What a table is for, with what may be said of what lies in it.

import { claim, sentences } from '../../app/claims';
import type { Connection } from '../../app/connections';
import type { HeldFor } from '../../backend';
import type { Catalogue } from '../../i18n/en';

export function sayPurpose(purpose: HeldFor, of: Connection, t: Catalogue['yourData']): string {
  const said = t.heldPurposes[purpose];
  switch (purpose) {
    case 'account':
      return claim(of, 'recognisesUnknown', said);
    case 'cameras':
      return sentences(said, claim(of, 'namesInSealedPart'));
    case 'email_changes':
      return sentences(said, claim(of, 'addressNotStored'));
    default:
      return said;
  }
}
