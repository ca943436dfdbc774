//! The whole companion over the provider, as an owner meets it.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use porchlight_core::companion::{Answer, Companion, CompanionHandle, CompanionParts};
use porchlight_core::error::{Failure, FailureCode};
use porchlight_core::ports::integrations::{ClientId, IntegrationId};
use porchlight_core::ports::place::{Place, ProviderId};
use porchlight_core::ports::provider::{Naming, Provider, Providers, ServiceError, SessionId};
use porchlight_core::secret::Password;
use porchlight_core::testing::{
    Ability, FakeClipboard, FakeDoor, FakeService, FakeSurroundings, ManualClock, RecordingDesktop,
    Seen, camera,
};
use porchlight_core::view::checkup::CheckupSubject;
use porchlight_core::view::two_factor::TwoFactorView;
use porchlight_core::view::{
    CameraKey, ConnectionId, ConnectionView, HeldChoice, ProtectionView, ReachView, SessionView,
};
use porchlight_core::wifi::setup::SetupMethod;
use tokio::runtime::Runtime;

use crate::{Owner, Subject};

pub(crate) const UNDER_CONTRACT: &str = "https://contract.example";
const BESIDE_IT: &str = "https://beside.example";

pub async fn an_owner_names_a_camera_and_finds_the_name_after_a_restart<S: Subject>() {
    let subject = S::open().await;
    let computer = Computer::at(&subject, FakeDoor::default().into()).await;
    let id = computer.connect(UNDER_CONTRACT).await;
    computer.sign_in(id, &subject.owners()[0]).await.unwrap();
    computer.until(|seen| seen.cameras.len() == 2).await;
    let key = computer.first_camera(id);
    computer.name(&key, "Porch").await.unwrap();
    let confirmed = |seen: &Seen| connection(seen, id).waiting_edits == 0;
    computer.until(confirmed).await;
    soon(computer.companion.close()).await.unwrap();

    let computer = Computer::at(&subject, computer.killed()).await;
    let there = |seen: &Seen| seen.cameras.len() == 2 && nickname(seen, &key) == Some("Porch");
    computer.until(there).await;
    computer.until(|seen| is_online(seen, id)).await;
    computer.until(there).await;
}

pub async fn a_name_that_the_service_does_not_keep_stays_on_this_computer<S: Subject>() {
    let subject = S::open().await;
    if subject.provider().profile().naming != Naming::Private {
        return;
    }
    let [owner, other] = subject.owners();
    let computer = Computer::at(&subject, FakeDoor::default().into()).await;
    let id = computer.connect(UNDER_CONTRACT).await;
    computer.sign_in(id, &owner).await.unwrap();
    let before = computer.until(|seen| seen.cameras.len() == 2).await.cameras;
    let key = computer.first_camera(id);
    subject.cut();
    computer.name(&key, "Porch").await.unwrap();
    let kept = |seen: &Seen| {
        let camera = seen.cameras.get(&key);
        let view = connection(seen, id);
        camera.is_some_and(|camera| camera.private && camera.nickname == "Porch")
            && view.waiting_edits + view.held_edits + view.private_names_to_offer == 0
            && !view.keeps_names
    };
    computer.until(kept).await;
    subject.mend();
    let computer = Computer::at(&subject, computer.killed()).await;
    computer
        .until(|seen| kept(seen) && is_online(seen, id))
        .await;
    soon(computer.companion.refresh(id)).await.unwrap();
    computer.until(kept).await;

    // The cameras leave the list, and come back.
    soon(computer.companion.sign_out(id)).await.unwrap();
    computer.until(|seen| seen.cameras.is_empty()).await;
    computer.sign_in(id, &other).await.unwrap();
    let seen = computer.until(|seen| seen.cameras.len() == 2).await;
    assert!(seen.cameras.values().all(|camera| !camera.private));
    soon(computer.companion.sign_out(id)).await.unwrap();
    computer.sign_in(id, &owner).await.unwrap();
    computer.until(kept).await;

    // And without it the camera is called as its service calls it.
    computer.name(&key, "").await.unwrap();
    let own = before.get(&key).map(|camera| camera.nickname.as_str());
    computer
        .until(|seen| seen.cameras.len() == 2 && nickname(seen, &key) == own)
        .await;
    let other = subject.another_run();
    let credential = owner.sign_in(&*other).await.unwrap().grant();
    let listed = other.cameras().unwrap().list(&credential).await.unwrap();
    assert!(listed.iter().all(|one| one.profile.nickname != "Porch"));
}

/// What the owner has done before the program is killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Done {
    Connected,
    SignedIn,
    /// While nobody was reached.
    Named,
    SignedOutByTheService,
    BackIn,
}

pub async fn killed_at_each_step_the_owner_goes_on_where_they_were<S: Subject>() {
    for killed_after in [
        Done::Connected,
        Done::SignedIn,
        Done::Named,
        Done::SignedOutByTheService,
        Done::BackIn,
    ] {
        let subject = S::open().await;
        let kept_there = subject.provider().profile().naming != Naming::Private;
        let [owner, _] = subject.owners();
        let mut computer = Computer::at(&subject, FakeDoor::default().into()).await;
        let id = computer.connect(UNDER_CONTRACT).await;
        computer = computer
            .killed_if(killed_after == Done::Connected, &subject)
            .await;

        computer.sign_in(id, &owner).await.unwrap();
        computer.until(|seen| seen.cameras.len() == 2).await;
        let key = computer.first_camera(id);
        computer = computer
            .killed_if(killed_after == Done::SignedIn, &subject)
            .await;
        computer.until(|seen| is_online(seen, id)).await;

        subject.cut();
        computer.name(&key, "Porch").await.unwrap();
        computer = computer
            .killed_if(killed_after == Done::Named, &subject)
            .await;
        let waits = |seen: &Seen| nickname(seen, &key) == Some("Porch");
        computer.until(waits).await;

        let session = computer.session(id).await;
        subject.mend();
        subject.end(&session).await;
        // Whoever asks is told.
        drop(soon(computer.companion.refresh(id)).await);
        let out = |seen: &Seen| matches!(connection(seen, id).session, SessionView::Reset { .. });
        computer.until(out).await;
        computer = computer
            .killed_if(killed_after == Done::SignedOutByTheService, &subject)
            .await;
        computer.until(out).await;

        computer.sign_in(id, &owner).await.unwrap();
        computer = computer
            .killed_if(killed_after == Done::BackIn, &subject)
            .await;
        let seen = computer.until(|seen| is_online(seen, id)).await;
        if connection(&seen, id).held_edits > 0 {
            // Where nobody says why the session was over, they wait for the owner's word.
            let sent = computer.companion.decide_held(id, HeldChoice::Send);
            soon(sent).await.unwrap();
        }
        let named = |seen: &Seen| {
            nickname(seen, &key) == Some("Porch") && connection(seen, id).waiting_edits == 0
        };
        computer.until(named).await;
        // The program that is there is the only one that says so: nobody is asked what it remembers.
        let other = subject.another_run();
        let credential = owner.sign_in(&*other).await.unwrap().grant();
        let listed = other.cameras().unwrap().list(&credential).await.unwrap();
        let names = listed.iter().filter(|one| one.profile.nickname == "Porch");
        assert_eq!(names.count(), usize::from(kept_there), "{killed_after:?}");
    }
}

pub async fn of_a_camera_what_is_said_is_shown_and_nothing_else<S: Subject>() {
    let subject = S::open().await;
    let [owner, _] = subject.owners();
    let computer = Computer::at(&subject, FakeDoor::default().into()).await;
    let id = computer.connect(UNDER_CONTRACT).await;
    computer.sign_in(id, &owner).await.unwrap();
    computer.until(|seen| seen.cameras.len() == 2).await;
    let seen = computer.until(|seen| is_online(seen, id)).await;
    let provider = subject.another_run();
    let credential = owner.sign_in(&*provider).await.unwrap().grant();
    for said in provider.cameras().unwrap().list(&credential).await.unwrap() {
        let key = CameraKey {
            connection: id,
            camera: said.id,
        };
        let shown = &seen.cameras[&key];
        assert_eq!(shown.model, said.model);
        assert_eq!(shown.firmware, said.firmware);
        assert_eq!(shown.firmware_available, said.firmware_available);
        assert_eq!(shown.online, said.online);
        assert_eq!(shown.last_seen, said.last_seen);
        assert_eq!(shown.signal.is_some(), said.signal_dbm.is_some());
        assert_eq!(shown.trouble, said.trouble);
    }
}

pub async fn what_changes_elsewhere_is_shown<S: Subject>() {
    let subject = S::open().await;
    let computer = Computer::at(&subject, FakeDoor::default().into()).await;
    let id = computer.connect(UNDER_CONTRACT).await;
    computer.sign_in(id, &subject.owners()[0]).await.unwrap();
    let before = computer.until(|seen| seen.cameras.len() == 2).await.cameras;
    subject.change_elsewhere().await;
    let polled = subject.provider().alerts().is_none();
    let changed = |seen: &Seen| seen.cameras != before;
    // Where nobody tells, the list is asked for again from time to time.
    tokio::select! {
        _ = computer.until(changed) => {}
        () = computer.time_passes(), if polled => {}
    }
}

pub async fn trouble_of_one_place_is_shown_only_there<S: Subject>() {
    let subject = S::open().await;
    let computer = Computer::at(&subject, FakeDoor::default().into()).await;
    let id = computer.connect(UNDER_CONTRACT).await;
    let other = computer.connect(BESIDE_IT).await;
    computer.sign_in(id, &subject.owners()[0]).await.unwrap();
    computer
        .sign_in(other, &Computer::neighbour())
        .await
        .unwrap();
    let both = |seen: &Seen| is_online(seen, id) && is_online(seen, other);
    let all = computer.until(both).await.cameras.len();
    assert_eq!(all, 3);

    computer.beside.break_down(Some(ServiceError::Unreachable));
    soon(computer.companion.refresh(other)).await.unwrap_err();
    let one = |seen: &Seen| is_online(seen, id) && is_in_trouble(seen, other);
    computer.until(one).await;
    soon(computer.companion.refresh(id)).await.unwrap();
    computer.beside.break_down(None);
    soon(computer.companion.refresh(other)).await.unwrap();

    subject.cut();
    soon(computer.companion.refresh(id)).await.unwrap_err();
    let other_one = |seen: &Seen| is_in_trouble(seen, id) && is_online(seen, other);
    let seen = computer.until(other_one).await;
    assert_eq!(seen.cameras.len(), all, "as last seen");
    assert_eq!(connection(&seen, id).session, SessionView::Active);
}

pub async fn of_two_accounts_at_one_service_only_the_one_that_is_reset_signs_in_again<
    S: Subject,
>() {
    let subject = S::open().await;
    let [anna, bruno] = subject.owners();
    let computer = Computer::at(&subject, FakeDoor::default().into()).await;
    let of_anna = computer.connect(UNDER_CONTRACT).await;
    computer.sign_in(of_anna, &anna).await.unwrap();
    let of_bruno = computer.add_account(of_anna).await;
    assert_ne!(of_anna, of_bruno);
    computer.sign_in(of_bruno, &bruno).await.unwrap();
    let both = |seen: &Seen| is_online(seen, of_anna) && is_online(seen, of_bruno);
    let seen = computer.until(both).await;
    let cameras_of = |seen: &Seen, id| {
        seen.cameras
            .keys()
            .filter(|key| key.connection == id)
            .count()
    };
    assert_eq!(
        (cameras_of(&seen, of_anna), cameras_of(&seen, of_bruno)),
        (2, 2)
    );

    subject.end(&computer.session(of_anna).await).await;
    drop(soon(computer.companion.refresh(of_anna)).await);
    let out = |seen: &Seen| {
        let session = &connection(seen, of_anna).session;
        matches!(session, SessionView::Reset { .. })
    };
    computer.until(out).await;
    let computer = Computer::at(&subject, computer.killed()).await;
    let other_goes_on = |seen: &Seen| out(seen) && is_online(seen, of_bruno);
    let seen = computer.until(other_goes_on).await;
    assert_eq!(
        (cameras_of(&seen, of_anna), cameras_of(&seen, of_bruno)),
        (2, 2)
    );
    soon(computer.companion.refresh(of_bruno)).await.unwrap();
    computer.sign_in(of_anna, &anna).await.unwrap();
    computer.until(both).await;
}

pub async fn an_account_that_is_here_already_is_not_shown_twice<S: Subject>() {
    let subject = S::open().await;
    let [anna, bruno] = subject.owners();
    let computer = Computer::at(&subject, FakeDoor::default().into()).await;
    let first = computer.connect(UNDER_CONTRACT).await;
    computer.sign_in(first, &anna).await.unwrap();
    let second = computer.add_account(first).await;
    let twice = computer.sign_in(second, &anna).await.unwrap_err();
    assert_eq!(twice.code, FailureCode::AccountAlreadyHere);
    let seen = computer.until(|seen| is_online(seen, first)).await;
    assert_eq!(connection(&seen, second).session, SessionView::SignedOut);
    assert_eq!(seen.cameras.len(), 2);
    // Nothing was spoiled for either.
    assert_eq!(
        computer.add_account(first).await,
        second,
        "it is still free"
    );
    computer.sign_in(second, &bruno).await.unwrap();
    soon(computer.companion.refresh(first)).await.unwrap();
    computer.until(|seen| seen.cameras.len() == 4).await;
}

pub async fn what_the_provider_cannot_do_is_offered_nowhere<S: Subject>() {
    let subject = S::open().await;
    let computer = Computer::at(&subject, FakeDoor::default().into()).await;
    let id = computer.connect(UNDER_CONTRACT).await;
    computer.sign_in(id, &subject.owners()[0]).await.unwrap();
    let looked_at = |seen: &Seen| {
        let two_factor = &connection(seen, id).two_factor;
        is_online(seen, id) && *two_factor != TwoFactorView::Unknown
    };
    let seen = computer.until(looked_at).await;
    let (view, provider) = (connection(&seen, id), subject.provider());
    for (ability, offered) in [
        (Ability::AccountData, view.tells_data),
        (Ability::CameraRemoval, view.removes_cameras),
        (Ability::CreatesAccounts, view.creates_accounts),
        (Ability::Devices, view.lists_computers),
        (Ability::Email, view.changes_email),
        (Ability::KeepsNicknames, view.keeps_names),
        (Ability::Pairing, view.pairs_cameras),
        (Ability::Password, view.changes_password),
        (Ability::PasswordRecovery, view.password_recovery.is_some()),
        (Ability::Pictures, view.shows_pictures),
        (Ability::Recovery, view.recovery_key.is_some()),
        (
            Ability::TwoFactor,
            view.two_factor != TwoFactorView::NotOffered,
        ),
    ] {
        assert_eq!(offered, ability.is_of(&*provider), "{ability:?}");
    }
    let checked = |about: fn(&CheckupSubject) -> bool| {
        let mut items = seen.checkup.iter();
        items.any(|item| about(&item.subject))
    };
    let two_factor = checked(|about| matches!(about, CheckupSubject::TwoFactor { .. }));
    assert_eq!(two_factor, Ability::TwoFactor.is_of(&*provider));
    let computers = checked(|about| matches!(about, CheckupSubject::Computers { .. }));
    assert_eq!(computers, Ability::Devices.is_of(&*provider));
    let rehearsal = checked(|about| matches!(about, CheckupSubject::Rehearsal { .. }));
    assert!(!rehearsal || Ability::Recovery.is_of(&*provider));
    let linked = checked(|about| matches!(about, CheckupSubject::Integrations { .. }));
    assert!(!linked || Ability::Integrations.is_of(&*provider));
    let links = seen.integrations.iter().any(|view| view.connection == id);
    assert_eq!(links, Ability::Integrations.is_of(&*provider));
}

pub async fn what_the_provider_cannot_do_is_refused_and_hangs_nobody<S: Subject>() {
    let subject = S::open().await;
    let computer = Computer::at(&subject, FakeDoor::default().into()).await;
    let id = computer.connect(UNDER_CONTRACT).await;
    computer.sign_in(id, &subject.owners()[0]).await.unwrap();
    let (ask, provider) = (&computer.companion, subject.provider());
    let word = || Password::new("correct horse battery staple");
    for ability in Ability::ALL {
        if ability.is_of(&*provider) {
            continue;
        }
        let answered: Vec<Option<Failure>> = match ability {
            Ability::AccountData => vec![
                soon(ask.your_data(id)).await.err(),
                soon(ask.export_your_data(id, false)).await.err(),
                soon(ask.delete_account(id, word(), None)).await.err(),
            ],
            Ability::CameraRemoval => {
                let camera = computer.first_camera(id);
                vec![soon(ask.remove_camera(camera)).await.err()]
            }
            Ability::CreatesAccounts => vec![],
            Ability::Devices => {
                let other = SessionId("of another computer".into());
                vec![
                    soon(ask.computers(id)).await.err(),
                    soon(ask.sign_out_computer(id, other)).await.err(),
                    soon(ask.sign_out_other_computers(id)).await.err(),
                ]
            }
            Ability::Email => {
                let new = "somebody@porch.example".to_owned();
                vec![soon(ask.change_email(id, new, word(), None)).await.err()]
            }
            Ability::Events => vec![],
            Ability::Integrations => vec![
                soon(ask.look_at_integrations(id)).await.err(),
                soon(ask.start_linking(id, ClientId("alexa".into())))
                    .await
                    .err(),
                soon(ask.unlink(id, IntegrationId("1".into()))).await.err(),
            ],
            Ability::KeepsNicknames => vec![],
            Ability::Pairing => {
                let begun = ask.begin_setup(SetupMethod::PorchlightCode, Some(id));
                vec![soon(begun).await.err()]
            }
            Ability::Password => {
                let changed = ask.change_password(id, word(), word(), None, false);
                vec![soon(changed).await.err()]
            }
            Ability::PasswordRecovery => {
                let email = subject.owners()[0].email.clone();
                vec![
                    soon(ask.begin_password_recovery(id, email, word()))
                        .await
                        .err(),
                ]
            }
            Ability::Pictures => {
                let camera = computer.first_camera(id);
                vec![soon(ask.picture(camera)).await.err()]
            }
            Ability::Recovery => vec![
                soon(ask.rehearse_recovery_key(id, word())).await.err(),
                soon(ask.begin_recovery_key(id, word(), None)).await.err(),
            ],
            Ability::TwoFactor => vec![soon(ask.begin_enrolment(id, word(), None)).await.err()],
        };
        assert!(
            answered.iter().all(Option::is_some),
            "{ability:?} {answered:?}"
        );
    }
    // And nothing of it has cost the session.
    soon(ask.refresh(id)).await.unwrap();
    assert_eq!(
        connection(&computer.desktop.seen(), id).session,
        SessionView::Active
    );
}

/// One run of the program, in threads of its own, so that it can be killed.
pub(crate) struct Computer {
    pub(crate) door: Arc<FakeDoor>,
    clock: Arc<ManualClock>,
    pub(crate) desktop: Arc<RecordingDesktop>,
    pub(crate) companion: CompanionHandle,
    /// Another service, with an account of its own.
    beside: FakeService,
    runtime: Option<Runtime>,
}

impl Computer {
    pub(crate) async fn at(subject: &impl Subject, door: Arc<FakeDoor>) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let (clock, desktop) = (
            Arc::new(ManualClock::default()),
            Arc::new(RecordingDesktop::default()),
        );
        let beside = FakeService::with_cameras(vec![camera("shed", "Shed")]);
        let around = FakeSurroundings::default();
        let companion = {
            let _inside = runtime.enter();
            Companion::start(CompanionParts {
                clock: Arc::clone(&clock) as _,
                door: Arc::clone(&door) as _,
                providers: Arc::new(Both(subject.another_run(), beside.clone())),
                desktop: Arc::clone(&desktop) as _,
                clipboard: Arc::new(FakeClipboard::default()),
                nearby: Arc::new(around.clone()),
                reach: Arc::new(around),
                breach_list: None,
                breach_catalogue: None,
                computer_name: "Study".into(),
                open_with: None,
            })
        };
        let computer = Self {
            door,
            clock,
            desktop,
            companion,
            beside,
            runtime: Some(runtime),
        };
        let open = |seen: &Seen| matches!(seen.protection, Some(ProtectionView::Ready { .. }));
        computer.until(open).await;
        computer
    }

    fn neighbour() -> Owner {
        Owner {
            email: "anna@example.org".into(),
            password: "correct horse".into(),
        }
    }

    /// Everything stops where it is. What is left is what was kept.
    pub(crate) fn killed(self) -> Arc<FakeDoor> {
        Arc::clone(&self.door)
    }

    async fn killed_if(self, so: bool, subject: &impl Subject) -> Self {
        if so {
            Self::at(subject, self.killed()).await
        } else {
            self
        }
    }

    pub(crate) async fn connect(&self, address: &str) -> ConnectionId {
        soon(self.companion.connect_service(address.to_owned()))
            .await
            .unwrap()
    }

    async fn add_account(&self, beside: ConnectionId) -> ConnectionId {
        soon(self.companion.add_account(beside)).await.unwrap()
    }

    pub(crate) async fn sign_in(&self, id: ConnectionId, owner: &Owner) -> Answer<()> {
        let password = Password::new(owner.password.as_str());
        let signed_in = self.companion.sign_in(id, owner.email.clone(), password);
        soon(signed_in).await.map(drop)
    }

    async fn name(&self, key: &CameraKey, nickname: &str) -> Answer<()> {
        soon(
            self.companion
                .rename_camera(key.clone(), nickname.to_owned()),
        )
        .await
    }

    fn first_camera(&self, id: ConnectionId) -> CameraKey {
        let seen = self.desktop.seen();
        let mut of_it = seen.cameras.keys().filter(|key| key.connection == id);
        of_it.next().cloned().unwrap()
    }

    /// As it is kept.
    async fn session(&self, id: ConnectionId) -> SessionId {
        self.until(|seen| connection(seen, id).session == SessionView::Active)
            .await;
        let home = self.door.store.home();
        let kept = home.connections.iter().find(|kept| kept.id == id).unwrap();
        kept.session.active().cloned().unwrap()
    }

    pub(crate) async fn until(&self, shown: impl Fn(&Seen) -> bool) -> Seen {
        soon(self.desktop.until(shown)).await
    }

    /// For as long as somebody waits for it.
    async fn time_passes(&self) {
        loop {
            self.clock.skip_a_sleep().await;
            tokio::task::yield_now().await;
        }
    }
}

impl Drop for Computer {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

struct Both(Arc<dyn Provider>, FakeService);

impl Providers for Both {
    fn at_addresses(&self) -> ProviderId {
        ProviderId::new("either")
    }

    fn in_demo_home(&self) -> ProviderId {
        ProviderId::new("either")
    }

    fn by_name(&self) -> Vec<ProviderId> {
        Vec::new()
    }

    fn provider(&self, place: &Place) -> Result<Arc<dyn Provider>, ServiceError> {
        match place.address.as_deref() {
            Some(BESIDE_IT) => Ok(Arc::new(self.1.clone())),
            Some(_) | None => Ok(Arc::clone(&self.0)),
        }
    }
}

pub(crate) fn connection(seen: &Seen, id: ConnectionId) -> &ConnectionView {
    let mut all = seen.connections.iter();
    all.find(|connection| connection.id == id).unwrap()
}

pub(crate) fn is_online(seen: &Seen, id: ConnectionId) -> bool {
    connection(seen, id).reach == ReachView::Online
}

fn is_in_trouble(seen: &Seen, id: ConnectionId) -> bool {
    matches!(connection(seen, id).reach, ReachView::Trouble { .. })
}

fn nickname<'a>(seen: &'a Seen, key: &CameraKey) -> Option<&'a str> {
    seen.cameras.get(key).map(|camera| camera.nickname.as_str())
}

/// Nothing here waits for time; what hangs has failed.
pub(crate) async fn soon<T>(future: impl Future<Output = T>) -> T {
    let limit = Duration::from_secs(20);
    let happens = tokio::time::timeout(limit, future).await;
    happens.unwrap_or_else(|_| panic!("it does not happen"))
}
