// The views and failures that cross from the core, shaped as the generator emits them.

export type ConnectionId = string;
export type CameraId = string;
/** Milliseconds since 1970. */
export type Timestamp = number;

export type Snapshot = {
  revision: number;
  protection: ProtectionView;
  connections: ConnectionView[];
  cameras: CameraView[];
  alerts: AlertsView;
  preferences: Preferences;
};

export type ViewChange = { revision: number; section: Section };

export type Section =
  | { section: 'alerts'; alerts: AlertsView }
  | { section: 'cameras'; upserts: CameraView[]; removals: CameraKey[] }
  | { section: 'connections'; connections: ConnectionView[] }
  | { section: 'preferences'; preferences: Preferences }
  | { section: 'protection'; protection: ProtectionView };

export type ConnectionView = {
  id: ConnectionId;
  kind: ConnectionKind;
  name: string;
  host: string | null;
  email: string;
  createsAccounts: boolean;
  session: SessionView;
  reach: ReachView;
  waitingEdits: number;
  heldEdits: number;
};

export type ConnectionKind = 'demo_home' | 'service';

export type SessionView =
  | { state: 'signed_out' }
  | { state: 'signing_in'; reset: ResetView | null }
  | { state: 'awaiting_second_factor'; reset: ResetView | null }
  | { state: 'active' }
  | { state: 'reset'; reset: ResetView };

export type ResetView = {
  reason: EndReason;
  at: Timestamp;
  message: { [language in string]: string };
  hasAdvisory: boolean;
  by: string | null;
  postponed: boolean;
};

export type EndReason =
  | 'account_deleted'
  | 'account_disabled'
  | 'expired'
  | 'global_reset'
  | 'password_changed'
  | 'revoked_elsewhere'
  | 'suspected_theft'
  | 'two_factor_changed';

export type ReachView =
  { state: 'unknown' } | { state: 'online' } | { state: 'trouble'; since: Timestamp; failure: Failure };

export type CameraKey = { connection: ConnectionId; camera: CameraId };

export type CameraView = {
  key: CameraKey;
  nickname: string;
  room: string | null;
  network: string | null;
  model: string;
  firmware: string;
  firmwareAvailable: string | null;
  online: boolean;
  lastSeen: Timestamp;
  signal: Signal | null;
  scene: string | null;
  edit: EditView;
  nameShared: boolean;
};

export type Signal = 'strong' | 'good' | 'weak';

export type EditView =
  | { state: 'none' }
  | { state: 'waiting' }
  | { state: 'held' }
  | { state: 'conflict'; theirs: string; their_room: string | null };

export type ConflictChoice = 'mine' | 'theirs';
export type HeldChoice = 'send' | 'discard';
export type AlertsView = { unread: number };

export type ProtectionView =
  | { state: 'opening' }
  | { state: 'passphrase_wanted'; wrong: boolean }
  | { state: 'ready'; kind: ProtectionKind; notice: ProtectionNotice | null }
  | { state: 'trouble'; trouble: ProtectionTrouble };

export type ProtectionKind = 'keychain' | 'passphrase' | 'this_run_only';
export type ProtectionNotice = { type: 'damaged_set_aside'; at: Timestamp };
export type ProtectionTrouble =
  | 'disk_full'
  | 'keychain_absent'
  | 'keychain_denied'
  | 'keychain_key_missing'
  | 'keychain_locked'
  | 'keychain_timed_out'
  | 'newer_version'
  | 'passphrase_wrong'
  | 'storage_unavailable';

export type Preferences = { language: Language | null; theme: Theme; cameraLayout: CameraLayout };
export type Language = 'en' | 'it';
export type Theme = 'system' | 'light' | 'dark';
export type CameraLayout = 'grid' | 'list';

export type Alert = {
  id: string;
  connection: ConnectionId;
  at: Timestamp;
  kind: AlertKind;
  read: boolean;
};
export type AlertKind =
  | { type: 'event_refused' }
  | { type: 'new_sign_in'; place: string | null }
  | { type: 'signed_out'; reason: EndReason };
export type AlertCursorRequest = { at: Timestamp; id: string };

export type Failure = {
  code: FailureCode;
  remedy: Remedy;
  retryAfter: number | null;
  reference: number | null;
};

export type FailureCode =
  | 'account_exists'
  | 'address_not_allowed'
  | 'certificate_expired'
  | 'certificate_untrusted'
  | 'clock_off'
  | 'data_damaged'
  | 'data_from_newer_version'
  | 'disk_full'
  | 'email_invalid'
  | 'keychain_absent'
  | 'keychain_denied'
  | 'keychain_key_missing'
  | 'keychain_locked'
  | 'keychain_timed_out'
  | 'nickname_control_characters'
  | 'nickname_empty'
  | 'nickname_too_long'
  | 'not_now'
  | 'not_recognised'
  | 'not_there'
  | 'passphrase_wrong'
  | 'password_too_long'
  | 'password_too_short'
  | 'recovery_key_mismatch'
  | 'service_busy'
  | 'service_garbled'
  | 'service_refused'
  | 'service_timed_out'
  | 'service_unreachable'
  | 'session_ended'
  | 'storage_unavailable'
  | 'too_many_tries'
  | 'wrong_credentials';

export type Remedy =
  | 'check_address'
  | 'check_clock'
  | 'check_input'
  | 'contact_service'
  | 'free_space'
  | 'sign_in'
  | 'start_afresh'
  | 'try_again'
  | 'unlock_keychain'
  | 'update_porchlight'
  | 'wait';

export type AppInfo = { version: string; development: boolean; demoMenu: boolean };

export type DemoAction =
  | 'reset_everybody'
  | 'sign_in_from_another_city'
  | 'camera_goes_offline'
  | 'camera_comes_back'
  | 'rename_elsewhere'
  | 'network_fails'
  | 'network_works'
  | 'start_afresh'
  | { end_session: { reason: EndReason } };
