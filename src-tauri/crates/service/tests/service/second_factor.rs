//! Signing in with two-factor: what is accepted, once, and what guessing comes to.

use porchlight_protocol::event::CredentialType;
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::two_factor::SecondFactor;
use porchlight_soak::rounds;
use sqlx::ConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};

use crate::authenticator::{Authenticator, code, recovery};
use crate::client::{Computer, EMAIL, House, PASSWORD, Refused};

/// Somebody else who opens the database of a house.
pub(crate) async fn database(house: &House) -> SqliteConnection {
    SqliteConnectOptions::new()
        .filename(house.dir.path().join("home.sqlite"))
        .connect()
        .await
        .unwrap()
}

/// As many computers, all of which have said the password.
async fn challenged(house: &House, how_many: usize) -> Vec<(Computer, uuid::Uuid)> {
    let mut all = Vec::new();
    for _ in 0..how_many {
        let mut computer = house.computer();
        let challenge = computer.challenged().await.id;
        all.push((computer, challenge));
    }
    all
}

/// All at once; how many were accepted, and what the others were told.
async fn race(all: Vec<(Computer, uuid::Uuid)>, factor: SecondFactor) -> (usize, Vec<ProblemType>) {
    let mut race = tokio::task::JoinSet::new();
    for (mut computer, challenge) in all {
        let factor = factor.clone();
        race.spawn(async move { computer.second_factor(challenge, factor).await });
    }
    let (good, bad): (Vec<_>, Vec<_>) = race.join_all().await.into_iter().partition(Result::is_ok);
    let told = bad.into_iter().map(|refused| refused.unwrap_err().kind());
    (good.len(), told.collect())
}

#[tokio::test]
async fn a_code_is_accepted_once_however_many_show_it_at_once() {
    for _ in 0..rounds(1) {
        let house = House::open().await;
        let (_, has) = house.with_two_factor().await;
        house.hands.forward(60);
        let now = code(has.code(house.hands.now()));
        let (accepted, told) = race(challenged(&house, 50).await, now).await;
        assert_eq!((accepted, told), (1, vec![ProblemType::CodeUsed; 49]));
    }
}

#[tokio::test]
async fn a_recovery_code_is_accepted_once_however_many_show_it_at_once() {
    for _ in 0..rounds(1) {
        let house = House::open().await;
        let (_, has) = house.with_two_factor().await;
        let paper = recovery(&has.recovery_codes[5]);
        let (accepted, told) = race(challenged(&house, 50).await, paper).await;
        assert_eq!(
            (accepted, told),
            (1, vec![ProblemType::WrongRecoveryCode; 49])
        );
    }
}

#[tokio::test]
async fn a_challenge_becomes_one_session() {
    let house = House::open().await;
    let (_, has) = house.with_two_factor().await;
    let one = challenged(&house, 1).await;
    let all = vec![one[0].clone(); 10];
    let paper = recovery(&has.recovery_codes[5]);
    let (accepted, told) = race(all, paper).await;
    assert_eq!((accepted, told), (1, vec![ProblemType::StaleState; 9]));
}

#[tokio::test]
async fn what_is_not_the_code_of_the_moment_is_refused() {
    let house = House::open().await;
    let (_, has) = house.with_two_factor().await;
    house.hands.forward(3_600);
    let now = house.hands.now();
    let good = has.code(now);
    let full_width: String = good
        .chars()
        .map(|digit| char::from_u32(u32::from(digit) - 0x30 + 0xff10).unwrap())
        .collect();
    let mut computer = house.computer();
    for typed in [
        String::new(),
        good[..5].to_owned(),
        format!("{good}0"),
        format!("0{good}"),
        format!("{}a", &good[..5]),
        format!("+{}", &good[1..]),
        full_width,
        "½½½½½½".into(),
        has.code(now - 86_400),
        has.wrong_code(now),
    ] {
        let refused = computer.sign_in_with(code(&typed)).await.unwrap_err();
        assert_eq!(refused.kind(), ProblemType::WrongCode, "{typed}");
    }
    computer.sign_in_with(code(good)).await.unwrap();
}

#[tokio::test]
async fn a_code_is_good_one_step_early_and_late_but_never_after_a_later_one() {
    let house = House::open().await;
    let (_, has) = house.with_two_factor().await;
    house.hands.forward(300);
    let now = house.hands.now();
    let mut computer = house.computer();
    computer
        .sign_in_with(code(has.code(now - 30)))
        .await
        .unwrap();
    computer
        .sign_in_with(code(has.code(now + 30)))
        .await
        .unwrap();
    for typed in [now, now + 30, now - 30] {
        let refused = computer.sign_in_with(code(has.code(typed))).await;
        assert_eq!(refused.unwrap_err().kind(), ProblemType::CodeUsed);
    }
    house.hands.forward(60);
    let next = code(has.code(house.hands.now()));
    computer.sign_in_with(next).await.unwrap();
}

#[tokio::test]
async fn the_code_that_turned_it_on_does_not_sign_in() {
    let house = House::open().await;
    let (_, has) = house.with_two_factor().await;
    let same = code(has.code(house.hands.now()));
    let refused = house.computer().sign_in_with(same).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::CodeUsed);
}

#[tokio::test]
async fn a_clock_that_is_off_is_told_and_its_code_is_never_good() {
    let house = House::open().await;
    let (_, has) = house.with_two_factor().await;
    house.hands.forward(3_600);
    let now = house.hands.now();
    let mut computer = house.computer();
    for off in [-600, -60, 60, 300, 600] {
        let refused = computer.sign_in_with(code(has.code(now + off))).await;
        let problem = refused.unwrap_err().problem;
        assert_eq!(problem.kind, ProblemType::CodeClock);
        assert_eq!(problem.code_off_seconds, Some(off));
    }
    // Somebody who guessed learned which code will be right in five minutes.
    house.hands.forward(300);
    let told = code(has.code(now + 300));
    let refused = computer.sign_in_with(told).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::CodeUsed);
    let next = code(has.code(now + 330));
    computer.sign_in_with(next).await.unwrap();
}

#[tokio::test]
async fn nothing_is_said_about_two_factor_before_the_password_is_right() {
    let house = House::open().await;
    house.with_two_factor().await;
    let mut seen = Vec::new();
    for email in [EMAIL, "nobody@example.org"] {
        let mut computer = house.computer();
        let refused = computer.sign_in(email, "wrong password").await.unwrap_err();
        seen.push((refused.kind(), refused.body));
    }
    assert_eq!(seen[0], seen[1]);
    assert_eq!(seen[0].0, ProblemType::WrongCredentials);
}

#[tokio::test]
async fn a_challenge_is_for_one_device_key_for_five_minutes() {
    let house = House::open().await;
    let (_, has) = house.with_two_factor().await;
    house.hands.forward(60);
    let mut computer = house.computer();
    let challenge = computer.challenged().await.id;
    let now = code(has.code(house.hands.now()));
    for id in [challenge, uuid::Uuid::new_v4()] {
        let refused = house.computer().second_factor(id, now.clone()).await;
        assert_eq!(refused.unwrap_err().kind(), ProblemType::StaleState);
    }
    house.hands.forward(300);
    let now = code(has.code(house.hands.now()));
    let late = computer.second_factor(challenge, now.clone()).await;
    assert_eq!(late.unwrap_err().kind(), ProblemType::StaleState);
    let challenge = computer.challenged().await.id;
    let house = house.restart().await;
    computer.base = house.computer().base;
    computer
        .second_factor(challenge, now)
        .await
        .expect("a challenge outlives a restart");
}

#[tokio::test]
async fn a_password_of_before_a_restart_is_not_said_twice() {
    let house = House::open().await;
    let (_, has) = house.with_two_factor().await;
    house.hands.forward(60);
    let mut computer = house.computer();
    let (state, start) = computer.sign_in_start(EMAIL, PASSWORD).await;
    let start = start.unwrap();
    let (last, _) = computer.finalization(state, PASSWORD, &start).unwrap();
    let challenge = computer
        .sign_in_finish(start.state.clone(), last.clone())
        .await;
    let challenge = challenge.unwrap_err().problem.challenge.unwrap();
    let now = code(has.code(house.hands.now()));
    computer.second_factor(challenge.id, now).await.unwrap();
    let house = house.restart().await;
    computer.base = house.computer().base;
    let again = computer
        .sign_in_finish(start.state, last)
        .await
        .unwrap_err();
    assert_eq!(again.kind(), ProblemType::StaleState);
}

#[tokio::test]
async fn a_challenge_has_five_tries() {
    let house = House::open().await;
    let (_, has) = house.with_two_factor().await;
    let mut computer = house.computer();
    let challenge = computer.challenged().await.id;
    for left in (0..5).rev() {
        let refused = computer
            .second_factor(challenge, recovery("AAAA-BBBB-CCCC-DDDD"))
            .await;
        let problem = refused.unwrap_err().problem;
        assert_eq!(problem.kind, ProblemType::WrongRecoveryCode);
        assert_eq!(problem.tries_left, Some(left));
        // Not looked at, so it costs nothing and says nothing.
        let refused = computer.second_factor(challenge, code("12345")).await;
        let problem = refused.unwrap_err().problem;
        assert_eq!(problem.tries_left, None);
    }
    let paper = recovery(&has.recovery_codes[0]);
    let refused = computer.second_factor(challenge, paper.clone()).await;
    assert_eq!(refused.unwrap_err().kind(), ProblemType::StaleState);
    computer
        .sign_in_with(paper)
        .await
        .expect("and the owner starts again");
}

#[tokio::test]
async fn wrong_codes_cost_growing_waits_also_over_a_restart_and_a_right_one_clears_them() {
    let house = House::open().await;
    let (_, has) = house.with_two_factor().await;
    house.hands.forward(3_600);
    let wrong = |house: &House| code(has.wrong_code(house.hands.now()));
    let mut computer = house.computer();
    for _ in 0..5 {
        let refused = computer.sign_in_with(wrong(&house)).await.unwrap_err();
        assert_eq!(refused.kind(), ProblemType::WrongCode);
    }
    let house = house.restart().await;
    computer.base = house.computer().base;
    let mut waits = Vec::new();
    for _ in 0..3 {
        let now = code(has.code(house.hands.now()));
        let refused = computer.sign_in_with(now).await.unwrap_err();
        assert_eq!(
            refused.kind(),
            ProblemType::TooManyTries,
            "the right one waits as well"
        );
        waits.push(refused.retry_after.unwrap());
        house.hands.forward(waits[waits.len() - 1].into());
        let refused = computer.sign_in_with(wrong(&house)).await.unwrap_err();
        assert_eq!(refused.kind(), ProblemType::WrongCode);
    }
    assert_eq!(waits, [30, 60, 120]);
    house.hands.forward(240);
    let now = code(has.code(house.hands.now()));
    computer.sign_in_with(now).await.unwrap();
    let refused = computer.sign_in_with(wrong(&house)).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::WrongCode);
    house.hands.forward(60);
    let now = code(has.code(house.hands.now()));
    computer
        .sign_in_with(now)
        .await
        .expect("one slip costs nothing");
}

#[tokio::test]
async fn a_wait_costs_no_try() {
    let house = House::open().await;
    let (_, has) = house.with_two_factor().await;
    house.hands.forward(3_600);
    let mut computer = house.computer();
    for _ in 0..5 {
        let wrong = code(has.wrong_code(house.hands.now()));
        computer.sign_in_with(wrong).await.unwrap_err();
    }
    let challenge = computer.challenged().await.id;
    for _ in 0..6 {
        let now = code(has.code(house.hands.now()));
        let refused = computer.second_factor(challenge, now).await.unwrap_err();
        assert_eq!(refused.kind(), ProblemType::TooManyTries);
    }
    house.hands.forward(30);
    let now = code(has.code(house.hands.now()));
    computer.second_factor(challenge, now).await.unwrap();
}

/// Somebody who knows the password guesses until it is over.
async fn guess_to_the_end(house: &House, wrong: impl Fn(i64) -> String) -> Refused {
    let mut thief = house.computer();
    for _ in 0..99 {
        let guess = code(wrong(house.hands.now()));
        let refused = thief.sign_in_with(guess).await.unwrap_err();
        assert_eq!(refused.kind(), ProblemType::WrongCode);
        house.hands.forward(3_600);
    }
    thief
        .sign_in_with(code(wrong(house.hands.now())))
        .await
        .unwrap_err()
}

#[tokio::test]
async fn after_a_hundred_wrong_codes_the_owner_is_alarmed_and_comes_in_by_recovery_code() {
    let house = House::open().await;
    let (computer, has) = house.with_two_factor().await;
    let last = guess_to_the_end(&house, |now| has.wrong_code(now)).await;
    assert_eq!(last.kind(), ProblemType::WrongCode);
    let told = computer.open_events(&[]).await.unwrap();
    let alarms: Vec<_> = told
        .iter()
        .filter_map(|event| event.events.credential_compromise.as_ref())
        .collect();
    assert_eq!(alarms.len(), 1);
    assert_eq!(alarms[0].credential_type, CredentialType::Password);
    assert_eq!(alarms[0].event_timestamp, house.hands.now());

    house.hands.forward(7 * 86_400);
    let house = house.restart().await;
    let mut back = house.computer();
    let now = code(has.code(house.hands.now()));
    let refused = back.sign_in_with(now.clone()).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::SecondFactorLocked);
    back.sign_in_with(recovery(&has.recovery_codes[0]))
        .await
        .unwrap();
    back.sign_in_with(now)
        .await
        .expect("the authenticator works again");
}

#[tokio::test]
async fn when_a_used_code_cannot_be_written_down_nobody_comes_in() {
    let house = House::open().await;
    let (_, has) = house.with_two_factor().await;
    house.hands.forward(60);
    let mut database = database(&house).await;
    for (table, what) in [("two_factor", "UPDATE"), ("recovery_codes", "DELETE")] {
        let trigger = format!(
            "CREATE TRIGGER full_{table} BEFORE {what} ON {table} BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        );
        sqlx::query(sqlx::AssertSqlSafe(trigger))
            .execute(&mut database)
            .await
            .unwrap();
    }
    let mut computer = house.computer();
    let challenge = computer.challenged().await.id;
    let now = code(has.code(house.hands.now()));
    let paper = recovery(&has.recovery_codes[0]);
    for factor in [now.clone(), paper] {
        let refused = computer.second_factor(challenge, factor).await.unwrap_err();
        assert_eq!(refused.kind(), ProblemType::Fault);
        assert!(computer.token.is_empty());
    }
    for table in ["two_factor", "recovery_codes"] {
        let drop = format!("DROP TRIGGER full_{table}");
        sqlx::query(sqlx::AssertSqlSafe(drop))
            .execute(&mut database)
            .await
            .unwrap();
    }
    computer
        .second_factor(challenge, now)
        .await
        .expect("and nothing was used up");
}

#[tokio::test]
async fn a_service_that_lost_its_key_still_takes_recovery_codes() {
    let house = House::open().await;
    let (_, has) = house.with_two_factor().await;
    std::fs::remove_file(house.dir.path().join("secrets/totp-key")).unwrap();
    let lost = ["totp-key", "--after-loss"];
    crate::program::program(&house, "rotate-key", &lost).await;
    house.hands.forward(60);
    let house = house.restart().await;
    let mut computer = house.computer();
    let now = code(has.code(house.hands.now()));
    let refused = computer.sign_in_with(now).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::Fault);
    let paper = recovery(&has.recovery_codes[0]);
    computer.sign_in_with(paper).await.unwrap();
    let paper = recovery(&has.recovery_codes[1]);
    let new = Authenticator::of(&computer.enrol(Some(paper)).await.unwrap());
    let now = new.code(house.hands.now());
    computer
        .confirm(&now, &new.recovery_codes[0])
        .await
        .unwrap();
    house.hands.forward(60);
    let now = code(new.code(house.hands.now()));
    computer.sign_in_with(now).await.unwrap();
}

/// An authenticator that shares no code with ours.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn the_codes_of_another_maker_are_right() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let enrolment = computer.enrol(None).await.unwrap();
    let another = |at: i64| {
        let output = std::process::Command::new("oathtool")
            .args(["--totp", "--base32", "--now", &format!("@{at}")])
            .arg(&enrolment.secret)
            .output()
            .expect("oathtool is installed by ./.ci/install");
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    let now = another(house.hands.now());
    computer
        .confirm(&now, &enrolment.recovery_codes[0])
        .await
        .unwrap();
    for _ in 0..20 {
        house.hands.forward(61);
        let now = code(another(house.hands.now()));
        house.computer().sign_in_with(now).await.unwrap();
    }
}
