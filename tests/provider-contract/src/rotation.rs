//! Tokens that expire: the next one is in the keychain before it is used, and each is exchanged once. Nothing of this is asked of a
//! provider whose tokens live as long as their session.

use std::sync::Arc;

use porchlight_core::error::FailureCode;
use porchlight_core::ports::secret_vault::VaultError;
use porchlight_core::session::EndReason;
use porchlight_core::testing::{FakeDoor, Seen};
use porchlight_core::view::{ConnectionId, ReachView, SessionView};

use crate::Subject;
use crate::run::{Computer, UNDER_CONTRACT, connection, is_online, soon};

pub async fn a_token_that_expired_is_exchanged_and_the_owner_notices_nothing<S: Subject>() {
    let subject = S::open().await;
    let Some((computer, id)) = at_home(&subject).await else {
        return;
    };
    for _ in 0..3 {
        subject.expire();
        soon(computer.companion.refresh(id)).await.unwrap();
        assert_eq!(session(&computer, id), SessionView::Active);
    }
    let computer = Computer::at(&subject, computer.killed()).await;
    computer.until(|seen| is_online(seen, id)).await;
}

pub async fn requests_that_come_at_once_exchange_one_token<S: Subject>() {
    let subject = S::open().await;
    let Some((computer, id)) = at_home(&subject).await else {
        return;
    };
    subject.expire();
    let ask = || soon(computer.companion.refresh(id));
    let (one, two, three) = tokio::join!(ask(), ask(), ask());
    assert!(one.is_ok() && two.is_ok() && three.is_ok());
    assert_eq!(session(&computer, id), SessionView::Active);
}

pub async fn two_runs_of_the_program_at_once_exchange_one_token<S: Subject>() {
    let subject = S::open().await;
    let Some((computer, id)) = at_home(&subject).await else {
        return;
    };
    let other = Computer::at(&subject, Arc::clone(&computer.door)).await;
    other.until(|seen| is_online(seen, id)).await;
    for _ in 0..3 {
        subject.expire();
        let (one, two) = tokio::join!(
            soon(computer.companion.refresh(id)),
            soon(other.companion.refresh(id)),
        );
        assert!(one.is_ok() && two.is_ok(), "{one:?} {two:?}");
    }
    assert_eq!(session(&computer, id), SessionView::Active);
    assert_eq!(session(&other, id), SessionView::Active);
}

pub async fn a_token_that_the_keychain_does_not_take_is_not_used_and_not_lost<S: Subject>() {
    let subject = S::open().await;
    let Some((computer, id)) = at_home(&subject).await else {
        return;
    };
    subject.expire();
    let secrets = Arc::clone(&computer.door.secrets);
    // Between the exchange and the keeping.
    secrets.break_writes(Some(VaultError::Locked));
    for _ in 0..2 {
        let refused = soon(computer.companion.refresh(id)).await.unwrap_err();
        assert_eq!(refused.code, FailureCode::KeychainLocked);
    }
    let seen = computer.desktop.seen();
    let shown = connection(&seen, id);
    assert_eq!(shown.session, SessionView::Active, "signed out by nobody");
    assert!(
        matches!(&shown.reach, ReachView::Trouble { failure, .. } if failure.code == FailureCode::KeychainLocked)
    );
    secrets.break_writes(None);
    soon(computer.companion.refresh(id)).await.unwrap();
    let computer = Computer::at(&subject, computer.killed()).await;
    computer.until(|seen| is_online(seen, id)).await;
}

/// When the program is killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Killed {
    BeforeTheServiceIsAsked,
    WhileTheTokenIsKept,
    Afterwards,
}

pub async fn killed_around_an_exchange_the_owner_is_in_or_is_told_so<S: Subject>() {
    for killed in [
        Killed::BeforeTheServiceIsAsked,
        Killed::WhileTheTokenIsKept,
        Killed::Afterwards,
    ] {
        let subject = S::open().await;
        let Some((computer, id)) = at_home(&subject).await else {
            return;
        };
        let cameras = computer.desktop.seen().cameras;
        subject.expire();
        match killed {
            Killed::BeforeTheServiceIsAsked => {
                subject.cut();
                drop(soon(computer.companion.refresh(id)).await);
            }
            Killed::WhileTheTokenIsKept => {
                computer.door.secrets.stall(true);
                tokio::select! {
                    _ = computer.companion.refresh(id) => panic!("nothing was kept"),
                    () = computer.door.secrets.until_stalled() => {}
                }
            }
            Killed::Afterwards => soon(computer.companion.refresh(id)).await.unwrap(),
        }
        let door = computer.killed();
        door.secrets.stall(false);
        subject.mend();

        let computer = Computer::at(&subject, door).await;
        let settled = |seen: &Seen| is_online(seen, id) || is_reset(seen, id);
        let seen = computer.until(settled).await;
        // A token that only the service knows is lost; the owner is told, and nothing else is.
        let lost = killed == Killed::WhileTheTokenIsKept && is_reset(&seen, id);
        assert!(lost || is_online(&seen, id), "{killed:?}");
        assert_eq!(seen.cameras.len(), cameras.len());
        if lost {
            comes_back(&subject, &computer, id).await;
        }
    }
}

pub async fn a_token_that_was_lost_on_its_way_costs_a_sign_in_and_nothing_else<S: Subject>() {
    let subject = S::open().await;
    let Some((computer, id)) = at_home(&subject).await else {
        return;
    };
    let cameras = computer.desktop.seen().cameras.len();
    subject.expire();
    subject.lose_answers();
    soon(computer.companion.refresh(id)).await.unwrap_err();
    subject.mend();
    drop(soon(computer.companion.refresh(id)).await);
    let settled = |seen: &Seen| is_online(seen, id) || is_reset(seen, id);
    let seen = computer.until(settled).await;
    assert_eq!(seen.cameras.len(), cameras);
    if is_reset(&seen, id) {
        comes_back(&subject, &computer, id).await;
    }
}

async fn comes_back(subject: &impl Subject, computer: &Computer, id: ConnectionId) {
    let SessionView::Reset { reset } = session(computer, id) else {
        panic!("signed in");
    };
    assert_eq!(reset.reason, EndReason::NotStated, "nobody has said why");
    computer.sign_in(id, &subject.owners()[0]).await.unwrap();
    computer.until(|seen| is_online(seen, id)).await;
}

/// `None`: its tokens do not rotate.
async fn at_home(subject: &impl Subject) -> Option<(Computer, ConnectionId)> {
    if !subject.rotates() {
        return None;
    }
    let computer = Computer::at(subject, FakeDoor::default().into()).await;
    let id = computer.connect(UNDER_CONTRACT).await;
    computer.sign_in(id, &subject.owners()[0]).await.unwrap();
    computer.until(|seen| is_online(seen, id)).await;
    Some((computer, id))
}

fn session(computer: &Computer, id: ConnectionId) -> SessionView {
    connection(&computer.desktop.seen(), id).session.clone()
}

fn is_reset(seen: &Seen, id: ConnectionId) -> bool {
    matches!(connection(seen, id).session, SessionView::Reset { .. })
}
