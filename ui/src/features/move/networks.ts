// Which networks the cameras of a connection are on, as far as anybody has said.

import type { CameraView, ConnectionId } from '../../backend';

/** `all`: the one that every camera is on. `unknown`: of some camera nobody has said it. The one with most cameras comes first. */
export type Networks = { known: readonly string[]; all: string | null; unknown: boolean };

export function networksOf(cameras: readonly CameraView[], connection: ConnectionId): Networks {
  const own = cameras.filter((camera) => camera.key.connection === connection);
  const named = own.flatMap(({ network }) => network ?? []);
  const on = (name: string) => named.filter((one) => one === name).length;
  const known = [...new Set(named)].sort((a, b) => on(b) - on(a));
  const there = own.every((camera) => camera.network === known[0] && camera.online);
  return { known, all: there ? (known[0] ?? null) : null, unknown: named.length < own.length };
}
