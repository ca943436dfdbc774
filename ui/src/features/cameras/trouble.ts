// What is wrong with one camera while its service is heard.

import { home } from '../../app/home.svelte';
import type { CameraView, Trouble } from '../../backend';

/** As last seen it would send the owner after what may be over. */
export const troubleOf = (camera: CameraView): Trouble | null =>
  home.stale(camera.key) ? null : camera.trouble;
