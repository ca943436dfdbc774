//! What may go wrong on the way to a new password in the place of a forgotten one: guesses, lost answers, a full disk, a crash, a change
//! in between.

use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::password_recovery::*;
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::recovery_key::{Purpose, RecoveryKey, answer as signed};
use porchlight_protocol::service::path;
use porchlight_soak::rounds;

use crate::authenticator::{Authenticator, code, recovery};
use crate::client::{Computer, EMAIL, Hands, House, PASSWORD};
use crate::deletions::delete;
use crate::password;
use crate::password_recovery::{DAY, NEW, in_force, is_the_password};
use crate::program::{real_time, serve};
use crate::second_factor::database;

#[tokio::test]
async fn the_day_is_the_services_whatever_a_computers_clock_says() {
    let house = House::open().await;
    let (_computer, owner) = house.with_ada().await;
    let key = &owner.recovery_key;
    house
        .computer()
        .recover(&house, key, None)
        .await
        .unwrap_err();
    // A computer that is a day ahead: its proof is refused with the right time, and nothing else comes of it.
    let mut ahead = house.computer();
    ahead.hands = Hands::at_noon();
    ahead.hands.forward(DAY);
    let refused = ahead.recover(&house, key, None).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::ClockSkew);
    assert_eq!(refused.problem.now, Some(house.hands.now()));
}

#[tokio::test]
async fn a_thousand_wrong_keys_tell_nobody_count_nothing_and_keep_nobody_out() {
    let house = House::open().await;
    let (mut computer, owner, has) = house.with_everything().await;
    let thief = house.computer();
    let issuer = house.service.document().issuer();
    for _ in 0..1_000 {
        let guess = RecoveryKey::generate();
        let refused = thief.recover_at(EMAIL, &issuer, &guess, None).await;
        assert_eq!(refused.unwrap_err().kind(), ProblemType::WrongRecoveryKey);
    }
    assert_eq!(computer.recoveries_told().await, []);
    let rows: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM password_recoveries")
        .fetch_one(&mut database(&house).await)
        .await
        .unwrap();
    assert_eq!(rows, 0);
    house.hands.forward(60);
    let now = code(has.code(house.hands.now()));
    computer.sign_in_with(now).await.unwrap();
    house.hands.forward(60);
    let now = code(has.code(house.hands.now()));
    let back = house.computer();
    back.recover(&house, &owner.recovery_key, Some(now))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_right_key_and_a_wrong_code_change_nothing_and_are_told() {
    let house = House::open().await;
    let (computer, owner, has) = house.with_everything().await;
    let key = &owner.recovery_key;
    house.hands.forward(60);
    let thief = house.computer();
    for _ in 0..3 {
        let wrong = code(has.wrong_code(house.hands.now()));
        let refused = thief.recover(&house, key, Some(wrong)).await.unwrap_err();
        assert_eq!(refused.kind(), ProblemType::WrongCode);
    }
    assert_eq!(computer.recoveries_told().await.len(), 1);
    is_the_password(&house, PASSWORD, NEW).await;
    // Whoever holds the key guesses no faster than who knows the password.
    for _ in 0..3 {
        let wrong = code(has.wrong_code(house.hands.now()));
        thief.recover(&house, key, Some(wrong)).await.unwrap_err();
    }
    let now = code(has.code(house.hands.now()));
    let refused = thief.recover(&house, key, Some(now)).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::TooManyTries);
}

#[tokio::test]
async fn a_password_changed_the_normal_way_or_another_recovery_key_ends_the_wait() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let key = &owner.recovery_key;
    let (thief, proved) = house.recovered_after_a_day(key).await;
    let request = thief
        .choosing(&proved, key, "the thief's own words", &[])
        .await
        .unwrap();
    computer.prove(PASSWORD).await.unwrap();
    password::change(&computer, &owner, NEW).await.unwrap();
    let refused = thief.finish_recovery(&request).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::StaleState);
    let refused = thief.recover(&house, key, None).await.unwrap_err();
    assert_eq!(
        refused.kind(),
        ProblemType::RecoveryWaits,
        "from the beginning"
    );

    house.hands.forward(DAY);
    let proved = thief.recover(&house, key, None).await.unwrap();
    let request = thief
        .choosing(&proved, key, "the thief's own words", &[])
        .await
        .unwrap();
    computer.prove(NEW).await.unwrap();
    computer.replace_recovery_key(&owner).await;
    let refused = thief.finish_recovery(&request).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::StaleState);
    let refused = thief.recover(&house, key, None).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::WrongRecoveryKey);
    in_force(&house, &owner, NEW, PASSWORD).await;
}

#[tokio::test]
async fn two_factor_turned_on_during_the_wait_is_asked_for() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let key = &owner.recovery_key;
    let thief = house.computer();
    thief.recover(&house, key, None).await.unwrap_err();
    let has = Authenticator::of(&computer.enrol(None).await.unwrap());
    let now = has.code(house.hands.now());
    computer
        .confirm(&now, &has.recovery_codes[0])
        .await
        .unwrap();
    house.hands.forward(DAY);
    let refused = thief.recover(&house, key, None).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::SecondFactorRequired);
}

#[tokio::test]
async fn an_account_deleted_meanwhile_stays_deleted() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let key = &owner.recovery_key;
    let back = house.computer();
    back.recover(&house, key, None).await.unwrap_err();
    house.hands.forward(DAY);
    let started = back.recovery_start(EMAIL).await;
    let proof = signed(
        key,
        Purpose::NewPassword,
        &back.occasion(&house, started.challenge.id),
    );
    let proved = back.recover(&house, key, None).await.unwrap();
    let request = back.choosing(&proved, key, NEW, &[]).await.unwrap();
    computer.prove(PASSWORD).await.unwrap();
    delete(&computer).await.unwrap();
    let refused = back.finish_recovery(&request).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::StaleState);
    let refused = back.choosing(&proved, key, NEW, &[]).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::StaleState);
    let refused = back.prove_with(&started, proof, None).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::WrongRecoveryKey);
    let refused = back.recover(&house, key, None).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::WrongRecoveryKey);
}

#[tokio::test]
async fn an_answer_that_is_lost_can_be_asked_for_again_and_an_old_message_brings_no_password_back()
{
    let house = House::open().await;
    let (_computer, owner) = house.with_ada().await;
    let key = &owner.recovery_key;
    let (back, proved) = house.recovered_after_a_day(key).await;
    let request = back.choosing(&proved, key, NEW, &[]).await.unwrap();
    back.finish_recovery(&request).await.unwrap();
    house.hands.forward(3_600);
    back.finish_recovery(&request)
        .await
        .expect("long afterwards too");
    let (mut computer, later) = (house.computer(), "eleven swans on the canal");
    computer.sign_in(EMAIL, NEW).await.unwrap();
    password::change(&computer, &owner, later).await.unwrap();
    let refused = back.finish_recovery(&request).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::StaleState);
    in_force(&house, &owner, later, NEW).await;
}

#[tokio::test]
async fn of_twenty_computers_at_once_one_chooses_the_password() {
    for _ in 0..rounds(1) {
        let house = House::open().await;
        let (_computer, owner) = house.with_ada().await;
        let key = &owner.recovery_key;
        house
            .computer()
            .recover(&house, key, None)
            .await
            .unwrap_err();
        house.hands.forward(DAY);
        let mut requests = Vec::new();
        for number in 0..20 {
            let back = house.computer();
            let password = format!("{NEW}, number {number}");
            let proved = back.recover(&house, key, None).await.unwrap();
            let request = back.choosing(&proved, key, &password, &[]).await.unwrap();
            requests.push((back, request, password));
        }
        let tried = requests.iter().map(|(back, request, password)| async move {
            (back.finish_recovery(request).await, password)
        });
        let mut chosen = Vec::new();
        for (result, password) in futures_util::future::join_all(tried).await {
            match result {
                Ok(()) => chosen.push(password),
                Err(refused) => assert_eq!(refused.kind(), ProblemType::StaleState),
            }
        }
        assert_eq!(chosen.len(), 1);
        in_force(&house, &owner, chosen[0], PASSWORD).await;
    }
}

#[tokio::test]
async fn when_it_cannot_be_written_down_the_old_password_stays_and_nobody_is_signed_out() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let key = &owner.recovery_key;
    let back = house.computer();
    let full =
        "CREATE TRIGGER full BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'disk full'); END";
    let mut database = database(&house).await;
    sqlx::query(full).execute(&mut database).await.unwrap();
    let refused = back.recover(&house, key, None).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::Fault);
    let room = "DROP TRIGGER full";
    sqlx::query(room).execute(&mut database).await.unwrap();
    let refused = back.recover(&house, key, None).await.unwrap_err();
    assert_eq!(
        refused.problem.available_at,
        Some(house.hands.now() + DAY),
        "no wait without a word to the owner"
    );
    assert_eq!(computer.recoveries_told().await.len(), 1);

    house.hands.forward(DAY);
    let proved = back.recover(&house, key, None).await.unwrap();
    let request = back.choosing(&proved, key, NEW, &[]).await.unwrap();
    sqlx::query(full).execute(&mut database).await.unwrap();
    back.finish_recovery(&request).await.unwrap_err();
    sqlx::query(room).execute(&mut database).await.unwrap();
    computer.cameras().await.expect("still signed in");
    back.finish_recovery(&request).await.unwrap();
    in_force(&house, &owner, NEW, PASSWORD).await;
}

#[tokio::test]
async fn what_is_none_of_it_is_refused() {
    let house = House::open().await;
    let (_computer, owner) = house.with_ada().await;
    let key = &owner.recovery_key;
    let back = house.computer();
    let request = PasswordRecoveryStartRequest {
        email: "no address".into(),
    };
    let refused = back
        .post::<()>(path::PASSWORD_RECOVERY_START, &request)
        .await;
    assert_eq!(refused.unwrap_err().kind(), ProblemType::InvalidRequest);
    back.recover(&house, key, None).await.unwrap_err();
    house.hands.forward(DAY);
    let proved = back.recover(&house, key, None).await.unwrap();
    let good = back.choosing(&proved, key, NEW, &[]).await.unwrap();
    let with_wrapped = |length| PasswordRecoveryFinishRequest {
        wrapped_vault_key: Bytes(vec![1; length]),
        ..good.clone()
    };
    let no_record = PasswordRecoveryFinishRequest {
        registration_upload: Bytes(vec![1; 10]),
        ..good.clone()
    };
    for bad in [with_wrapped(0), with_wrapped(1_025), no_record] {
        let refused = back.finish_recovery(&bad).await.unwrap_err();
        assert_eq!(refused.kind(), ProblemType::InvalidRequest);
    }
    // A state of an earlier step is none of a later one, and one that is made up is none of any.
    let asked = back.recovery_start(EMAIL).await.state;
    for state in [asked, Bytes(vec![1; 300]), Bytes(Vec::new())] {
        let bad = PasswordRecoveryFinishRequest {
            state,
            ..good.clone()
        };
        let refused = back.finish_recovery(&bad).await.unwrap_err();
        assert_eq!(refused.kind(), ProblemType::StaleState);
    }
    // Without a proof of the device key nothing is looked at; without a session nothing is stopped.
    let refused = back.post::<()>(path::PASSWORD_RECOVERY_FINISH, &good).await;
    assert_eq!(refused.unwrap_err().kind(), ProblemType::InvalidCredential);
    let refused = back.stop_recovery().await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::InvalidCredential);
    back.finish_recovery(&good).await.unwrap();
}

#[tokio::test]
async fn killed_after_each_step_the_account_has_one_password_and_its_owner_goes_on() {
    for _ in 0..rounds(1) {
        for step in ["shown", "proved", "finished"] {
            let dir = tempfile::tempdir().unwrap();
            let (running, url) = serve(dir.path(), &[]);
            let hands = real_time();
            let mut computer = Computer::new(&url, hands.clone());
            let owner = computer.register(EMAIL, PASSWORD).await;
            let (session, _) = computer.sign_in(EMAIL, PASSWORD).await.unwrap();
            let issuer = session.service.issuer();
            let has = Authenticator::of(&computer.enrol(None).await.unwrap());
            let now = has.code(hands.now());
            computer
                .confirm(&now, &has.recovery_codes[0])
                .await
                .unwrap();
            let key = &owner.recovery_key;
            let mut back = Computer::new(&url, hands.clone());
            let mut codes = has.recovery_codes.iter().skip(1).map(recovery);
            let mut prove =
                async |back: &Computer| back.recover_at(EMAIL, &issuer, key, codes.next()).await;
            let refused = back
                .recover_at(EMAIL, &issuer, key, None)
                .await
                .unwrap_err();
            assert_eq!(refused.kind(), ProblemType::SecondFactorRequired);
            let mut request = None;
            if step != "shown" {
                let proved = prove(&back).await.unwrap();
                request = Some(back.choosing(&proved, key, NEW, &[]).await.unwrap());
            }
            if let ("finished", Some(request)) = (step, &request) {
                back.finish_recovery(request).await.unwrap();
            }
            running.kill();

            let (_running, url) = serve(dir.path(), &[]);
            hands.forward(real_time().now() - hands.now());
            back.base = url.trim_end_matches('/').into();
            let (right, wrong) = if step == "finished" {
                (NEW, PASSWORD)
            } else {
                (PASSWORD, NEW)
            };
            let signs_in = async |password| {
                let refused = Computer::new(&url, hands.clone())
                    .sign_in(EMAIL, password)
                    .await;
                refused.unwrap_err().kind()
            };
            assert_eq!(
                signs_in(right).await,
                ProblemType::SecondFactorRequired,
                "{step}"
            );
            assert_eq!(
                signs_in(wrong).await,
                ProblemType::WrongCredentials,
                "{step}"
            );
            if request.is_none() {
                let proved = prove(&back).await.unwrap();
                request = Some(back.choosing(&proved, key, NEW, &[]).await.unwrap());
            }
            // Whoever did not hear how it ended says the same once more.
            back.finish_recovery(&request.unwrap()).await.unwrap();
            assert_eq!(
                signs_in(NEW).await,
                ProblemType::SecondFactorRequired,
                "{step}"
            );
        }
    }
}

/// The database as the version before this one left it.
#[tokio::test]
async fn an_account_of_before_comes_back_as_well() {
    let house = House::open().await;
    let (_computer, owner) = house.with_ada().await;
    let mut before = database(&house).await;
    for sql in [
        "DROP TABLE password_recoveries",
        "DROP TABLE email_changes",
        "DELETE FROM _sqlx_migrations WHERE version > 15",
    ] {
        sqlx::query(sql).execute(&mut before).await.unwrap();
    }
    let house = house.restart().await;
    let key = &owner.recovery_key;
    let (back, proved) = house.recovered_after_a_day(key).await;
    let request = back.choosing(&proved, key, NEW, &[]).await.unwrap();
    back.finish_recovery(&request).await.unwrap();
    in_force(&house, &owner, NEW, PASSWORD).await;
}
