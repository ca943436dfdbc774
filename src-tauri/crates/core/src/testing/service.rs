//! A service that does as the test says: answers late, loses answers, ends sessions, sends events.

mod account_data;
mod camera_removal;
mod email;
mod integrations;
mod pairing;
mod password;
mod password_recovery;
mod pictures;
mod recovery;
mod rotation;
mod sign_in;
mod two_factor;

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use tokio::sync::watch;
use uuid::Uuid;

use account_data::Deletions;
use camera_removal::Removals;
use email::Emails;
use integrations::Linked;
use pairing::Pairings;
use password::Passwords;
use password_recovery::Recoveries;
pub use recovery::Paper;
use rotation::Rotation;
use sign_in::SignIns;
use two_factor::TwoFactors;

use super::{Ability, lock};
use crate::cameras::{Camera, CameraId, Profile};
use crate::ports::access::Access;
use crate::ports::account_data::AccountDataService;
use crate::ports::camera_removal::CameraRemovalService;
use crate::ports::devices::{DeviceService, SignedInComputer};
use crate::ports::email::EmailService;
use crate::ports::grant::Grant;
use crate::ports::integrations::IntegrationService;
use crate::ports::password::PasswordService;
use crate::ports::password_recovery::PasswordRecoveryService;
use crate::ports::place::{Place, ProviderId};
use crate::ports::provider::{
    AccountService, AlertService, CameraService, Credential, EventBatch, Naming, PairingService,
    PreparedAccount, ProfileWrite, Provider, ProviderProfile, Providers, Registration,
    RightPassword, ServiceError, ServiceEvent, ServiceEventKind, SessionEnd, SessionId, SignedIn,
    WriteError,
};
use crate::ports::recovery::RecoveryService;
use crate::ports::sign_in::SignInRequest;
use crate::ports::snapshots::SnapshotService;
use crate::ports::two_factor::TwoFactorService;
use crate::secret::{Password, SecretBytes};
use crate::session::EndReason;
use crate::time::Timestamp;

/// What is left of any credential when its session is over.
pub const DEVICE_KEY: &[u8] = b"device key";

#[derive(Clone)]
pub struct FakeService(Arc<Shared>, Stands);

/// Where it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    AtAnAddress,
    InTheDemoHome,
}

struct Shared {
    inner: Mutex<Inner>,
    /// Anything changed.
    changed: watch::Sender<u64>,
}

#[derive(Default)]
struct Inner {
    reads_names_back: bool,
    says_little: bool,
    /// E-mail → password, account.
    accounts: HashMap<String, (String, String)>,
    passwords: Passwords,
    recoveries: Recoveries,
    breaks_after_choosing: bool,
    deletions: Deletions,
    removals: Removals,
    emails: Emails,
    sessions: HashMap<SessionId, Option<SessionEnd>>,
    rotation: Rotation,
    /// Whose they are.
    owners: HashMap<SessionId, String>,
    last_session: u32,
    /// Of every account that has none of its own.
    cameras: Vec<Camera>,
    cameras_of: HashMap<String, Vec<Camera>>,
    lacks: BTreeSet<Ability>,
    trouble: Option<ServiceError>,
    write_trouble: Option<ServiceError>,
    loses_answers: bool,
    holds: bool,
    writes: Vec<ProfileWrite>,
    applied: HashMap<Uuid, Camera>,
    lists: usize,
    /// Lists up to this one are answered; `None`: all.
    lists_let_go: Option<usize>,
    events: VecDeque<EventBatch>,
    acknowledged: Vec<String>,
    signed_out: Vec<SessionId>,
    sign_ins: SignIns,
    created: Vec<String>,
    linked: Linked,
    pairings: Pairings,
    two_factors: TwoFactors,
    /// What there is to rehearse.
    paper: Option<Paper>,
    /// What they are called.
    computers: HashMap<SessionId, String>,
}

impl Inner {
    fn let_in(
        &mut self,
        account: String,
        computer: &str,
        recovery_codes_left: Option<u32>,
    ) -> SignedIn {
        self.last_session += 1;
        let session = SessionId(format!("s{}", self.last_session));
        self.sessions.insert(session.clone(), None);
        self.owners.insert(session.clone(), account.clone());
        self.computers.insert(session.clone(), computer.to_owned());
        let secret = SecretBytes::new(session.0.clone().into_bytes());
        SignedIn {
            account,
            service_name: "Fake service".into(),
            credential: Credential { session, secret },
            computer_named: true,
            recovery_codes_left,
        }
    }
}

impl Inner {
    fn cameras_of(&mut self, session: &SessionId) -> &mut Vec<Camera> {
        let account = self.owners.get(session);
        match account.and_then(|account| self.cameras_of.get_mut(account)) {
            Some(own) => own,
            None => &mut self.cameras,
        }
    }

    /// As it tells of a camera.
    fn told(&self, camera: &Camera) -> Camera {
        let camera = camera.clone();
        if !self.says_little {
            return camera;
        }
        Camera {
            model: String::new(),
            firmware: None,
            address: None,
            firmware_available: None,
            online: None,
            last_seen: None,
            signal_dbm: None,
            ..camera
        }
    }

    /// How far a write moves the revision of a camera.
    fn revision_step(&self) -> u64 {
        u64::from(!self.reads_names_back)
    }

    fn signed_in_computers(&self, this_one: Option<&SessionId>) -> Vec<SignedInComputer> {
        let mut good: Vec<_> = self
            .sessions
            .iter()
            .filter(|(_, end)| end.is_none())
            .map(|(session, _)| SignedInComputer {
                session: session.clone(),
                name: self.computers.get(session).cloned(),
                since: Timestamp::from_seconds(1_767_225_600),
                last_used: Timestamp::from_seconds(1_767_225_600),
                this_one: Some(session) == this_one,
            })
            .collect();
        good.sort_by(|a, b| a.session.0.cmp(&b.session.0));
        good
    }
}

/// A camera that a test can name.
pub fn camera(id: &str, nickname: &str) -> Camera {
    Camera {
        id: CameraId(id.to_owned()),
        model: "Porch Cam 2".into(),
        firmware: Some("1.4.0".into()),
        address: None,
        firmware_available: None,
        online: Some(true),
        last_seen: Some(Timestamp::from_seconds(1_767_225_600)),
        signal_dbm: Some(-55),
        profile: Profile {
            nickname: nickname.to_owned(),
            ..Profile::default()
        },
        revision: 1,
        trouble: None,
    }
}

impl FakeService {
    /// With one account, `anna@example.org`, password `correct horse`.
    pub fn with_cameras(cameras: Vec<Camera>) -> Self {
        let inner = Inner {
            cameras,
            ..Inner::default()
        };
        let shared = Shared {
            inner: Mutex::new(inner),
            changed: watch::Sender::new(0),
        };
        let service = Self(Arc::new(shared), Stands::AtAnAddress);
        service.add_account("anna@example.org", "correct horse", "anna");
        service
    }

    pub fn add_account(&self, email: &str, password: &str, account: &str) {
        self.change(|inner| {
            inner
                .accounts
                .insert(email.to_owned(), (password.to_owned(), account.to_owned()));
        });
    }

    /// This account has these cameras, and none of the others'.
    pub fn give_cameras(&self, account: &str, cameras: Vec<Camera>) {
        self.change(|inner| inner.cameras_of.insert(account.to_owned(), cameras));
    }

    // --- what services do ---

    /// It never could do these.
    pub fn takes_away(&self, abilities: &[Ability]) {
        self.change(|inner| inner.lacks.extend(abilities));
    }

    /// From now on it can.
    pub fn learns(&self, ability: Ability) {
        self.change(|inner| inner.lacks.remove(&ability));
    }

    /// It keeps names, and knows no revisions.
    pub fn reads_names_back(&self) {
        self.change(|inner| inner.reads_names_back = true);
    }

    /// From now on it says of a camera that it is there, and what it is called.
    pub fn says_little(&self) {
        self.change(|inner| inner.says_little = true);
    }

    /// Every request fails this way, or none.
    pub fn break_down(&self, trouble: Option<ServiceError>) {
        self.change(|inner| inner.trouble = trouble);
    }

    /// Only writes fail this way.
    pub fn break_writes(&self, trouble: Option<ServiceError>) {
        self.change(|inner| inner.write_trouble = trouble);
    }

    /// Writes are done, and their answers lost.
    pub fn lose_answers(&self, loses: bool) {
        self.change(|inner| inner.loses_answers = loses);
    }

    /// Sign-ins, lists and writes are not answered until further notice.
    pub fn hold_answers(&self, holds: bool) {
        self.change(|inner| inner.holds = holds);
    }

    /// Lists that are asked for from now on are drawn up at once, and answered when they are let go.
    pub fn hold_lists(&self) {
        self.change(|inner| inner.lists_let_go = Some(inner.lists));
    }

    /// The oldest that is held.
    pub fn let_one_list_go(&self) {
        self.change(|inner| inner.lists_let_go = inner.lists_let_go.map(|number| number + 1));
    }

    pub fn let_all_lists_go(&self) {
        self.change(|inner| inner.lists_let_go = None);
    }

    /// The session is over from the next request on.
    pub fn end_quietly(&self, session: &SessionId, reason: EndReason) -> SessionEnd {
        let end = Self::end(reason);
        self.change(|inner| {
            inner.sessions.insert(session.clone(), Some(end.clone()));
        });
        end
    }

    pub fn end(reason: EndReason) -> SessionEnd {
        SessionEnd {
            reason,
            at: Timestamp::from_seconds(1_767_225_601),
            message: BTreeMap::from([("en".to_owned(), "We had an incident.".to_owned())]),
            advisory: Some("https://service.example/incident".to_owned()),
            by: None,
        }
    }

    /// The session is over, and an event says so.
    pub fn end_session(&self, session: &SessionId, reason: EndReason) {
        let end = self.end_quietly(session, reason);
        self.send_event(
            "revoked",
            ServiceEventKind::SessionRevoked {
                session: session.clone(),
                end,
            },
        );
    }

    pub fn send_event(&self, id: &str, kind: ServiceEventKind) {
        let event = ServiceEvent {
            id: id.to_owned(),
            at: Self::dated(),
            kind,
        };
        self.send(EventBatch {
            events: vec![event],
            ..EventBatch::default()
        });
    }

    /// What it tells is of this second.
    pub(super) fn dated() -> Timestamp {
        Timestamp::from_seconds(1_767_225_602)
    }

    pub fn send(&self, batch: EventBatch) {
        self.change(|inner| inner.events.push_back(batch));
    }

    /// Somebody else renames a camera.
    pub fn rename_elsewhere(&self, id: &str, nickname: &str) {
        self.change(|inner| {
            let step = inner.revision_step();
            let own = inner.cameras_of.values_mut().flatten();
            for camera in inner.cameras.iter_mut().chain(own) {
                if camera.id.0 == id {
                    camera.profile.nickname = nickname.to_owned();
                    camera.revision += step;
                }
            }
        });
    }

    pub fn set_cameras(&self, cameras: Vec<Camera>) {
        self.change(|inner| inner.cameras = cameras);
    }

    // --- what happened at the service ---

    pub fn nickname(&self, id: &str) -> String {
        let inner = lock(&self.0.inner);
        let camera = inner.cameras.iter().find(|camera| camera.id.0 == id);
        camera
            .map(|camera| camera.profile.nickname.clone())
            .unwrap_or_default()
    }

    pub fn writes(&self) -> Vec<ProfileWrite> {
        lock(&self.0.inner).writes.clone()
    }

    /// How many writes changed something.
    pub fn applied(&self) -> usize {
        lock(&self.0.inner).applied.len()
    }

    pub fn lists(&self) -> usize {
        lock(&self.0.inner).lists
    }

    pub fn acknowledged(&self) -> Vec<String> {
        lock(&self.0.inner).acknowledged.clone()
    }

    pub fn signed_out(&self) -> Vec<SessionId> {
        lock(&self.0.inner).signed_out.clone()
    }

    /// What the computer of a session says it is called.
    pub fn computer(&self, session: &SessionId) -> Option<String> {
        lock(&self.0.inner).computers.get(session).cloned()
    }

    /// As if its computer had never said it.
    pub fn forget_computers(&self) {
        self.change(|inner| inner.computers.clear());
    }

    /// Another computer of the same owner signs in.
    pub fn sign_in_elsewhere(&self, computer: &str) -> SessionId {
        self.change(|inner| {
            inner.last_session += 1;
            let session = SessionId(format!("s{}", inner.last_session));
            inner.sessions.insert(session.clone(), None);
            inner.computers.insert(session.clone(), computer.to_owned());
            session
        })
    }

    /// The event that tells of it.
    pub fn announce(&self, session: &SessionId) {
        let kind = ServiceEventKind::SessionEstablished {
            session: session.clone(),
            place: None,
        };
        self.send_event(&format!("came-{}", session.0), kind);
    }

    pub fn created(&self) -> Vec<String> {
        lock(&self.0.inner).created.clone()
    }

    pub fn last_session(&self) -> SessionId {
        SessionId(format!("s{}", lock(&self.0.inner).last_session))
    }

    /// Waits until something is so at the service.
    pub async fn until(&self, so: impl Fn(&Self) -> bool) {
        let mut changed = self.0.changed.subscribe();
        while !so(self) {
            if changed.changed().await.is_err() {
                return;
            }
        }
    }

    fn change<T>(&self, change: impl FnOnce(&mut Inner) -> T) -> T {
        let changed = change(&mut lock(&self.0.inner));
        self.0.changed.send_modify(|version| *version += 1);
        changed
    }

    async fn answer(&self) -> Result<(), ServiceError> {
        self.until(|service| !lock(&service.0.inner).holds).await;
        lock(&self.0.inner).trouble.clone().map_or(Ok(()), Err)
    }
}

impl FakeService {
    fn can(&self, ability: Ability) -> bool {
        let inner = lock(&self.0.inner);
        let on_paper = matches!(ability, Ability::PasswordRecovery | Ability::Recovery);
        (inner.paper.is_some() || !on_paper) && !inner.lacks.contains(&ability)
    }

    fn naming(&self) -> Naming {
        if !self.can(Ability::KeepsNicknames) {
            return Naming::Private;
        }
        if lock(&self.0.inner).reads_names_back {
            Naming::ReadBack
        } else {
            Naming::Versioned
        }
    }
}

impl Provider for FakeService {
    fn profile(&self) -> ProviderProfile {
        ProviderProfile {
            demo: self.1 == Stands::InTheDemoHome,
            creates_accounts: self.can(Ability::CreatesAccounts),
            discloses: self.discloses(),
            end_evidence: self.end_evidence(),
            naming: self.naming(),
            sign_in: self.sign_in_form(),
        }
    }

    fn access(&self) -> Access<'_> {
        Access::Account {
            account: self,
            cameras: self,
        }
    }

    fn account_data(&self) -> Option<&dyn AccountDataService> {
        self.can(Ability::AccountData).then_some(self as _)
    }

    fn camera_removal(&self) -> Option<&dyn CameraRemovalService> {
        self.can(Ability::CameraRemoval).then_some(self as _)
    }

    fn alerts(&self) -> Option<&dyn AlertService> {
        self.can(Ability::Events).then_some(self as _)
    }

    fn devices(&self) -> Option<&dyn DeviceService> {
        self.can(Ability::Devices).then_some(self as _)
    }

    fn email(&self) -> Option<&dyn EmailService> {
        self.can(Ability::Email).then_some(self as _)
    }

    fn pairing(&self) -> Option<&dyn PairingService> {
        self.can(Ability::Pairing).then_some(self as _)
    }

    fn password(&self) -> Option<&dyn PasswordService> {
        self.can(Ability::Password).then_some(self as _)
    }

    fn password_recovery(&self) -> Option<&dyn PasswordRecoveryService> {
        self.can(Ability::PasswordRecovery).then_some(self as _)
    }

    fn recovery(&self) -> Option<&dyn RecoveryService> {
        self.can(Ability::Recovery).then_some(self as _)
    }

    fn integrations(&self) -> Option<&dyn IntegrationService> {
        self.can(Ability::Integrations).then_some(self as _)
    }

    fn snapshots(&self) -> Option<&dyn SnapshotService> {
        self.can(Ability::Pictures).then_some(self as _)
    }

    fn two_factor(&self) -> Option<&dyn TwoFactorService> {
        self.can(Ability::TwoFactor).then_some(self as _)
    }
}

#[async_trait]
impl AccountService for FakeService {
    async fn name(&self) -> Result<String, ServiceError> {
        self.answer().await?;
        Ok("Fake service".into())
    }

    async fn registration(&self) -> Result<Registration, ServiceError> {
        self.answer().await?;
        Ok(Registration::Open)
    }

    async fn prepare_account(
        &self,
        email: &str,
        password: &Password,
        _invitation: Option<&Password>,
    ) -> Result<Box<dyn PreparedAccount>, ServiceError> {
        self.answer().await?;
        Ok(Box::new(Prepared {
            service: self.clone(),
            email: email.to_owned(),
            password: password.expose().to_owned(),
        }))
    }

    fn device_key(&self, _: &Credential) -> Option<SecretBytes> {
        Some(SecretBytes::new(DEVICE_KEY.to_vec()))
    }

    fn new_device(&self) -> Option<SecretBytes> {
        self.change(|inner| inner.sign_ins.new_device())
    }

    async fn sign_in(&self, request: &SignInRequest<'_>) -> Result<RightPassword, ServiceError> {
        let computer = request.computer;
        self.change(|inner| inner.sign_ins.asked(request));
        self.answer().await?;
        self.change(|inner| {
            let account = match inner.accounts.get(request.account) {
                Some((right, account)) if right == request.password.expose() => account.clone(),
                Some(_) | None => return Err(ServiceError::WrongCredentials),
            };
            if !inner.sign_ins.more_is_right(request) {
                return Err(ServiceError::WrongCredentials);
            }
            Ok(match inner.two_factors.challenge(&account) {
                Some(challenge) => Err(challenge),
                None => Ok(inner.let_in(account, computer, None)),
            })
        })
        .map(|step| match step {
            Ok(signed_in) => RightPassword::SignedIn(signed_in),
            Err(challenge) => {
                RightPassword::SecondFactorWanted(Box::new(self.half(challenge, computer)))
            }
        })
    }

    async fn sign_out(&self, grant: &Grant) -> Result<(), ServiceError> {
        self.answer().await?;
        self.change(|inner| {
            inner.sessions.remove(grant.session());
            inner.signed_out.push(grant.session().clone());
        });
        Ok(())
    }

    async fn name_computer(&self, grant: &Grant, computer: &str) -> Result<(), ServiceError> {
        self.answer().await?;
        self.check(grant).await?;
        self.change(|inner| {
            inner
                .computers
                .insert(grant.session().clone(), computer.to_owned());
        });
        Ok(())
    }
}

#[async_trait]
impl DeviceService for FakeService {
    async fn computers(&self, grant: &Grant) -> Result<Vec<SignedInComputer>, ServiceError> {
        self.answer().await?;
        self.check(grant).await?;
        Ok(lock(&self.0.inner).signed_in_computers(Some(grant.session())))
    }

    async fn sign_out_computer(
        &self,
        grant: &Grant,
        other: &SessionId,
    ) -> Result<(), ServiceError> {
        self.answer().await?;
        self.check(grant).await?;
        self.end_session(other, EndReason::RevokedElsewhere);
        Ok(())
    }

    async fn sign_out_other_computers(&self, grant: &Grant) -> Result<(), ServiceError> {
        self.answer().await?;
        self.check(grant).await?;
        let good = |(session, end): (&SessionId, &Option<SessionEnd>)| {
            (end.is_none() && session != grant.session()).then(|| session.clone())
        };
        let others: Vec<_> = lock(&self.0.inner)
            .sessions
            .iter()
            .filter_map(good)
            .collect();
        for other in &others {
            self.end_session(other, EndReason::RevokedElsewhere);
        }
        Ok(())
    }
}

struct Prepared {
    service: FakeService,
    email: String,
    password: String,
}

#[async_trait]
impl PreparedAccount for Prepared {
    fn recovery_key(&self) -> Vec<String> {
        (0..8).map(|group| format!("KEY{group}")).collect()
    }

    fn confirms(&self, index: usize, typed: &str) -> bool {
        self.recovery_key()
            .get(index)
            .is_some_and(|group| group.eq_ignore_ascii_case(typed.trim()))
    }

    async fn create(&self) -> Result<(), ServiceError> {
        self.service.answer().await?;
        self.service
            .add_account(&self.email, &self.password, &self.email);
        self.service
            .change(|inner| inner.created.push(self.email.clone()));
        Ok(())
    }
}

#[async_trait]
impl CameraService for FakeService {
    async fn list(&self, grant: &Grant) -> Result<Vec<Camera>, ServiceError> {
        self.answer().await?;
        self.check(grant).await?;
        let (number, cameras) = self.change(|inner| {
            inner.lists += 1;
            let cameras = inner.cameras_of(grant.session()).clone();
            let told = cameras.iter().map(|camera| inner.told(camera)).collect();
            (inner.lists, told)
        });
        self.until(|service| {
            let let_go = lock(&service.0.inner).lists_let_go;
            let_go.is_none_or(|last| number <= last)
        })
        .await;
        Ok(cameras)
    }

    async fn write_profile(
        &self,
        grant: &Grant,
        write: &ProfileWrite,
    ) -> Result<Camera, WriteError> {
        self.change(|inner| inner.writes.push(write.clone()));
        self.answer().await?;
        self.check(grant).await?;
        self.change(|inner| {
            if let Some(trouble) = inner.write_trouble.clone() {
                return Err(trouble.into());
            }
            if let Some(camera) = inner.applied.get(&write.idempotency_key) {
                return Ok(inner.told(camera));
            }
            if inner.lacks.contains(&Ability::KeepsNicknames) {
                return Err(ServiceError::NotFound.into());
            }
            let (reads_back, step) = (inner.reads_names_back, inner.revision_step());
            let cameras = inner.cameras_of(grant.session());
            let found = cameras.iter_mut().find(|camera| camera.id == write.camera);
            let Some(camera) = found else {
                return Err(ServiceError::NotFound.into());
            };
            if !reads_back && camera.revision != write.base_revision {
                let current = camera.clone();
                return Err(WriteError::Conflict(Box::new(inner.told(&current))));
            }
            camera.profile = write.profile.clone();
            camera.revision += step;
            let camera = camera.clone();
            inner.applied.insert(write.idempotency_key, camera.clone());
            if inner.loses_answers {
                Err(ServiceError::TimedOut.into())
            } else {
                Ok(inner.told(&camera))
            }
        })
    }
}

#[async_trait]
impl AlertService for FakeService {
    async fn next(&self, grant: &Grant, ack: &[String]) -> Result<EventBatch, ServiceError> {
        self.change(|inner| inner.acknowledged.extend(ack.iter().cloned()));
        let mut changed = self.0.changed.subscribe();
        loop {
            if let Some(trouble) = lock(&self.0.inner).trouble.clone() {
                return Err(trouble);
            }
            // A session that ended quietly is found out by the next request; events are told first.
            if let Some(batch) = lock(&self.0.inner).events.pop_front() {
                return Ok(batch);
            }
            if changed.changed().await.is_err() {
                return Err(ServiceError::Unreachable);
            }
            // Somebody else's session was never listening here.
            if !lock(&self.0.inner).sessions.contains_key(grant.session()) {
                return Err(ServiceError::NotRecognised);
            }
        }
    }
}

/// One service at every place.
pub struct FakeServices(pub FakeService);

impl Providers for FakeServices {
    fn at_addresses(&self) -> ProviderId {
        ProviderId::new("fake")
    }

    fn in_demo_home(&self) -> ProviderId {
        ProviderId::new("fake demo home")
    }

    fn by_name(&self) -> Vec<ProviderId> {
        Vec::new()
    }

    fn provider(&self, place: &Place) -> Result<Arc<dyn Provider>, ServiceError> {
        match &place.address {
            Some(address) if !address.starts_with("https://") => {
                Err(ServiceError::AddressNotAllowed)
            }
            Some(_) => Ok(Arc::new(self.0.clone())),
            None => Ok(Arc::new(FakeService(
                Arc::clone(&self.0.0),
                Stands::InTheDemoHome,
            ))),
        }
    }
}
