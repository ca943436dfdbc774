// Where cameras can be brought to by a code, and whose cameras can follow to another network by one.

import { mayAct } from '../../app/connections';
import type { CameraView, ConnectionView } from '../../backend';

export function pairing(connections: readonly ConnectionView[]): ConnectionView[] {
  return connections.filter((one) => one.pairsCameras && mayAct(one));
}

export function movable(
  connections: readonly ConnectionView[],
  cameras: readonly CameraView[],
): ConnectionView[] {
  return pairing(connections).filter(({ id }) => cameras.some((camera) => camera.key.connection === id));
}
