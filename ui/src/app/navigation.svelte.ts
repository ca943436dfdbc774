// Where the owner is. Nothing of it is kept between runs.

import type { CameraKey, ConnectionId } from '../backend';
import type { Change } from '../features/two_factor/flow.svelte';
import { home, keyText } from './home.svelte';

export type Place =
  | { screen: 'cameras' }
  | { screen: 'camera'; key: CameraKey }
  | { screen: 'add_camera'; connection: ConnectionId }
  | { screen: 'camera_sign_in'; key: CameraKey }
  | { screen: 'setup' }
  | { screen: 'move'; again?: CameraKey }
  | { screen: 'security' }
  | { screen: 'computers'; connection: ConnectionId }
  | { screen: 'integrations'; connection: ConnectionId }
  | { screen: 'two_factor'; connection: ConnectionId; asked?: Exclude<Change, 'on'> }
  | { screen: 'authenticators' }
  | { screen: 'email'; connection: ConnectionId }
  | { screen: 'recovery_key'; connection: ConnectionId }
  | { screen: 'rehearsal'; connection: ConnectionId }
  | { screen: 'password'; connection: ConnectionId }
  | { screen: 'exposure'; connection: ConnectionId; exposure: string }
  | { screen: 'your_data'; connection: ConnectionId }
  | { screen: 'alerts' }
  | { screen: 'settings' };

/** `email`: as it was typed before. `recovered`: another password took the place of a forgotten one. */
export type SignInPorch = {
  step: 'sign_in';
  connection: ConnectionId;
  email?: string;
  recovered?: boolean;
};

/** What happens before the rooms behind it can be entered. */
export type Porch =
  | { step: 'welcome' }
  | { step: 'address'; create: boolean }
  | SignInPorch
  | { step: 'forgotten_password'; connection: ConnectionId; email: string }
  | { step: 'create'; connection: ConnectionId };

/** So many steps back are remembered. */
const FURTHEST = 50;

const same = (one: Place, other: Place): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What it is about may have been removed since the owner was there. */
function isThere(place: Place): boolean {
  if ('key' in place) return home.camera(place.key) !== undefined;
  return !('connection' in place) || home.connection(place.connection) !== undefined;
}

class Navigation {
  place = $state.raw<Place>({ screen: 'cameras' });
  /** `null`: inside, as soon as there is an inside. */
  porch = $state.raw<Porch | null>(null);
  /** The camera that the list points out: it has just come. */
  arrived = $state.raw<string | null>(null);
  /** The camera that the owner comes back from: the list goes on from there. */
  returned = $state.raw<string | null>(null);

  /** How it goes on, while the owner is asked whether what is not saved may go. */
  leaving = $state.raw<(() => void) | null>(null);

  #past: Place[] = [];
  #holds: () => boolean = () => false;

  /** `holds`: something on the screen would be lost. Until the answer is called. */
  ask(holds: () => boolean): () => void {
    this.#holds = holds;
    return () => {
      this.#holds = () => false;
      this.leaving = null;
    };
  }

  /** Whatever is lost by it. */
  leave(): void {
    const go = this.leaving;
    this.leaving = null;
    go?.();
  }

  go(place: Place): void {
    if (!same(place, this.place) && this.#holds()) this.leaving = () => this.#enter(place);
    else this.#enter(place);
  }

  #enter(place: Place): void {
    const before = this.place;
    if (!same(place, before)) this.#past = [...this.#past.slice(1 - FURTHEST), before];
    this.returned = before.screen === 'camera' && place.screen === 'cameras' ? keyText(before.key) : null;
    this.place = place;
    this.arrived = null;
    this.porch = null;
  }

  /** To where the owner was before. */
  back(): void {
    if (this.#past.length > 0 && this.#holds()) this.leaving = () => this.#goBack();
    else this.#goBack();
  }

  #goBack(): void {
    const before = this.#past.findLast(isThere);
    if (!before) return;
    this.#past = this.#past.slice(0, this.#past.lastIndexOf(before));
    this.place = before;
    this.arrived = null;
  }

  /** Who is signed in may be somebody else. */
  forgetWay(): void {
    this.#past = [];
  }

  /** To the list, which points this camera out. */
  goToArrived(key: CameraKey): void {
    this.go({ screen: 'cameras' });
    this.arrived = keyText(key);
  }

  toPorch(porch: Porch | null): void {
    this.porch = porch;
  }
}

export const navigation = new Navigation();
