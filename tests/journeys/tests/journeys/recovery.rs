//! An owner rehearses coming back, loses the telephone and the codes, and comes back.

use porchlight_core::error::FailureCode;
use porchlight_core::secret::Password;
use porchlight_core::view::checkup::{CheckupState, CheckupSubject};
use porchlight_core::view::rehearsal::{RehearsedCode, RehearsedKey};
use porchlight_core::view::two_factor::{SecondFactorKind, SignInStep};
use porchlight_core::view::{ConnectionId, Snapshot};
use porchlight_journeys::authenticator::typed;
use porchlight_journeys::computer::{Computer, is_active};
use porchlight_journeys::house::{EMAIL, House, PASSWORD};

const ANOTHER_KEY: &str = "0000-1111-2222-3333-4444-5555-6666-7777";

/// Makes the account at the computer; the recovery key as it stands on the owner's paper.
async fn new_account(house: &House, computer: &Computer) -> (ConnectionId, String) {
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
