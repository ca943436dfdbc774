import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';
import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { Backend, Sealed } from './index';

const PASSWORD = 'lamp à la “porte” \\ 🏮';

const suite = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});

/** Every message that left the page. */
let sent: { command: string; content: Record<string, unknown> }[];
let pair: CryptoKeyPair;
let page: Backend;

const base64 = (octets: ArrayBuffer) => btoa(String.fromCharCode(...new Uint8Array(octets)));
const octets = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const utf8 = (text: string) => new TextEncoder().encode(text);

/** As the program does it. */
async function open(sealed: Sealed, field: string): Promise<string> {
  const opened = await suite.open(
    {
      recipientKey: pair.privateKey,
      enc: octets(sealed.encapsulatedKey),
      info: utf8('porchlight/typed/v1'),
    },
    octets(sealed.ciphertext),
    utf8(field),
  );
  return new TextDecoder().decode(opened);
}

const last = (argument: string) => (sent.at(-1)?.content as Record<string, Sealed>)[argument] as Sealed;

beforeEach(async () => {
  sent = [];
  pair = await suite.kem.generateKeyPair();
  const point = base64(await suite.kem.serializePublicKey(pair.publicKey));
  mockIPC((command, content) => {
    sent.push({ command, content: content as Record<string, unknown> });
    return command === 'typing_key' ? point : null;
  });
  // A page of its own: it keeps the program's key.
  vi.resetModules();
  page = (await import('./tauri')).tauriBackend;
});

afterEach(clearMocks);

describe('what the owner types', () => {
  it('leaves the page sealed, and opens for the field that it was typed into and no other', async () => {
    await page.signIn('own', 'ada@porch.example', PASSWORD);
    const password = last('password');
    expect(sent.at(-1)?.content.account).toBe('ada@porch.example');
    expect(await open(password, 'sign_in.password')).toBe(PASSWORD);
    await expect(open(password, 'look_up_password.password')).rejects.toThrow();
    await expect(open(password, 'sign_in.account')).rejects.toThrow();
  });

  it('is in no message as it is, whichever command takes it', async () => {
    const factor = { kind: 'code' as const, typed: PASSWORD };
    const choice = {
      network: { by: 'heard' as const, id: '00' },
      security: 'wpa' as const,
      hidden: false,
      password: { from: 'typed' as const, password: PASSWORD },
      remember: false,
    };
    const camera = { connection: 'own', camera: 'door' };
    const picture = { width: 1, height: 1, pixels: PASSWORD };
    const typed: Record<string, () => Promise<unknown>> = {
      protect_with_passphrase: () => page.protectWithPassphrase(PASSWORD),
      sign_in: () => page.signIn('own', '', PASSWORD, { api_key: PASSWORD }),
      finish_sign_in: () => page.finishSignIn('own', factor),
      prepare_account: () => page.prepareAccount('own', '', PASSWORD, PASSWORD),
      confirm_recovery_key: () => page.confirmRecoveryKey('own', 1, PASSWORD),
      advise_password: () => page.advisePassword('own', '', PASSWORD),
      look_up_password: () => page.lookUpPassword('own', PASSWORD),
      change_password: () => page.changePassword('own', PASSWORD, PASSWORD, factor, true),
      begin_enrolment: () => page.beginEnrolment('own', PASSWORD, factor),
      check_enrolment_code: () => page.checkEnrolmentCode('own', PASSWORD),
      begin_recovery_codes: () => page.beginRecoveryCodes('own', PASSWORD, factor),
      confirm_recovery_codes: () => page.confirmRecoveryCodes('own', PASSWORD, true),
      turn_off_two_factor: () => page.turnOffTwoFactor('own', PASSWORD, factor, true),
      import_authenticator: () => page.importAuthenticator(PASSWORD),
      import_authenticator_picture: () => page.importAuthenticatorPicture(picture),
      change_email: () => page.changeEmail('own', 'ada@example.org', PASSWORD, factor),
      begin_recovery_key: () => page.beginRecoveryKey('own', PASSWORD, factor),
      rehearse_password: () => page.rehearsePassword('own', PASSWORD),
      rehearse_recovery_code: () => page.rehearseRecoveryCode('own', PASSWORD),
      rehearse_recovery_key: () => page.rehearseRecoveryKey('own', PASSWORD),
      delete_account: () => page.deleteAccount('own', PASSWORD, factor),
      add_camera: () => page.addCamera('own', '', '', PASSWORD, { api_key: PASSWORD }),
      sign_in_to_camera: () => page.signInToCamera(camera, '', '', PASSWORD, { api_key: PASSWORD }),
      choose_network: () => page.chooseNetwork(choice),
      begin_move: () => page.beginMove('own', { kind: 'new_network' }, choice),
      join_camera: () => page.joinCamera('door', PASSWORD),
      explain_code: () => page.explainCode(PASSWORD),
      explain_picture: () => page.explainPicture(picture),
    };
    for (const type of Object.values(typed)) await type();
    const commands = sent.map(({ command }) => command);
    // The key of the program is asked for once.
    expect(commands).toEqual(['typing_key', ...Object.keys(typed)]);
    expect(JSON.stringify(sent)).not.toContain('lamp');
    for (const { command, content } of sent) {
      for (const [argument, sealed] of sealedIn(content)) {
        expect(await open(sealed, `${command}.${argument}`)).toBe(PASSWORD);
      }
    }
  });

  it('comes out differently each time', async () => {
    await page.lookUpPassword('own', PASSWORD);
    const before = last('password');
    await page.lookUpPassword('own', PASSWORD);
    expect(last('password')).not.toEqual(before);
  });

  it('that was not typed is not sealed either', async () => {
    await page.joinCamera(null, null);
    expect(last('password')).toBeNull();
    await page.deleteAccount('own', PASSWORD, null);
    expect(last('factor')).toBeNull();
    await page.signIn('own', '', PASSWORD);
    expect(last('more')).toBeNull();
  });

  it('stays in the page while the program does not answer, and goes when it does', async () => {
    clearMocks();
    mockIPC(() => Promise.reject(new Error('gone')));
    vi.resetModules();
    page = (await import('./tauri')).tauriBackend;
    await expect(page.lookUpPassword('own', PASSWORD)).rejects.toThrow('gone');
    const point = base64(await suite.kem.serializePublicKey(pair.publicKey));
    mockIPC((command) => (command === 'typing_key' ? point : { breach: 'off' }));
    expect(await page.lookUpPassword('own', PASSWORD)).toEqual({ breach: 'off' });
  });
});

/** Each with the name of the argument in which it stands. */
function sealedIn(content: Record<string, unknown>): [string, Sealed][] {
  return Object.entries(content ?? {}).flatMap(([argument, value]) =>
    within(value).map((sealed): [string, Sealed] => [argument, sealed]),
  );
}

function within(value: unknown): Sealed[] {
  if (typeof value !== 'object' || value === null) return [];
  return 'ciphertext' in value ? [value as Sealed] : Object.values(value).flatMap(within);
}
