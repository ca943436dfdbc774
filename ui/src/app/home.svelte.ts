// What the window knows of the home: the snapshot, and every change after it.

import {
  backend,
  type AlertsView,
  type AppInfo,
  type CameraKey,
  type CameraView,
  type CheckupItem,
  type ConnectionView,
  type DiscoveryView,
  type IncidentsView,
  type IntegrationsView,
  type MoveView,
  type Preferences,
  type ProtectionView,
  type ProviderId,
  type SetupView,
  type Snapshot,
  type StatusView,
  type ViewChange,
} from '../backend';
import { isDemo, isInside, mayAct, named, type Connection } from './connections';

/** One text for a key, to look cameras up by. */
export const keyText = (key: CameraKey): string => `${key.connection}/${key.camera}`;

/** As the program has them until the owner chooses. */
const UNCHOSEN: Required<Preferences> = {
  language: null,
  theme: 'system',
  textSize: 100,
  cameraLayout: 'grid',
  notifications: {
    cameras: 'important',
    exposures: 'always',
    integrations: 'always',
    security: 'always',
    quiet: { on: false, from: 22 * 60, to: 7 * 60, dangerRings: true },
  },
  breaches: { on: false, makes: [] },
};

const DARK: StatusView = { lamp: 'off', headline: { headline: 'not_connected' }, details: [], action: null };

const NOT_ASKED = { offered: false, looking: false, lookedAt: null, failedAt: null };

export class Home {
  revision = -1;
  ready = $state(false);
  info = $state.raw<AppInfo>({
    version: '',
    development: false,
    demoMenu: false,
    system: '',
    startsAtLogin: null,
  });
  protection = $state.raw<ProtectionView>({ state: 'opening' });
  #connections = $state.raw<readonly ConnectionView[]>([]);
  readonly connections = $derived(this.#connections.map(named));
  cameras = $state.raw<readonly CameraView[]>([]);
  alerts = $state.raw<AlertsView>({ unread: 0 });
  /** The security checklist. */
  checkup = $state.raw<readonly CheckupItem[]>([]);
  /** What lay open, and the ways back. */
  incidents = $state.raw<IncidentsView>({ exposures: [], guides: [], breachWatch: NOT_ASKED });
  /** What is linked to each account that can be linked. */
  integrations = $state.raw<readonly IntegrationsView[]>([]);
  preferences = $state.raw<Required<Preferences>>(UNCHOSEN);
  /** How things stand, in one sentence; lamp and band say it, and so does the tray. */
  status = $state.raw<StatusView>(DARK);
  /** The one camera that is being set up. */
  setup = $state.raw<SetupView | null>(null);
  /** All cameras on their way to another network. */
  move = $state.raw<MoveView | null>(null);
  /** Looking around for cameras: the look that is under way, or that was last. */
  discovery = $state.raw<DiscoveryView | null>(null);
  /** Places that an owner adds by name, in the order in which they are offered. */
  places = $state.raw<readonly ProviderId[]>([]);

  /** Signed in, and the first list is still on its way. */
  readonly fetching = $derived(
    this.cameras.length === 0 && this.connections.some((c) => mayAct(c) && c.reach.state === 'unknown'),
  );
  /** Its menu makes sense only where there is a demo home. */
  readonly demo = $derived(this.info.demoMenu && this.connections.some(isDemo));
  readonly inside = $derived(this.connections.some(isInside));

  // Plain on purpose: what the screens follow is the array that is published from it.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  #byKey = new Map<string, CameraView>();
  #early: ViewChange[] = [];

  /** Follows first, then asks: whatever changes in between is either in the snapshot or newer than it. */
  async start(): Promise<() => void> {
    const stop = await backend().onChange((change) => {
      if (this.revision < 0) this.#early.push(change);
      else this.apply(change);
    });
    const [snapshot, info] = await Promise.all([backend().snapshot(), backend().appInfo()]);
    this.info = info;
    this.replace(snapshot);
    for (const change of this.#early) this.apply(change);
    this.#early = [];
    return stop;
  }

  replace(snapshot: Snapshot): void {
    this.revision = snapshot.revision;
    this.protection = snapshot.protection;
    this.#connections = snapshot.connections;
    this.alerts = snapshot.alerts;
    this.checkup = snapshot.checkup;
    this.incidents = snapshot.incidents;
    this.integrations = snapshot.integrations;
    this.setup = snapshot.setup;
    this.status = snapshot.status;
    this.move = snapshot.movePlan;
    this.discovery = snapshot.discovery;
    this.places = snapshot.places;
    this.preferences = { ...UNCHOSEN, ...snapshot.preferences };
    // eslint-disable-next-line svelte/prefer-svelte-reactivity
    this.#byKey = new Map(snapshot.cameras.map((camera) => [keyText(camera.key), camera]));
    this.#publishCameras();
    this.ready = true;
  }

  /** A change that was overtaken is dropped. */
  apply({ revision, section }: ViewChange): void {
    if (revision <= this.revision) return;
    this.revision = revision;
    switch (section.section) {
      case 'alerts':
        this.alerts = section.alerts;
        break;
      case 'cameras':
        for (const key of section.removals) this.#byKey.delete(keyText(key));
        for (const camera of section.upserts) this.#byKey.set(keyText(camera.key), camera);
        this.#publishCameras();
        break;
      case 'checkup':
        this.checkup = section.items;
        break;
      case 'connections':
        this.#connections = section.connections;
        break;
      case 'discovery':
        this.discovery = section.discovery;
        break;
      case 'incidents':
        this.incidents = section.incidents;
        break;
      case 'integrations':
        this.integrations = section.integrations;
        break;
      case 'move':
        this.move = section.plan;
        break;
      case 'preferences':
        this.preferences = { ...UNCHOSEN, ...section.preferences };
        break;
      case 'protection':
        this.protection = section.protection;
        break;
      case 'setup':
        this.setup = section.setup;
        break;
      case 'status':
        this.status = section.status;
        break;
    }
  }

  /** What is shown of this camera is not checked at the moment: signed out, or the service has not answered. */
  stale(key: CameraKey): boolean {
    const from = this.connection(key.connection);
    return from !== undefined && (!mayAct(from) || from.reach.state !== 'online');
  }

  connection(id: string): Connection | undefined {
    return this.connections.find((c) => c.id === id);
  }

  camera(key: CameraKey): CameraView | undefined {
    return this.cameras.find((c) => c.key.camera === key.camera && c.key.connection === key.connection);
  }

  #publishCameras(): void {
    this.cameras = [...this.#byKey.values()];
  }
}

export const home = new Home();
