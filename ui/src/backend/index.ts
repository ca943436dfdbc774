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
} from './types';

export type * from './types';

/** Every promise rejects with a [`Failure`], never with a sentence. */
export interface Backend {
  appInfo(): Promise<AppInfo>;
  snapshot(): Promise<Snapshot>;
  onChange(follow: (change: ViewChange) => void): Promise<() => void>;

  protectWithKeychain(): Promise<void>;
  protectWithPassphrase(passphrase: string): Promise<void>;
  protectThisRunOnly(): Promise<void>;
  setDataAside(): Promise<void>;
  dismissNotice(): Promise<void>;

  openDemoHome(): Promise<ConnectionId>;
  connectService(address: string): Promise<ConnectionId>;
  forgetConnection(connection: ConnectionId): Promise<void>;
  signIn(connection: ConnectionId, email: string, password: string): Promise<void>;
  cancelSignIn(connection: ConnectionId): Promise<void>;
  prepareAccount(connection: ConnectionId, email: string, password: string): Promise<void>;
  revealRecoveryKey(connection: ConnectionId): Promise<string[]>;
  saveRecoveryKey(connection: ConnectionId): Promise<boolean>;
  confirmRecoveryKey(connection: ConnectionId, group: number, typed: string): Promise<void>;
  cancelAccount(connection: ConnectionId): Promise<void>;
  postponePrompt(connection: ConnectionId): Promise<void>;
  showPrompt(connection: ConnectionId): Promise<void>;
  signOut(connection: ConnectionId): Promise<void>;

  renameCamera(camera: CameraKey, nickname: string): Promise<void>;
  setRoom(camera: CameraKey, room: string | null): Promise<void>;
  undoEdit(camera: CameraKey): Promise<void>;
  resolveConflict(camera: CameraKey, choice: ConflictChoice): Promise<void>;
  decideHeld(connection: ConnectionId, choice: HeldChoice): Promise<void>;
  refresh(connection: ConnectionId): Promise<void>;

  alerts(before: AlertCursorRequest | null, limit: number): Promise<Alert[]>;
  markAlertsRead(): Promise<void>;
  setPreferences(preferences: Preferences): Promise<void>;
  openAdvisory(connection: ConnectionId): Promise<void>;
  eraseEverything(): Promise<void>;
  showDataFolder(): Promise<void>;
  demoAction(action: DemoAction): Promise<void>;
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
