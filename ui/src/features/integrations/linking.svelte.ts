// What the window keeps while a page waits for a number. It outlives the layer: a reset or another screen loses nothing of it.

import { SvelteMap, SvelteSet } from 'svelte/reactivity';

import { resetOf } from '../../app/connections';
import { home } from '../../app/home.svelte';
import type { ConnectionView, IntegrationsView, LinkRequestView } from '../../backend';
import { choicesFor, type Choice } from './release';

export type Waiting = { request: LinkRequestView; connection: ConnectionView };

class Linking {
  /** The owner said "Later"; a line above every screen leads back. */
  readonly folded = new SvelteSet<string>();
  /** Takes "Your browser opens" away: it did. */
  begun: (() => void) | undefined;
  readonly #choices = new SvelteMap<string, Choice[]>();

  readonly waiting: readonly Waiting[] = $derived(
    home.integrations.flatMap(({ connection: id, requests }) => {
      const connection = home.connection(id);
      return connection ? requests.map((request) => ({ request, connection })) : [];
    }),
  );
  /** The prompt to sign in again comes first; what was chosen here is still there afterwards. */
  readonly prompted = $derived(home.connections.some((one) => resetOf(one)?.postponed === false));
  readonly asking = $derived(this.waiting.find(({ request }) => !this.folded.has(request.id)));
  readonly ended = $derived(home.integrations.find(({ ended }) => ended !== null));

  /** As last time, until the owner changes it. */
  choices({ request, connection }: Waiting): Choice[] {
    const cameras = home.cameras.filter(({ key }) => key.connection === connection.id);
    const kept = this.#choices.get(request.id);
    if (!kept) return choicesFor(cameras, request.remembered);
    const fresh = choicesFor(cameras, []);
    return fresh.map((camera) => {
      const before = kept.find((one) => one.camera === camera.camera);
      return before ? { ...before, nickname: camera.nickname, model: camera.model } : camera;
    });
  }

  choose(request: string, choices: Choice[]): void {
    this.#choices.set(request, choices);
  }

  clear(): void {
    this.begun = undefined;
    this.folded.clear();
    this.#choices.clear();
  }
}

export const linking = new Linking();

export function integrationsAt(connection: string): IntegrationsView | undefined {
  return home.integrations.find((one) => one.connection === connection);
}
