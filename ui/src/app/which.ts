// Which connection something is about. It is said where there is more than one.

import type { ConnectionId } from '../backend';
import { words } from '../i18n/index.svelte';
import { home } from './home.svelte';

export function which(connection: ConnectionId | null): string | null {
  if (connection === null || home.connections.length < 2) return null;
  return home.connection(connection)?.name ?? null;
}

/** What is heard wherever the owner is just then. */
export function sayAt(sentence: string, connection: ConnectionId): string {
  const name = which(connection);
  return name === null ? sentence : words.t.security.action(name, sentence);
}

/** A button that others like it stand beside, each for another connection. */
export function labelAt(label: string, connection: ConnectionId): string {
  const name = which(connection);
  return name === null ? label : words.t.security.action(label, name);
}
