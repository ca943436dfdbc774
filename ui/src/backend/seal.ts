// What the owner types is sealed before it leaves the page (HPKE, RFC 9180): the message that carries it lies in the program's memory,
// unwiped, long after it was read. `src-tauri/src/typed` opens it.

import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';

import { commands, type Sealed, type SealedFactor, type SignInFieldKind } from './bindings.gen';
import type { GreyPicture, NetworkChoice, SecondFactorInput, WifiPassword } from './typed';

type Command = keyof typeof commands;

const INFO = new TextEncoder().encode('porchlight/typed/v1');

const suite = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});

/** Of this run of the program. */
let key: Promise<CryptoKey> | undefined;

async function programsKey(): Promise<CryptoKey> {
  const point = await commands.typingKey();
  return suite.kem.deserializePublicKey(octetsOf(point).buffer);
}

/** Good for this argument of this command only. Each time it comes out differently. */
export async function seal(command: Command, argument: string, text: string): Promise<Sealed> {
  key ??= programsKey();
  const recipientPublicKey = await key.catch((error: unknown) => {
    key = undefined;
    throw error;
  });
  const field = `${inRust(command)}.${argument}`;
  const { enc, ct } = await suite.seal(
    { recipientPublicKey, info: INFO.buffer },
    new TextEncoder().encode(text).buffer,
    new TextEncoder().encode(field).buffer,
  );
  return { encapsulatedKey: base64(enc), ciphertext: base64(ct) };
}

export function sealFactor(command: Command, factor: SecondFactorInput): Promise<SealedFactor>;
export function sealFactor(command: Command, factor: SecondFactorInput | null): Promise<SealedFactor | null>;
export async function sealFactor(command: Command, factor: SecondFactorInput | null) {
  return factor && { ...factor, typed: await seal(command, 'factor', factor.typed) };
}

/** One text, a line for each: a line break is in none of them. */
export async function sealFields(command: Command, more: Partial<Record<SignInFieldKind, string>>) {
  const fields = Object.entries(more) as [SignInFieldKind, string][];
  if (fields.length === 0) return null;
  const lines = fields.map(([, text]) => text.replace(/\s+/g, ' ').trim());
  return { kinds: fields.map(([kind]) => kind), typed: await seal(command, 'more', lines.join('\n')) };
}

export async function sealChoice(command: Command, choice: NetworkChoice) {
  return { ...choice, password: await sealWifiPassword(command, choice.password) };
}

async function sealWifiPassword(command: Command, password: WifiPassword) {
  return password.from === 'typed'
    ? { ...password, password: await seal(command, 'choice', password.password) }
    : password;
}

export async function sealPicture(command: Command, picture: GreyPicture) {
  return { ...picture, pixels: await seal(command, 'picture', picture.pixels) };
}

/** `signIn` is `sign_in` there. */
const inRust = (command: Command) => command.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const octetsOf = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

function base64(octets: ArrayBuffer): string {
  const text: string[] = [];
  // Not at once: as many arguments as a picture has octets no engine takes. Three octets are four letters, so each part is whole.
  for (let at = 0; at < octets.byteLength; at += 24_576) {
    const part = new Uint8Array(octets.slice(at, at + 24_576));
    text.push(btoa(String.fromCharCode(...part)));
  }
  return text.join('');
}
