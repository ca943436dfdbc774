// What became of what an alert's button was for. A button that leads nowhere, or does nothing any more, is not there.

import { home } from '../../app/home.svelte';
import type { AlertOver, AlertView } from '../../backend';
import { integrationsAt } from '../integrations/linking.svelte';
import { OPEN_FOR } from '../forgotten_password/waits';

/** In which a change of the address can be undone. The service has the same. */
const UNDO_FOR = 24 * 3_600_000;

export type Became =
  AlertOver | 'address_stays' | 'camera_gone' | 'connection_gone' | 'exposure_gone' | 'lapsed';

/** It can be neither stopped nor undone any more. */
export function over(alert: AlertView, now: number): AlertOver | 'address_stays' | 'lapsed' | null {
  const { kind } = alert;
  if (alert.over) return alert.over;
  if (kind.type === 'recovery_activated' && now >= kind.available_at + OPEN_FOR) return 'lapsed';
  if (kind.type === 'email_changed' && now >= alert.at + UNDO_FOR) return 'address_stays';
  return null;
}

/** Why there is no button for it; `null`: there is one, or there never was. */
export function became(alert: AlertView, now: number): Became | null {
  return alert.action === null ? null : (nowhere(alert) ?? over(alert, now));
}

/** Where the address stays, it can be changed once more. */
export const hasButton = (became: Became | null): boolean => became === null || became === 'address_stays';

/** What it is about is not here any more. */
function nowhere({ action, camera, connection, kind }: AlertView): Became | null {
  if (!home.connection(connection)) return 'connection_gone';
  if (action === 'open_camera' && !(camera && home.camera(camera))) return 'camera_gone';
  if (action === 'open_exposure' && !(kind.type === 'exposed' && listed(connection, kind.exposure.exposure)))
    return 'exposure_gone';
  return null;
}

const listed = (connection: string, exposure: string) =>
  home.incidents.exposures.some((one) => one.connection === connection && one.exposure === exposure);

/** Whether there is such a thing at the place at all. */
export function isOffered({ action, connection }: AlertView): boolean {
  const at = home.connection(connection);
  if (!at) return true;
  switch (action) {
    case 'change_password':
      return at.changesPassword;
    case 'link_again':
      return integrationsAt(connection) !== undefined;
    case 'look_at_computers':
      return at.listsComputers;
    case 'show_email':
      return at.changesEmail;
    case 'show_recovery_key':
      return at.recoveryKey !== null;
    case 'show_two_factor':
      return at.twoFactor.state !== 'not_offered';
    case 'stop_recovery':
      return at.passwordRecovery !== null;
    case 'open_camera':
    case 'open_exposure':
    case null:
      return true;
  }
}

/** Urgent, new, and there is something to do about it. */
export const seeTo = (alert: AlertView, now: number): boolean =>
  alert.severity === 'danger' &&
  !alert.read &&
  !alert.done &&
  alert.corrections.length === 0 &&
  alert.action !== null &&
  isOffered(alert) &&
  hasButton(became(alert, now));
