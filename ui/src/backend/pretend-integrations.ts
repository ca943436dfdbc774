// Integrations of a home that is not there: a page that asks, numbers, and what an incident leaves.

import type {
  Client,
  ConnectionId,
  Failure,
  FailureCode,
  IntegrationView,
  IntegrationsView,
  LinkEnd,
  LinkRequestView,
  ReleasedCamera,
} from './index';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What the pretended page shows. */
export const NUMBER = 47;

const ALEXA: Client = { id: 'alexa', name: 'Alexa', startsHere: true };
export const GOOGLE: Client = { id: 'google-assistant', name: 'Google Assistant', startsHere: true };
export const CLIENTS: Client[] = [ALEXA, GOOGLE, { id: 'ifttt', name: 'IFTTT', startsHere: false }];

export function integration(id: string, more: Partial<IntegrationView> = {}): IntegrationView {
  return {
    id,
    client: ALEXA,
    linkedAt: Date.now() - 40 * 24 * HOUR,
    lastUsed: Date.now() - 3 * HOUR,
    cameras: [{ camera: 'front', name: 'Front door' }],
    unlinked: null,
    ...more,
  };
}

/** As an incident leaves it. */
export function unlinked(id: string, more: Partial<IntegrationView> = {}): IntegrationView {
  return integration(id, {
    unlinked: {
      at: Date.now() - 2 * HOUR,
      cause: 'incident',
      message: { en: 'Tokens were in the copy.', it: 'Nella copia c’erano le chiavi.' },
      asks: true,
    },
    ...more,
  });
}

export function request(more: Partial<LinkRequestView> = {}): LinkRequestView {
  return {
    id: 'r1',
    client: ALEXA,
    numbers: [12, NUMBER, 83],
    expiresAt: Date.now() + 9 * MINUTE,
    begunHere: true,
    triesLeft: null,
    chosen: null,
    remembered: [],
    ...more,
  };
}

export interface IntegrationHome {
  show(integrations: IntegrationsView[]): void;
  connect(id: ConnectionId, requests: number): void;
  fail(code: FailureCode): Failure;
}

export class PretendIntegrations {
  view: IntegrationsView = {
    connection: 'demo',
    told: true,
    integrations: [],
    clients: CLIENTS,
    requests: [],
    ended: null,
  };
  /** Where the browser was sent. */
  opened: string[] = [];

  constructor(readonly home: IntegrationHome) {}

  show(more: Partial<IntegrationsView>): void {
    this.view = { ...this.view, ...more };
    this.home.show([this.view]);
    this.home.connect('demo', this.view.requests.length);
  }

  ask(more: Partial<LinkRequestView> = {}): void {
    this.show({ requests: [...this.view.requests, request(more)], ended: null });
  }

  start(client: string): void {
    this.opened.push(client);
  }

  approve(id: string, number: number, cameras: ReleasedCamera[]): void {
    const asked = this.#request(id);
    if (number === NUMBER) {
      const linked = integration(`of-${id}`, {
        client: asked.client,
        linkedAt: Date.now(),
        lastUsed: null,
        cameras,
      });
      const others = this.view.integrations.filter((one) => one.client.id !== asked.client.id);
      return this.end(id, 'linked', { integrations: [linked, ...others] });
    }
    const triesLeft = (asked.triesLeft ?? 3) - 1;
    if (triesLeft === 0) return this.end(id, 'wrong_numbers');
    const requests = this.view.requests.map((one) => (one.id === id ? { ...one, triesLeft } : one));
    this.show({ requests });
  }

  end(id: string, how: LinkEnd, more: Partial<IntegrationsView> = {}): void {
    const { client } = this.#request(id);
    this.show({ ...more, requests: this.#without(id), ended: { client, how } });
  }

  refuse(id: string): void {
    this.show({ requests: this.#without(id) });
  }

  release(id: string, cameras: ReleasedCamera[]): void {
    this.#change(id, { cameras });
  }

  unlink(id: string): void {
    this.#change(id, { unlinked: { at: Date.now(), cause: 'owner', message: {}, asks: false } });
  }

  putAside(id: string): void {
    const one = this.view.integrations.find((one) => one.id === id);
    if (one?.unlinked) this.#change(id, { unlinked: { ...one.unlinked, asks: false } });
  }

  #change(id: string, more: Partial<IntegrationView>): void {
    const integrations = this.view.integrations.map((one) => (one.id === id ? { ...one, ...more } : one));
    this.show({ integrations });
  }

  #without(id: string): LinkRequestView[] {
    return this.view.requests.filter((one) => one.id !== id);
  }

  #request(id: string): LinkRequestView {
    const found = this.view.requests.find((one) => one.id === id);
    if (!found) throw this.home.fail('not_there');
    return found;
  }
}
