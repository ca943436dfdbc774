// Where the owner is. Nothing of it is kept between runs.

import type { CameraKey, ConnectionId } from '../backend';

export type Place =
  | { screen: 'cameras' }
  | { screen: 'camera'; key: CameraKey }
  | { screen: 'alerts' }
  | { screen: 'settings' };

/** What happens before the rooms behind it can be entered. */
export type Porch =
  | { step: 'welcome' }
  | { step: 'address'; create: boolean }
  | { step: 'sign_in'; connection: ConnectionId }
  | { step: 'create'; connection: ConnectionId };

class Navigation {
  place = $state.raw<Place>({ screen: 'cameras' });
  /** `null`: inside, as soon as there is an inside. */
  porch = $state.raw<Porch | null>(null);
  /** The camera whose name should be focused on the next paint of the list. */
  lastCamera = $state.raw<string | null>(null);

  go(place: Place): void {
    this.place = place;
    this.porch = null;
  }

  toPorch(porch: Porch | null): void {
    this.porch = porch;
  }
}

export const navigation = new Navigation();
