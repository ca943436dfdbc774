//! Turning two-factor on and off: with a fresh proof, without shutting anybody out, and told to every computer.

use porchlight_protocol::event::{ChangeType, CredentialType, EndReason};
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::sealing::VaultKey;
use porchlight_protocol::service::path;
use porchlight_protocol::two_factor::{EnrolmentRequest, TwoFactorStatus};
use reqwest::Method;

use crate::authenticator::{Authenticator, code, recovery};
use crate::client::{Computer, EMAIL, House, PASSWORD};
use crate::second_factor::database;

async fn changes_told(computer: &Computer) -> Vec<(CredentialType, ChangeType)> {
    let events = computer.open_events(&[]).await.unwrap();
    let changes = events
        .into_iter()
        .filter_map(|e| e.events.credential_change);
    changes
        .map(|change| (change.credential_type, change.change_type))
        .collect()
}

#[tokio::test]
async fn the_owner_turns_it_on_signs_in_with_it_and_turns_it_off() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    assert_eq!(computer.two_factor().await, TwoFactorStatus::Off);
    let enrolment = computer.enrol(None).await.unwrap();
    assert_eq!(enrolment.expires_at, house.hands.now() + 600);
    assert_eq!(enrolment.recovery_codes.len(), 10);
    let uri = &enrolment.otpauth_uri;
    let shown = "otpauth://totp/Test%20service:ada.marchetti%40example.org?";
    assert!(uri.starts_with(shown), "{uri}");
    assert!(uri.contains(&enrolment.secret), "{uri}");

    // Nothing has changed yet.
    assert_eq!(computer.two_factor().await, TwoFactorStatus::Off);
    house.computer().sign_in(EMAIL, PASSWORD).await.unwrap();

    let has = Authenticator::of(&enrolment);
    let since = house.hands.now();
    computer
        .confirm(&has.code(since), &has.recovery_codes[3])
        .await
        .unwrap();
    let on = TwoFactorStatus::On {
        since,
        recovery_codes_left: 10,
    };
    assert_eq!(computer.two_factor().await, on);
    computer
        .cameras()
        .await
        .expect("nobody is signed out by it");

    house.hands.forward(60);
    let mut other = house.computer();
    let (state, start) = other.sign_in_start(EMAIL, PASSWORD).await;
    let start = start.unwrap();
    let (last, export) = other.finalization(state, PASSWORD, &start).unwrap();
    let refused = other.sign_in_finish(start.state, last).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::SecondFactorRequired);
    let challenge = refused.problem.challenge.unwrap();
    assert_eq!(challenge.expires_at, house.hands.now() + 300);
    let now = has.code(house.hands.now());
    let done = other.second_factor(challenge.id, code(now)).await.unwrap();
    assert_eq!(done.recovery_codes_left, Some(10));
    let vault = VaultKey::unwrap(&done.wrapped_vault_key.0, &export, owner.account).unwrap();
    assert_eq!(vault.expose(), owner.vault.expose());
    let told = computer.open_events(&[]).await.unwrap();
    let established = told.iter().rev().find_map(|e| {
        e.events
            .session_established
            .as_ref()
            .filter(|e| e.session == done.session_id)
    });
    assert_eq!(established.unwrap().amr, ["pwd", "otp"]);

    house.hands.forward(60);
    let now = has.code(house.hands.now());
    other.turn_off(code(now), false).await.unwrap();
    assert_eq!(other.two_factor().await, TwoFactorStatus::Off);
    assert_eq!(
        changes_told(&computer).await,
        [(CredentialType::App, ChangeType::Delete)]
    );
    let (done, _) = house.computer().sign_in(EMAIL, PASSWORD).await.unwrap();
    assert_eq!(done.recovery_codes_left, None);
}

#[tokio::test]
async fn a_borrowed_computer_changes_nothing_without_the_password() {
    let house = House::open().await;
    let (computer, has) = house.with_two_factor().await;
    house.hands.forward(301);
    let now = || code(has.code(house.hands.now()));
    let refused = [
        computer.enrol(Some(now())).await.err().unwrap(),
        computer.turn_off(now(), false).await.unwrap_err(),
        computer.new_recovery_codes(&now()).await.err().unwrap(),
    ];
    for refused in refused {
        assert_eq!(refused.kind(), ProblemType::FreshProofNeeded);
    }
    let request = EnrolmentRequest {
        label: EMAIL.into(),
        second_factor: None,
    };
    let request = computer
        .request(Method::POST, path::TWO_FACTOR_ENROLMENT)
        .json(&request);
    let said = request.send().await.unwrap();
    let said = said.headers()["www-authenticate"]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(
        said.contains(r#"error="insufficient_user_authentication""#),
        "{said}"
    );
    assert!(said.contains(r#"max_age="300""#), "{said}");

    let refused = computer.prove("wrong password").await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::WrongCredentials);
    let refused = computer.turn_off(now(), false).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::FreshProofNeeded);
    computer.prove(PASSWORD).await.unwrap();
    house.hands.forward(300);
    computer.turn_off(now(), false).await.unwrap();
}

#[tokio::test]
async fn a_proof_is_for_its_own_session_soon_and_once() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let mut other = house.computer();
    other.sign_in(EMAIL, PASSWORD).await.unwrap();
    house.hands.forward(301);
    let (state, start) = computer.proof_start(PASSWORD).await;
    let (last, _) = computer.finalization(state, PASSWORD, &start).unwrap();
    let request = porchlight_protocol::account::SignInFinishRequest {
        state: start.state,
        credential_finalization: last.into(),
    };
    let finish = |computer: &Computer| {
        let (computer, request) = (computer.clone(), request.clone());
        async move {
            computer
                .ask::<()>(path::SESSION_PROOF_FINISH, &request)
                .await
        }
    };
    let elsewhere = finish(&other).await.unwrap_err();
    assert_eq!(elsewhere.kind(), ProblemType::StaleState);
    finish(&computer).await.unwrap();
    let again = finish(&computer).await.unwrap_err();
    assert_eq!(again.kind(), ProblemType::StaleState);
    let refused = other.enrol(None).await.err().unwrap();
    assert_eq!(
        refused.kind(),
        ProblemType::FreshProofNeeded,
        "not of the other session"
    );

    let (state, start) = other.proof_start(PASSWORD).await;
    let (last, _) = other.finalization(state, PASSWORD, &start).unwrap();
    house.hands.forward(121);
    let request = porchlight_protocol::account::SignInFinishRequest {
        state: start.state,
        credential_finalization: last.into(),
    };
    let late = other.ask::<()>(path::SESSION_PROOF_FINISH, &request).await;
    assert_eq!(late.unwrap_err().kind(), ProblemType::StaleState);
}

#[tokio::test]
async fn a_session_of_before_proofs_were_written_down_proves_the_password_first() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    sqlx::query("UPDATE sessions SET proved_at = NULL")
        .execute(&mut database(&house).await)
        .await
        .unwrap();
    let refused = computer.enrol(None).await.err().unwrap();
    assert_eq!(refused.kind(), ProblemType::FreshProofNeeded);
    computer.prove(PASSWORD).await.unwrap();
    computer.enrol(None).await.unwrap();
}

#[tokio::test]
async fn guessing_the_password_in_a_session_is_slowed_down() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    for _ in 0..5 {
        let refused = computer.prove("guess").await.unwrap_err();
        assert_eq!(refused.kind(), ProblemType::WrongCredentials);
    }
    let request = porchlight_protocol::two_factor::ProofStartRequest {
        credential_request: computer.proof_message(),
    };
    let refused = computer
        .ask::<serde_json::Value>(path::SESSION_PROOF_START, &request)
        .await
        .unwrap_err();
    assert_eq!(refused.kind(), ProblemType::TooManyTries);
    house
        .computer()
        .sign_in(EMAIL, PASSWORD)
        .await
        .expect("signing in is another matter");
}

#[tokio::test]
async fn each_thing_typed_wrong_is_told_apart_and_nothing_changes() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let has = Authenticator::of(&computer.enrol(None).await.unwrap());
    let now = house.hands.now();
    let (good, paper) = (has.code(now), has.recovery_codes[0].clone());
    use ProblemType::{CodeClock, WrongCode, WrongRecoveryCode};
    let early = has.code(now + 120);
    for (typed, recovery_code, kind) in [
        (has.wrong_code(now), &paper, WrongCode),
        (String::new(), &paper, WrongCode),
        (early, &paper, CodeClock),
        (
            good.clone(),
            &"AAAA-BBBB-CCCC-DDDD".to_owned(),
            WrongRecoveryCode,
        ),
        (good.clone(), &String::new(), WrongRecoveryCode),
    ] {
        let refused = computer.confirm(&typed, recovery_code).await.unwrap_err();
        assert_eq!(refused.kind(), kind, "{typed} {recovery_code}");
        assert_eq!(computer.two_factor().await, TwoFactorStatus::Off);
    }
    house.computer().sign_in(EMAIL, PASSWORD).await.unwrap();
    // As people type.
    let (spaced, lower) = (
        format!("{} {}", &good[..3], &good[3..]),
        paper.to_lowercase(),
    );
    computer
        .confirm(&spaced, &lower.replace('-', " "))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_recovery_code_alone_turns_nothing_on_and_the_checked_code_is_used_up_by_it() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let has = Authenticator::of(&computer.enrol(None).await.unwrap());
    let paper = &has.recovery_codes[0];
    let refused = computer.confirm_checked(paper, false).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::SecondFactorRequired);
    assert_eq!(computer.two_factor().await, TwoFactorStatus::Off);

    let checked = has.code(house.hands.now());
    computer.check(&checked).await.unwrap();
    assert_eq!(computer.two_factor().await, TwoFactorStatus::Off);
    let house = house.restart().await;
    let computer = Computer {
        base: house.computer().base,
        ..computer
    };
    house.hands.forward(20);
    computer.confirm_checked(paper, false).await.unwrap();
    let again = house.computer().sign_in_with(code(checked)).await;
    assert_eq!(again.unwrap_err().kind(), ProblemType::CodeUsed);

    // An enrolment that begins anew has seen no code.
    house.hands.forward(60);
    computer.prove(PASSWORD).await.unwrap();
    let now = code(has.code(house.hands.now()));
    let next = Authenticator::of(&computer.enrol(Some(now)).await.unwrap());
    let refused = computer
        .confirm_checked(&next.recovery_codes[0], false)
        .await;
    assert_eq!(
        refused.unwrap_err().kind(),
        ProblemType::SecondFactorRequired
    );
}

#[tokio::test]
async fn a_half_finished_enrolment_lapses_is_replaced_and_is_no_other_computers() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let lapsed = async |computer: &Computer, has: &Authenticator| {
        let now = has.code(house.hands.now());
        let refused = computer.confirm(&now, &has.recovery_codes[0]).await;
        assert_eq!(refused.unwrap_err().kind(), ProblemType::EnrolmentLapsed);
        assert_eq!(computer.two_factor().await, TwoFactorStatus::Off);
    };
    let first = Authenticator::of(&computer.enrol(None).await.unwrap());
    let mut other = house.computer();
    other.sign_in(EMAIL, PASSWORD).await.unwrap();
    lapsed(&other, &first).await;
    house.hands.forward(600);
    lapsed(&computer, &first).await;

    computer.prove(PASSWORD).await.unwrap();
    let second = Authenticator::of(&computer.enrol(None).await.unwrap());
    let third = Authenticator::of(&computer.enrol(None).await.unwrap());
    let now = house.hands.now();
    let refused = computer
        .confirm(&second.code(now), &second.recovery_codes[0])
        .await;
    assert_eq!(refused.unwrap_err().kind(), ProblemType::WrongCode);
    house.hands.forward(599);
    let now = house.hands.now();
    computer
        .confirm(&third.code(now), &third.recovery_codes[0])
        .await
        .unwrap();
    let again = computer
        .confirm(&third.code(now), &third.recovery_codes[0])
        .await;
    assert_eq!(
        again.unwrap_err().kind(),
        ProblemType::EnrolmentLapsed,
        "once"
    );
}

#[tokio::test]
async fn a_new_telephone_takes_the_place_of_the_old_one() {
    let house = House::open().await;
    let (computer, old) = house.with_two_factor().await;
    let refused = computer.enrol(None).await.err().unwrap();
    assert_eq!(refused.kind(), ProblemType::SecondFactorRequired);
    assert_eq!(refused.problem.challenge, None);
    let wrong = code(old.wrong_code(house.hands.now()));
    let refused = computer.enrol(Some(wrong)).await.err().unwrap();
    assert_eq!(refused.kind(), ProblemType::WrongCode);

    house.hands.forward(60);
    let now = code(old.code(house.hands.now()));
    let new = Authenticator::of(&computer.enrol(Some(now)).await.unwrap());
    house.hands.forward(60);
    let now = code(old.code(house.hands.now()));
    house
        .computer()
        .sign_in_with(now)
        .await
        .expect("the old one, until the new one has shown a code");
    let now = new.code(house.hands.now());
    computer
        .confirm(&now, &new.recovery_codes[0])
        .await
        .unwrap();

    house.hands.forward(60);
    let mut other = house.computer();
    for (factor, kind) in [
        (code(old.code(house.hands.now())), ProblemType::WrongCode),
        (
            recovery(&old.recovery_codes[0]),
            ProblemType::WrongRecoveryCode,
        ),
    ] {
        assert_eq!(other.sign_in_with(factor).await.unwrap_err().kind(), kind);
    }
    other
        .sign_in_with(code(new.code(house.hands.now())))
        .await
        .unwrap();
    other
        .sign_in_with(recovery(&new.recovery_codes[0]))
        .await
        .unwrap();
    let told = changes_told(&other).await;
    assert_eq!(told, [(CredentialType::RecoveryCode, ChangeType::Revoke)]);
}

#[tokio::test]
async fn new_recovery_codes_count_once_one_was_typed_back() {
    let house = House::open().await;
    let (computer, has) = house.with_two_factor().await;
    house.hands.forward(60);
    let refused = computer
        .confirm_recovery_codes(&has.recovery_codes[0])
        .await;
    assert_eq!(refused.unwrap_err().kind(), ProblemType::EnrolmentLapsed);
    let now = code(has.code(house.hands.now()));
    let new = computer
        .new_recovery_codes(&now)
        .await
        .unwrap()
        .recovery_codes;
    assert_eq!(new.len(), 10);
    let mut other = house.computer();
    other
        .sign_in_with(recovery(&has.recovery_codes[0]))
        .await
        .expect("the old ones, until then");
    let refused = computer
        .confirm_recovery_codes(&has.recovery_codes[1])
        .await;
    assert_eq!(refused.unwrap_err().kind(), ProblemType::WrongRecoveryCode);
    let refused = other.confirm_recovery_codes(&new[0]).await.unwrap_err();
    assert_eq!(
        refused.kind(),
        ProblemType::EnrolmentLapsed,
        "of the other session"
    );
    computer
        .confirm_recovery_codes_and(&new[0], true)
        .await
        .unwrap();
    let refused = other.cameras().await.unwrap_err();
    assert_eq!(
        refused.kind(),
        ProblemType::SessionEnded,
        "as the owner said"
    );

    let refused = other.sign_in_with(recovery(&has.recovery_codes[1])).await;
    assert_eq!(refused.unwrap_err().kind(), ProblemType::WrongRecoveryCode);
    let done = other.sign_in_with(recovery(&new[0])).await.unwrap();
    assert_eq!(done.recovery_codes_left, Some(9));
    house.hands.forward(60);
    other
        .sign_in_with(code(has.code(house.hands.now())))
        .await
        .expect("the authenticator is the same");
}

#[tokio::test]
async fn other_computers_are_told_and_are_signed_out_only_if_the_owner_says_so() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let name =
        porchlight_protocol::account::seal_computer_name("Desk", &owner.vault, owner.account);
    computer.name_computer(&name).await.unwrap();
    let mut other = house.computer();
    other.sign_in(EMAIL, PASSWORD).await.unwrap();
    let has = Authenticator::of(&computer.enrol(None).await.unwrap());
    let now = has.code(house.hands.now());
    computer
        .confirm(&now, &has.recovery_codes[0])
        .await
        .unwrap();
    let app = |change| (CredentialType::App, change);
    assert_eq!(changes_told(&other).await, [app(ChangeType::Create)]);
    assert_eq!(changes_told(&computer).await, [], "it knows");
    let told = other.open_events(&[]).await.unwrap();
    let change = told
        .iter()
        .find_map(|e| e.events.credential_change.as_ref());
    assert_eq!(
        change.unwrap().by_sealed.as_ref(),
        Some(&name),
        "who it was"
    );

    house.hands.forward(60);
    let mut wakes = other.subscribe().await.unwrap();
    let now = code(has.code(house.hands.now()));
    computer.turn_off(now, true).await.unwrap();
    assert!(wakes.wake().await);
    computer.cameras().await.unwrap();
    let refused = other.cameras().await.unwrap_err();
    let word = other.verified(&refused.problem.session_ended.unwrap());
    let end = word.events.session_revoked.unwrap();
    assert_eq!(end.reason, EndReason::TwoFactorChanged);
    assert_eq!(end.by_sealed, Some(name));

    other.sign_in(EMAIL, PASSWORD).await.unwrap();
    let has = Authenticator::of(&computer.enrol(None).await.unwrap());
    let now = has.code(house.hands.now());
    computer
        .confirm_and(&now, &has.recovery_codes[0], true)
        .await
        .unwrap();
    assert_eq!(
        other.cameras().await.unwrap_err().kind(),
        ProblemType::SessionEnded
    );
    computer.cameras().await.unwrap();
}

#[tokio::test]
async fn what_is_off_cannot_be_turned_off() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let refused = computer.turn_off(code("123456"), false).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::TwoFactorOff);
    let refused = computer.new_recovery_codes(&code("123456")).await;
    assert_eq!(refused.err().unwrap().kind(), ProblemType::TwoFactorOff);
}
