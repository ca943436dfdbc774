// Alerts of a home that is not there. The real table of what they mean is the program's.

import type {
  Alert,
  AlertAction,
  AlertCursorRequest,
  AlertFilter,
  AlertGroup,
  AlertKind,
  AlertOver,
  AlertView,
  Correction,
  Severity,
} from './index';

const HOUR = 60 * 60_000;
const SEVERITIES: Severity[] = ['info', 'notice', 'warning', 'danger'];

type Meaning = [Severity, AlertGroup, AlertAction | null];

const MEANINGS: Record<AlertKind['type'], Meaning> = {
  camera_added: ['notice', 'cameras', 'open_camera'],
  camera_back: ['info', 'cameras', 'open_camera'],
  camera_gone: ['warning', 'cameras', 'open_camera'],
  camera_removed: ['warning', 'cameras', 'look_at_computers'],
  email_change_undone: ['warning', 'security', 'change_password'],
  email_changed: ['warning', 'security', 'show_email'],
  event_refused: ['notice', 'security', null],
  exposed: ['danger', 'exposures', 'open_exposure'],
  firmware_changed: ['info', 'cameras', 'open_camera'],
  integration_linked: ['notice', 'integrations', null],
  integration_unlinked: ['warning', 'integrations', 'link_again'],
  listed_breach: ['warning', 'exposures', null],
  new_sign_in: ['warning', 'security', 'look_at_computers'],
  password_changed: ['warning', 'security', 'look_at_computers'],
  recovery_activated: ['danger', 'security', 'stop_recovery'],
  recovery_stopped: ['warning', 'security', 'show_recovery_key'],
  second_factor_locked: ['danger', 'security', 'change_password'],
  signed_out: ['danger', 'security', 'change_password'],
  two_factor_changed: ['warning', 'security', 'look_at_computers'],
  two_factor_still_off: ['warning', 'security', 'show_two_factor'],
  wifi_changed: ['notice', 'cameras', 'open_camera'],
};

export const ALERTS: Alert[] = [
  {
    id: 'a3',
    connection: 'demo',
    at: Date.now() - HOUR / 3,
    kind: { type: 'new_sign_in', place: 'Turin, Italy' },
    read: false,
  },
  {
    id: 'a2',
    connection: 'demo',
    at: Date.now() - 26 * HOUR,
    kind: { type: 'signed_out', reason: 'global_reset' },
    read: true,
  },
  { id: 'a1', connection: 'demo', at: Date.now() - 50 * HOUR, kind: { type: 'event_refused' }, read: true },
];

/** `done…`: what it asks for has been done since. */
export function alertView(
  alert: Alert,
  corrections: Correction[] = [],
  over: AlertOver | null = null,
): AlertView {
  const [severity, group, action] = MEANINGS[alert.kind.type];
  const about = 'camera' in alert.kind ? alert.kind.camera : undefined;
  const camera = about ? { connection: alert.connection, camera: about.id } : null;
  return { ...alert, severity, group, action, camera, corrections, over, done: alert.id.startsWith('done') };
}

/** Newest first, as they are in the list. */
export function page(
  alerts: readonly Alert[],
  corrections: Record<string, Correction[]>,
  over: Record<string, AlertOver>,
  filter: AlertFilter,
  before: AlertCursorRequest | null,
  limit: number,
): AlertView[] {
  const older = (a: AlertView) =>
    before === null || a.at < before.at || (a.at === before.at && a.id < before.id);
  const meets = (a: AlertView) =>
    !(filter.unreadOnly && a.read) &&
    (filter.atLeast === null || SEVERITIES.indexOf(a.severity) >= SEVERITIES.indexOf(filter.atLeast)) &&
    (filter.group === null || a.group === filter.group) &&
    (filter.connection === null || a.connection === filter.connection);
  return alerts
    .map((alert) => alertView(alert, corrections[alert.id], over[alert.id]))
    .filter((alert) => meets(alert) && older(alert))
    .slice(0, limit);
}
