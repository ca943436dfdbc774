//! An owner tries out what would bring them back, and nothing comes of it but the day in the checklist.

use porchlight_core::error::FailureCode;
use porchlight_core::ports::local_store::StoreError;
use porchlight_core::ports::provider::ServiceError;
use porchlight_core::secret::Password;
use porchlight_core::session::EndReason;
use porchlight_core::testing::{Paper, Seen};
use porchlight_core::time::Timestamp;
use porchlight_core::view::checkup::CheckupState::{self, Done, ToDo, Unknown};
use porchlight_core::view::checkup::CheckupSubject;
use porchlight_core::view::rehearsal::{RehearsedCode, RehearsedKey};

use crate::scene::{Scene, soon};

pub(crate) const KEY: &str = "0000-1111-2222-3333-4444-5555-6666-7777";
const CODE: &str = "AAAA-BBBB-CCCC-DDDD";

pub(crate) fn paper() -> Paper {
    Paper {
        key: KEY.into(),
        codes: vec![CODE.into(), "BBBB-CCCC-DDDD-EEEE".into()],
        key_signs_in: true,
        proved: true,
    }
}

pub(crate) fn rehearsal(seen: &Seen) -> Option<(CheckupState, Option<Timestamp>)> {
    seen.checkup.iter().find_map(|item| match item.subject {
        CheckupSubject::Rehearsal { rehearsed_at, .. } => Some((item.state, rehearsed_at)),
        CheckupSubject::Computers { .. }
        | CheckupSubject::Edits { .. }
        | CheckupSubject::Firmware { .. }
        | CheckupSubject::Integrations { .. }
        | CheckupSubject::Protection { .. }
        | CheckupSubject::RecoveryKey { .. }
        | CheckupSubject::SignedIn { .. }
        | CheckupSubject::TwoFactor { .. } => None,
    })
}

impl Scene {
    pub(crate) async fn with_paper(paper: Paper) -> Self {
        let scene = Self::connected(vec![]).await;
        scene.service.offers_recovery(paper);
        scene.sign_in().await.unwrap();
        scene
    }

    async fn try_code(&self, code: &str) -> Result<RehearsedCode, FailureCode> {
        let tried = self
            .companion
            .rehearse_recovery_code(self.connection, Password::new(code));
        soon(tried).await.map_err(|failure| failure.code)
    }

    pub(crate) async fn try_key(&self, key: &str) -> Result<RehearsedKey, FailureCode> {
        let tried = self
            .companion
            .rehearse_recovery_key(self.connection, Password::new(key));
        soon(tried).await.map_err(|failure| failure.code)
    }
}

#[tokio::test]
async fn a_right_code_is_rehearsed_and_the_day_is_kept_over_a_restart() {
    let scene = Scene::with_paper(paper()).await;
    scene
        .until(|seen| rehearsal(seen) == Some((ToDo, None)))
        .await;
    assert_eq!(scene.try_code("wrong").await, Ok(RehearsedCode::Wrong));
    assert_eq!(rehearsal(&scene.desktop.seen()), Some((ToDo, None)));
    let right = RehearsedCode::Right { left: 2 };
    assert_eq!(scene.try_code(CODE).await, Ok(right));
    let (state, at) = rehearsal(&scene.desktop.seen()).unwrap();
    assert_eq!(state, Done);
    assert!(at.is_some());
    let scene = scene.restarted().await;
    scene
        .until(|seen| rehearsal(seen) == Some((Done, at)))
        .await;
}

#[tokio::test]
async fn a_right_key_counts_as_well_and_a_wrong_one_does_not() {
    let scene = Scene::with_paper(paper()).await;
    assert_eq!(scene.try_key(CODE).await, Ok(RehearsedKey::Wrong));
    scene
        .until(|seen| rehearsal(seen) == Some((ToDo, None)))
        .await;
    assert_eq!(scene.try_key(KEY).await, Ok(RehearsedKey::SignsIn));
    assert_eq!(rehearsal(&scene.desktop.seen()).unwrap().0, Done);
}

#[tokio::test]
async fn codes_want_the_password_first_and_two_factor() {
    let unproved = Paper {
        proved: false,
        ..paper()
    };
    let scene = Scene::with_paper(unproved).await;
    assert_eq!(scene.try_code(CODE).await, Ok(RehearsedCode::PasswordFirst));
    let off = Paper {
        codes: Vec::new(),
        ..paper()
    };
    scene.service.offers_recovery(off);
    assert_eq!(scene.try_code(CODE).await, Ok(RehearsedCode::NoneNeeded));
    let state = rehearsal(&scene.desktop.seen());
    assert_eq!(state, Some((ToDo, None)));
}

#[tokio::test]
async fn the_key_of_an_account_of_before_is_set_up_where_that_can_be_done() {
    let of_before = Paper {
        key_signs_in: false,
        ..paper()
    };
    let scene = Scene::with_paper(of_before.clone()).await;
    // Two-factor is on: that wants a code as well.
    assert_eq!(scene.try_key(KEY).await, Ok(RehearsedKey::OpensNamesOnly));
    assert_eq!(rehearsal(&scene.desktop.seen()), Some((ToDo, None)));
    scene.service.offers_recovery(Paper {
        codes: Vec::new(),
        ..of_before
    });
    assert_eq!(scene.try_key(KEY).await, Ok(RehearsedKey::SignsInNow));
    assert_eq!(scene.try_key(KEY).await, Ok(RehearsedKey::SignsIn));
    assert_eq!(rehearsal(&scene.desktop.seen()).unwrap().0, Done);
}

#[tokio::test]
async fn the_day_is_of_one_account() {
    let scene = Scene::with_paper(paper()).await;
    scene.try_key(KEY).await.unwrap();
    soon(scene.companion.sign_out(scene.connection))
        .await
        .unwrap();
    scene
        .until(|seen| rehearsal(seen).is_some_and(|(state, _)| state == Unknown))
        .await;
    scene
        .service
        .add_account("bruno@example.org", "correct horse", "bruno");
    scene
        .sign_in_as("bruno@example.org", "correct horse")
        .await
        .unwrap();
    scene
        .until(|seen| rehearsal(seen) == Some((ToDo, None)))
        .await;
}

#[tokio::test]
async fn what_could_not_be_tried_or_kept_is_said_and_not_ticked_off() {
    let scene = Scene::with_paper(paper()).await;
    scene.service.break_down(Some(ServiceError::Unreachable));
    let tried = scene.try_key(KEY).await;
    assert_eq!(tried, Err(FailureCode::ServiceUnreachable));
    scene.service.break_down(None);
    scene.door.store.break_down(Some(StoreError::DiskFull));
    let tried = scene.try_key(KEY).await;
    assert_eq!(tried, Err(FailureCode::DiskFull));
    assert_eq!(rehearsal(&scene.desktop.seen()).unwrap().0, ToDo);
}

#[tokio::test]
async fn a_rehearsal_hears_that_the_session_is_over() {
    let scene = Scene::with_paper(paper()).await;
    let session = scene.session();
    scene.service.end_session(&session, EndReason::Expired);
    assert!(scene.try_key(KEY).await.is_err());
    scene
        .until_session(|session| {
            matches!(session, porchlight_core::view::SessionView::Reset { .. })
        })
        .await;
    let refused = scene.try_code(CODE).await;
    assert_eq!(refused, Err(FailureCode::SessionEnded));
}
