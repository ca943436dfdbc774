// What the window may ask of the program. Nothing outside this folder knows how it travels.

import type {
  Alert,
  AlertCursorRequest,
  AppInfo,
  CameraKey,
  ConflictChoice,
  ConnectionId,
  DemoAction,
  Failure,
  HeldChoice,
  Preferences,
  Snapshot,
  ViewChange,
} from './bindings.gen';

export type * from './bindings.gen';

/** Settles when it is done; there is nothing to read in it. */
type Done = Promise<unknown>;

/** Every promise rejects with a [`Failure`], never with a sentence. */
export interface Backend {
  appInfo(): Promise<AppInfo>;
  snapshot(): Promise<Snapshot>;
  onChange(follow: (change: ViewChange) => void): Promise<() => void>;

  protectWithKeychain(): Done;
  protectWithPassphrase(passphrase: string): Done;
  protectThisRunOnly(): Done;
  setDataAside(): Done;
  dismissNotice(): Done;

  openDemoHome(): Promise<ConnectionId>;
  connectService(address: string): Promise<ConnectionId>;
  forgetConnection(connection: ConnectionId): Done;
  signIn(connection: ConnectionId, email: string, password: string): Done;
  cancelSignIn(connection: ConnectionId): Done;
  prepareAccount(connection: ConnectionId, email: string, password: string): Done;
  revealRecoveryKey(connection: ConnectionId): Promise<string[]>;
  saveRecoveryKey(connection: ConnectionId): Promise<boolean>;
  confirmRecoveryKey(connection: ConnectionId, group: number, typed: string): Done;
  cancelAccount(connection: ConnectionId): Done;
  postponePrompt(connection: ConnectionId): Done;
  showPrompt(connection: ConnectionId): Done;
  signOut(connection: ConnectionId): Done;

  renameCamera(camera: CameraKey, nickname: string): Done;
  setRoom(camera: CameraKey, room: string | null): Done;
  undoEdit(camera: CameraKey): Done;
  resolveConflict(camera: CameraKey, choice: ConflictChoice): Done;
  decideHeld(connection: ConnectionId, choice: HeldChoice): Done;
  refresh(connection: ConnectionId): Done;
  exportCameras(connection: ConnectionId): Promise<boolean>;

  alerts(before: AlertCursorRequest | null, limit: number): Promise<Alert[]>;
  markAlertsRead(): Done;
  setPreferences(preferences: Preferences): Done;
  openAdvisory(connection: ConnectionId): Done;
  eraseEverything(): Done;
  showDataFolder(): Done;
  demoAction(action: DemoAction): Done;
}

/** What a promise of the backend rejected with; anything unforeseen counts as "not now". */
export function asFailure(error: unknown): Failure {
  if (typeof error === 'object' && error !== null && 'code' in error && 'remedy' in error) {
    return error as Failure;
  }
  return { code: 'not_now', remedy: 'try_again', retryAfter: null, reference: null };
}

let chosen: Backend | undefined;

/** Called once, by `main.ts` or by a test. */
export function useBackend(backend: Backend): void {
  chosen = backend;
}

export function backend(): Backend {
  if (!chosen) throw new Error('no backend was chosen');
  return chosen;
}
