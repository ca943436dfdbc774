//! Program or service is killed at each step of turning two-factor on: it is off, or on with codes that the owner has seen.

use std::path::Path;

use porchlight_core::view::ConnectionId;
use porchlight_core::view::two_factor::SignInStep;
use porchlight_journeys::authenticator::Authenticator;
use porchlight_journeys::computer::Computer;
use porchlight_journeys::house::House;
use porchlight_simulators::proxy::{Fate, Gate};
use porchlight_soak::rounds;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Begun,
    Scanned,
    CodeShown,
    /// The owner has typed it; the request is on its way.
    TypingBack,
    TypedBack,
}

const STEPS: [Step; 5] = [
    Step::Begun,
    Step::Scanned,
    Step::CodeShown,
    Step::TypingBack,
    Step::TypedBack,
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Victim {
    Program,
    Service,
}

/// As far as `step`. What the owner has seen by then.
async fn enrol_until(
    computer: &Computer,
    id: ConnectionId,
    house: &House,
    step: Step,
) -> Option<Authenticator> {
    computer.begin_enrolment(id, None).await.unwrap();
    if step == Step::Begun {
        return None;
    }
    let mut has = computer.scan(id).await;
    if step == Step::Scanned {
        return Some(has);
    }
    computer.show_code(id, house, &mut has).await;
    match step {
        Step::Begun | Step::Scanned | Step::CodeShown => {}
        Step::TypingBack => {
            let (companion, typed) = (computer.companion.clone(), has.recovery_codes[0].clone());
            let (gate, confirm) = (Gate::closed(), "/v1/two-factor/enrolment/confirm");
            let held = gate.clone();
            house.proxy.rule(move |seen| {
                if seen.path == confirm {
                    Fate::Held(held.clone())
                } else {
                    Fate::Forwarded
                }
            });
            let before = house.proxy.count("POST", confirm);
            tokio::spawn(async move {
                let typed = porchlight_core::secret::Password::new(typed);
                companion.confirm_recovery_codes(id, typed, false).await
            });
            house.proxy.counted("POST", confirm, before + 1).await;
            gate.open();
            house.proxy.behave();
        }
        Step::TypedBack => computer.type_back(id, &has, false).await.unwrap(),
    }
    Some(has)
}

/// With what the owner has, and nothing else.
async fn comes_in(
    computer: &Computer,
    id: ConnectionId,
    house: &House,
    has: Option<Authenticator>,
) -> bool {
    computer.companion.sign_out(id).await.unwrap();
    match computer.sign_in_step(id).await.unwrap() {
        SignInStep::SignedIn => false,
        SignInStep::SecondFactorWanted => {
            let mut has = has.expect("it is on, so the owner has seen it");
            assert_eq!(has.recovery_codes.len(), 10);
            let code = has.factor(house);
            computer.companion.finish_sign_in(id, code).await.unwrap();
            computer.companion.sign_out(id).await.unwrap();
            computer.sign_in_with(id, has.paper()).await.unwrap();
            true
        }
    }
}

async fn killed_at(folder: &Path, step: Step, victim: Victim) {
    let mut house = House::furnished().await;
    let mut computer = Computer::start_in(folder).await;
    let id = computer.at_home(&house.proxy.url()).await;
    let has = enrol_until(&computer, id, &house, step).await;
    match victim {
        Victim::Program => {
            computer.kill().await;
            computer = Computer::start_in(folder).await;
        }
        Victim::Service => house = house.killed().await,
    }
    let on = comes_in(&computer, id, &house, has).await;
    match step {
        Step::Begun | Step::Scanned | Step::CodeShown => assert!(!on, "{step:?} {victim:?}"),
        // Whichever was first.
        Step::TypingBack => {}
        Step::TypedBack => assert!(on, "{step:?} {victim:?}"),
    }
    computer.close().await;
}

#[tokio::test]
async fn the_program_is_killed() {
    for _ in 0..rounds(1) {
        for step in STEPS {
            let folder = tempfile::tempdir().unwrap();
            killed_at(folder.path(), step, Victim::Program).await;
        }
    }
}

#[tokio::test]
async fn the_service_is_killed() {
    for _ in 0..rounds(1) {
        for step in STEPS {
            let folder = tempfile::tempdir().unwrap();
            killed_at(folder.path(), step, Victim::Service).await;
        }
    }
}
