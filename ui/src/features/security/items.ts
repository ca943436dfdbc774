// What the lines of the security checklist say, and what their buttons do.

import { resetOf } from '../../app/connections';
import { home } from '../../app/home.svelte';
import { navigation } from '../../app/navigation.svelte';
import { backend, type CheckupAction, type CheckupItem, type ConnectionId } from '../../backend';
import type { Catalogue } from '../../i18n/en';

export type SaidItem = { key: string; title: string; text: string };

const nameOf = (connection: ConnectionId) => home.connection(connection)?.name ?? '';

export function sayItem({ subject, state }: CheckupItem, t: Catalogue['security']): SaidItem {
  switch (subject.about) {
    case 'signed_in':
      return {
        key: `signed_in/${subject.connection}`,
        title: t.signedIn(nameOf(subject.connection)),
        text: t.signedInItems[state],
      };
    case 'computers':
      return {
        key: `computers/${subject.connection}`,
        title: t.computersAt(nameOf(subject.connection)),
        text: t.computersItems[state](subject.looked_at),
      };
    case 'recovery_key':
      return {
        key: `recovery_key/${subject.connection}`,
        title: t.recoveryKeyAt(nameOf(subject.connection)),
        text: t.recoveryKeyItems[state](subject.news.what),
      };
    case 'rehearsal':
      return {
        key: `rehearsal/${subject.connection}`,
        title: t.comingBack(nameOf(subject.connection)),
        text: t.comingBackItems[state](subject.rehearsed_at),
      };
    case 'integrations':
      return {
        key: `integrations/${subject.connection}`,
        title: t.integrationsAt(nameOf(subject.connection)),
        text: t.integrationsItems[state](subject.linked, subject.unlinked),
      };
    case 'edits':
      return { key: 'edits', title: t.edits, text: t.editsItems(subject.undecided) };
    case 'firmware':
      return { key: 'firmware', title: t.firmware, text: t.firmwareItems[state](subject.outdated) };
    case 'protection':
      return { key: 'protection', title: t.protection, text: t.protectionItems[subject.kind] };
    case 'two_factor':
      return {
        key: `two_factor/${subject.connection}`,
        title: t.twoFactor(nameOf(subject.connection)),
        text: t.twoFactorItems[state](subject.recovery_codes_left),
      };
  }
}

/** The verb of what its button does. */
export function verbOf({ subject, state, action }: CheckupItem, t: Catalogue['security']): string {
  if (state === 'to_do' && action.act === 'show_integrations') return t.toDo.linkAgain;
  if (state === 'to_do' && action.act === 'show_two_factor' && subject.about === 'two_factor')
    return subject.recovery_codes_left === null ? t.toDo.turnOn : t.toDo.newCodes;
  return t.acts[action.act];
}

/** Settles when it is done. Leaving for another screen is done at once. */
export async function act(action: CheckupAction): Promise<unknown> {
  switch (action.act) {
    case 'look_at_computers':
      return navigation.go({ screen: 'computers', connection: action.connection });
    case 'rehearse_recovery':
      return navigation.go({ screen: 'rehearsal', connection: action.connection });
    case 'show_camera':
      return navigation.go({ screen: 'camera', key: action.camera });
    case 'show_cameras':
      return navigation.go({ screen: 'cameras' });
    case 'show_integrations':
      return navigation.go({ screen: 'integrations', connection: action.connection });
    case 'show_recovery_key':
      return navigation.go({ screen: 'recovery_key', connection: action.connection });
    case 'show_settings':
      return navigation.go({ screen: 'settings' });
    case 'show_two_factor':
      return navigation.go({ screen: 'two_factor', connection: action.connection });
    case 'sign_in':
      return signIn(action.connection);
    case 'try_again':
      return backend().refresh(action.connection);
  }
}

/** Over the running screen after a reset, else at the porch. */
export async function signIn(id: ConnectionId): Promise<unknown> {
  const connection = home.connection(id);
  if (connection && resetOf(connection)) return backend().showPrompt(id);
  return navigation.toPorch({ step: 'sign_in', connection: id });
}
