// Where cameras can be brought to by a code or added one by one, and whose cameras can follow to another network.

import { mayAct, needsNoSignIn } from '../../app/connections';
import type { CameraView, ConnectionView } from '../../backend';

export function pairing(connections: readonly ConnectionView[]): ConnectionView[] {
  return connections.filter((one) => one.pairsCameras && mayAct(one));
}

export function adding<C extends ConnectionView>(connections: readonly C[]): C[] {
  return connections.filter(needsNoSignIn);
}

export function movable(
  connections: readonly ConnectionView[],
  cameras: readonly CameraView[],
): ConnectionView[] {
  const moves = connections.filter((one) => (one.pairsCameras || one.changesWifi) && mayAct(one));
  return moves.filter(({ id }) => cameras.some((camera) => camera.key.connection === id));
}
