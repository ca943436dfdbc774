// Ogni parola della finestra, in italiano, stanza per stanza.

import desktop from './desktop.it.json';
import type { Catalogue } from './en';
import { about, shortcuts } from './it/about';
import { alerts, notifications } from './it/alerts';
import { authenticators } from './it/authenticators';
import { at, clock, moment, n, weekday } from './it/counts';
import { breaches } from './it/breaches';
import { camera, cameras, status } from './it/cameras';
import { cameraAccess } from './it/camera_access';
import { ends, held, relogin } from './it/endings';
import { claims } from './it/claims';
import { emailAddress } from './it/email';
import { exposure } from './it/exposure';
import { failures } from './it/failures';
import { forgottenPassword } from './it/forgotten_password';
import { guide } from './it/guide';
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
} from './it/house';
import { integrations } from './it/integrations';
import { network } from './it/network';
import { password } from './it/password';
import { places } from './it/places';
import { picture } from './it/picture';
import { address, create, signIn, welcome } from './it/porch';
import { opening, protect, protection } from './it/protection';
import { computers, security } from './it/security';
import { recoveryKey } from './it/recovery_key';
import { rehearsal } from './it/rehearsal';
import { settings } from './it/settings';
import { move, setup } from './it/setup';
import { factor, twoFactor } from './it/two_factor';
import { yourData } from './it/your_data';

export const it: Catalogue = {
  language: 'Italiano',
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
