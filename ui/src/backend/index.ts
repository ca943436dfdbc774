// What the window may ask of the program. Nothing outside this folder knows how it travels.

import type {
  Absence,
  AlertCursorRequest,
  AlertFilter,
  AlertView,
  AppInfo,
  AuthenticatorCode,
  AuthenticatorId,
  AuthenticatorImport,
  AuthenticatorsView,
  Breach,
  CameraKey,
  CameraPicture,
  ClientId,
  CodeExplanation,
  ComputerView,
  ConflictChoice,
  ConnectionId,
  DeletedAccountView,
  DemoAction,
  DemoLook,
  EmailChangeId,
  EnrolmentReveal,
  Failure,
  GuideWish,
  HeldChoice,
  IntegrationId,
  Language,
  LinkRequestId,
  MovePurpose,
  NearbyView,
  PasswordAdvice,
  PasswordChangedView,
  PasswordRecovered,
  PasswordRecoveryStep,
  Preferences,
  ProviderId,
  Registration,
  RehearsedCode,
  RehearsedKey,
  ReleasedCamera,
  SerialPortView,
  SentBy,
  SessionId,
  SetupMethod,
  Sheet,
  SignInFieldKind,
  SignInStep,
  Snapshot,
  SuggestedPassphrase,
  ViewChange,
  YourDataView,
} from './bindings.gen';
import type { GreyPicture, NetworkChoice, SecondFactorInput } from './typed';

export type * from './bindings.gen';
export type * from './typed';

/** Settles when it is done; there is nothing to read in it. */
type Done = Promise<unknown>;

/** Every promise rejects with a [`Failure`], never with a sentence. */
export interface Backend {
  appInfo(): Promise<AppInfo>;
  snapshot(): Promise<Snapshot>;
  onChange(follow: (change: ViewChange) => void): Promise<() => void>;

  protectWithKeychain(): Done;
  /** What can be told of a passphrase for this computer. */
  advisePassphrase(passphrase: string): Promise<PasswordAdvice>;
  /** Six words that chance has chosen now. They are shown because the owner asked for them. */
  suggestPassphrase(language: Language): Promise<SuggestedPassphrase>;
  protectWithPassphrase(passphrase: string): Done;
  protectThisRunOnly(): Done;
  setDataAside(): Done;
  dismissNotice(): Done;

  openDemoHome(): Promise<ConnectionId>;
  /** Of the first day, for its sign-in. */
  revealDemoPassword(): Promise<string>;
  connectService(address: string): Promise<ConnectionId>;
  /** Of those that the snapshot offers. One that is there already is that one. */
  addPlace(provider: ProviderId): Promise<ConnectionId>;
  /** Another one at the same place. Nobody is signed in to it yet. */
  addAccount(connection: ConnectionId): Promise<ConnectionId>;
  forgetConnection(connection: ConnectionId): Done;
  /** `more`: what the service asks for beside a name and a password. */
  signIn(
    connection: ConnectionId,
    account: string,
    password: string,
    more?: Partial<Record<SignInFieldKind, string>>,
  ): Promise<SignInStep>;
  openSignInHelp(connection: ConnectionId): Done;
  /** Half way through a sign-in: by e-mail or to the phone. */
  sendFactorCode(connection: ConnectionId, way: SentBy): Done;
  finishSignIn(connection: ConnectionId, factor: SecondFactorInput): Done;
  cancelSignIn(connection: ConnectionId): Done;
  /** Who may make an account there. */
  registration(connection: ConnectionId): Promise<Registration>;
  prepareAccount(connection: ConnectionId, email: string, password: string, invitation: string | null): Done;
  revealRecoveryKey(connection: ConnectionId): Promise<string[]>;
  saveRecoveryKey(connection: ConnectionId, sheet: Sheet): Promise<boolean>;
  /** Of an account that is made, or of another key in the place of the old one. */
  confirmRecoveryKey(connection: ConnectionId, group: number, typed: string): Done;
  cancelAccount(connection: ConnectionId): Done;
  postponePrompt(connection: ConnectionId): Done;
  showPrompt(connection: ConnectionId): Done;
  signOut(connection: ConnectionId): Done;

  /** While it is typed. `email`: of an account that is not there yet. */
  advisePassword(connection: ConnectionId, email: string, password: string): Promise<PasswordAdvice>;
  /** When it is typed to its end: each look-up gives a little away. */
  lookUpPassword(connection: ConnectionId, password: string): Promise<Breach>;
  changePassword(
    connection: ConnectionId,
    old: string,
    next: string,
    factor: SecondFactorInput | null,
    signOutOthers: boolean,
  ): Promise<PasswordChangedView>;

  /** In the place of a forgotten one: the recovery key, the second factor where it is on, and a new password. */
  beginPasswordRecovery(
    connection: ConnectionId,
    email: string,
    recoveryKey: string,
  ): Promise<PasswordRecoveryStep>;
  giveRecoveryFactor(connection: ConnectionId, factor: SecondFactorInput): Promise<PasswordRecoveryStep>;
  /** `keep`: of the computers that are signed in; the others are signed out. */
  chooseRecoveredPassword(
    connection: ConnectionId,
    next: string,
    keep: SessionId[],
  ): Promise<PasswordRecovered>;
  cancelPasswordRecovery(connection: ConnectionId): Done;
  /** What somebody has begun with the recovery key, from a computer that is signed in. */
  stopPasswordRecovery(connection: ConnectionId): Done;
  /** The account is found by `email` then, and by no other address. */
  changeEmail(
    connection: ConnectionId,
    email: string,
    password: string,
    factor: SecondFactorInput | null,
  ): Done;
  undoEmailChange(connection: ConnectionId, change: EmailChangeId): Done;

  beginEnrolment(connection: ConnectionId, password: string, factor: SecondFactorInput | null): Done;
  revealEnrolment(connection: ConnectionId): Promise<EnrolmentReveal>;
  copyEnrolmentKey(connection: ConnectionId): Done;
  openAuthenticator(connection: ConnectionId): Done;
  checkEnrolmentCode(connection: ConnectionId, code: string): Done;
  beginRecoveryCodes(connection: ConnectionId, password: string, factor: SecondFactorInput): Done;
  revealRecoveryCodes(connection: ConnectionId): Promise<string[]>;
  saveRecoveryCodes(connection: ConnectionId, sheet: Sheet): Promise<boolean>;
  /** The last step: two-factor is on, or the new codes are good. */
  confirmRecoveryCodes(connection: ConnectionId, typed: string, signOutOthers: boolean): Done;
  turnOffTwoFactor(
    connection: ConnectionId,
    password: string,
    factor: SecondFactorInput,
    signOutOthers: boolean,
  ): Done;
  cancelTwoFactorChange(connection: ConnectionId): Done;

  /** Each of these four answers with the computers that are signed in afterwards. */
  computers(connection: ConnectionId): Promise<ComputerView[]>;
  knowComputers(connection: ConnectionId, shown: SessionId[]): Promise<ComputerView[]>;
  signOutComputer(connection: ConnectionId, computer: SessionId): Promise<ComputerView[]>;
  signOutOtherComputers(connection: ConnectionId): Promise<ComputerView[]>;

  /** What is linked to an account; what comes of each is in the view. */
  lookAtIntegrations(connection: ConnectionId): Done;
  /** Opens the owner's browser. */
  startLinking(connection: ConnectionId, client: ClientId): Done;
  approveLink(
    connection: ConnectionId,
    request: LinkRequestId,
    number: number,
    cameras: ReleasedCamera[],
  ): Done;
  refuseLink(connection: ConnectionId, request: LinkRequestId): Done;
  dismissLinkEnd(connection: ConnectionId): Done;
  releaseCameras(connection: ConnectionId, integration: IntegrationId, cameras: ReleasedCamera[]): Done;
  unlink(connection: ConnectionId, integration: IntegrationId): Done;
  putIntegrationAside(connection: ConnectionId, integration: IntegrationId): Done;

  authenticators(): Promise<AuthenticatorsView>;
  /** Brings one in, which is held but not kept: a secret key or an `otpauth:` link, or a picture of it. */
  importAuthenticator(pasted: string): Promise<AuthenticatorImport>;
  /** Whoever waits for the code in a picture hears `picture_search_stopped`. */
  stopReadingPicture(): Done;
  importAuthenticatorPicture(picture: GreyPicture): Promise<AuthenticatorImport>;
  cancelImport(): Done;
  keepAuthenticator(issuer: string, account: string | null): Promise<AuthenticatorsView>;
  /** Of one that is kept, or (`null`) of the one that is being brought in. */
  authenticatorCode(of: AuthenticatorId | null): Promise<AuthenticatorCode>;
  copyAuthenticatorCode(of: AuthenticatorId | null): Done;
  removeAuthenticator(id: AuthenticatorId): Promise<AuthenticatorsView>;
  bringAuthenticatorBack(): Promise<AuthenticatorsView>;

  /** Another recovery key; the one in force counts until a group of this one was typed back. */
  beginRecoveryKey(connection: ConnectionId, password: string, factor: SecondFactorInput | null): Done;
  cancelRecoveryKey(connection: ConnectionId): Done;
  sayRecoveryKeySeen(connection: ConnectionId, seen: boolean): Done;

  /** Trying out what would bring the owner back. */
  rehearsePassword(connection: ConnectionId, password: string): Done;
  rehearseRecoveryCode(connection: ConnectionId, code: string): Promise<RehearsedCode>;
  rehearseRecoveryKey(connection: ConnectionId, key: string): Promise<RehearsedKey>;

  /** All that the service keeps about the owner, as it keeps it. */
  yourData(connection: ConnectionId): Promise<YourDataView>;
  /** `opened`: with what only this computer can read. */
  exportYourData(connection: ConnectionId, opened: boolean): Promise<boolean>;
  deleteAccount(
    connection: ConnectionId,
    password: string,
    factor: SecondFactorInput | null,
  ): Promise<DeletedAccountView>;

  /** At a place without a sign-in. It is tried at the camera first. `more`: as the form asks. */
  addCamera(
    connection: ConnectionId,
    address: string,
    account: string,
    password: string,
    more?: Partial<Record<SignInFieldKind, string>>,
  ): Promise<CameraKey>;
  /** `address` may be empty: the camera is asked where it was last. */
  signInToCamera(
    camera: CameraKey,
    address: string,
    account: string,
    password: string,
    more?: Partial<Record<SignInFieldKind, string>>,
  ): Promise<CameraKey>;
  /** What answers is in the view. One look takes the place of the one before. */
  findCameras(connection: ConnectionId): Done;
  /** `forget`: nobody looks at what was found any more. */
  stopFinding(forget: boolean): Done;
  /** What it sees now. It is kept nowhere. */
  cameraPicture(camera: CameraKey): Promise<CameraPicture>;
  /** It cannot be undone. */
  removeCamera(camera: CameraKey): Done;
  renameCamera(camera: CameraKey, nickname: string): Done;
  setRoom(camera: CameraKey, room: string | null): Done;
  undoEdit(camera: CameraKey): Done;
  resolveConflict(camera: CameraKey, choice: ConflictChoice): Done;
  decideHeld(connection: ConnectionId, choice: HeldChoice): Done;
  /** Names that are on this computer only, and that the service could keep by now. */
  sendPrivateNames(connection: ConnectionId): Done;
  keepNamesPrivate(connection: ConnectionId): Done;
  /** When nothing was heard of a camera, the newest first. */
  cameraAbsences(camera: CameraKey): Promise<Absence[]>;
  refresh(connection: ConnectionId): Done;
  exportCameras(connection: ConnectionId): Promise<boolean>;

  nearbyNetworks(connection: ConnectionId | null): Promise<NearbyView>;
  beginSetup(method: SetupMethod, connection: ConnectionId | null): Done;
  chooseNetwork(choice: NetworkChoice): Done;
  /** `mark`: what is printed on the camera, for a family whose code says it. */
  setupCode(mark: string | null): Promise<string>;
  explainCode(pasted: string): Promise<CodeExplanation>;
  explainPicture(picture: GreyPicture): Promise<CodeExplanation>;
  serialPorts(): Promise<SerialPortView[]>;
  reachCamera(port: string | null): Done;
  cameraNetworks(): Promise<NearbyView>;
  joinCamera(name: string | null, password: string | null): Done;
  cameraIsOnline(): Done;
  trySetupAgain(): Done;
  backInSetup(): Done;
  finishSetup(nickname: string, room: string | null): Done;
  cancelSetup(): Done;
  openCameraPage(): Done;
  /** How many there were. */
  forgetWifiPasswords(): Promise<number>;
  /** The same again goes on where it was. */
  beginMove(connection: ConnectionId, purpose: MovePurpose, choice: NetworkChoice): Done;
  moveCamera(camera: CameraKey): Done;
  skipMove(camera: CameraKey, skip: boolean): Done;
  endMove(): Done;

  openExposureAdvisory(connection: ConnectionId, exposure: string): Done;
  lookUpBreaches(): Done;
  /** Somebody else did something in the owner's name: begins the way to where nobody else gets in. */
  reportNotMe(connection: ConnectionId): Done;
  wishGuide(connection: ConnectionId, wish: GuideWish): Done;
  dismissIntegration(connection: ConnectionId, client: string, dismissed: boolean): Done;

  alerts(filter: AlertFilter, before: AlertCursorRequest | null, limit: number): Promise<AlertView[]>;
  markAlertRead(id: string): Done;
  markAlertsRead(): Done;
  /** Those that the last `markAlertsRead` marked are unread again. */
  undoMarkAlertsRead(): Done;
  setPreferences(preferences: Preferences): Done;
  openAdvisory(connection: ConnectionId): Done;
  eraseEverything(): Done;
  showDataFolder(): Done;
  showLogsFolder(): Done;
  setStartAtLogin(on: boolean): Done;
  /** Onto the clipboard: what no program of this computer opened last. */
  copyAddress(): Done;
  demoAction(action: DemoAction): Done;
  demoCameraLooks(): Promise<DemoLook>;
}

/** What a promise of the backend rejected with; anything unforeseen counts as "not now". */
export function asFailure(error: unknown): Failure {
  if (typeof error === 'object' && error !== null && 'code' in error && 'remedy' in error) {
    return error as Failure;
  }
  return { code: 'not_now', remedy: 'try_again', retryAfter: null, reference: null };
}

let chosen: Backend | undefined;

/** Called once, by `main.ts` or by a test. */
export function useBackend(backend: Backend): void {
  chosen = backend;
}

export function backend(): Backend {
  if (!chosen) throw new Error('no backend was chosen');
  return chosen;
}
