// A home that is not there: for tests, and for looking at the screens in a plain browser. Never in a build.

import type {
  Alert,
  Backend,
  CameraKey,
  CameraView,
  ConnectionView,
  DemoAction,
  EndReason,
  Failure,
  FailureCode,
  Language,
  ProtectionTrouble,
  ResetView,
  Section,
  Snapshot,
  Theme,
  ViewChange,
} from './index';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export const fail = (code: FailureCode, more: Partial<Failure> = {}): Failure => ({
  code,
  remedy: 'try_again',
  retryAfter: null,
  reference: null,
  ...more,
});

export function camera(id: string, more: Partial<CameraView> = {}): CameraView {
  return {
    key: { connection: 'demo', camera: id },
    nickname: id,
    room: null,
    network: 'Porch Network',
    model: 'Porch Cam 2',
    firmware: '2.4.0',
    firmwareAvailable: null,
    online: true,
    lastSeen: Date.now() - 5_000,
    signal: 'strong',
    scene: null,
    edit: { state: 'none' },
    nameShared: false,
    ...more,
  };
}

export function connection(more: Partial<ConnectionView> = {}): ConnectionView {
  return {
    id: 'demo',
    kind: 'demo_home',
    name: 'Demo home',
    host: null,
    email: 'demo@porchlight.example',
    createsAccounts: false,
    session: { state: 'active' },
    reach: { state: 'online' },
    waitingEdits: 0,
    heldEdits: 0,
    ...more,
  };
}

export function reset(reason: EndReason, more: Partial<ResetView> = {}): ResetView {
  return {
    reason,
    at: Date.now() - 2 * MINUTE,
    message:
      reason === 'global_reset'
        ? {
            en: 'A copy of our database was readable from outside from 4 to 26 December. We signed everybody out to be safe.',
            it: 'Una copia del nostro archivio era leggibile da fuori dal 4 al 26 dicembre. Per sicurezza abbiamo chiuso tutte le sessioni.',
          }
        : {},
    hasAdvisory: reason === 'global_reset',
    by: reason === 'revoked_elsewhere' || reason === 'password_changed' ? 'Kitchen laptop' : null,
    postponed: false,
    ...more,
  };
}

const CAMERAS: CameraView[] = [
  camera('front', { nickname: 'Front door', room: 'Porch', scene: 'door' }),
  camera('garden', {
    nickname: 'Back garden',
    room: 'Garden',
    scene: 'garden',
    signal: 'good',
    model: 'Porch Cam Outdoor',
  }),
  camera('living', { nickname: 'Living room', room: 'Ground floor', scene: 'room', signal: 'good' }),
  camera('garage', {
    nickname: 'Garage',
    room: 'Drive',
    scene: 'garage',
    online: false,
    signal: null,
    lastSeen: Date.now() - 2 * HOUR,
  }),
  camera('nursery', {
    nickname: 'Nursery',
    room: 'First floor',
    scene: 'nursery',
    firmwareAvailable: '2.4.1',
    signal: 'weak',
  }),
];

export function snapshot(more: Partial<Snapshot> = {}): Snapshot {
  return {
    revision: 1,
    protection: { state: 'ready', kind: 'keychain', notice: null },
    connections: [connection()],
    cameras: CAMERAS,
    alerts: { unread: 0 },
    preferences: { language: null, theme: 'system', cameraLayout: 'grid' },
    ...more,
  };
}

const ALERTS: Alert[] = [
  {
    id: 'a3',
    connection: 'demo',
    at: Date.now() - 20 * MINUTE,
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

const GROUPS = ['K7QM', '2XHT', 'WB94', 'PJ6C', 'R3FY', 'D8NV', 'ZG5A', 'M4TE'];
const waitFor = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

export class Pretend implements Backend {
  state: Snapshot;
  calls: [name: string, ...args: unknown[]][] = [];
  alertList: Alert[] = [...ALERTS];
  /** How long a sign-in takes. */
  thinking = 0;
  refuse: Partial<Record<keyof Backend, Failure>> = {};
  #followers = new Set<(change: ViewChange) => void>();
  #signInCancelled: (() => void) | null = null;

  constructor(state: Snapshot = snapshot()) {
    this.state = structuredClone(state);
  }

  push(section: Section): void {
    const revision = this.state.revision + 1;
    const { section: name, ...rest } = section;
    if (name === 'cameras') {
      const { upserts, removals } = section;
      const gone = new Set([...removals, ...upserts.map((c) => c.key)].map((k) => k.connection + k.camera));
      const kept = this.state.cameras.filter((c) => !gone.has(c.key.connection + c.key.camera));
      this.state = { ...this.state, revision, cameras: [...kept, ...upserts] };
    } else {
      this.state = { ...this.state, ...rest, revision };
    }
    for (const follow of this.#followers) follow({ revision, section });
  }

  connect(id: string, more: Partial<ConnectionView>): void {
    const connections = this.state.connections.map((c) => (c.id === id ? { ...c, ...more } : c));
    this.push({ section: 'connections', connections });
  }

  change(key: CameraKey, more: Partial<CameraView>): void {
    const found = this.state.cameras.find((c) => c.key.camera === key.camera);
    if (found) this.push({ section: 'cameras', upserts: [{ ...found, ...more }], removals: [] });
  }

  end(reason: EndReason): void {
    this.connect('demo', { session: { state: 'reset', reset: reset(reason) } });
  }

  async #call<T>(name: keyof Backend, args: unknown[], work: () => T | Promise<T>): Promise<T> {
    this.calls.push([name, ...args]);
    const refused = this.refuse[name];
    if (refused) throw refused;
    return work();
  }

  appInfo = () => this.#call('appInfo', [], () => ({ version: '0.1.0', development: true, demoMenu: true }));
  snapshot = () => this.#call('snapshot', [], () => structuredClone(this.state));
  onChange = async (follow: (change: ViewChange) => void) => {
    this.#followers.add(follow);
    return () => void this.#followers.delete(follow);
  };

  #ready = (kind: 'keychain' | 'passphrase' | 'this_run_only') =>
    this.push({ section: 'protection', protection: { state: 'ready', kind, notice: null } });
  protectWithKeychain = () => this.#call('protectWithKeychain', [], () => this.#ready('keychain'));
  protectWithPassphrase = (passphrase: string) =>
    this.#call('protectWithPassphrase', [passphrase], () => this.#ready('passphrase'));
  protectThisRunOnly = () => this.#call('protectThisRunOnly', [], () => this.#ready('this_run_only'));
  setDataAside = () => this.#call('setDataAside', [], () => this.#ready('keychain'));
  dismissNotice = () => this.#call('dismissNotice', [], () => this.#ready('keychain'));

  #add(more: Partial<ConnectionView>): string {
    const added = connection({
      session: { state: 'signed_out' },
      email: '',
      reach: { state: 'unknown' },
      ...more,
    });
    if (!this.state.connections.some((c) => c.id === added.id)) {
      this.push({ section: 'connections', connections: [...this.state.connections, added] });
    }
    return added.id;
  }
  openDemoHome = () => this.#call('openDemoHome', [], () => this.#add({}));
  connectService = (address: string) =>
    this.#call('connectService', [address], async () => {
      await waitFor(this.thinking);
      if (!address.includes('.')) throw fail('service_unreachable');
      return this.#add({
        id: 'own',
        kind: 'service',
        name: 'Elm Street',
        host: 'porch.example.org',
        createsAccounts: true,
      });
    });
  forgetConnection = (id: string) =>
    this.#call('forgetConnection', [id], () =>
      this.push({ section: 'connections', connections: this.state.connections.filter((c) => c.id !== id) }),
    );
  signIn = (id: string, email: string, password: string) =>
    this.#call('signIn', [id, email, password], async () => {
      const before = this.state.connections.find((c) => c.id === id)?.session ?? { state: 'signed_out' };
      const over = 'reset' in before ? before.reset : null;
      this.connect(id, { session: { state: 'signing_in', reset: over }, email });
      const cancelled = await Promise.race([
        waitFor(this.thinking).then(() => false),
        new Promise<boolean>((stop) => (this.#signInCancelled = () => stop(true))),
      ]);
      if (cancelled || password === 'wrong') {
        this.connect(id, { session: before });
        throw fail(cancelled ? 'not_now' : 'wrong_credentials');
      }
      if (this.state.cameras.length === 0) this.push({ section: 'cameras', upserts: CAMERAS, removals: [] });
      this.connect(id, { session: { state: 'active' }, reach: { state: 'online' } });
    });
  cancelSignIn = (id: string) => this.#call('cancelSignIn', [id], () => this.#signInCancelled?.());
  prepareAccount = (id: string, email: string, password: string) =>
    this.#call('prepareAccount', [id, email, password], () => waitFor(this.thinking));
  revealRecoveryKey = (id: string) => this.#call('revealRecoveryKey', [id], () => GROUPS);
  exportCameras = (id: string) => this.#call('exportCameras', [id], () => true);
  saveRecoveryKey = (id: string) => this.#call('saveRecoveryKey', [id], () => true);
  confirmRecoveryKey = (id: string, group: number, typed: string) =>
    this.#call('confirmRecoveryKey', [id, group, typed], () => {
      if (typed.toUpperCase() !== GROUPS[group]) throw fail('recovery_key_mismatch');
      this.connect(id, { session: { state: 'active' }, reach: { state: 'online' } });
    });
  cancelAccount = (id: string) => this.#call('cancelAccount', [id], () => undefined);
  #postpone(id: string, postponed: boolean) {
    const session = this.state.connections.find((c) => c.id === id)?.session;
    if (session?.state === 'reset')
      this.connect(id, { session: { ...session, reset: { ...session.reset, postponed } } });
  }
  postponePrompt = (id: string) => this.#call('postponePrompt', [id], () => this.#postpone(id, true));
  showPrompt = (id: string) => this.#call('showPrompt', [id], () => this.#postpone(id, false));
  signOut = (id: string) =>
    this.#call('signOut', [id], () => {
      this.push({ section: 'cameras', upserts: [], removals: this.state.cameras.map((c) => c.key) });
      this.connect(id, { session: { state: 'signed_out' } });
    });

  renameCamera = (key: CameraKey, nickname: string) =>
    this.#call('renameCamera', [key, nickname], () => {
      if (nickname === '') throw fail('nickname_empty');
      if ([...nickname].length > 40) throw fail('nickname_too_long', { reference: 40 });
      this.change(key, { nickname });
    });
  setRoom = (key: CameraKey, room: string | null) =>
    this.#call('setRoom', [key, room], () => this.change(key, { room }));
  undoEdit = (key: CameraKey) =>
    this.#call('undoEdit', [key], () => this.change(key, { edit: { state: 'none' } }));
  resolveConflict = (key: CameraKey, choice: 'mine' | 'theirs') =>
    this.#call('resolveConflict', [key, choice], () => {
      const edit = this.state.cameras.find((c) => c.key.camera === key.camera)?.edit;
      const theirs = choice === 'theirs' && edit?.state === 'conflict' ? { nickname: edit.theirs } : {};
      this.change(key, { ...theirs, edit: { state: 'none' } });
    });
  decideHeld = (id: string, choice: 'send' | 'discard') =>
    this.#call('decideHeld', [id, choice], () => this.connect(id, { heldEdits: 0 }));
  refresh = (id: string) => this.#call('refresh', [id], () => waitFor(this.thinking));

  alerts = (before: { at: number; id: string } | null, limit: number) =>
    this.#call('alerts', [before, limit], () =>
      this.alertList.filter((a) => before === null || a.at < before.at).slice(0, limit),
    );
  markAlertsRead = () =>
    this.#call('markAlertsRead', [], () => {
      this.alertList = this.alertList.map((a) => ({ ...a, read: true }));
      this.push({ section: 'alerts', alerts: { unread: 0 } });
    });
  setPreferences = (preferences: Snapshot['preferences']) =>
    this.#call('setPreferences', [preferences], () => this.push({ section: 'preferences', preferences }));
  openAdvisory = (id: string) => this.#call('openAdvisory', [id], () => undefined);
  eraseEverything = () =>
    this.#call('eraseEverything', [], () => {
      this.push({ section: 'cameras', upserts: [], removals: this.state.cameras.map((c) => c.key) });
      this.push({ section: 'connections', connections: [] });
    });
  showDataFolder = () => this.#call('showDataFolder', [], () => undefined);
  demoAction = (action: DemoAction) =>
    this.#call('demoAction', [action], () => {
      if (typeof action === 'object') this.end(action.end_session.reason);
      else if (action === 'reset_everybody') this.end('global_reset');
      else if (action === 'network_fails')
        this.connect('demo', {
          reach: { state: 'trouble', since: Date.now(), failure: fail('service_unreachable') },
        });
      else if (action === 'network_works') this.connect('demo', { reach: { state: 'online' } });
      else if (action === 'rename_elsewhere')
        this.change(
          { connection: 'demo', camera: 'front' },
          { edit: { state: 'conflict', theirs: 'Street', their_room: null } },
        );
      else if (action === 'sign_in_from_another_city')
        this.push({ section: 'alerts', alerts: { unread: 1 } });
    });
}

/** `?scene=reset&end=expired&lang=it&theme=dark` */
export function pretendFromAddress({ search }: Location): Pretend {
  const asked = new URLSearchParams(search);
  const scene = asked.get('scene') ?? 'home';
  const preferences = {
    language: asked.get('lang') as Language | null,
    theme: (asked.get('theme') ?? 'system') as Theme,
    cameraLayout: asked.get('layout') === 'list' ? 'list' : 'grid',
  } as const;
  const empty = { connections: [], cameras: [] };
  const scenes: Record<string, Partial<Snapshot>> = {
    home: {},
    welcome: empty,
    opening: { ...empty, protection: { state: 'opening' } },
    passphrase: { ...empty, protection: { state: 'passphrase_wanted', wrong: asked.has('wrong') } },
    trouble: {
      ...empty,
      protection: { state: 'trouble', trouble: (asked.get('why') ?? 'keychain_absent') as ProtectionTrouble },
    },
    signed_out: { connections: [connection({ session: { state: 'signed_out' } })], cameras: [] },
    empty: { cameras: [] },
    loading: { cameras: [], connections: [connection({ reach: { state: 'unknown' } })] },
    many: {
      cameras: Array.from({ length: 5000 }, (_, i) =>
        camera(`c${i}`, {
          nickname: `Camera ${i}`,
          room: `Room ${i % 40}`,
          scene: ['door', 'garden', 'room'][i % 3] ?? null,
        }),
      ),
    },
    reset: {
      connections: [
        connection({
          waitingEdits: 1,
          session: { state: 'reset', reset: reset((asked.get('end') ?? 'global_reset') as EndReason) },
        }),
      ],
      alerts: { unread: 1 },
    },
    postponed: {
      connections: [
        connection({ session: { state: 'reset', reset: reset('global_reset', { postponed: true }) } }),
      ],
    },
    offline: {
      connections: [
        connection({
          waitingEdits: 1,
          reach: { state: 'trouble', since: Date.now() - 12 * MINUTE, failure: fail('service_unreachable') },
        }),
      ],
      cameras: CAMERAS.map((c, i) => (i === 1 ? { ...c, edit: { state: 'waiting' } } : c)),
    },
    busy: {
      connections: [connection({ heldEdits: 2 })],
      alerts: { unread: 1 },
      protection: { state: 'ready', kind: 'keychain', notice: { type: 'damaged_set_aside', at: Date.now() } },
      cameras: [
        ...CAMERAS.map((c, i): CameraView =>
          i === 0
            ? { ...c, edit: { state: 'conflict', theirs: 'Street door', their_room: null } }
            : i === 1
              ? { ...c, edit: { state: 'waiting' } }
              : i === 2
                ? { ...c, edit: { state: 'held' }, nameShared: true }
                : c,
        ),
        camera('odd', { nickname: '<img src=x onerror=alert(1)>', scene: null }),
        camera('arab', { nickname: 'باب المنزل', room: 'مدخل' }),
        camera('none', { nickname: '' }),
      ],
    },
  };
  const pretend = new Pretend(snapshot({ preferences, ...scenes[scene] }));
  pretend.thinking = Number(asked.get('slow') ?? 1500);
  Object.assign(window, { pretend });
  return pretend;
}
