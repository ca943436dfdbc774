//! Two-factor at the real service, with codes of an authenticator that is not ours.

use porchlight_core::alerts::{AlertFilter, AlertKind, TwoFactorChange};
use porchlight_core::error::FailureCode;
use porchlight_core::ports::two_factor::FactorOffer;
use porchlight_core::secret::Password;
use porchlight_core::session::EndReason;
use porchlight_core::view::two_factor::{SecondFactorKind, SignInStep, TwoFactorView};
use porchlight_core::view::{ConnectionId, EditView, SessionView, Snapshot};
use porchlight_journeys::authenticator::typed;
use porchlight_journeys::computer::{Computer, Parts, camera, connection, is_active};
use porchlight_journeys::house::{EMAIL, House, PASSWORD};
use porchlight_journeys::log::CapturedLog;
use porchlight_simulators::canary;
use porchlight_simulators::proxy::Fate;

fn codes_left(home: &Snapshot, id: ConnectionId) -> Option<u32> {
    match connection(home, id).two_factor {
        TwoFactorView::On {
            recovery_codes_left,
            ..
        } => Some(recovery_codes_left),
        TwoFactorView::NotOffered | TwoFactorView::Unknown | TwoFactorView::Off => None,
    }
}

async fn until_left(computer: &Computer, id: ConnectionId, left: Option<u32>) {
    computer
        .until("the recovery codes are counted", |home| {
            codes_left(home, id) == left
        })
        .await;
}

#[tokio::test]
async fn an_owner_turns_it_on_and_comes_back_with_a_code() {
    let house = House::furnished().await;
    let computer = Computer::start().await;
    let id = computer.at_home(&house.proxy.url()).await;
    let has = computer.enrol(id, &house, None).await;
    until_left(&computer, id, Some(10)).await;
    computer.companion.sign_out(id).await.unwrap();

    assert_eq!(
        computer.sign_in_step(id).await.unwrap(),
        SignInStep::SecondFactorWanted
    );
    let code = has.code(&house);
    let short = typed(SecondFactorKind::Code, &code[1..]);
    let refused = computer.companion.finish_sign_in(id, short).await;
    assert_eq!(refused.unwrap_err().code, FailureCode::FactorCodeWrong);
    // As people type, and as apps show.
    let spaced = format!("{} {}", &code[..3], &code[3..]);
    let spaced = typed(SecondFactorKind::Code, &spaced);
    computer.companion.finish_sign_in(id, spaced).await.unwrap();
    assert!(is_active(&computer.snapshot().await));

    computer.companion.sign_out(id).await.unwrap();
    let again = typed(SecondFactorKind::Code, &code);
    let refused = computer.sign_in_with(id, again).await.unwrap_err();
    assert_eq!(refused.code, FailureCode::FactorCodeUsed);
    computer.companion.cancel_sign_in(id).await.unwrap();
    let early = has.code(&house);
    house.forward(-300);
    let early = typed(SecondFactorKind::Code, &early);
    let refused = computer.sign_in_with(id, early).await.unwrap_err();
    assert_eq!(refused.code, FailureCode::AuthenticatorClockOff);
    let ahead = refused.reference.unwrap();
    assert!((270..=330).contains(&ahead), "{ahead}");
}

#[tokio::test]
async fn after_a_reset_a_code_brings_the_owner_back_and_names_that_wait_are_sent() {
    let house = House::furnished().await;
    let computer = Computer::start().await;
    let id = computer.at_home(&house.proxy.url()).await;
    let has = computer.enrol(id, &house, None).await;
    house.proxy.cut();
    let key = computer.cameras().await.remove(0);
    computer.rename(&key, "Nursery").await;
    house.reset_everybody().await;
    house.proxy.mended();
    computer.until_reset().await;
    assert_eq!(
        computer.sign_in_step(id).await.unwrap(),
        SignInStep::SecondFactorWanted
    );
    let home = computer.snapshot().await;
    assert!(matches!(
        &connection(&home, id).session,
        SessionView::AwaitingSecondFactor { reset: Some(reset), .. }
            if reset.reason == EndReason::GlobalReset
    ));
    assert_eq!(camera(&home, &key).edit, EditView::Waiting);
    let code = has.factor(&house);
    computer.companion.finish_sign_in(id, code).await.unwrap();
    let sent = |h: &_| camera(h, &key).edit == EditView::None && is_active(h);
    computer.until("the name was sent", sent).await;
    assert_eq!(computer.desktop.prompts(), 1);
}

#[tokio::test]
async fn a_lost_telephone_a_new_one_and_without() {
    let house = House::furnished().await;
    let computer = Computer::start().await;
    let id = computer.at_home(&house.proxy.url()).await;
    let mut lost = computer.enrol(id, &house, None).await;
    computer.companion.sign_out(id).await.unwrap();
    computer.sign_in_with(id, lost.paper()).await.unwrap();
    until_left(&computer, id, Some(9)).await;

    let paper = lost.paper();
    let new = computer.enrol(id, &house, Some(paper)).await;
    until_left(&computer, id, Some(10)).await;
    computer.companion.sign_out(id).await.unwrap();
    for old in [lost.factor(&house), lost.paper()] {
        let refused = computer.sign_in_with(id, old).await.unwrap_err();
        assert!(
            matches!(
                refused.code,
                FailureCode::FactorCodeWrong | FailureCode::RecoveryCodeWrong
            ),
            "{refused:?}"
        );
        assert_eq!(refused.reference, Some(4), "tries left");
        computer.companion.cancel_sign_in(id).await.unwrap();
    }
    let code = new.factor(&house);
    computer.sign_in_with(id, code).await.unwrap();

    // New codes on paper: the old ones no longer work.
    let (password, code) = (Password::new(PASSWORD), new.factor(&house));
    let begun = computer.companion.begin_recovery_codes(id, password, code);
    begun.await.unwrap();
    let mut renewed = new.clone();
    renewed.recovery_codes = computer.companion.reveal_recovery_codes(id).await.unwrap();
    computer.type_back(id, &renewed, false).await.unwrap();
    let old = typed(SecondFactorKind::RecoveryCode, &new.recovery_codes[0]);
    let refused = computer.turn_off(id, old, false).await.unwrap_err();
    assert_eq!(refused.code, FailureCode::RecoveryCodeWrong);

    computer.turn_off(id, renewed.paper(), false).await.unwrap();
    until_left(&computer, id, None).await;
    computer.companion.sign_out(id).await.unwrap();
    let step = computer.sign_in_step(id).await.unwrap();
    assert_eq!(step, SignInStep::SignedIn);
}

#[tokio::test]
async fn the_recovery_key_brings_back_who_lost_telephone_and_paper() {
    let house = House::empty().await;
    let provider = house.provider();
    let account = provider.account().unwrap();
    let password = Password::new(PASSWORD);
    let prepared = account
        .prepare_account(EMAIL, &password, None)
        .await
        .unwrap();
    prepared.create().await.unwrap();
    house.add_camera(EMAIL).await;
    let computer = Computer::start().await;
    let id = computer.at_home(&house.proxy.url()).await;
    computer.enrol(id, &house, None).await;
    computer.companion.sign_out(id).await.unwrap();
    assert_eq!(
        computer.sign_in_step(id).await.unwrap(),
        SignInStep::SecondFactorWanted
    );
    let home = computer.snapshot().await;
    assert!(matches!(
        &connection(&home, id).session,
        SessionView::AwaitingSecondFactor { offers, .. } if offers.contains(&FactorOffer::RecoveryKey)
    ));
    let mut groups = prepared.recovery_key();
    let key = typed(SecondFactorKind::RecoveryKey, &groups.join("-"));
    groups.reverse();
    let wrong = typed(SecondFactorKind::RecoveryKey, &groups.join("-"));
    let refused = computer.companion.finish_sign_in(id, wrong).await;
    assert_eq!(refused.unwrap_err().code, FailureCode::RecoveryKeyWrong);
    computer.companion.finish_sign_in(id, key).await.unwrap();
    assert!(is_active(&computer.snapshot().await));
}

#[tokio::test]
async fn other_computers_are_told_who_did_it_and_end_only_if_the_owner_says_so() {
    let house = House::furnished().await;
    let computer = Computer::start().await;
    let id = computer.at_home(&house.proxy.url()).await;
    let folder = tempfile::tempdir().unwrap();
    let attic = Computer::start_with(folder.path(), Parts::usual().called("Attic")).await;
    attic.at_home(&house.proxy.url()).await;
    let has = computer.enrol(id, &house, None).await;
    let told = attic
        .until("it is told", |home| home.alerts.unread > 0)
        .await;
    assert!(is_active(&told));
    let alerts = attic
        .companion
        .alerts(AlertFilter::default(), None, 10)
        .await
        .unwrap();
    let on = AlertKind::TwoFactorChanged {
        change: TwoFactorChange::On,
        by: Some("Study computer".into()),
    };
    assert!(
        alerts.iter().any(|view| view.alert.kind == on),
        "{alerts:?}"
    );
    let attic_id = told.connections[0].id;
    until_left(&attic, attic_id, Some(10)).await;

    computer
        .turn_off(id, has.factor(&house), true)
        .await
        .unwrap();
    let reset = attic.until_reset().await;
    assert_eq!(reset.reason, EndReason::TwoFactorChanged);
    assert_eq!(reset.by.as_deref(), Some("Study computer"));
    assert!(is_active(&computer.snapshot().await));
}

#[tokio::test]
async fn an_answer_that_gets_lost_leaves_the_owner_with_what_is_true() {
    let house = House::furnished().await;
    let computer = Computer::start().await;
    let id = computer.at_home(&house.proxy.url()).await;
    computer.begin_enrolment(id, None).await.unwrap();
    let mut has = computer.scan(id).await;
    computer.show_code(id, &house, &mut has).await;
    house.proxy.rule(|seen| {
        if seen.path.ends_with("/enrolment/confirm") {
            Fate::AnswerLost
        } else {
            Fate::Forwarded
        }
    });
    // It may have been sent twice, and found out already.
    let lost = computer.type_back(id, &has, false).await;
    house.proxy.behave();
    if lost.is_err() {
        computer.type_back(id, &has, false).await.unwrap();
    }
    until_left(&computer, id, Some(10)).await;
    computer.companion.sign_out(id).await.unwrap();
    let code = has.factor(&house);
    computer.sign_in_with(id, code).await.unwrap();
}

#[test]
fn secret_and_recovery_codes_are_nowhere_to_be_read() {
    crate::own_process::run("two_factor::everything_about_two_factor", []);
}

#[tokio::test]
#[ignore = "run by its parent in a process of its own, for a log of its own"]
async fn everything_about_two_factor() {
    let log = CapturedLog::start();
    let (house, folder) = (House::furnished().await, tempfile::tempdir().unwrap());
    let computer = Computer::start_in(folder.path()).await;
    let id = computer.at_home(&house.proxy.url()).await;
    let mut has = computer.enrol(id, &house, None).await;
    let all_codes = has.recovery_codes.clone();
    // Half finished when the program ends: neither may leave a trace.
    let paper = has.paper();
    computer.begin_enrolment(id, Some(paper)).await.unwrap();
    let mut second = computer.scan(id).await;
    computer.show_code(id, &house, &mut second).await;
    house.reset_everybody().await;
    computer.until_reset().await;
    let code = has.code(&house);
    let factor = typed(SecondFactorKind::Code, &code);
    computer.sign_in_with(id, factor).await.unwrap();
    computer
        .begin_enrolment(id, Some(has.factor(&house)))
        .await
        .unwrap();
    let third = computer.scan(id).await;
    let published = computer.desktop.published();
    computer.kill().await;
    let again = Computer::start_in(folder.path()).await;
    again.until("back home", is_active).await;
    again.close().await;

    let secrets: Vec<&str> = [&has.key, &second.key, &third.key]
        .into_iter()
        .chain(&all_codes)
        .chain(&second.recovery_codes)
        .map(String::as_str)
        .collect();
    assert_eq!(
        canary::search(folder.path(), &secrets).unwrap(),
        [],
        "in the data folder"
    );
    assert_eq!(
        canary::search(house.folder(), &secrets).unwrap(),
        [],
        "at the service, with its secrets"
    );
    assert!(log.content().len() > 1_000, "something was logged");
    assert_eq!(
        canary::search_bytes(&log.content(), &secrets),
        [],
        "in the log"
    );
    assert_eq!(
        canary::search_bytes(&published, &secrets),
        [],
        "in the window"
    );
    let heard = house.proxy.heard();
    assert!(
        !canary::search_bytes(heard.as_bytes(), &[&all_codes[2].to_lowercase()]).is_empty(),
        "the search finds what was typed"
    );
}
