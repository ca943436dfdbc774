//! An owner rehearses coming back, loses the telephone and the codes, and comes back.

use porchlight_core::alerts::{AlertFilter, AlertKind, TwoFactorChange};
use porchlight_core::error::FailureCode;
use porchlight_core::secret::Password;
use porchlight_core::view::checkup::{CheckupState, CheckupSubject};
use porchlight_core::view::recovery_key::KeyNews;
use porchlight_core::view::rehearsal::{RehearsedCode, RehearsedKey};
use porchlight_core::view::two_factor::{SecondFactorInput, SecondFactorKind, SignInStep};
use porchlight_core::view::{ConnectionId, Snapshot};
use porchlight_journeys::authenticator::typed;
use porchlight_journeys::computer::{Computer, is_active, is_online};
use porchlight_journeys::house::{EMAIL, House, PASSWORD};
use porchlight_protocol::service::path;
use porchlight_simulators::proxy::Fate;

const ANOTHER_KEY: &str = "0000-1111-2222-3333-4444-5555-6666-7777";

/// Makes the account at the computer; the recovery key as it stands on the owner's paper.
pub(crate) async fn new_account(house: &House, computer: &Computer) -> (ConnectionId, String) {
    let id = computer.connect(&house.proxy.url()).await;
    let asked = &computer.companion;
    asked
        .prepare_account(id, EMAIL.into(), Password::new(PASSWORD), None)
        .await
        .unwrap();
    let groups = asked.reveal_recovery_key(id).await.unwrap();
    asked
        .confirm_recovery_key(id, 0, Password::new(groups[0].clone()))
        .await
        .unwrap();
    computer.until("the owner is signed in", is_active).await;
    (id, groups.join("-"))
}

fn rehearsed(home: &Snapshot) -> bool {
    home.checkup.iter().any(|item| {
        let dated = matches!(
            item.subject,
            CheckupSubject::Rehearsal {
                rehearsed_at: Some(_),
                ..
            }
        );
        dated && item.state == CheckupState::Done
    })
}

#[tokio::test]
async fn a_rehearsal_uses_nothing_up_tells_the_truth_and_is_remembered() {
    let (house, folder) = (House::empty().await, tempfile::tempdir().unwrap());
    let computer = Computer::start_in(folder.path()).await;
    let (id, key) = new_account(&house, &computer).await;
    let has = computer.enrol(id, &house, None).await;
    assert!(!rehearsed(&computer.snapshot().await));
    house.forward(400);

    let asked = &computer.companion;
    let code = || Password::new(has.recovery_codes[0].as_str());
    let tried = asked.rehearse_recovery_code(id, code()).await;
    assert_eq!(tried, Ok(RehearsedCode::PasswordFirst));
    let wrong = asked.rehearse_password(id, Password::new("not the password"));
    let wrong = wrong.await.unwrap_err();
    assert_eq!(wrong.code, FailureCode::WrongCredentials);
    asked
        .rehearse_password(id, Password::new(PASSWORD))
        .await
        .unwrap();
    for _ in 0..3 {
        let tried = asked.rehearse_recovery_code(id, code()).await;
        assert_eq!(tried, Ok(RehearsedCode::Right { left: 10 }));
    }
    let tried = asked
        .rehearse_recovery_key(id, Password::new(key.to_lowercase()))
        .await;
    assert_eq!(tried, Ok(RehearsedKey::SignsIn));
    let tried = asked
        .rehearse_recovery_key(id, Password::new(ANOTHER_KEY))
        .await;
    assert_eq!(tried, Ok(RehearsedKey::Wrong));
    assert!(rehearsed(&computer.snapshot().await));

    let heard = house.proxy.heard().to_uppercase();
    assert!(heard.contains("/RECOVERY-CODES/REHEARSAL"));
    assert!(!heard.contains(&key) && !heard.contains(&key.replace('-', "")));
    computer.close().await;
    let computer = Computer::start_in(folder.path()).await;
    computer.until("the day is still known", rehearsed).await;
}

#[tokio::test]
async fn who_has_lost_telephone_and_codes_comes_back_and_sets_up_another() {
    let house = House::empty().await;
    let computer = Computer::start().await;
    let (id, key) = new_account(&house, &computer).await;
    computer.enrol(id, &house, None).await;
    computer.companion.sign_out(id).await.unwrap();

    let step = computer.sign_in_step(id).await.unwrap();
    assert_eq!(step, SignInStep::SecondFactorWanted);
    let asked = &computer.companion;
    let wrong = typed(SecondFactorKind::RecoveryKey, ANOTHER_KEY);
    let refused = asked.finish_sign_in(id, wrong).await.unwrap_err();
    assert_eq!(refused.code, FailureCode::RecoveryKeyWrong);
    let right = || typed(SecondFactorKind::RecoveryKey, &key);
    asked.finish_sign_in(id, right()).await.unwrap();
    assert!(is_active(&computer.snapshot().await));

    let new = computer.enrol(id, &house, Some(right())).await;
    computer.companion.sign_out(id).await.unwrap();
    let step = computer.sign_in_with(id, new.factor(&house)).await;
    step.unwrap();
    assert!(is_active(&computer.snapshot().await));
    let heard = house.proxy.heard().to_uppercase();
    assert!(!heard.contains(&key) && !heard.contains(&key.replace('-', "")));
}

fn news(home: &Snapshot) -> Option<KeyNews> {
    let key = home.connections[0].recovery_key?;
    key.news.map(|news| news.what)
}

fn line(home: &Snapshot) -> Option<CheckupState> {
    let mut items = home.checkup.iter();
    let item = items.find(|item| matches!(item.subject, CheckupSubject::RecoveryKey { .. }));
    item.map(|item| item.state)
}

/// An owner at a computer.
struct Paper<'a> {
    computer: &'a Computer,
    id: ConnectionId,
}

impl Paper<'_> {
    /// The groups of a new key, shown on the screen.
    async fn new_key(&self, factor: SecondFactorInput) -> Vec<String> {
        let asked = &self.computer.companion;
        let password = Password::new(PASSWORD);
        asked
            .begin_recovery_key(self.id, password, Some(factor))
            .await
            .unwrap();
        asked.reveal_recovery_key(self.id).await.unwrap()
    }

    async fn types_back(&self, groups: &[String]) -> Result<(), FailureCode> {
        let typed = Password::new(groups[6].as_str());
        let asked = &self.computer.companion;
        let done = asked.confirm_recovery_key(self.id, 6, typed).await;
        done.map_err(|failure| failure.code)
    }

    async fn tries(&self, key: &str) -> RehearsedKey {
        let asked = &self.computer.companion;
        let tried = asked.rehearse_recovery_key(self.id, Password::new(key));
        tried.await.unwrap()
    }
}

#[tokio::test]
async fn an_owner_whose_key_was_seen_makes_another_and_comes_in_with_that_one_only() {
    let house = House::empty().await;
    let (study, attic) = (Computer::start().await, Computer::start().await);
    let (id, old) = new_account(&house, &study).await;
    let at_attic = attic.connect(&house.proxy.url()).await;
    attic.sign_in(at_attic).await.unwrap();
    study.enrol(id, &house, None).await;
    study.companion.sign_out(id).await.unwrap();
    study.sign_in_step(id).await.unwrap();
    let by_old = || typed(SecondFactorKind::RecoveryKey, &old);
    study.companion.finish_sign_in(id, by_old()).await.unwrap();
    for computer in [&study, &attic] {
        let offered = |home: &Snapshot| {
            news(home) == Some(KeyNews::Used) && line(home) == Some(CheckupState::ToDo)
        };
        computer.until("another one is offered", offered).await;
    }

    // Shown, and the service is killed: the old one counts, and the new one can still be typed back.
    let owner = Paper {
        computer: &study,
        id,
    };
    let groups = owner.new_key(by_old()).await;
    let new = groups.join("-");
    let house = house.killed().await;
    study.companion.refresh(id).await.unwrap();
    assert_eq!(owner.tries(&old).await, RehearsedKey::SignsIn);
    assert_eq!(owner.tries(&new).await, RehearsedKey::Wrong);
    owner.types_back(&groups).await.unwrap();
    assert_eq!(owner.tries(&new).await, RehearsedKey::SignsIn);
    assert_eq!(owner.tries(&old).await, RehearsedKey::Wrong);
    let settled = |home: &Snapshot| news(home) == Some(KeyNews::Replaced) && line(home).is_none();
    study.until("it is settled in the study", settled).await;
    attic.until("it is settled in the attic", settled).await;
    let told = attic.companion.alerts(AlertFilter::default(), None, 50);
    let told = told.await.unwrap();
    let kind = AlertKind::TwoFactorChanged {
        change: TwoFactorChange::RecoveryKeyReplaced,
        by: Some("Study computer".into()),
    };
    assert!(told.iter().any(|view| view.alert.kind == kind), "{told:?}");

    attic.companion.sign_out(at_attic).await.unwrap();
    attic.sign_in_step(at_attic).await.unwrap();
    let refused = attic.companion.finish_sign_in(at_attic, by_old()).await;
    assert_eq!(refused.unwrap_err().code, FailureCode::RecoveryKeyWrong);
    let by_new = typed(SecondFactorKind::RecoveryKey, &new);
    attic
        .companion
        .finish_sign_in(at_attic, by_new)
        .await
        .unwrap();
    assert!(is_active(&attic.snapshot().await));
    let heard = house.proxy.heard().to_uppercase();
    for key in [&old, &new] {
        assert!(!heard.contains(key.as_str()) && !heard.contains(&key.replace('-', "")));
    }
}

#[tokio::test]
async fn killed_before_or_after_the_new_key_was_typed_back_the_owner_has_one_that_works() {
    for typed_back in [false, true] {
        let (house, folder) = (House::empty().await, tempfile::tempdir().unwrap());
        let computer = Computer::start_in(folder.path()).await;
        let (id, old) = new_account(&house, &computer).await;
        let has = computer.enrol(id, &house, None).await;
        let owner = Paper {
            computer: &computer,
            id,
        };
        let groups = owner.new_key(has.factor(&house)).await;
        if typed_back {
            // The service does it, and nobody hears.
            house.proxy.rule(|seen| match seen.path.as_str() {
                path::RECOVERY_KEY_FINISH => Fate::AnswerLost,
                _ => Fate::Forwarded,
            });
            let unclear = owner.types_back(&groups).await;
            assert_eq!(unclear, Err(FailureCode::RecoveryKeyUnclear));
            house.proxy.behave();
        }
        computer.kill().await;

        let computer = Computer::start_in(folder.path()).await;
        computer.until("the owner is signed in", is_online).await;
        let owner = Paper {
            computer: &computer,
            id,
        };
        let new = groups.join("-");
        let (good, bad) = if typed_back {
            (&new, &old)
        } else {
            (&old, &new)
        };
        assert_eq!(owner.tries(good).await, RehearsedKey::SignsIn);
        assert_eq!(owner.tries(bad).await, RehearsedKey::Wrong);
        let shown = computer.companion.reveal_recovery_key(id).await;
        assert!(shown.is_err(), "nothing of it is kept");
    }
}
