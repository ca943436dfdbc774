// What comes first on the list of cameras: it has the one primary button.

import { home } from '../../app/home.svelte';
import type { ConnectionId } from '../../backend';

export type First =
  | { is: 'guide'; connection: ConnectionId }
  | { is: 'move' }
  | { is: 'setup' }
  | { is: 'status' }
  | { is: 'list' };

/** Of several ways back, the first. Those that are finished or put off ask for nothing. */
const going = () => home.incidents.guides.find(({ state }) => state.state === 'going');

export function comesFirst(): First {
  const { action } = home.status;
  const guide = going();
  // The status calls for the way back as well, by a button that only leads to it. The step itself is nearer.
  if (guide && (action === null || action.act === 'go_on' || action.act === 'show_alerts'))
    return { is: 'guide', connection: guide.connection };
  if (action) return { is: 'status' };
  if (home.move) return { is: 'move' };
  if (home.setup && !home.setup.follows) return { is: 'setup' };
  return { is: 'list' };
}
