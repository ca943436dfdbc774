// The words and the button of how things stand. What is said is worked out by the program, in one place.

import { home } from '../../app/home.svelte';
import { navigation } from '../../app/navigation.svelte';
import { backend, type Headline, type StatusAction, type StatusDetail } from '../../backend';
import type { Catalogue } from '../../i18n/en';
import { linking } from '../integrations/linking.svelte';
import { signIn } from '../security/items';
import { troubleOf } from './trouble';

const nameOf = (connection: string): string => home.connection(connection)?.name ?? '';

export function sayHeadline(headline: Headline, t: Catalogue['status']): string {
  switch (headline.headline) {
    case 'all_is_well':
      return t.well;
    case 'asking':
      return t.asking;
    case 'cameras_offline':
      return t.offline(headline.count);
    case 'needs_you':
      return t.needs;
    case 'no_cameras':
      return t.noCameras;
    case 'not_connected':
      return t.off;
    case 'partly_connected':
      return t.partly;
  }
}

export function sayDetail(detail: StatusDetail, t: Catalogue['status']): string {
  switch (detail.detail) {
    case 'alerts':
      return t.alerts(detail.count);
    case 'cameras':
      return t.cameras(detail.online, detail.offline, detail.last_seen, detail.not_said);
    case 'cameras_in_trouble':
      return t.inTrouble(nameOf(detail.connection), detail.count);
    case 'conflicts':
      return t.conflicts(detail.count);
    case 'firmware':
      return t.firmware(detail.count);
    case 'held_edits':
      return t.held(detail.count);
    case 'keychain_locked':
      return t.keychainLocked;
    case 'link_requests':
      return t.linkRequests(detail.count);
    case 'signed_out':
      return t.signedOut(nameOf(detail.connection));
    case 'unreachable':
      return t.unreachable(nameOf(detail.connection));
    case 'way_back':
      return t.wayBack(nameOf(detail.connection), detail.left);
  }
}

/** Settles when it is done. Leaving for another screen is done at once. */
export async function act(action: StatusAction): Promise<unknown> {
  switch (action.act) {
    case 'answer_link':
      return linking.folded.clear();
    case 'decide_edits': {
      const undecided = home.cameras.find(({ edit }) => edit.state === 'held' || edit.state === 'conflict');
      return navigation.go(undecided ? { screen: 'camera', key: undecided.key } : { screen: 'cameras' });
    }
    case 'go_on':
      return navigation.go({ screen: 'security' });
    case 'read_why':
    case 'sign_in':
      return signIn(action.connection);
    case 'show_alerts':
      return navigation.go({ screen: 'alerts' });
    case 'show_trouble': {
      const troubled = home.cameras.find(
        (one) => one.key.connection === action.connection && troubleOf(one) !== null,
      );
      return navigation.go(troubled ? { screen: 'camera', key: troubled.key } : { screen: 'cameras' });
    }
    case 'try_again':
      return backend().refresh(action.connection);
  }
}
