// Setting cameras up, pretended: the same steps and the same refusals as the program's, with no radio and no camera.

import type {
  Bands,
  CameraKey,
  CameraView,
  CodeExplanation,
  DemoLook,
  Failure,
  FailureCode,
  MovePurpose,
  MoveState,
  MoveView,
  MovingCamera,
  NearbyNetworkView,
  NearbyView,
  NetworkChoice,
  NetworkWarning,
  ReachedCamera,
  SerialPortView,
  SetupMethod,
  SetupNetworkView,
  SetupStep,
  SetupView,
} from './index';

const MINUTE = 60_000;
const UNCHOSEN = { name: '', security: 'wpa', hidden: false, hasPassword: false, remembered: false } as const;

/** What the pretended home has to offer to a set-up. */
export interface SetupHome {
  setup: SetupView | null;
  move: MoveView | null;
  cameras: readonly CameraView[];
  showSetup(setup: SetupView | null): void;
  showMove(plan: MoveView | null): void;
  arrive(camera: CameraKey, network: string): void;
  name(camera: CameraKey, nickname: string, room: string | null): void;
  fail(code: FailureCode): Failure;
}

export function heard(name: string, more: Partial<NearbyNetworkView> = {}): NearbyNetworkView {
  const bands: Bands = { ghz2: true, ghz5: false, ghz6: false };
  return {
    id: [...new TextEncoder().encode(name)].map((octet) => octet.toString(16).padStart(2, '0')).join(''),
    name,
    security: 'wpa',
    bands,
    strength: 70,
    current: false,
    remembered: false,
    ...more,
  };
}

export const NEIGHBOURHOOD: NearbyView = {
  state: 'found',
  networks: [
    heard('Porch Network', {
      security: 'wpa_and_wpa3',
      bands: { ghz2: true, ghz5: true, ghz6: false },
      strength: 84,
      current: true,
    }),
    heard('Attic', { strength: 61, remembered: true }),
    heard('Porch Network 5G', { strength: 78, bands: { ghz2: false, ghz5: true, ghz6: false } }),
    heard('Café next door', { security: 'open', strength: 35 }),
    heard('Town hall', { security: 'enterprise', strength: 28 }),
    heard('Old printer', { security: 'wep', strength: 22 }),
  ],
};

export const REACHED: ReachedCamera = {
  name: 'Porch cam',
  model: 'ESP32-S3',
  firmware: 'ESPHome 2026.7',
  wantsPassword: false,
  takesName: true,
};

function warningsOf(network: NearbyNetworkView | null, choice: NetworkChoice): NetworkWarning[] {
  const bands = network?.bands;
  const found: NetworkWarning[] = [];
  if (bands && !bands.ghz2) found.push('five_gigahertz_only');
  if (choice.hidden) found.push('hidden_network');
  if (choice.security === 'open') found.push('open_network');
  if (choice.security === 'wpa3') found.push('wpa3_only');
  return found;
}

/** The rule of IEEE 802.11, as the program has it. */
function passwordTrouble(typed: string): FailureCode | null {
  const length = [...typed].length;
  if (length === 64) return /^[0-9a-f]{64}$/i.test(typed) ? null : 'wifi_password_not_hex';
  if (length < 8) return 'wifi_password_too_short';
  if (length > 64) return 'wifi_password_too_long';
  return /^[\x20-\x7e]+$/.test(typed) ? null : 'wifi_password_not_ascii';
}

/** A drawing that looks like a code and says nothing. */
function drawing(): string {
  const size = 37;
  const dark = (x: number, y: number) => {
    const eye = [
      [0, 0],
      [size - 7, 0],
      [0, size - 7],
    ].find(([left = 0, top = 0]) => x >= left - 1 && x <= left + 7 && y >= top - 1 && y <= top + 7);
    if (!eye) return ((x * 73 + y * 151 + ((x * y) % 7) * 29) % 11) % 2 === 0;
    const ring = Math.max(Math.abs(x - (eye[0] ?? 0) - 3), Math.abs(y - (eye[1] ?? 0) - 3));
    return ring === 3 || ring < 2;
  };
  const squares = Array.from({ length: size * size }, (_, at) => [at % size, Math.floor(at / size)] as const)
    .filter(([x, y]) => dark(x, y))
    .map(([x, y]) => `M${x + 4} ${y + 4}h1v1h-1z`);
  const side = size + 8;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path d="${squares.join('')}"/></svg>`;
}

/** A camera within reach is looked at first: it knows best what it can hear. */
function first(method: SetupMethod): SetupStep {
  return method === 'usb_cable' || method === 'own_network'
    ? { step: 'reach', failure: null }
    : { step: 'network' };
}

export class PretendSetups {
  nearby: NearbyView = NEIGHBOURHOOD;
  cameraHears: NearbyView = { state: 'found', networks: [heard('Porch Network', { bands: null })] };
  ports: SerialPortView[] = [
    { name: '/dev/ttyUSB0', product: 'CP2102 USB to UART', likely: true },
    { name: '/dev/ttyS0', product: null, likely: false },
  ];
  reached: ReachedCamera = REACHED;
  /** What is wrong with the next camera that is looked for. */
  reachTrouble: FailureCode | null = null;
  /** What the codes in the next picture say. */
  inPicture: string[] = [];
  #password: string | null = null;
  #moving: Pick<SetupView, 'network'> | null = null;

  constructor(readonly home: SetupHome) {}

  #step(step: SetupStep, more: Partial<SetupView> = {}): void {
    if (this.home.setup) this.home.showSetup({ ...this.home.setup, ...more, step });
  }

  #code(): SetupStep {
    const own = this.home.setup?.method === 'porchlight_code';
    const since = Date.now();
    return { step: 'code', since, until: own ? since + 10 * MINUTE : null, usually: 40 };
  }

  #running(): SetupView {
    if (!this.home.setup) throw this.home.fail('not_now');
    return this.home.setup;
  }

  begin(method: SetupMethod, connection: string | null): void {
    this.#password = null;
    this.home.showSetup({ method, connection, follows: null, network: null, step: first(method) });
  }

  #chosen(choice: NetworkChoice): SetupNetworkView {
    const { network, password } = choice;
    const found =
      network.by === 'heard'
        ? [this.nearby, this.cameraHears]
            .flatMap((view) => (view.state === 'found' ? view.networks : []))
            .find((one) => one.id === network.id)
        : undefined;
    if (network.by === 'heard' && !found) throw this.home.fail('not_there');
    const name = found?.name ?? (network.by === 'typed' ? network.name : '');
    if (name === '') throw this.home.fail('network_name_empty');
    if (new TextEncoder().encode(name).length > 32) throw this.home.fail('network_name_too_long');
    const security = found?.security ?? choice.security;
    const { method } = this.home.setup ?? {};
    const wpa2Only = method === 'own_network' || method === 'open_ipc_code';
    if (
      security === 'wep' ||
      security === 'enterprise' ||
      (wpa2Only && security !== 'wpa' && security !== 'wpa_and_wpa3')
    )
      throw this.home.fail('network_unsuitable');
    const trouble = password.from === 'typed' ? passwordTrouble(password.password) : null;
    if (trouble) throw this.home.fail(trouble);
    if (password.from === 'none' && security !== 'open' && security !== 'enhanced_open')
      throw this.home.fail('wifi_password_missing');
    this.#password = password.from === 'typed' ? password.password : 'kept elsewhere';
    return {
      ...UNCHOSEN,
      name,
      security,
      hidden: choice.hidden,
      warnings: warningsOf(found ?? null, { ...choice, security }),
      hasPassword: true,
      remembered: choice.remember,
    };
  }

  choose(choice: NetworkChoice): void {
    const { step } = this.#running();
    const network = this.#chosen(choice);
    this.#step(step.step === 'reached' ? step : this.#code(), { network });
  }

  code(): string {
    const { step, network } = this.#running();
    if (step.step !== 'code') throw this.home.fail('not_now');
    if (!network?.hasPassword) throw this.home.fail('wifi_password_missing');
    return drawing();
  }

  explain(pasted: string): CodeExplanation {
    const code = pasted.trim();
    const name = /^WIFI:.*?S:([^;]*);/.exec(code)?.[1];
    if (code.startsWith('DPP:')) return { type: 'dpp' };
    if (code.startsWith('MT:') || /^\d{11}(\d{10})?$/.test(code)) return { type: 'matter' };
    if (name !== undefined) return { type: 'network', name };
    if (code.startsWith('{') && code.includes('"pop"'))
      return { type: 'espressif', name: 'PROV_12AB', bluetooth: code.includes('"ble"') };
    return { type: /^\d{8}$/.test(code) ? 'wps_pin' : 'unknown' };
  }

  explainPicture(): CodeExplanation {
    const [code, another] = this.inPicture;
    if (code === undefined) throw this.home.fail('picture_without_code');
    if (another !== undefined) throw this.home.fail('picture_ambiguous');
    return this.explain(code);
  }

  reach(): void {
    const trouble = this.reachTrouble;
    this.reachTrouble = null;
    if (trouble) {
      const failure = this.home.fail(trouble);
      this.#step({ step: 'reach', failure });
      throw failure;
    } else this.#step({ step: 'reached', camera: this.reached });
  }

  join(): void {
    this.#step({ step: 'joining', since: Date.now(), usually: 20 });
  }

  /** The camera that was told comes online, or does not. */
  settle(outcome: 'online' | 'told' | FailureCode): void {
    if (outcome === 'told') this.#step({ step: 'online', camera: null, page: false, confirmed: false });
    else if (outcome !== 'online') this.#step({ step: 'failed', failure: this.home.fail(outcome) });
    else this.#step({ step: 'online', camera: null, page: true, confirmed: true });
  }

  ownersWord(): void {
    this.#step({ step: 'online', camera: null, page: false, confirmed: true });
  }

  again(): void {
    const { method } = this.#running();
    this.#step(first(method).step === 'reach' ? { step: 'reached', camera: this.reached } : this.#code());
  }

  back(): void {
    const { step, method } = this.#running();
    if (step.step === 'network' || step.step === 'reach') this.home.showSetup(null);
    else this.#step(first(method));
  }

  finish(nickname: string, room: string | null): void {
    const { step } = this.#running();
    if (step.step !== 'online' || !step.camera) throw this.home.fail('not_now');
    if (nickname === '') throw this.home.fail('nickname_empty');
    this.home.name(step.camera, nickname, room);
    this.cancel();
  }

  cancel(): void {
    this.#password = null;
    const { move, setup } = this.home;
    this.home.showSetup(null);
    if (move && setup?.follows)
      this.home.showMove({
        ...move,
        cameras: move.cameras.map((one) => (one.state === 'now' ? { ...one, state: 'waiting' } : one)),
      });
  }

  /** A simulated camera reads the code: `password` is the right one unless it says that it is wrong. */
  look(): DemoLook {
    const { network, connection, follows, step } = this.#running();
    if (step.step !== 'code' || !network) throw this.home.fail('not_now');
    if (network.warnings.includes('five_gigahertz_only')) return 'network_not_found';
    if (this.#password?.includes('wrong')) return 'wrong_password';
    if (step.until === null) return 'code_not_read';
    if (step.until < Date.now()) return 'token_refused';
    const camera = follows ?? { connection: connection ?? 'demo', camera: 'new' };
    this.home.arrive(camera, network.name);
    this.#step({ step: 'online', camera, page: false, confirmed: true });
    if (follows) this.#mark(follows, 'followed');
    return 'joined';
  }

  beginMove(connection: string, purpose: MovePurpose, choice: NetworkChoice): void {
    const network = this.#chosen(choice);
    const { move } = this.home;
    const same = move?.purpose.kind === purpose.kind && move.network.name === network.name;
    if (move && !same) throw this.home.fail('move_under_way');
    const cameras = move?.cameras ?? this.#toMove(connection, purpose, network.name);
    if (cameras.length === 0) throw this.home.fail('not_there');
    if (!move && cameras.every((one) => one.state === 'followed'))
      throw this.home.fail('cameras_there_already');
    this.#moving = { network };
    this.home.showMove({ connection, purpose, network, cameras });
  }

  #toMove(connection: string, purpose: MovePurpose, name: string): MovingCamera[] {
    return this.home.cameras
      .filter(
        (one) =>
          one.key.connection === connection &&
          (purpose.kind !== 'wifi_again' || one.key.camera === purpose.camera.camera) &&
          (purpose.kind !== 'new_password' || one.network === name),
      )
      .map((one) => ({
        key: one.key,
        state: purpose.kind === 'new_network' && one.network === name && one.online ? 'followed' : 'waiting',
        told: null,
      }));
  }

  #mark(camera: CameraKey, state: MoveState): void {
    const { move } = this.home;
    if (!move) throw this.home.fail('not_now');
    const cameras = move.cameras.map((one) =>
      one.key.camera === camera.camera
        ? { ...one, state }
        : one.state === 'now' && state === 'now'
          ? { ...one, state: 'waiting' as const }
          : one,
    );
    this.home.showMove({ ...move, cameras });
  }

  moveCamera(camera: CameraKey): void {
    if (this.home.setup && !this.home.setup.follows) throw this.home.fail('setup_under_way');
    this.#mark(camera, 'now');
    const network = this.#moving?.network ?? this.home.move?.network ?? null;
    this.home.showSetup({
      method: 'porchlight_code',
      connection: camera.connection,
      follows: camera,
      network,
      step: { step: 'network' },
    });
    this.#step(this.#code());
  }

  skip(camera: CameraKey, skip: boolean): void {
    if (this.home.setup?.follows?.camera === camera.camera) this.home.showSetup(null);
    this.#mark(camera, skip ? 'skipped' : 'waiting');
  }

  endMove(): void {
    if (this.home.setup?.follows) this.cancel();
    this.#moving = null;
    this.home.showMove(null);
  }
}
