// What may be said only of a service whose people can read nothing is said of such a service, and of no other, whatever the screen.

import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event';
import { tick } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';

import { useBackend, type ConnectionView, type Language } from '../backend';
import { account, Pretend, reset, snapshot } from '../backend/pretend';
import { exposureView, NOT_LOOKED } from '../backend/pretend-incidents';
import { held } from '../backend/pretend-your-data';
import { en } from '../i18n/en';
import { words } from '../i18n/index.svelte';
import { it as italian } from '../i18n/it';
import App from './App.svelte';
import { home } from './home.svelte';
import { navigation, type Place, type Porch } from './navigation.svelte';

const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });
const CATALOGUES: Record<Language, typeof en> = { en, it: italian };
const EMAIL = 'anna@example.org';
const CAMERA = { connection: 'anna', camera: 'garage' };

const SCREENS: Place[] = [
  { screen: 'cameras' },
  { screen: 'camera', key: CAMERA },
  { screen: 'setup' },
  { screen: 'move' },
  { screen: 'security' },
  { screen: 'computers', connection: 'anna' },
  { screen: 'integrations', connection: 'anna' },
  { screen: 'two_factor', connection: 'anna' },
  { screen: 'authenticators' },
  { screen: 'email', connection: 'anna' },
  { screen: 'recovery_key', connection: 'anna' },
  { screen: 'rehearsal', connection: 'anna' },
  { screen: 'password', connection: 'anna' },
  { screen: 'exposure', connection: 'anna', exposure: 'leak' },
  { screen: 'your_data', connection: 'anna' },
  { screen: 'alerts' },
  { screen: 'settings' },
];
const PORCH: Porch[] = [
  { step: 'welcome' },
  { step: 'sign_in', connection: 'anna' },
  { step: 'forgotten_password', connection: 'anna', email: EMAIL },
  { step: 'create', connection: 'anna' },
];

/** Passwords lay open, in a form that nobody can read. */
const LEAK = exposureView(
  {
    standing: { standing: 'nothing_readable' },
    data: [{ kind: 'passwords', finding: 'confirmed', form: 'hashed', number: null }],
  },
  { connection: 'anna' },
);

/** One table more than usual; its records look like those of the first one. */
function withEmailChanges(data = held()) {
  const tables = data.tables.flatMap((table) =>
    table.purpose === 'account'
      ? [table, { ...table, table: 'email_changes', purpose: 'email_changes' as const }]
      : [table],
  );
  return { ...data, tables };
}

async function answered() {
  for (let turn = 0; turn < 12; turn += 1) await tick();
}

/** An owner goes everywhere; all that there is to read on the way. */
async function reads(language: Language, discloses: ConnectionView['discloses']): Promise<string> {
  const t = CATALOGUES[language];
  const pages: string[] = [];
  const look = async () => {
    await answered();
    pages.push((document.body.textContent ?? '').replace(/\s+/g, ' '));
  };
  const connection = account('anna', EMAIL, { discloses });
  const program = new Pretend(
    snapshot({
      connections: [connection],
      incidents: { exposures: [LEAK], guides: [], breachWatch: NOT_LOOKED },
      preferences: { language, theme: 'system', cameraLayout: 'grid' },
    }),
  );
  program.yourData = () => Promise.resolve(withEmailChanges());
  useBackend(program);
  render(App);
  await waitFor(() => expect(home.ready).toBe(true));
  for (const place of SCREENS) {
    navigation.go(place);
    await look();
  }
  program.connect('anna', { session: { state: 'reset', reset: reset('global_reset') } });
  await look();
  program.connect('anna', {
    session: { state: 'signing_in', reset: reset('global_reset'), turn_at: null },
  });
  await look();
  program.connect('anna', { session: { state: 'signed_out' } });
  for (const place of PORCH) {
    navigation.toPorch(place);
    await look();
  }
  await user.type(screen.getByLabelText(t.common.email), EMAIL);
  await user.type(screen.getByLabelText(t.common.password), 'lamp on the porch');
  await user.type(screen.getByLabelText(t.create.repeat), 'lamp on the porch');
  await user.click(await screen.findByRole('button', { name: t.create.go }));
  await screen.findByRole('heading', { name: t.create.keyTitle });
  await look();
  return pages.join('\n');
}

const claims = (language: Language) =>
  Object.values(CATALOGUES[language].claims).map((said) =>
    typeof said === 'string' ? said : said('Elm Street'),
  );

afterEach(() => words.choose(null));

describe.each(['en', 'it'] as const)('what is claimed of a service (%s)', (language) => {
  it('is said of one whose people can read nothing', async () => {
    const read = await reads(language, { names: false, password: false });
    expect(claims(language).filter((claim) => !read.includes(claim))).toEqual([]);
  });

  it('is not said of one whose people can read everything', async () => {
    const read = await reads(language, { names: true, password: true });
    expect(claims(language).filter((claim) => read.includes(claim))).toEqual([]);
  });

  it('is said of what holds where they can read only the names', async () => {
    const read = await reads(language, { names: true, password: false });
    expect(read).toContain(CATALOGUES[language].claims.passwordNeverHad);
    expect(read).not.toContain(CATALOGUES[language].claims.namesSealed);
  });
});
