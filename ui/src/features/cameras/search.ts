// Finding cameras by what an owner calls them. Runs on every keystroke, over thousands.

import { keyText } from '../../app/home.svelte';
import type { CameraView } from '../../backend';

const folded = new WeakMap<CameraView, string>();

const ASCII = /^[\0-\x7f]*$/;

/** Case and accents do not matter. */
export function fold(text: string): string {
  // Most names, and several times as fast: this runs over thousands at the first key.
  if (ASCII.test(text)) return text.toLowerCase();
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLocaleLowerCase();
}

function haystack(camera: CameraView): string {
  let text = folded.get(camera);
  if (text === undefined) {
    text = fold(`${camera.nickname}\n${camera.room ?? ''}\n${camera.model}`);
    folded.set(camera, text);
  }
  return text;
}

/** Every word has to be there, in any order. */
export function search(
  cameras: readonly CameraView[],
  query: string,
  room: string | null,
): readonly CameraView[] {
  const wanted = fold(query).split(/\s+/).filter(Boolean);
  if (wanted.length === 0 && room === null) return cameras;
  return cameras.filter(
    (camera) =>
      (room === null || (camera.room ?? '') === room) &&
      wanted.every((word) => haystack(camera).includes(word)),
  );
}

export type RoomGroup = { room: string; cameras: CameraView[] };

/** Rooms by name; cameras without one come last. */
export function byRoom(
  cameras: readonly CameraView[],
  compare: (a: string, b: string) => number,
): RoomGroup[] {
  const groups = new Map<string, CameraView[]>();
  for (const camera of cameras) {
    const room = camera.room ?? '';
    const group = groups.get(room);
    if (group) group.push(camera);
    else groups.set(room, [camera]);
  }
  return [...groups]
    .map(([room, inside]) => ({ room, cameras: inside }))
    .sort((a, b) => (a.room === '' ? 1 : b.room === '' ? -1 : compare(a.room, b.room)));
}

export function roomsOf(cameras: readonly CameraView[], compare: (a: string, b: string) => number): string[] {
  return [...new Set(cameras.map((camera) => camera.room ?? ''))].filter(Boolean).sort(compare);
}

/** By name, but a camera that is renamed stays where it is until cameras come or the screen is opened again. */
export class StableOrder {
  #places = new Map<string, number>();

  sort(cameras: readonly CameraView[], compare: (a: string, b: string) => number): CameraView[] {
    const place = (camera: CameraView) => this.#places.get(keyText(camera.key));
    if (cameras.some((camera) => place(camera) === undefined)) {
      const named = [...cameras].sort(
        (a, b) =>
          // Those without a name come last.
          Number(a.nickname === '') - Number(b.nickname === '') ||
          compare(a.nickname, b.nickname) ||
          compare(a.key.camera, b.key.camera),
      );
      this.#places = new Map(named.map((camera, index) => [keyText(camera.key), index]));
    }
    return [...cameras].sort((a, b) => (place(a) ?? 0) - (place(b) ?? 0));
  }
}
