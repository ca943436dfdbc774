// What an owner lets a client see: per camera, whether, and under which name.

import type { CameraView, ReleasedCamera } from '../../backend';

export type Naming = 'nickname' | 'other' | 'unnamed';

export type Choice = {
  camera: string;
  nickname: string;
  model: string;
  ticked: boolean;
  naming: Naming;
  /** Kept while another way is chosen. */
  other: string;
};

/** By nickname; those without one come last. */
export function choicesFor(cameras: readonly CameraView[], released: readonly ReleasedCamera[]): Choice[] {
  return [...cameras].sort(byNickname).map(({ key, nickname, model, private: hereOnly }) => {
    const before = released.find(({ camera }) => camera === key.camera);
    const name = before?.name ?? null;
    const other = name !== null && name !== nickname ? name : '';
    // A camera that nobody has named has no name to give.
    // What is on this computer only goes out if the owner chooses it.
    const unnamed = nickname === '' || (before === undefined ? hereOnly : name === null);
    const naming: Naming = other ? 'other' : unnamed ? 'unnamed' : 'nickname';
    return { camera: key.camera, nickname, model, ticked: before !== undefined, naming, other };
  });
}

export function releasedBy(choices: readonly Choice[]): ReleasedCamera[] {
  const nameOf = ({ naming, nickname, other }: Choice) =>
    naming === 'nickname' ? nickname : naming === 'other' ? other.trim() : null;
  return choices
    .filter(({ ticked }) => ticked)
    .map((choice) => ({ camera: choice.camera, name: nameOf(choice) }));
}

const byNickname = (a: CameraView, b: CameraView) =>
  Number(a.nickname === '') - Number(b.nickname === '') || a.nickname.localeCompare(b.nickname);

/** Something is ticked, and no other name is missing. */
export function isComplete(choices: readonly Choice[]): boolean {
  const ticked = choices.filter((choice) => choice.ticked);
  return ticked.length > 0 && ticked.every(({ naming, other }) => naming !== 'other' || other.trim() !== '');
}
