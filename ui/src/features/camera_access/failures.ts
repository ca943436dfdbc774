// What goes wrong at a camera itself, in words for a camera: the same codes are said of services as well.

import type { Failure, FailureCode } from '../../backend';
import { failureSeverity, sayFailure } from '../../failures';
import type { Catalogue, Said } from '../../i18n/en';

type Say = (seconds: number, reference: number) => Said;

export function sayOfCamera(failure: Failure, t: Catalogue): ReturnType<typeof sayFailure> {
  const ofCameras: Partial<Record<FailureCode, Say>> = t.cameraAccess.failures;
  const say = ofCameras[failure.code];
  if (!say) return sayFailure(failure, t);
  const said = say(failure.retryAfter ?? 0, failure.reference ?? 0);
  return { severity: failureSeverity[failure.code], ...said };
}
