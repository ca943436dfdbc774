// What an alert says, and what its button does.

import { isSignedIn } from '../../app/connections';
import { home } from '../../app/home.svelte';
import { navigation } from '../../app/navigation.svelte';
import type { AlertView } from '../../backend';
import { endings } from '../../failures';
import type { Catalogue } from '../../i18n/en';
import { over } from './over';

export type Said = { title: string; body: string };

/** In the language of the window, or in English, or in whatever there is. */
export function inWords(message: Partial<Record<string, string>>, language: string): string {
  return message[language] ?? message['en'] ?? Object.values(message)[0] ?? '';
}

export const serviceOf = (alert: AlertView): string => home.connection(alert.connection)?.service ?? '';

/** As it was called then; by its name of now where it had none. */
export function cameraOf(alert: AlertView, t: Catalogue['alerts']): string {
  const then = 'camera' in alert.kind ? alert.kind.camera?.name : '';
  const now = alert.camera ? home.camera(alert.camera)?.nickname : '';
  return then || now || t.aCamera;
}

export function say(alert: AlertView, { alerts: t, breaches, ends, at }: Catalogue, now = Date.now()): Said {
  const { kind } = alert;
  const service = serviceOf(alert);
  const camera = cameraOf(alert, t);
  switch (kind.type) {
    case 'camera_added':
      return { title: t.cameraAdded(camera), body: t.cameraAddedBody(service) };
    case 'camera_back':
      return { title: t.cameraBack(camera), body: t.cameraBackBody };
    case 'camera_gone':
      return { title: t.cameraGone(camera), body: t.cameraGoneBody(at(kind.since)) };
    case 'camera_removed':
      return { title: t.cameraRemoved(camera), body: t.cameraRemovedBody(service) };
    case 'email_change_undone':
      return { title: t.emailUndone, body: t.emailUndoneBody(service, kind.by) };
    case 'email_changed':
      return { title: t.emailChanged, body: emailBody(kind, service, t, over(alert, now) === null) };
    case 'event_refused':
      return { title: t.refused, body: t.refusedBody(service) };
    case 'exposed':
      return kind.exposure.withdrawn
        ? { title: t.exposureWithdrawn, body: t.exposureWithdrawnBody(service) }
        : { title: t.exposed(service), body: t.exposedBody(service) };
    case 'firmware_changed':
      return { title: t.firmware(camera), body: t.firmwareBody(kind.from, kind.to) };
    case 'integration_linked':
      return { title: t.linked(kind.client), body: t.linkedBody(service) };
    case 'integration_unlinked':
      return { title: t.unlinked(kind.client), body: t.unlinkedBy[kind.cause] };
    case 'listed_breach':
      return {
        title: kind.known_before
          ? breaches.alertBefore(kind.breaches.length)
          : breaches.alertOne(kind.breaches[0]?.title ?? ''),
        body: '',
      };
    case 'new_sign_in':
      return { title: t.newSignIn, body: signInBody(kind, t) };
    case 'password_changed':
      return { title: t.password, body: t.twoFactorBody(service, kind.by) };
    case 'recovery_activated': {
      if (over(alert, now)) return { title: t.recoveryOver, body: t.recoveryOverBody(service) };
      const from = kind.available_at > alert.at ? kind.available_at : null;
      return { title: t.recoveryActivated, body: t.recoveryActivatedBody(service, from) };
    }
    case 'recovery_stopped':
      return { title: t.recoveryStopped, body: t.recoveryStoppedBody(service, kind.by) };
    case 'second_factor_locked':
      return { title: t.locked, body: t.lockedBody(service) };
    case 'signed_out': {
      const title = kind.reason === 'expired' ? t.expired : ends[kind.reason].title;
      // An old alert does not ask for what has been done.
      const back = isSignedIn(home.connection(alert.connection));
      const next = alert.done ? '' : (back ? t.signedOutThen : t.signedOutNext)[kind.reason];
      return { title, body: `${t.signedOutBody(service)} ${next}`.trim() };
    }
    case 'two_factor_changed':
      return { title: t.twoFactorChanges[kind.change], body: t.twoFactorBody(service, kind.by) };
    case 'two_factor_still_off':
      return { title: t.twoFactorStillOff, body: t.twoFactorStillOffBody(service, at(kind.incident)) };
    case 'wifi_changed':
      return { title: t.wifi(camera), body: t.wifiBody(kind.from, kind.to) };
  }
}

function emailBody(
  { email, by }: { email: string | null; by: string | null },
  service: string,
  t: Catalogue['alerts'],
  undoable: boolean,
): string {
  const body = t.emailChangedBody(service, email, by);
  return undoable ? `${body} ${t.emailRestore}` : body;
}

function signInBody(
  { place, computer }: { place: string | null; computer?: string | null },
  t: Catalogue['alerts'],
): string {
  if (computer) return t.newSignInComputer(computer);
  return place ? t.newSignInPlace(place) : t.newSignInUnknown;
}

/** The owner may say that it was somebody else. */
export function mayBeForeign({ kind, done, corrections, connection }: AlertView): boolean {
  if (done || corrections.length > 0 || !isSignedIn(home.connection(connection))) return false;
  switch (kind.type) {
    case 'camera_removed':
    case 'integration_linked':
    case 'new_sign_in':
    case 'password_changed':
    case 'two_factor_changed':
      return true;
    case 'signed_out':
      return endings[kind.reason].somebody;
    default:
      return false;
  }
}

/** Leads to where it can be done. */
export function act(alert: AlertView): void {
  const { connection } = alert;
  switch (alert.action) {
    case 'change_password':
      return navigation.go({ screen: 'password', connection });
    case 'look_at_computers':
      return navigation.go({ screen: 'computers', connection });
    case 'show_email':
      return navigation.go({ screen: 'email', connection });
    case 'show_recovery_key':
      return navigation.go({ screen: 'recovery_key', connection });
    case 'show_two_factor':
      return navigation.go({ screen: 'two_factor', connection });
    case 'open_camera':
      return alert.camera ? navigation.go({ screen: 'camera', key: alert.camera }) : undefined;
    case 'open_exposure':
      return alert.kind.type === 'exposed'
        ? navigation.go({ screen: 'exposure', connection, exposure: alert.kind.exposure.exposure })
        : undefined;
    case 'link_again':
      return navigation.go({ screen: 'integrations', connection });
    case null:
      return navigation.go({ screen: 'security' });
  }
}
