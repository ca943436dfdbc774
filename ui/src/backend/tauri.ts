// The real program: commands and the one event, over Tauri's IPC.

import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';

import type { Backend, ViewChange } from './index';

export const tauriBackend: Backend = {
  appInfo: () => invoke('app_info'),
  snapshot: () => invoke('snapshot'),
  onChange: (follow) => listen<ViewChange>('view-changed', (event) => follow(event.payload)),

  protectWithKeychain: () => invoke('protect_with_keychain'),
  protectWithPassphrase: (passphrase) => invoke('protect_with_passphrase', { passphrase }),
  protectThisRunOnly: () => invoke('protect_this_run_only'),
  setDataAside: () => invoke('set_data_aside'),
  dismissNotice: () => invoke('dismiss_notice'),

  openDemoHome: () => invoke('open_demo_home'),
  connectService: (address) => invoke('connect_service', { address }),
  forgetConnection: (connection) => invoke('forget_connection', { connection }),
  signIn: (connection, email, password) => invoke('sign_in', { connection, email, password }),
  cancelSignIn: (connection) => invoke('cancel_sign_in', { connection }),
  prepareAccount: (connection, email, password) => invoke('prepare_account', { connection, email, password }),
  revealRecoveryKey: (connection) => invoke('reveal_recovery_key', { connection }),
  saveRecoveryKey: (connection) => invoke('save_recovery_key', { connection }),
  confirmRecoveryKey: (connection, group, typed) =>
    invoke('confirm_recovery_key', { connection, group, typed }),
  cancelAccount: (connection) => invoke('cancel_account', { connection }),
  postponePrompt: (connection) => invoke('postpone_prompt', { connection }),
  showPrompt: (connection) => invoke('show_prompt', { connection }),
  signOut: (connection) => invoke('sign_out', { connection }),

  renameCamera: (camera, nickname) => invoke('rename_camera', { camera, nickname }),
  setRoom: (camera, room) => invoke('set_room', { camera, room }),
  undoEdit: (camera) => invoke('undo_edit', { camera }),
  resolveConflict: (camera, choice) => invoke('resolve_conflict', { camera, choice }),
  decideHeld: (connection, choice) => invoke('decide_held', { connection, choice }),
  refresh: (connection) => invoke('refresh', { connection }),

  alerts: (before, limit) => invoke('alerts', { before, limit }),
  markAlertsRead: () => invoke('mark_alerts_read'),
  setPreferences: (preferences) => invoke('set_preferences', { preferences }),
  openAdvisory: (connection) => invoke('open_advisory', { connection }),
  eraseEverything: () => invoke('erase_everything'),
  showDataFolder: () => invoke('show_data_folder'),
  demoAction: (action) => invoke('demo_action', { action }),
};
