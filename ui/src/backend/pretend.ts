// A home that is not there: for tests, and for looking at the screens in a plain browser. Never in a build.

import type {
  Absence,
  Alert,
  AlertFilter,
  AlertOver,
  Backend,
  Breach,
  CameraKey,
  CameraView,
  CheckupItem,
  ComputerView,
  ConnectionView,
  Correction,
  DemoAction,
  EndReason,
  Failure,
  FailureCode,
  GreyPicture,
  GuideView,
  GuideWish,
  Language,
  MovePurpose,
  NetworkChoice,
  PasswordAdvice,
  ProtectionTrouble,
  ProviderId,
  Registration,
  RehearsedCode,
  RehearsedKey,
  ReleasedCamera,
  ResetView,
  SecondFactorInput,
  Section,
  SetupMethod,
  Sheet,
  SentBy,
  SignInFieldKind,
  SignInStep,
  Snapshot,
  StatusAction,
  StatusDetail,
  StatusView,
  Theme,
  Trouble,
  ViewChange,
} from './index';
import { ALERTS, page } from './pretend-alerts';
import { PretendAuthenticators } from './pretend-authenticators';
import { dismissedIn, incidents, NOT_LOOKED, notMeGuide, wished } from './pretend-incidents';
import { CLIENTS, GOOGLE, integration, PretendIntegrations, request, unlinked } from './pretend-integrations';
import { ONE_BY_ONE, PretendCameraAccess, thisNetwork } from './pretend-camera-access';
import { PretendEmails } from './pretend-email';
import { PretendPasswordRecovery } from './pretend-password-recovery';
import { PretendRecoveryKeys } from './pretend-recovery-key';
import { PretendSetups } from './pretend-setup';
import { PretendTwoFactor } from './pretend-two-factor';
import { goneFrom, held } from './pretend-your-data';

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
    address: null,
    firmwareAvailable: null,
    online: true,
    lastSeen: Date.now() - 5_000,
    signal: 'strong',
    trouble: null,
    scene: null,
    edit: { state: 'none' },
    nameShared: false,
    private: false,
    ...more,
  };
}

export function connection(more: Partial<ConnectionView> = {}): ConnectionView {
  return {
    id: 'demo',
    demo: true,
    provider: 'any',
    name: 'Demo home',
    host: null,
    distinction: { host: null, account: null },
    email: 'demo@porchlight.example',
    signIn: { account: 'email', more: [], hasHelp: false },
    discloses: { names: false, password: false },
    createsAccounts: false,
    pairsCameras: true,
    changesWifi: false,
    removesCameras: true,
    changesPassword: true,
    showsPictures: false,
    findsCameras: false,
    listsComputers: true,
    tellsData: true,
    session: { state: 'active' },
    reach: { state: 'online' },
    twoFactor: { state: 'off' },
    twoFactorChange: null,
    changesEmail: true,
    emailChanges: [],
    passwordRecovery: { state: 'none' },
    recoveryKey: { news: null, newKey: null },
    waitingEdits: 0,
    heldEdits: 0,
    conflicts: 0,
    keepsNames: true,
    privateNamesToOffer: 0,
    privateNames: 0,
    linkRequests: 0,
    ...more,
  };
}

/** An account at a service; two with other ids and addresses are two accounts at the same one. */
export function account(id: string, email: string, more: Partial<ConnectionView> = {}): ConnectionView {
  return connection({
    id,
    demo: false,
    name: 'Elm Street',
    host: 'porch.example.org',
    email,
    createsAccounts: true,
    ...more,
  });
}

/** Each with what tells it from the others of its name. */
function distinct(all: readonly ConnectionView[]): ConnectionView[] {
  return all.map((one) => {
    const called = all.filter(({ name }) => name === one.name);
    const here = called.filter(({ host }) => host === one.host);
    const distinction = {
      host: here.length < called.length ? one.host : null,
      account: here.length > 1 ? one.email : null,
    };
    return { ...one, distinction };
  });
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
    passwordChangedAt: null,
    postponed: false,
    ...more,
  };
}

export function computer(id: string, more: Partial<ComputerView> = {}): ComputerView {
  return {
    id,
    name: id,
    since: Date.now() - 50 * HOUR,
    lastUsed: Date.now() - 3 * HOUR,
    thisOne: false,
    newcomer: false,
    ...more,
  };
}

/** A list with something of everything: done, to do, not known. */
export function checkup(lookedAt: number | null = null): CheckupItem[] {
  return [
    {
      subject: { about: 'signed_in', connection: 'demo' },
      state: 'done',
      action: { act: 'try_again', connection: 'demo' },
    },
    {
      subject: { about: 'computers', connection: 'demo', looked_at: lookedAt },
      state: lookedAt === null ? 'to_do' : 'done',
      action: { act: 'look_at_computers', connection: 'demo' },
    },
    { subject: { about: 'edits', undecided: 0 }, state: 'done', action: { act: 'show_cameras' } },
    {
      subject: { about: 'firmware', outdated: 1 },
      state: 'to_do',
      action: { act: 'show_camera', camera: { connection: 'demo', camera: 'nursery' } },
    },
    {
      subject: { about: 'protection', kind: 'keychain' },
      state: 'done',
      action: { act: 'show_settings' },
    },
  ];
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

/** As other makers describe one: that it is there, and what it is called. */
export function saysLittle(id: string, more: Partial<CameraView> = {}): CameraView {
  return camera(id, {
    network: null,
    model: '',
    firmware: null,
    online: null,
    lastSeen: null,
    signal: null,
    ...more,
  });
}

/** Nothing needs the owner, and all cameras are there. */
export const WELL: StatusView = {
  lamp: 'on',
  headline: { headline: 'all_is_well' },
  details: [{ detail: 'cameras', online: 5, offline: 0, last_seen: 0, not_said: 0 }],
  action: null,
};

/** The garage is offline. */
const ONE_OFFLINE: StatusView = {
  ...WELL,
  headline: { headline: 'cameras_offline', count: 1 },
  details: [
    { detail: 'cameras', online: 4, offline: 1, last_seen: 0, not_said: 0 },
    { detail: 'firmware', count: 1 },
  ],
};

const AS_LAST_SEEN: StatusDetail = { detail: 'cameras', online: 0, offline: 0, last_seen: 5, not_said: 0 };

export function dark(headline: 'asking' | 'not_connected' | 'partly_connected', ...details: StatusDetail[]) {
  return { lamp: 'off', headline: { headline }, details, action: null } satisfies StatusView;
}

export function calls(action: StatusAction, ...details: StatusDetail[]): StatusView {
  return { lamp: 'needs_you', headline: { headline: 'needs_you' }, details, action };
}

export function snapshot(more: Partial<Snapshot> = {}): Snapshot {
  return {
    revision: 1,
    protection: { state: 'ready', kind: 'keychain', notice: null },
    connections: [connection()],
    cameras: CAMERAS,
    alerts: { unread: 0 },
    checkup: checkup(),
    incidents: { exposures: [], guides: [], breachWatch: NOT_LOOKED },
    integrations: [],
    preferences: { language: null, theme: 'system', cameraLayout: 'grid' },
    setup: null,
    status: ONE_OFFLINE,
    movePlan: null,
    discovery: null,
    places: [],
    ...more,
  };
}

export const GROUPS = ['K7QM', '2XHT', 'WB94', 'PJ6C', 'R3FY', 'D8NV', 'ZG5A', 'M4TE'];
const waitFor = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

const SUGGESTED: Record<Language, string> = {
  en: 'lantern orbit velvet cousin hazard tuna',
  it: 'lanterna orbita velluto cugino tonno sasso',
};

export class Pretend implements Backend {
  state: Snapshot;
  calls: [name: string, ...args: unknown[]][] = [];
  alertList: Alert[] = [...ALERTS];
  /** By the id of the alert. */
  corrections: Record<string, Correction[]> = {};
  /** Likewise: it can no longer be stopped, or has been put back. */
  over: Record<string, AlertOver> = {};
  computerList: ComputerView[] = [
    computer('study', { name: 'Study computer', thisOne: true, lastUsed: Date.now() }),
    computer('kitchen', { name: 'Kitchen laptop' }),
  ];
  /** What recovery codes and keys come to in a rehearsal; others are wrong. */
  rehearsals: Record<string, RehearsedCode> = {};
  recoveryKeys: Record<string, RehearsedKey> = {};
  /** What is said of every password. */
  passwordAdvice: PasswordAdvice = { strength: 'good', objection: null, hints: [] };
  breach: Breach = { breach: 'not_found' };
  /** Who may make an account. */
  takes: Registration = 'open';
  /** How long a sign-in takes. */
  thinking = 0;
  /** Networks whose password is remembered. */
  rememberedWifi = 1;
  refuse: Partial<Record<keyof Backend, Failure>> = {};
  /** Cameras that are being set up: what is around, and what goes wrong. */
  readonly setups: PretendSetups;
  /** A code besides the password: what is right, and what goes wrong. */
  readonly twoFactor: PretendTwoFactor;
  /** Another recovery key in the place of one that somebody has seen. */
  readonly keys: PretendRecoveryKeys;
  /** Another e-mail address, and the one before again. */
  readonly emails: PretendEmails;
  /** A new password in the place of a forgotten one. */
  readonly recovery: PretendPasswordRecovery;
  /** Cameras that are added one by one, and what cameras see. */
  readonly access: PretendCameraAccess;
  readonly links: PretendIntegrations;
  readonly codes = new PretendAuthenticators(fail);
  #followers = new Set<(change: ViewChange) => void>();
  #signInCancelled: (() => void) | null = null;

  constructor(state: Snapshot = snapshot()) {
    this.state = structuredClone(state);
    this.state.connections = distinct(this.state.connections);
    this.setups = new PretendSetups(this.#setupHome());
    this.links = new PretendIntegrations({
      show: (integrations) => this.push({ section: 'integrations', integrations }),
      connect: (id, linkRequests) => this.connect(id, { linkRequests }),
      fail,
    });
    const linked = this.state.integrations[0];
    if (linked) this.links.view = linked;
    this.emails = new PretendEmails({
      connection: (id) => this.state.connections.find((one) => one.id === id),
      connect: (id, more) => this.connect(id, more),
      fail,
    });
    this.access = new PretendCameraAccess({
      camera: (key) => this.#camera(key),
      list: (one) => this.push({ section: 'cameras', upserts: [one], removals: [] }),
      show: (discovery) => this.push({ section: 'discovery', discovery }),
      wait: () => waitFor(this.thinking),
      fail,
    });
    this.keys = new PretendRecoveryKeys({
      connection: (id) => this.state.connections.find((one) => one.id === id),
      connect: (id, more) => this.connect(id, more),
      fail,
    });
    this.recovery = new PretendPasswordRecovery({
      connection: (id) => this.state.connections.find((one) => one.id === id),
      connect: (id, more) => this.connect(id, more),
      enter: (id) => this.#enter(id),
      judge: (id, factor) => this.twoFactor.judge(id, factor),
      computers: () => this.computerList.filter((one) => !one.thisOne),
      key: GROUPS,
      fail,
    });
    this.twoFactor = new PretendTwoFactor({
      connection: (id) => this.state.connections.find((one) => one.id === id),
      connect: (id, more) => this.connect(id, more),
      enter: (id) => this.#enter(id),
      fail,
    });
  }

  #setupHome() {
    const state = () => this.state;
    return {
      get setup() {
        return state().setup;
      },
      get move() {
        return state().movePlan;
      },
      get cameras() {
        return state().cameras;
      },
      showSetup: (setup: Snapshot['setup']) => this.push({ section: 'setup', setup }),
      showMove: (plan: Snapshot['movePlan']) => this.push({ section: 'move', plan }),
      arrive: (key: CameraKey, network: string) => {
        const known = this.#camera(key);
        const came = known ?? camera(key.camera, { key, nickname: '' });
        this.push({ section: 'cameras', upserts: [{ ...came, network, online: true }], removals: [] });
      },
      name: (key: CameraKey, nickname: string, room: string | null) => this.change(key, { nickname, room }),
      fail,
    };
  }

  push(told: Section): void {
    const revision = this.state.revision + 1;
    const section =
      told.section === 'connections' ? { ...told, connections: distinct(told.connections) } : told;
    const { section: name, ...rest } = section;
    if (name === 'cameras') {
      const { upserts, removals } = section;
      const gone = new Set([...removals, ...upserts.map((c) => c.key)].map((k) => k.connection + k.camera));
      const kept = this.state.cameras.filter((c) => !gone.has(c.key.connection + c.key.camera));
      this.state = { ...this.state, revision, cameras: [...kept, ...upserts] };
    } else if (name === 'checkup') {
      this.state = { ...this.state, revision, checkup: section.items };
    } else if (name === 'move') {
      this.state = { ...this.state, revision, movePlan: section.plan };
    } else {
      this.state = { ...this.state, ...rest, revision };
    }
    for (const follow of this.#followers) follow({ revision, section });
  }

  #connection(id: string): ConnectionView {
    const found = this.state.connections.find((one) => one.id === id);
    if (!found) throw fail('not_there');
    return found;
  }

  #camera({ connection, camera }: CameraKey): CameraView | undefined {
    return this.state.cameras.find(({ key }) => key.connection === connection && key.camera === camera);
  }

  connect(id: string, more: Partial<ConnectionView>): void {
    const connections = this.state.connections.map((c) => (c.id === id ? { ...c, ...more } : c));
    this.push({ section: 'connections', connections });
  }

  change(key: CameraKey, more: Partial<CameraView>): void {
    const found = this.#camera(key);
    if (found) this.push({ section: 'cameras', upserts: [{ ...found, ...more }], removals: [] });
  }

  end(reason: EndReason, id = 'demo'): void {
    this.connect(id, { session: { state: 'reset', reset: reset(reason) }, twoFactorChange: null });
  }

  async #call<T>(name: keyof Backend, args: unknown[], work: () => T | Promise<T>): Promise<T> {
    this.calls.push([name, ...args]);
    const refused = this.refuse[name];
    if (refused) throw refused;
    return work();
  }

  appInfo = () =>
    this.#call('appInfo', [], () => ({
      version: '0.1.0',
      development: true,
      demoMenu: true,
      system: 'linux, x86_64',
      startsAtLogin: this.startsAtLogin,
    }));
  snapshot = () => this.#call('snapshot', [], () => structuredClone(this.state));
  onChange = async (follow: (change: ViewChange) => void) => {
    this.#followers.add(follow);
    return () => void this.#followers.delete(follow);
  };

  #ready = (kind: 'keychain' | 'passphrase' | 'this_run_only') =>
    this.push({ section: 'protection', protection: { state: 'ready', kind, notice: null } });
  protectWithKeychain = () => this.#call('protectWithKeychain', [], () => this.#ready('keychain'));
  advisePassphrase = (passphrase: string) =>
    this.#call('advisePassphrase', [passphrase], () => this.passwordAdvice);
  suggestPassphrase = (language: Language) =>
    this.#call('suggestPassphrase', [language], () => ({ text: SUGGESTED[language], bits: 66 }));
  protectWithPassphrase = (passphrase: string) =>
    this.#call('protectWithPassphrase', [passphrase], () => this.#ready('passphrase'));
  protectThisRunOnly = () => this.#call('protectThisRunOnly', [], () => this.#ready('this_run_only'));
  setDataAside = () => this.#call('setDataAside', [], () => this.#ready('keychain'));
  dismissNotice = () => this.#call('dismissNotice', [], () => this.#ready('keychain'));

  #add(place: ConnectionView): string {
    const added: ConnectionView = {
      ...place,
      session: { state: 'signed_out' },
      email: '',
      reach: { state: 'unknown' },
    };
    if (!this.state.connections.some((c) => c.id === added.id)) {
      this.push({ section: 'connections', connections: [...this.state.connections, added] });
    }
    return added.id;
  }
  revealDemoPassword = () => this.#call('revealDemoPassword', [], () => 'k7qm-2v9r-xh4t-8wzn');
  openDemoHome = () => this.#call('openDemoHome', [], () => this.#add(connection()));
  connectService = (address: string) =>
    this.#call('connectService', [address], async () => {
      await waitFor(this.thinking);
      if (!address.includes('.')) throw fail('service_unreachable');
      return this.#add(account('own', ''));
    });
  addPlace = (provider: ProviderId) =>
    this.#call('addPlace', [provider], () => {
      const place = thisNetwork({ id: provider, provider });
      this.push({ section: 'connections', connections: [...this.state.connections, place] });
      return place.id;
    });
  addAccount = (id: string) =>
    this.#call('addAccount', [id], () => {
      const { demo, name, host, createsAccounts } = this.#connection(id);
      const another = `${id}-${this.state.connections.length}`;
      return this.#add(connection({ id: another, demo, name, host, createsAccounts }));
    });
  forgetConnection = (id: string) =>
    this.#call('forgetConnection', [id], () =>
      this.push({ section: 'connections', connections: this.state.connections.filter((c) => c.id !== id) }),
    );
  openSignInHelp = (id: string) => this.#call('openSignInHelp', [id], () => undefined);
  sendFactorCode = (id: string, way: SentBy) =>
    this.#call('sendFactorCode', [id, way], () => this.twoFactor.sendCode(id));
  signIn = (
    id: string,
    email: string,
    password: string,
    more: Partial<Record<SignInFieldKind, string>> = {},
  ) =>
    this.#call(
      'signIn',
      [id, email, password, ...(Object.keys(more).length > 0 ? [more] : [])],
      async (): Promise<SignInStep> => {
        const from = this.state.connections.find((c) => c.id === id);
        const before = from?.session ?? { state: 'signed_out' };
        const over = 'reset' in before ? before.reset : null;
        this.connect(id, { session: { state: 'signing_in', reset: over, turn_at: null }, email });
        const cancelled = await Promise.race([
          waitFor(this.thinking).then(() => false),
          new Promise<boolean>((stop) => (this.#signInCancelled = () => stop(true))),
        ]);
        const refused = cancelled
          ? 'not_now'
          : password === 'wrong'
            ? 'wrong_credentials'
            : this.#isHere(id, email)
              ? 'account_already_here'
              : null;
        if (refused) {
          this.connect(id, { session: before, email: from?.email ?? '' });
          throw fail(refused);
        }
        if (from?.twoFactor.state === 'on') {
          this.twoFactor.ask(id, before, over);
          return 'second_factor_wanted';
        }
        this.#enter(id);
        return 'signed_in';
      },
    );
  #isHere(id: string, email: string): boolean {
    const { name, host } = this.#connection(id);
    return this.state.connections.some(
      (one) => one.id !== id && one.name === name && one.host === host && one.email === email,
    );
  }
  #enter(id: string) {
    if (this.state.cameras.length === 0) this.push({ section: 'cameras', upserts: CAMERAS, removals: [] });
    this.connect(id, { session: { state: 'active' }, reach: { state: 'online' } });
  }
  cancelSignIn = (id: string) =>
    this.#call('cancelSignIn', [id], () => {
      this.#signInCancelled?.();
      this.twoFactor.cancelSignIn(id);
    });
  finishSignIn = (id: string, factor: SecondFactorInput) =>
    this.#call('finishSignIn', [id, factor], async () => {
      await waitFor(this.thinking);
      this.twoFactor.finish(id, factor);
    });

  beginPasswordRecovery = (id: string, email: string, recoveryKey: string) =>
    this.#call('beginPasswordRecovery', [id, email, recoveryKey], async () => {
      const begun = this.recovery.begin();
      await waitFor(this.thinking);
      return this.recovery.shown(id, begun, email, recoveryKey);
    });
  giveRecoveryFactor = (id: string, factor: SecondFactorInput) =>
    this.#call('giveRecoveryFactor', [id, factor], () => this.recovery.factor(id, factor));
  chooseRecoveredPassword = (id: string, next: string, keep: string[]) =>
    this.#call('chooseRecoveredPassword', [id, next, keep], async () => {
      await waitFor(this.thinking);
      return this.recovery.choose(id, keep);
    });
  cancelPasswordRecovery = (id: string) =>
    this.#call('cancelPasswordRecovery', [id], () => this.recovery.cancel(id));
  stopPasswordRecovery = (id: string) => this.#call('stopPasswordRecovery', [id], () => undefined);

  beginEnrolment = (id: string, password: string, factor: SecondFactorInput | null) =>
    this.#call('beginEnrolment', [id, password, factor], () =>
      this.twoFactor.beginEnrolment(id, password, factor),
    );
  revealEnrolment = (id: string) => this.#call('revealEnrolment', [id], () => this.twoFactor.reveal(id));
  copyEnrolmentKey = (id: string) => this.#call('copyEnrolmentKey', [id], () => undefined);
  openAuthenticator = (id: string) => this.#call('openAuthenticator', [id], () => undefined);
  checkEnrolmentCode = (id: string, code: string) =>
    this.#call('checkEnrolmentCode', [id, code], () => this.twoFactor.check(id, code));
  beginRecoveryCodes = (id: string, password: string, factor: SecondFactorInput) =>
    this.#call('beginRecoveryCodes', [id, password, factor], () =>
      this.twoFactor.beginRecoveryCodes(id, password, factor),
    );
  revealRecoveryCodes = (id: string) =>
    this.#call('revealRecoveryCodes', [id], () => this.twoFactor.codes(id));
  saveRecoveryCodes = (id: string, sheet: Sheet) => this.#call('saveRecoveryCodes', [id, sheet], () => true);
  confirmRecoveryCodes = (id: string, typed: string, signOutOthers: boolean) =>
    this.#call('confirmRecoveryCodes', [id, typed, signOutOthers], () => this.twoFactor.confirm(id, typed));
  turnOffTwoFactor = (id: string, password: string, factor: SecondFactorInput, signOutOthers: boolean) =>
    this.#call('turnOffTwoFactor', [id, password, factor, signOutOthers], () =>
      this.twoFactor.turnOff(id, password, factor),
    );
  cancelTwoFactorChange = (id: string) =>
    this.#call('cancelTwoFactorChange', [id], () => this.twoFactor.cancelChange(id));
  registration = (id: string) => this.#call('registration', [id], () => this.takes);
  prepareAccount = (id: string, email: string, password: string, invitation: string | null) =>
    this.#call('prepareAccount', [id, email, password, invitation], () => waitFor(this.thinking));
  revealRecoveryKey = (id: string) => this.#call('revealRecoveryKey', [id], () => GROUPS);
  exportCameras = (id: string) => this.#call('exportCameras', [id], () => true);
  saveRecoveryKey = (id: string, sheet: Sheet) => this.#call('saveRecoveryKey', [id, sheet], () => true);
  confirmRecoveryKey = (id: string, group: number, typed: string) =>
    this.#call('confirmRecoveryKey', [id, group, typed], () => {
      if (typed.toUpperCase() !== GROUPS[group]) throw fail('recovery_key_mismatch');
      if (this.keys.isUnder(id)) return this.keys.takeOver(id);
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
  #takeCameras(id: string) {
    const removals = this.state.cameras.map((c) => c.key).filter((key) => key.connection === id);
    this.push({ section: 'cameras', upserts: [], removals });
  }
  signOut = (id: string) =>
    this.#call('signOut', [id], () => {
      this.#takeCameras(id);
      this.connect(id, { session: { state: 'signed_out' } });
    });

  computers = (id: string) =>
    this.#call('computers', [id], async () => {
      await waitFor(this.thinking);
      return this.computerList;
    });
  knowComputers = (id: string, shown: string[]) =>
    this.#call('knowComputers', [id, shown], () => {
      if (this.computerList.every((one) => shown.includes(one.id))) {
        this.push({ section: 'checkup', items: checkup(Date.now()) });
        this.computerList = this.computerList.map((one) => ({ ...one, newcomer: false }));
      }
      return this.computerList;
    });
  signOutComputer = (id: string, other: string) =>
    this.#call('signOutComputer', [id, other], () => {
      this.computerList = this.computerList.filter((one) => one.id !== other);
      return this.computerList;
    });
  signOutOtherComputers = (id: string) =>
    this.#call('signOutOtherComputers', [id], () => {
      this.computerList = this.computerList.filter((one) => one.thisOne);
      return this.computerList;
    });

  advisePassword = (id: string, email: string, password: string) =>
    this.#call('advisePassword', [id, email, password], () => this.passwordAdvice);
  lookUpPassword = (id: string, password: string) =>
    this.#call('lookUpPassword', [id, password], () => this.breach);
  changePassword = (
    id: string,
    old: string,
    next: string,
    factor: SecondFactorInput | null,
    signOutOthers: boolean,
  ) =>
    this.#call('changePassword', [id, old, next, factor, signOutOthers], () => {
      if (signOutOthers) this.computerList = this.computerList.filter((one) => one.thisOne);
      return { breach: this.breach, before: false };
    });

  yourData = (id: string) => this.#call('yourData', [id], () => held());
  exportYourData = (id: string, opened: boolean) => this.#call('exportYourData', [id, opened], () => true);
  deleteAccount = (id: string, password: string, factor: SecondFactorInput | null) =>
    this.#call('deleteAccount', [id, password, factor], () => {
      const gone = goneFrom(this.state.connections.find((c) => c.id === id)?.name ?? '');
      this.#takeCameras(id);
      this.push({ section: 'connections', connections: this.state.connections.filter((c) => c.id !== id) });
      return gone;
    });
  lookAtIntegrations = (id: string) =>
    this.#call('lookAtIntegrations', [id], async () => {
      await waitFor(this.thinking);
      this.links.show({});
    });
  startLinking = (id: string, client: string) =>
    this.#call('startLinking', [id, client], () => this.links.start(client));
  approveLink = (id: string, request: string, number: number, cameras: ReleasedCamera[]) =>
    this.#call('approveLink', [id, request, number, cameras], () =>
      this.links.approve(request, number, cameras),
    );
  refuseLink = (id: string, request: string) =>
    this.#call('refuseLink', [id, request], () => this.links.refuse(request));
  dismissLinkEnd = (id: string) => this.#call('dismissLinkEnd', [id], () => this.links.show({ ended: null }));
  releaseCameras = (id: string, integration: string, cameras: ReleasedCamera[]) =>
    this.#call('releaseCameras', [id, integration, cameras], () => this.links.release(integration, cameras));
  unlink = (id: string, integration: string) =>
    this.#call('unlink', [id, integration], () => this.links.unlink(integration));
  putIntegrationAside = (id: string, integration: string) =>
    this.#call('putIntegrationAside', [id, integration], () => this.links.putAside(integration));

  authenticators = () => this.#call('authenticators', [], () => this.codes.view());
  importAuthenticator = (pasted: string) =>
    this.#call('importAuthenticator', [pasted], () => this.codes.import());
  stopReadingPicture = () => this.#call('stopReadingPicture', [], () => undefined);
  importAuthenticatorPicture = (picture: GreyPicture) =>
    this.#call('importAuthenticatorPicture', [picture], () => this.codes.import());
  cancelImport = () => this.#call('cancelImport', [], () => this.codes.cancel());
  keepAuthenticator = (issuer: string, account: string | null) =>
    this.#call('keepAuthenticator', [issuer, account], () => this.codes.keep(issuer, account));
  authenticatorCode = (of: number | null) => this.#call('authenticatorCode', [of], () => this.codes.code(of));
  copyAuthenticatorCode = (of: number | null) =>
    this.#call('copyAuthenticatorCode', [of], () => this.codes.copy(of));
  removeAuthenticator = (id: number) => this.#call('removeAuthenticator', [id], () => this.codes.remove(id));
  bringAuthenticatorBack = () => this.#call('bringAuthenticatorBack', [], () => this.codes.bringBack());

  changeEmail = (id: string, email: string, password: string, factor: SecondFactorInput | null) =>
    this.#call('changeEmail', [id, email, password, factor], () => {
      this.twoFactor.prove(id, password, factor);
      this.emails.change(id, email);
    });
  undoEmailChange = (id: string, change: string) =>
    this.#call('undoEmailChange', [id, change], () => this.emails.undo(id, change));

  beginRecoveryKey = (id: string, password: string, factor: SecondFactorInput | null) =>
    this.#call('beginRecoveryKey', [id, password, factor], () => {
      this.twoFactor.prove(id, password, factor);
      this.keys.begin(id);
    });
  cancelRecoveryKey = (id: string) => this.#call('cancelRecoveryKey', [id], () => this.keys.cancel(id));
  sayRecoveryKeySeen = (id: string, seen: boolean) =>
    this.#call('sayRecoveryKeySeen', [id, seen], () => this.keys.hear(id, seen ? 'seen' : 'unseen'));

  rehearsePassword = (id: string, password: string) =>
    this.#call('rehearsePassword', [id, password], () => {
      if (password === 'wrong') throw fail('wrong_credentials');
    });
  rehearseRecoveryCode = (id: string, code: string) =>
    this.#call('rehearseRecoveryCode', [id, code], () => this.rehearsals[code] ?? { code: 'wrong' as const });
  rehearseRecoveryKey = (id: string, key: string) =>
    this.#call('rehearseRecoveryKey', [id, key], () => this.recoveryKeys[key] ?? 'wrong');

  addCamera = (
    id: string,
    address: string,
    account: string,
    password: string,
    more: Partial<Record<SignInFieldKind, string>> = {},
  ) =>
    this.#call('addCamera', [id, address, account, password, more], () =>
      this.access.add(id, address, password),
    );
  signInToCamera = (
    key: CameraKey,
    address: string,
    account: string,
    password: string,
    more: Partial<Record<SignInFieldKind, string>> = {},
  ) =>
    this.#call('signInToCamera', [key, address, account, password, more], () =>
      this.access.signIn(key, address, password),
    );
  findCameras = (id: string) => this.#call('findCameras', [id], () => this.access.find(id));
  stopFinding = (forget: boolean) => this.#call('stopFinding', [forget], () => this.access.stop(forget));
  cameraPicture = (key: CameraKey) => this.#call('cameraPicture', [key], () => this.access.see());
  removeCamera = (key: CameraKey) =>
    this.#call('removeCamera', [key], async () => {
      await waitFor(this.thinking);
      this.push({ section: 'cameras', upserts: [], removals: [key] });
    });
  renameCamera = (key: CameraKey, nickname: string) =>
    this.#call('renameCamera', [key, nickname], () => {
      const stays = this.#keepsNoNames(key);
      if (nickname === '' && !stays) throw fail('nickname_empty');
      if ([...nickname].length > 40) throw fail('nickname_too_long', { reference: 40 });
      this.change(key, { nickname, private: stays && nickname !== '' });
    });
  setRoom = (key: CameraKey, room: string | null) =>
    this.#call('setRoom', [key, room], () => this.change(key, { room, private: this.#keepsNoNames(key) }));
  #keepsNoNames({ connection: id }: CameraKey): boolean {
    return this.state.connections.find((one) => one.id === id)?.keepsNames === false;
  }
  sendPrivateNames = (id: string) =>
    this.#call('sendPrivateNames', [id], () => {
      for (const one of this.state.cameras.filter((one) => one.private))
        this.change(one.key, { private: false });
      this.connect(id, { privateNamesToOffer: 0 });
    });
  keepNamesPrivate = (id: string) =>
    this.#call('keepNamesPrivate', [id], () => this.connect(id, { privateNamesToOffer: 0 }));
  undoEdit = (key: CameraKey) =>
    this.#call('undoEdit', [key], () => this.change(key, { edit: { state: 'none' } }));
  resolveConflict = (key: CameraKey, choice: 'mine' | 'theirs') =>
    this.#call('resolveConflict', [key, choice], () => {
      const { edit } = this.#camera(key) ?? {};
      const theirs = choice === 'theirs' && edit?.state === 'conflict' ? { nickname: edit.theirs } : {};
      this.change(key, { ...theirs, edit: { state: 'none' } });
      this.connect(key.connection, { conflicts: 0 });
    });
  decideHeld = (id: string, choice: 'send' | 'discard') =>
    this.#call('decideHeld', [id, choice], () => this.connect(id, { heldEdits: 0 }));
  refresh = (id: string) => this.#call('refresh', [id], () => waitFor(this.thinking));

  nearbyNetworks = (id: string | null) =>
    this.#call('nearbyNetworks', [id], async () => {
      await waitFor(this.thinking);
      return this.setups.nearby;
    });
  beginSetup = (method: SetupMethod, id: string | null) =>
    this.#call('beginSetup', [method, id], () => this.setups.begin(method, id));
  chooseNetwork = (choice: NetworkChoice) =>
    this.#call('chooseNetwork', [choice], () => this.setups.choose(choice));
  setupCode = (mark: string | null) => this.#call('setupCode', [mark], () => this.setups.code());
  explainCode = (pasted: string) => this.#call('explainCode', [pasted], () => this.setups.explain(pasted));
  explainPicture = (picture: GreyPicture) =>
    this.#call('explainPicture', [picture], () => this.setups.explainPicture());
  serialPorts = () => this.#call('serialPorts', [], () => this.setups.ports);
  reachCamera = (port: string | null) =>
    this.#call('reachCamera', [port], async () => {
      await waitFor(this.thinking);
      this.setups.reach();
    });
  cameraNetworks = () => this.#call('cameraNetworks', [], () => this.setups.cameraHears);
  joinCamera = (name: string | null, password: string | null) =>
    this.#call('joinCamera', [name, password], () => this.setups.join());
  cameraIsOnline = () => this.#call('cameraIsOnline', [], () => this.setups.ownersWord());
  trySetupAgain = () => this.#call('trySetupAgain', [], () => this.setups.again());
  backInSetup = () => this.#call('backInSetup', [], () => this.setups.back());
  finishSetup = (nickname: string, room: string | null) =>
    this.#call('finishSetup', [nickname, room], () => this.setups.finish(nickname, room));
  cancelSetup = () => this.#call('cancelSetup', [], () => this.setups.cancel());
  openCameraPage = () => this.#call('openCameraPage', [], () => undefined);
  forgetWifiPasswords = () => this.#call('forgetWifiPasswords', [], () => this.rememberedWifi);
  absences: Absence[] = [];
  cameraAbsences = (key: CameraKey) => this.#call('cameraAbsences', [key], () => this.absences);
  beginMove = (id: string, purpose: MovePurpose, choice: NetworkChoice) =>
    this.#call('beginMove', [id, purpose, choice], () => this.setups.beginMove(id, purpose, choice));
  moveCamera = (key: CameraKey) => this.#call('moveCamera', [key], () => this.setups.moveCamera(key));
  skipMove = (key: CameraKey, skip: boolean) =>
    this.#call('skipMove', [key, skip], () => this.setups.skip(key, skip));
  endMove = () => this.#call('endMove', [], () => this.setups.endMove());
  demoCameraLooks = () => this.#call('demoCameraLooks', [], () => this.setups.look());

  openExposureAdvisory = (id: string, exposure: string) =>
    this.#call('openExposureAdvisory', [id, exposure], () => undefined);
  lookUpBreaches = () =>
    this.#call('lookUpBreaches', [], () =>
      this.push({
        section: 'incidents',
        incidents: { ...this.state.incidents, breachWatch: { ...NOT_LOOKED, lookedAt: Date.now() } },
      }),
    );
  reportNotMe = (id: string) =>
    this.#call('reportNotMe', [id], () =>
      this.push({
        section: 'incidents',
        incidents: { ...this.state.incidents, guides: [notMeGuide(this.state.connections, id)] },
      }),
    );
  wishGuide = (id: string, wish: GuideWish) =>
    this.#call('wishGuide', [id, wish], () => this.#incidents((one) => wished(one, wish)));
  dismissIntegration = (id: string, client: string, dismissed: boolean) =>
    this.#call('dismissIntegration', [id, client, dismissed], () =>
      this.#incidents((one) => dismissedIn(one, client, dismissed)),
    );
  #incidents(change: (guide: GuideView) => GuideView | null) {
    const before = this.state.incidents;
    const guides = before.guides.map(change).filter((guide) => guide !== null);
    this.push({ section: 'incidents', incidents: { ...before, guides } });
  }

  alerts = (filter: AlertFilter, before: { at: number; id: string } | null, limit: number) =>
    this.#call('alerts', [filter, before, limit], () =>
      page(this.alertList, this.corrections, this.over, filter, before, limit),
    );
  markAlertRead = (id: string) =>
    this.#call('markAlertRead', [id], () => this.#mark((a) => (a.id === id ? { ...a, read: true } : a)));
  markAlertsRead = () =>
    this.#call('markAlertsRead', [], () => {
      this.#marked = this.alertList.filter((a) => !a.read).map((a) => a.id);
      this.#mark((a) => ({ ...a, read: true }));
    });
  undoMarkAlertsRead = () =>
    this.#call('undoMarkAlertsRead', [], () =>
      this.#mark((a) => (this.#marked.includes(a.id) ? { ...a, read: false } : a)),
    );
  #marked: string[] = [];
  #mark(mark: (alert: Alert) => Alert): void {
    this.alertList = this.alertList.map(mark);
    this.tellAlerts();
  }
  /** Something came, was read, or was corrected. */
  tellAlerts(): void {
    const unread = this.alertList.filter((a) => !a.read).length;
    this.push({ section: 'alerts', alerts: { unread, change: (this.state.alerts.change ?? 0) + 1 } });
  }
  setPreferences = (preferences: Snapshot['preferences']) =>
    this.#call('setPreferences', [preferences], () => this.push({ section: 'preferences', preferences }));
  openAdvisory = (id: string) => this.#call('openAdvisory', [id], () => undefined);
  eraseEverything = () =>
    this.#call('eraseEverything', [], () => {
      this.push({ section: 'cameras', upserts: [], removals: this.state.cameras.map((c) => c.key) });
      this.push({ section: 'connections', connections: [] });
    });
  startsAtLogin: boolean | null = false;
  setStartAtLogin = (on: boolean) => this.#call('setStartAtLogin', [on], () => (this.startsAtLogin = on));
  showLogsFolder = () => this.#call('showLogsFolder', [], () => undefined);
  showDataFolder = () => this.#call('showDataFolder', [], () => undefined);
  copyAddress = () => this.#call('copyAddress', [], () => undefined);
  demoAction = (action: DemoAction) =>
    this.#call('demoAction', [action], () => {
      if (typeof action === 'object') this.end(action.end_session.reason);
      else if (action === 'reset_everybody' || action === 'day_of_the_leak') this.end('global_reset');
      else if (action === 'network_fails')
        this.connect('demo', {
          reach: { state: 'trouble', since: Date.now(), failure: fail('service_unreachable') },
        });
      else if (action === 'network_works') this.connect('demo', { reach: { state: 'online' } });
      else if (action === 'rename_elsewhere') {
        this.change(
          { connection: 'demo', camera: 'front' },
          { edit: { state: 'conflict', theirs: 'Street', their_room: null } },
        );
        this.connect('demo', { conflicts: 1 });
      } else if (action === 'sign_in_from_another_city')
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
  const empty = { connections: [], cameras: [], status: dark('not_connected') };
  const signedOut = (...more: StatusDetail[]) =>
    calls({ act: 'sign_in', connection: 'demo' }, { detail: 'signed_out', connection: 'demo' }, ...more);
  const scenes: Record<string, Partial<Snapshot>> = {
    home: {},
    welcome: empty,
    welcome_places: { ...empty, places: ['This network'] },
    opening: { ...empty, protection: { state: 'opening' } },
    passphrase: { ...empty, protection: { state: 'passphrase_wanted', wrong: asked.has('wrong') } },
    trouble: {
      ...empty,
      protection: { state: 'trouble', trouble: (asked.get('why') ?? 'keychain_absent') as ProtectionTrouble },
    },
    two_factor: {
      connections: [
        connection({ twoFactor: { state: 'on', since: Date.now() - 9 * 24 * HOUR, recovery_codes_left: 7 } }),
      ],
    },
    leak: {
      incidents: incidents(Number(asked.get('done') ?? 1)),
      status: calls({ act: 'go_on' }, { detail: 'way_back', connection: 'demo', left: 2 }, AS_LAST_SEEN),
    },
    linked: {
      integrations: [
        {
          connection: 'demo',
          told: true,
          integrations: [unlinked('i1'), integration('i2', { client: GOOGLE })],
          clients: CLIENTS,
          requests: asked.has('asks') ? [request()] : [],
          ended: null,
        },
      ],
    },
    accounts: {
      connections: [
        account('anna', 'anna@example.org', {
          session: { state: 'reset', reset: reset('global_reset', { postponed: true }) },
        }),
        account('bruno', 'bruno@example.org'),
      ],
      cameras: CAMERAS.map((c, i) => ({ ...c, key: { ...c.key, connection: i < 2 ? 'anna' : 'bruno' } })),
      checkup: [],
      status: calls(
        { act: 'sign_in', connection: 'anna' },
        { detail: 'signed_out', connection: 'anna' },
        { detail: 'cameras', online: 2, offline: 1, last_seen: 2, not_said: 0 },
      ),
    },
    other_makers: {
      cameras: [
        ...CAMERAS.slice(0, 2),
        saysLittle('shed', { nickname: 'Shed' }),
        saysLittle('cellar', {
          nickname: 'Cellar',
          trouble: (asked.get('why') ?? 'credential_refused') as Trouble,
        }),
      ],
      status: calls(
        { act: 'show_trouble', connection: 'demo' },
        { detail: 'cameras_in_trouble', connection: 'demo', count: 1 },
        { detail: 'cameras', online: 2, offline: 0, last_seen: 0, not_said: 2 },
      ),
    },
    this_network: {
      connections: [connection(), thisNetwork()],
      cameras: [...CAMERAS.slice(0, 2), ...ONE_BY_ONE],
      status: calls(
        { act: 'show_trouble', connection: 'network' },
        { detail: 'cameras_in_trouble', connection: 'network', count: 1 },
        { detail: 'cameras', online: 3, offline: 0, last_seen: 0, not_said: 1 },
      ),
    },
    this_network_only: {
      connections: [thisNetwork()],
      cameras: [],
      checkup: [],
      status: { ...WELL, headline: { headline: 'no_cameras' }, details: [] },
    },
    maker_account: {
      connections: [
        account('anna', 'anna@example.org', {
          session: { state: 'reset', reset: reset('not_stated') },
          signIn: { account: 'email', more: ['api_key_id', 'api_key'], hasHelp: true },
          discloses: { names: true, password: true },
        }),
      ],
      cameras: [],
    },
    maker_code: {
      connections: [
        account('anna', 'anna@example.org', {
          session: {
            state: 'awaiting_second_factor',
            reset: reset('not_stated'),
            expires_at: Date.now() + 300_000,
            tries_left: null,
            offers: [
              { factor: 'sms', hint: '+39 ··· ··42' },
              { factor: 'email', hint: 'a···@example.org' },
              { factor: 'totp' },
              { factor: 'recovery_code' },
            ],
            send_again_at: asked.has('sent') ? Date.now() + 45_000 : null,
          },
          discloses: { names: true, password: true },
        }),
      ],
      cameras: [],
    },
    private_names: {
      connections: [connection(asked.has('offered') ? { privateNamesToOffer: 1 } : { keepsNames: false })],
      cameras: CAMERAS.map((c, i) => ({ ...c, private: i === 0 })),
    },
    signed_out: {
      connections: [connection({ session: { state: 'signed_out' } })],
      cameras: [],
      status: dark('not_connected'),
    },
    empty: {
      cameras: [],
      status: {
        ...WELL,
        headline: { headline: 'no_cameras' },
        details: [{ detail: 'cameras', online: 0, offline: 0, last_seen: 0, not_said: 0 }],
      },
    },
    loading: {
      cameras: [],
      connections: [connection({ reach: { state: 'unknown' } })],
      status: dark('asking'),
    },
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
      status: signedOut({ detail: 'alerts', count: 1 }, AS_LAST_SEEN),
    },
    postponed: {
      status: signedOut(AS_LAST_SEEN),
      connections: [
        connection({ session: { state: 'reset', reset: reset('global_reset', { postponed: true }) } }),
      ],
    },
    offline: {
      status: dark('not_connected', { detail: 'unreachable', connection: 'demo' }, AS_LAST_SEEN),
      connections: [
        connection({
          waitingEdits: 1,
          reach: { state: 'trouble', since: Date.now() - 12 * MINUTE, failure: fail('service_unreachable') },
        }),
      ],
      cameras: CAMERAS.map((c, i) => (i === 1 ? { ...c, edit: { state: 'waiting' } } : c)),
    },
    busy: {
      status: calls(
        { act: 'decide_edits' },
        { detail: 'held_edits', count: 2 },
        { detail: 'conflicts', count: 1 },
        { detail: 'alerts', count: 1 },
        { detail: 'cameras', online: 7, offline: 1, last_seen: 0, not_said: 0 },
      ),
      connections: [connection({ heldEdits: 2, conflicts: 1 })],
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
