// The real program: the commands and the one event that the shell wrote down in TypeScript.

import { commands, events } from './bindings.gen';
import type { Backend } from './index';

export const tauriBackend: Backend = {
  ...commands,
  onChange: (follow) => events.viewChanged.listen((event) => follow(event.payload)),
};
