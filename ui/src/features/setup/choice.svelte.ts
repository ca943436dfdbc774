// What an owner is choosing and typing for one camera. Belongs to one screen and goes with it: nothing here is kept
// anywhere else.

import type { NearbyNetworkView, NetworkChoice, Security, WifiPassword } from '../../backend';
import { hasPassword, judgePassword, nameTooLong, unsuitable, usable } from './wifi';

export const TYPED = 'typed';
export const TYPEABLE = ['wpa', 'wpa_and_wpa3', 'wpa3', 'open'] as const satisfies Security[];

export class Choosing {
  /** The id of a network that was heard, or [`TYPED`]. */
  selected = $state<string | null>(null);
  heard = $state.raw<readonly NearbyNetworkView[]>([]);
  name = $state('');
  security = $state<(typeof TYPEABLE)[number]>('wpa');
  hidden = $state(false);
  password = $state('');
  from = $state<'typed' | 'computer' | 'remembered'>('typed');
  remember = $state(false);
  /** The password of the network is another one than before: what is remembered is not offered. */
  renewed = $state(false);
  /** For a camera within reach: its own name, and its administrator's password. */
  cameraName = $state('');
  cameraPassword = $state('');

  readonly network = $derived(this.heard.find((one) => one.id === this.selected) ?? null);
  readonly typing = $derived(this.selected === TYPED);
  readonly called = $derived(this.typing ? this.name : (this.network?.name ?? ''));
  /** What the network asks for: what was heard, or the owner's word where nothing is known. */
  readonly protection = $derived(this.network?.security ?? this.security);
  /** One that was heard without a word about its protection. */
  readonly unknown = $derived(this.network !== null && this.network.security === null);
  readonly locked = $derived((this.typing || this.network !== null) && hasPassword(this.protection));
  readonly judged = $derived(judgePassword(this.password));
  readonly complete = $derived(
    (this.typing ? this.name !== '' && !nameTooLong(this.name) : this.network !== null) &&
      (!this.locked || this.from !== 'typed' || usable(this.judged.judgement)),
  );

  /** What was heard now. A choice stays if it is still there; else `before`, else the network of this computer. */
  listen(networks: readonly NearbyNetworkView[], before: string | null): void {
    this.heard = networks;
    if (this.typing || this.network) return;
    const fit = networks.filter((one) => !unsuitable(one.security));
    const found = fit.find((one) => one.name === before) ?? fit.find((one) => one.current);
    if (found) this.select(found.id);
    else if (networks.length === 0) this.select(TYPED);
    else this.selected = null;
  }

  select(id: string): void {
    this.selected = id;
    this.from = this.network?.remembered && !this.renewed ? 'remembered' : 'typed';
    // In the place of the old one.
    if (this.renewed && this.network?.remembered) this.remember = true;
  }

  /** The owner's word on how the network is protected. */
  protect(by: string): void {
    this.security = TYPEABLE.find((one) => one === by) ?? this.security;
  }

  choice(): NetworkChoice {
    return {
      network: this.network ? { by: 'heard', id: this.network.id } : { by: 'typed', name: this.name },
      security: this.protection,
      hidden: this.typing && this.hidden,
      password: this.#password(),
      remember: this.locked && this.from !== 'remembered' && this.remember,
    };
  }

  #password(): WifiPassword {
    if (!this.locked) return { from: 'none' };
    return this.from === 'typed' ? { from: 'typed', password: this.password } : { from: this.from };
  }
}
