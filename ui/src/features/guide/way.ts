// Where each step of the way back is done, and what became of the owner's wishes.

import { home } from '../../app/home.svelte';
import { navigation } from '../../app/navigation.svelte';
import { toasts } from '../../app/toasts.svelte';
import { backend, type ConnectionId, type GuideStepKind, type GuideView } from '../../backend';
import type { Catalogue } from '../../i18n/en';
import { words } from '../../i18n/index.svelte';
import { signIn } from '../security/items';

/** Settles when it is done. Leaving for another screen is done at once. */
export async function take(step: GuideStepKind, connection: ConnectionId): Promise<unknown> {
  switch (step) {
    case 'sign_in':
      return signIn(connection);
    case 'change_password':
      return navigation.go({ screen: 'password', connection });
    case 'two_factor':
      return navigation.go({ screen: 'two_factor', connection });
    case 'link_again':
      return navigation.go({ screen: 'integrations', connection });
    case 'look_at_computers':
      return navigation.go({ screen: 'computers', connection });
  }
}

export const stepsDone = ({ steps }: GuideView): number =>
  steps.filter(({ state }) => state === 'done').length;

/** What a step says, for this cause. */
export function sayStep({ cause }: GuideView, step: GuideStepKind, t: Catalogue['guide']) {
  return cause.cause === 'not_me' && step === 'look_at_computers' ? t.signOutOthers : t.guideSteps[step];
}

export function sayTitle({ cause, state }: GuideView, service: string, t: Catalogue['guide']): string {
  const notMe = cause.cause === 'not_me';
  if (state.state === 'finished') return notMe ? t.finishedNotMe : t.finished;
  return (notMe ? t.titleNotMe : t.title)(service);
}

/** The one that “That wasn’t me” began. */
export const notMeGuide = (connection: ConnectionId): GuideView | undefined =>
  home.incidents.guides.find(
    (guide) =>
      guide.connection === connection && guide.cause.cause === 'not_me' && guide.state.state !== 'finished',
  );

/** Tomorrow, or not again; either can be taken back. */
export async function putOff(connection: ConnectionId, wish: 'tomorrow' | 'not_again'): Promise<void> {
  await backend().wishGuide(connection, wish);
  const t = words.t.guide;
  toasts.say(wish === 'tomorrow' ? t.untilTomorrow : t.putAway, {
    label: t.undo,
    run: () => backend().wishGuide(connection, 'go_on'),
  });
}
