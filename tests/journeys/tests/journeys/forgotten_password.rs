//! The owner has forgotten the password, and comes back with the recovery key: also on a bad line, with a wrong clock, and with a program
//! or a service that dies in the middle. Somebody else with the key is stopped.

use porchlight_core::alerts::{AlertFilter, AlertKind};
use porchlight_core::error::FailureCode;
use porchlight_core::ports::provider::SessionId;
use porchlight_core::secret::Password;
use porchlight_core::session::EndReason;
use porchlight_core::view::password_recovery::{
    PasswordRecovered, PasswordRecoveryStep as Step, PasswordRecoveryView as View,
};
use porchlight_core::view::recovery_key::KeyNews;
use porchlight_core::view::{ConnectionId, EditView};
use porchlight_journeys::authenticator::Authenticator;
use porchlight_journeys::clock::HastyClock;
use porchlight_journeys::computer::{Computer, Parts, camera, connection, is_active};
use porchlight_journeys::house::{EMAIL, House, PASSWORD};
use porchlight_protocol::service::path;
use porchlight_simulators::proxy::{Fate, Gate};

use crate::recovery::new_account;

const NEW: &str = "nine geese over the mill pond";
const DAY: i64 = 86_400;

/// An owner at a computer, with a recovery key on paper.
struct Forgetful<'a> {
    computer: &'a Computer,
    id: ConnectionId,
    key: &'a str,
}

impl Forgetful<'_> {
    async fn shows_key(&self) -> Result<Step, FailureCode> {
        let asked = &self.computer.companion;
        let key = Password::new(self.key);
        let shown = asked.begin_password_recovery(self.id, EMAIL.into(), key);
        shown.await.map_err(|failure| failure.code)
    }

    /// With a code, as far as the new password.
    async fn to_choose(&self, house: &House, has: &Authenticator) {
        assert_eq!(self.shows_key().await, Ok(Step::SecondFactorWanted));
        let asked = &self.computer.companion;
        let given = asked.give_recovery_factor(self.id, has.factor(house)).await;
        assert_eq!(given, Ok(Step::Choose));
    }

    async fn chooses(&self, keep: Vec<SessionId>) -> Result<PasswordRecovered, FailureCode> {
        let asked = &self.computer.companion;
        let chosen = asked.choose_recovered_password(self.id, Password::new(NEW), keep);
        chosen.await.map_err(|failure| failure.code)
    }

    async fn view(&self) -> View {
        let home = self.computer.snapshot().await;
        connection(&home, self.id)
            .password_recovery
            .clone()
            .unwrap()
    }

    async fn signs_in(&self, password: &str) -> Result<(), FailureCode> {
        let asked = &self.computer.companion;
        let signed = asked.sign_in(self.id, EMAIL.into(), Password::new(password));
        signed.await.map(drop).map_err(|failure| failure.code)
    }
}

/// From a new account with two-factor on.
async fn signed_out(house: &House, computer: &Computer) -> (ConnectionId, String, Authenticator) {
    let (id, key) = new_account(house, computer).await;
    let has = computer.enrol(id, house, None).await;
    computer.companion.sign_out(id).await.unwrap();
    (id, key, has)
}

#[tokio::test]
async fn names_and_edits_that_waited_are_there_and_the_key_never_leaves_the_computer() {
    let house = House::empty().await;
    let (study, attic) = (Computer::start().await, tempfile::tempdir().unwrap());
    let attic = Computer::start_with(attic.path(), Parts::usual().called("Attic")).await;
    let (id, key) = new_account(&house, &study).await;
    house.add_camera(EMAIL).await;
    study.companion.refresh(id).await.unwrap();
    let has = study.enrol(id, &house, None).await;
    let porch = study.cameras().await.remove(0);
    study.rename(&porch, "Heron pond").await;
    let sent = |home: &_| camera(home, &porch).edit == EditView::None;
    study.until("the name was sent", sent).await;
    let at_attic = attic.connect(&house.proxy.url()).await;
    attic
        .sign_in_with(at_attic, has.factor(&house))
        .await
        .unwrap();

    house.reset_everybody().await;
    study.until_reset().await;
    study.rename(&porch, "Heron nest").await;
    let owner = Forgetful {
        computer: &study,
        id,
        key: &key,
    };
    owner.to_choose(&house, &has).await;
    let done = owner.chooses(Vec::new()).await.unwrap();
    assert!(done.signed_in);
    let back = |home: &_| {
        let camera = camera(home, &porch);
        is_active(home) && camera.nickname == "Heron nest" && camera.edit == EditView::None
    };
    study.until("everything is there", back).await;
    let home = study.snapshot().await;
    let news = connection(&home, id).recovery_key.unwrap().news.unwrap();
    assert_eq!(news.what, KeyNews::Used, "another one is offered");
    let heard = house.proxy.heard().to_uppercase();
    assert!(heard.contains("/PASSWORD-RECOVERY/FINISH"));
    assert!(!heard.contains(&key) && !heard.contains(&key.replace('-', "")));
    assert!(!heard.contains(&NEW.to_uppercase()));

    study.companion.sign_out(id).await.unwrap();
    assert_eq!(
        owner.signs_in(PASSWORD).await,
        Err(FailureCode::WrongCredentials)
    );
    owner.signs_in(NEW).await.unwrap();
}

#[tokio::test]
async fn computers_that_are_kept_are_told_of_the_new_password_and_others_why_they_are_out() {
    let house = House::empty().await;
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let attic = Computer::start_with(folders[0].path(), Parts::usual().called("Attic")).await;
    let (id, key) = new_account(&house, &attic).await;
    let has = attic.enrol(id, &house, None).await;
    let cellar = Computer::start_with(folders[1].path(), Parts::usual().called("Cellar")).await;
    let at_cellar = cellar.connect(&house.proxy.url()).await;
    cellar
        .sign_in_with(at_cellar, has.factor(&house))
        .await
        .unwrap();

    let study = Computer::start().await;
    let owner = Forgetful {
        computer: &study,
        id: study.connect(&house.proxy.url()).await,
        key: &key,
    };
    owner.to_choose(&house, &has).await;
    let View::ToChoose { computers, .. } = owner.view().await else {
        panic!("{:?}", owner.view().await)
    };
    let names: Vec<_> = computers.iter().map(|one| one.name.as_deref()).collect();
    assert_eq!(names, [Some("Attic"), Some("Cellar")]);
    owner.chooses(vec![computers[0].id.clone()]).await.unwrap();
    let reset = cellar.until_reset().await;
    assert_eq!(reset.reason, EndReason::PasswordChanged);
    let told = attic
        .until("it is told", |home| home.alerts.unread >= 3)
        .await;
    assert!(is_active(&told));
    let kinds = kinds(&attic).await;
    assert!(
        kinds.contains(&AlertKind::PasswordChanged { by: None }),
        "{kinds:?}"
    );
    // Who did it is not told of it.
    let own = self::kinds(&study).await;
    assert_eq!(own, [], "{own:?}");
}

async fn kinds(computer: &Computer) -> Vec<AlertKind> {
    let alerts = computer.companion.alerts(AlertFilter::default(), None, 50);
    let alerts = alerts.await.unwrap().into_iter();
    alerts.map(|alert| alert.alert.kind).collect()
}

#[tokio::test]
async fn a_thief_with_the_key_alone_is_stopped_from_the_owners_computer() {
    let house = House::empty().await;
    let (study, stolen) = (Computer::start().await, Computer::start().await);
    let (id, key) = new_account(&house, &study).await;
    let thief = Forgetful {
        computer: &stolen,
        id: stolen.connect(&house.proxy.url()).await,
        key: &key,
    };
    let Ok(Step::Waits { available_at }) = thief.shows_key().await else {
        panic!("at once")
    };
    study
        .until("the owner is warned", |home| home.alerts.unread > 0)
        .await;
    assert_eq!(
        kinds(&study).await,
        [AlertKind::RecoveryActivated { available_at }]
    );
    house.forward(DAY);
    assert_eq!(thief.shows_key().await, Ok(Step::Choose));
    study.companion.refresh(id).await.unwrap();
    study.companion.stop_password_recovery(id).await.unwrap();
    assert_eq!(
        thief.chooses(Vec::new()).await,
        Err(FailureCode::RecoveryOver)
    );
    assert_eq!(
        thief.view().await,
        View::Waits {
            email: EMAIL.into(),
            available_at
        }
    );
    study.companion.sign_out(id).await.unwrap();
    study.sign_in(id).await.unwrap();
}

#[tokio::test]
async fn a_computer_whose_clock_is_a_day_off_waits_as_long_as_others() {
    for off in [-DAY, DAY] {
        let house = House::empty().await;
        let study = Computer::start().await;
        let (_, key) = new_account(&house, &study).await;
        let folder = tempfile::tempdir().unwrap();
        let parts = Parts {
            clock: HastyClock::off_by(off),
            ..Parts::usual()
        };
        let back = Computer::start_with(folder.path(), parts).await;
        let owner = Forgetful {
            computer: &back,
            id: back.connect(&house.proxy.url()).await,
            key: &key,
        };
        let before = house.now() + DAY;
        let Ok(Step::Waits { available_at }) = owner.shows_key().await else {
            panic!("at once")
        };
        let by_the_services_clock = before..=house.now() + DAY;
        assert!(by_the_services_clock.contains(&available_at.seconds()));
        house.forward(DAY + 1);
        assert_eq!(owner.shows_key().await, Ok(Step::Choose));
        assert!(owner.chooses(Vec::new()).await.unwrap().signed_in);
    }
}

/// The old password opens the account, or the new one, and never both or none; and whoever was killed goes on.
#[tokio::test]
async fn killed_before_the_last_message_arrives_the_old_password_is_in_force_and_after_it_the_new_one()
 {
    for arrives in [false, true] {
        let (house, folder) = (House::empty().await, tempfile::tempdir().unwrap());
        let study = Computer::start_in(folder.path()).await;
        let (id, key, has) = signed_out(&house, &study).await;
        let owner = Forgetful {
            computer: &study,
            id,
            key: &key,
        };
        owner.to_choose(&house, &has).await;
        let gate = Gate::closed();
        house.proxy.rule(move |seen| match seen.path.as_str() {
            path::PASSWORD_RECOVERY_FINISH if arrives => Fate::AnswerLost,
            path::PASSWORD_RECOVERY_FINISH => Fate::Held(gate.clone()),
            _ => Fate::Forwarded,
        });
        if arrives {
            assert_eq!(
                owner.chooses(Vec::new()).await,
                Err(FailureCode::PasswordUnclear)
            );
            study.kill().await;
        } else {
            let asking = {
                let companion = study.companion.clone();
                tokio::spawn(async move {
                    let new = Password::new(NEW);
                    companion
                        .choose_recovered_password(id, new, Vec::new())
                        .await
                })
            };
            house
                .proxy
                .counted("POST", path::PASSWORD_RECOVERY_FINISH, 1)
                .await;
            study.kill().await;
            assert!(asking.await.unwrap().is_err());
        }
        house.proxy.behave();
        let house = house.killed().await;
        // Nobody's proof is as old as its start.
        house.forward(1);
        let study = Computer::start_in(folder.path()).await;
        let owner = Forgetful {
            computer: &study,
            id,
            key: &key,
        };
        let (right, wrong) = if arrives {
            (NEW, PASSWORD)
        } else {
            (PASSWORD, NEW)
        };
        assert_eq!(
            owner.signs_in(wrong).await,
            Err(FailureCode::WrongCredentials)
        );
        owner.signs_in(right).await.unwrap();
        study.companion.cancel_sign_in(id).await.unwrap();
        owner.to_choose(&house, &has).await;
        assert!(owner.chooses(Vec::new()).await.unwrap().signed_in);
    }
}

#[tokio::test]
async fn an_answer_that_is_lost_is_asked_for_again_and_the_owner_is_in() {
    let house = House::empty().await;
    let study = Computer::start().await;
    let (id, key, has) = signed_out(&house, &study).await;
    let owner = Forgetful {
        computer: &study,
        id,
        key: &key,
    };
    owner.to_choose(&house, &has).await;
    house.proxy.rule(|seen| match seen.path.as_str() {
        path::PASSWORD_RECOVERY_FINISH => Fate::AnswerLost,
        _ => Fate::Forwarded,
    });
    assert_eq!(
        owner.chooses(Vec::new()).await,
        Err(FailureCode::PasswordUnclear)
    );
    house.proxy.behave();
    assert!(owner.chooses(Vec::new()).await.unwrap().signed_in);
    study.companion.sign_out(id).await.unwrap();
    owner.signs_in(NEW).await.unwrap();
}
