// Cameras that are added one by one, pretended: which are around, what they take, and what they see.

import type {
  CameraKey,
  CameraPicture,
  CameraView,
  ConnectionId,
  ConnectionView,
  DiscoveryView,
  Failure,
  FailureCode,
  FoundCameraView,
} from './index';
import { camera, connection } from './pretend';

/** What the pretended home lets its cameras see and do. */
export interface CameraAccessHome {
  camera(key: CameraKey): CameraView | undefined;
  list(camera: CameraView): void;
  show(discovery: DiscoveryView | null): void;
  wait(): Promise<void>;
  fail(code: FailureCode): Failure;
}

/** A place that has nothing to sign in to, and no name of its own. */
export function thisNetwork(more: Partial<ConnectionView> = {}): ConnectionView {
  return connection({
    id: 'network',
    demo: false,
    provider: 'This network',
    name: '',
    email: '',
    signIn: { account: 'user_name', more: [], hasHelp: false },
    pairsCameras: false,
    changesWifi: true,
    changesPassword: false,
    changesEmail: false,
    listsComputers: false,
    showsPictures: true,
    findsCameras: true,
    tellsData: false,
    keepsNames: false,
    session: { state: 'not_needed' },
    twoFactor: { state: 'not_offered' },
    passwordRecovery: null,
    recoveryKey: null,
    ...more,
  });
}

/** One that lets this computer in by itself. */
export function ownCamera(id: string, more: Partial<CameraView> = {}): CameraView {
  return camera(id, {
    key: { connection: 'network', camera: id },
    network: null,
    signal: null,
    model: 'IPC-1',
    ...more,
  });
}

export const ONE_BY_ONE: CameraView[] = [
  ownCamera('shed', { nickname: 'Shed', room: 'Garden', address: '192.168.1.20' }),
  ownCamera('cellar', {
    nickname: 'Cellar',
    address: '192.168.1.21',
    online: null,
    trouble: 'credential_refused',
  }),
];

export function foundCamera(id: string, more: Partial<FoundCameraView> = {}): FoundCameraView {
  return { id, address: '192.168.1.30', name: '', maker: '', model: '', added: false, ...more };
}

/** A house on a grey evening. */
const EVENING: CameraPicture = {
  address:
    'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAACAAAAASCAAAAAAfo4OOAAAAWUlEQVR42rXKIQqAUBRE0bsQF2AymcRgMplMJpPL/ov5KDjvIcIE8cSZS2vQGfQGg8FkMBss0iSxskoOYmWTHMTKLudRSrmCWDkkB7EySg5ifQS3n4J334MK/+GHcdrqpeEAAAAASUVORK5CYII=',
  takenAt: Date.UTC(2026, 4, 3, 19, 30),
};

export class PretendCameraAccess {
  /** In the order in which they answer a look. */
  around: FoundCameraView[] = [
    foundCamera('shed', { address: '192.168.1.20', name: 'Shed', model: 'IPC-1', added: true }),
    foundCamera('drive', {
      address: '192.168.1.31',
      name: 'IPCAM-0417',
      maker: 'Hill Optics',
      model: 'HO-4 Outdoor',
    }),
    foundCamera('attic', { address: '192.168.1.32', maker: 'Hill Optics', model: 'HO-2' }),
  ];
  /** How a look ends; `null`: not by itself. */
  ends: { state: 'done' } | { state: 'failed'; failure: Failure } | null = { state: 'done' };
  picture: CameraPicture = EVENING;
  /** What all of them take. */
  password = 'lamp';
  readonly #home: CameraAccessHome;
  #look: DiscoveryView | null = null;

  constructor(home: CameraAccessHome) {
    this.#home = home;
  }

  async add(connection: ConnectionId, address: string, password: string): Promise<CameraKey> {
    await this.#try(address, password);
    const known = this.around.find((one) => one.address === address);
    const key = { connection, camera: known?.id ?? address };
    this.#home.list(ownCamera(key.camera, { key, nickname: known?.name ?? '', address, room: null }));
    return key;
  }

  async signIn(key: CameraKey, address: string, password: string): Promise<CameraKey> {
    await this.#try(address, password);
    const known = this.#home.camera(key);
    const there = this.around.find((one) => one.address === address);
    if (there && there.id !== key.camera) throw this.#home.fail('another_camera');
    if (known) this.#home.list({ ...known, address, trouble: null, online: true });
    return key;
  }

  async #try(address: string, password: string): Promise<void> {
    await this.#home.wait();
    if (!/^[\d.]+$/.test(address)) throw this.#home.fail('service_unreachable');
    if (password !== this.password) throw this.#home.fail('wrong_credentials');
  }

  find(connection: ConnectionId): void {
    const look: DiscoveryView = { connection, found: [], state: { state: 'looking' } };
    this.#show(look);
    void this.#hear(look);
  }

  stop(forget: boolean): void {
    if (forget) this.#show(null);
    else if (this.#look?.state.state === 'looking')
      this.#show({ ...this.#look, state: { state: 'stopped' } });
  }

  async see(): Promise<CameraPicture> {
    await this.#home.wait();
    return this.picture;
  }

  async #hear(begun: DiscoveryView): Promise<void> {
    let look = begun;
    for (const found of [...this.around]) {
      await this.#home.wait();
      if (this.#look !== look) return;
      look = { ...look, found: [...look.found, found] };
      this.#show(look);
    }
    await this.#home.wait();
    if (this.#look === look && this.ends) this.#show({ ...look, state: this.ends });
  }

  #show(look: DiscoveryView | null): void {
    this.#look = look;
    this.#home.show(look);
  }
}
