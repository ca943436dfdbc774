// The one rule about a password that the window knows by itself (NIST SP 800-63B §3.1.1.2): in characters, not bytes.

export const SHORTEST = 8;
/** Of a passphrase for this computer: whoever has the file guesses at it without being slowed down by a service. */
export const SHORTEST_PASSPHRASE = 12;
export const LONGEST = 256;

/** `left`: characters that are missing still. */
export function lengthOf(
  password: string,
  shortest = SHORTEST,
): { left: number; long: boolean; enough: boolean } {
  const length = [...password].length;
  const [left, long] = [Math.max(0, shortest - length), length > LONGEST];
  return { left, long, enough: left === 0 && !long };
}
