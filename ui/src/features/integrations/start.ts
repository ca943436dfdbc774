// Linking begins in the owner's browser.

import { toasts } from '../../app/toasts.svelte';
import { backend, type Client, type ConnectionId } from '../../backend';
import { words } from '../../i18n/index.svelte';
import { linking } from './linking.svelte';

export async function startLinking(connection: ConnectionId, client: Client): Promise<void> {
  await backend().startLinking(connection, client.id);
  linking.begun?.();
  linking.begun = toasts.say(words.t.integrations.begun(client.name));
}
