// Where a set-up stands, as a line of named steps.

import type { SetupMethod, SetupView } from '../../backend';

export type StepName = 'camera' | 'network' | 'code' | 'cable' | 'own' | 'online' | 'name' | 'done';

/** A camera within reach is looked at first: it knows best what it can hear. */
const WAYS: Record<SetupMethod, [StepName, StepName]> = {
  porchlight_code: ['network', 'code'],
  wifi_code: ['network', 'code'],
  open_ipc_code: ['network', 'code'],
  reolink_code: ['network', 'code'],
  wyze_code: ['network', 'code'],
  yi_code: ['network', 'code'],
  usb_cable: ['cable', 'network'],
  own_network: ['own', 'network'],
};

const AT: Record<SetupView['step']['step'], number> = {
  network: 1,
  reach: 1,
  reached: 2,
  code: 2,
  joining: 3,
  failed: 3,
  online: 4,
};

export function stepsOf(setup: SetupView | null): { names: StepName[]; now: number } {
  const method = setup?.method ?? 'porchlight_code';
  return {
    names: ['camera', ...WAYS[method], 'online', method === 'porchlight_code' ? 'name' : 'done'],
    now: setup ? AT[setup.step.step] : 0,
  };
}
