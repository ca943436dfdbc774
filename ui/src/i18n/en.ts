// Every word of the window, in English, room by room. `it.ts` has the same shape or does not compile.

import desktop from './desktop.en.json';
import { about, shortcuts } from './en/about';
import { alerts, notifications } from './en/alerts';
import { authenticators } from './en/authenticators';
import { at, clock, moment, n, weekday } from './en/counts';
import { breaches } from './en/breaches';
import { camera, cameras, status } from './en/cameras';
import { cameraAccess } from './en/camera_access';
import { ends, held, relogin } from './en/endings';
import { claims } from './en/claims';
import { emailAddress } from './en/email';
import { exposure } from './en/exposure';
import { failures } from './en/failures';
import { forgottenPassword } from './en/forgotten_password';
import { guide } from './en/guide';
import {
  away,
  common,
  copyAddress,
  demo,
  fatal,
  lamp,
  leave,
  notices,
  offline,
  rail,
  toasts,
} from './en/house';
import { integrations } from './en/integrations';
import { network } from './en/network';
import { password } from './en/password';
import { places } from './en/places';
import { picture } from './en/picture';
import { address, create, signIn, welcome } from './en/porch';
import { opening, protect, protection } from './en/protection';
import { computers, security } from './en/security';
import { recoveryKey } from './en/recovery_key';
import { rehearsal } from './en/rehearsal';
import { settings } from './en/settings';
import { move, setup } from './en/setup';
import { factor, twoFactor } from './en/two_factor';
import { yourData } from './en/your_data';

export const en = {
  language: 'English',
  /** Shared with the tray and the desktop's notifications. */
  desktop,
  at,
  clock,
  weekday,
  moment,
  count: n,

  failures,
  ends,
  relogin,
  held,
  protection,
  opening,
  protect,
  claims,
  common,
  leave,
  lamp,
  rail,
  alerts,
  offline,
  notices,
  away,
  notifications,
  toasts,
  copyAddress,
  demo,
  fatal,
  welcome,
  address,
  signIn,
  create,
  status,
  cameras,
  camera,
  cameraAccess,
  places,
  security,
  password,
  forgottenPassword,
  computers,
  integrations,
  authenticators,
  emailAddress,
  recoveryKey,
  rehearsal,
  exposure,
  breaches,
  guide,
  settings,
  shortcuts,
  about,
  setup,
  network,
  move,
  picture,
  factor,
  twoFactor,
  yourData,
};

export type { Said } from './en/failures';
export type Catalogue = typeof en;
