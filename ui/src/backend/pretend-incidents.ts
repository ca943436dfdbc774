// The day of a leak in the home that is not there.

import type {
  ConnectionView,
  ExposedData,
  Exposure,
  ExposureView,
  GuideStepKind,
  GuideView,
  GuideWish,
  Impact,
  IncidentsView,
  Revision,
} from './index';

const at = (day: string) => Date.parse(`${day}T12:00:00Z`);

export function exposure(revision: number, more: Partial<Exposure> = {}): Exposure {
  return {
    exposure: 'leak',
    revision,
    from: at('2019-12-04'),
    to: at('2019-12-26'),
    accounts: 2_400_000,
    message: {
      en: 'A copy of our database was readable from outside.',
      it: 'Una copia del nostro archivio era leggibile da fuori.',
    },
    correction: {},
    data: [],
    hasAdvisory: true,
    withdrawn: false,
    ...more,
  };
}

const DATA = [
  { kind: 'email_addresses', finding: 'confirmed', form: 'readable' },
  { kind: 'camera_names', finding: 'confirmed', form: 'sealed' },
  { kind: 'wifi_names', finding: 'confirmed', form: 'sealed' },
  { kind: 'body_data', finding: 'reported', form: 'readable' },
  { kind: 'passwords', finding: 'not_affected', form: 'not_kept' },
] as const satisfies ExposedData[];

const BEFORE = { kind: 'wifi_names', finding: 'reported', form: 'sealed' } as const;

export const revisions: Revision[] = [
  {
    toldAt: at('2019-12-27'),
    said: exposure(2, {
      data: [...DATA],
      correction: {
        en: 'A second copy was found.',
        it: 'È stata trovata una seconda copia.',
      },
    }),
    changes: {
      data: [{ kind: 'wifi_names', before: BEFORE, after: DATA[2] }],
      period: { from: at('2019-12-04'), to: at('2019-12-25') },
      accounts: null,
    },
  },
  {
    toldAt: at('2019-12-26'),
    said: exposure(1, { message: { en: 'We are looking into it.' } }),
    changes: null,
  },
];

export function exposureView(impact: Partial<Impact> = {}, more: Partial<ExposureView> = {}): ExposureView {
  const numbers: Record<string, number> = { camera_names: 5, wifi_names: 1 };
  return {
    connection: 'demo',
    exposure: 'leak',
    revisions,
    impact: {
      standing: { standing: 'readable' },
      data: DATA.map((one) => ({ ...one, number: numbers[one.kind] ?? null })),
      steps: [
        { step: 'two_factor', done: false, clients: [] },
        { step: 'link_again', done: false, clients: ['Alexa', 'IFTTT'] },
      ],
      ...impact,
    },
    twoFactor: false,
    ...more,
  };
}

const STEPS: GuideStepKind[] = [
  'sign_in',
  'change_password',
  'two_factor',
  'link_again',
  'look_at_computers',
];

/** `done`: how many of the five are. */
export function guide(done: number, more: Partial<GuideView> = {}): GuideView {
  return {
    connection: 'demo',
    cause: { cause: 'reset', reason: 'global_reset' },
    exposure: 'leak',
    begunAt: Date.now() - 14 * 60_000,
    steps: STEPS.map((step, index) => ({
      step,
      state: index < done ? 'done' : index === done ? 'now' : 'ahead',
    })),
    integrations: [
      { client: 'Alexa', state: 'unlinked' },
      { client: 'IFTTT', state: 'unlinked' },
    ],
    state: { state: 'going' },
    ...more,
  };
}

/** Whoever is in goes out first. */
export function notMeGuide(connections: readonly ConnectionView[], id: string): GuideView {
  const signedIn = connections.some((one) => one.id === id && one.session.state === 'active');
  const steps: GuideStepKind[] = ['look_at_computers', 'change_password', 'two_factor'];
  if (!signedIn) steps.unshift('sign_in');
  return {
    connection: id,
    cause: { cause: 'not_me' },
    exposure: null,
    begunAt: Date.now(),
    steps: steps.map((step, index) => ({ step, state: index === 0 ? 'now' : 'ahead' })),
    integrations: [],
    state: { state: 'going' },
  };
}

export const NOT_LOOKED = { offered: true, looking: false, lookedAt: null, failedAt: null };

export const incidents = (done: number): IncidentsView => ({
  breachWatch: NOT_LOOKED,
  exposures: [exposureView()],
  guides: [guide(done, done === STEPS.length ? { state: { state: 'finished', at: Date.now() } } : {})],
});

export function wished(guide: GuideView, wish: GuideWish): GuideView | null {
  switch (wish) {
    case 'close':
      return null;
    case 'go_on':
      return { ...guide, state: { state: 'going' } };
    case 'not_again':
      return { ...guide, state: { state: 'put_off', until: null } };
    case 'tomorrow':
      return { ...guide, state: { state: 'put_off', until: Date.now() + 86_400_000 } };
  }
}

export function dismissedIn(guide: GuideView, client: string, dismissed: boolean): GuideView {
  const state = dismissed ? ('dismissed' as const) : ('unlinked' as const);
  return {
    ...guide,
    integrations: guide.integrations.map((one) => (one.client === client ? { ...one, state } : one)),
  };
}
