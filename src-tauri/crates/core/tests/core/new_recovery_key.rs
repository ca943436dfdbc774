//! Another recovery key in the place of one that somebody may have seen: the old one counts until a group of the new one was typed
//! back, whatever happens in between. And when it is offered.

use std::time::Duration;

use porchlight_core::alerts::{AlertKind, TwoFactorChange};
use porchlight_core::companion::Answer;
use porchlight_core::error::FailureCode;
use porchlight_core::ports::local_store::StoreError;
use porchlight_core::ports::provider::{ServiceError, ServiceEventKind};
use porchlight_core::secret::Password;
use porchlight_core::session::EndReason;
use porchlight_core::testing::{Paper, Seen};
use porchlight_core::time::Timestamp;
use porchlight_core::view::checkup::CheckupState::{self, ToDo, Unknown};
use porchlight_core::view::checkup::CheckupSubject;
use porchlight_core::view::recovery_key::{KeyNews, NewRecoveryKeyView, RecoveryKeyView};
use porchlight_core::view::rehearsal::RehearsedKey;
use porchlight_core::view::two_factor::{SecondFactorInput, SecondFactorKind};

use crate::rehearsal::{KEY, paper, rehearsal};
use crate::scene::{PASSWORD, Scene, soon};
use crate::second_factor::code;

/// What was heard last of it, and how its line of the checklist stands, if there is one.
fn line(seen: &Seen) -> (Option<KeyNews>, Option<CheckupState>) {
    let mut items = seen.checkup.iter();
    let item = items.find(|item| matches!(item.subject, CheckupSubject::RecoveryKey { .. }));
    let key = seen.connections.first().and_then(|one| one.recovery_key);
    let news = key.and_then(|key| key.news);
    (news.map(|news| news.what), item.map(|item| item.state))
}

fn by_key(typed: &str) -> SecondFactorInput {
    SecondFactorInput {
        kind: SecondFactorKind::RecoveryKey,
        typed: Password::new(typed),
    }
}

impl Scene {
    async fn begin_key(&self, factor: Option<SecondFactorInput>) -> Answer<()> {
        let password = Password::new(PASSWORD);
        soon(
            self.companion
                .begin_recovery_key(self.connection, password, factor),
        )
        .await
    }

    async fn groups(&self) -> Answer<Vec<String>> {
        soon(self.companion.reveal_recovery_key(self.connection)).await
    }

    async fn type_back(&self, group: u32, typed: &str) -> Result<(), FailureCode> {
        let typed = Password::new(typed);
        let done = self
            .companion
            .confirm_recovery_key(self.connection, group, typed);
        soon(done).await.map_err(|failure| failure.code)
    }

    /// Shown, and only to be typed back.
    async fn new_groups(&self) -> Vec<String> {
        self.begin_key(None).await.unwrap();
        self.groups().await.unwrap()
    }

    async fn say_seen(&self, seen: bool) -> Result<(), FailureCode> {
        let said = self.companion.say_recovery_key_seen(self.connection, seen);
        soon(said).await.map_err(|failure| failure.code)
    }

    async fn until_line(&self, news: impl Into<Option<KeyNews>>, state: Option<CheckupState>) {
        let expected = (news.into(), state);
        self.until(|seen| line(seen) == expected).await;
    }

    fn key_changed_elsewhere(&self, event: &str, change: TwoFactorChange) {
        let by = Some("attic".into());
        self.service
            .send_event(event, ServiceEventKind::TwoFactorChanged { change, by });
    }

    fn new_key(&self) -> Option<NewRecoveryKeyView> {
        self.view().recovery_key.and_then(|key| key.new_key)
    }

    async fn until_dropped(&self) {
        let dropped = |key: RecoveryKeyView| key.new_key.is_none();
        self.until(|seen| seen.connections[0].recovery_key.is_some_and(dropped))
            .await;
    }
}

#[tokio::test]
async fn the_old_key_counts_until_a_group_of_the_new_one_is_typed_back() {
    let scene = Scene::with_paper(paper()).await;
    scene.try_key(KEY).await.unwrap();
    assert_eq!(
        scene.groups().await.unwrap_err().code,
        FailureCode::NotNow,
        "nothing is shown before"
    );
    let groups = scene.new_groups().await;
    assert_eq!(groups.len(), 8);
    let view = scene.new_key().unwrap();
    assert_eq!(view.expires_at.seconds(), 1_767_225_600 + 1_800);
    assert_eq!(scene.service.recovery_key_in_force(), KEY);
    for (group, typed) in [(0, groups[1].as_str()), (8, groups[0].as_str()), (3, "")] {
        let refused = scene.type_back(group, typed).await;
        assert_eq!(refused, Err(FailureCode::RecoveryKeyMismatch));
    }
    assert_eq!(scene.service.recovery_key_in_force(), KEY);

    scene.type_back(3, &groups[3]).await.unwrap();
    let new = groups.join("-");
    assert_eq!(scene.service.recovery_key_in_force(), new);
    assert!(scene.new_key().is_none());
    assert!(scene.groups().await.is_err(), "it was shown once");
    assert_eq!(line(&scene.desktop.seen()), (Some(KeyNews::Replaced), None));
    // What is on paper now was not tried out.
    assert_eq!(rehearsal(&scene.desktop.seen()), Some((ToDo, None)));
    assert_eq!(scene.try_key(KEY).await, Ok(RehearsedKey::Wrong));
    assert_eq!(scene.try_key(&new).await, Ok(RehearsedKey::SignsIn));
    let scene = scene.restarted().await;
    scene.until_line(KeyNews::Replaced, None).await;
}

#[tokio::test]
async fn whoever_gives_up_or_takes_too_long_keeps_the_old_key() {
    let scene = Scene::with_paper(paper()).await;
    let groups = scene.new_groups().await;
    soon(scene.companion.cancel_recovery_key(scene.connection))
        .await
        .unwrap();
    assert!(scene.new_key().is_none());
    let refused = scene.type_back(0, &groups[0]).await;
    assert_eq!(refused, Err(FailureCode::NotNow));

    let groups = scene.new_groups().await;
    scene.clock.advance(Duration::from_secs(1_800));
    scene.until_dropped().await;
    assert!(scene.type_back(0, &groups[0]).await.is_err());

    // The service's clock has the last word.
    let groups = scene.new_groups().await;
    scene.service.half_finished_lapses();
    let refused = scene.type_back(0, &groups[0]).await;
    assert_eq!(refused, Err(FailureCode::FactorLapsed));
    assert!(scene.new_key().is_none());

    let scene = scene.restarted().await;
    scene.until_online().await;
    assert!(scene.groups().await.is_err(), "nothing of it is kept");
    assert_eq!(scene.service.recovery_key_in_force(), KEY);
    assert_eq!(line(&scene.desktop.seen()), (None, None));
}

#[tokio::test]
async fn without_the_password_and_the_factor_in_force_no_key_is_made() {
    let scene = Scene::with_paper(paper()).await;
    let wrong =
        scene
            .companion
            .begin_recovery_key(scene.connection, Password::new("wrong password"), None);
    let refused = soon(wrong).await.unwrap_err();
    assert_eq!(refused.code, FailureCode::PasswordWrong);
    let (authenticator, _) = scene.service.turn_two_factor_on("anna");
    let refused = scene.begin_key(None).await.unwrap_err();
    assert_eq!(refused.code, FailureCode::FactorNeeded);
    let refused = scene.begin_key(Some(code("000000"))).await.unwrap_err();
    assert_eq!(refused.code, FailureCode::FactorCodeWrong);
    let refused = scene.begin_key(Some(by_key("wrong"))).await.unwrap_err();
    assert_eq!(refused.code, FailureCode::RecoveryKeyWrong);
    assert!(scene.new_key().is_none());
    let now = code(scene.service.code(&authenticator, 0));
    scene.begin_key(Some(now)).await.unwrap();
    scene.begin_key(Some(by_key(KEY))).await.unwrap();
}

#[tokio::test]
async fn when_the_answer_is_lost_the_same_group_once_more_tells_and_both_keys_are_kept_until_then()
{
    let scene = Scene::with_paper(paper()).await;
    let groups = scene.new_groups().await;
    scene.service.lose_answers(true);
    let unclear = scene.type_back(2, &groups[2]).await;
    assert_eq!(unclear, Err(FailureCode::RecoveryKeyUnclear));
    assert!(scene.new_key().unwrap().unclear);
    // It may be in force: its time is over for the service only, and it can be looked at once more.
    scene.clock.advance(Duration::from_secs(1_800));
    assert_eq!(scene.groups().await.unwrap(), groups);
    scene.service.lose_answers(false);
    scene.type_back(5, &groups[5]).await.unwrap();
    assert!(scene.new_key().is_none());
    assert_eq!(scene.service.recovery_key_in_force(), groups.join("-"));
    assert_eq!(line(&scene.desktop.seen()), (Some(KeyNews::Replaced), None));
}

#[tokio::test]
async fn while_the_service_is_away_the_new_key_waits() {
    let scene = Scene::with_paper(paper()).await;
    let groups = scene.new_groups().await;
    scene.service.break_down(Some(ServiceError::Unreachable));
    let refused = scene.type_back(1, &groups[1]).await;
    assert_eq!(refused, Err(FailureCode::ServiceUnreachable));
    assert!(scene.new_key().is_some());
    scene.service.break_down(None);
    scene.type_back(1, &groups[1]).await.unwrap();
}

#[tokio::test]
async fn a_reset_in_the_middle_leaves_the_old_key() {
    let scene = Scene::with_paper(paper()).await;
    scene.new_groups().await;
    scene.reset(EndReason::GlobalReset).await;
    assert!(scene.new_key().is_none());
    scene.sign_in().await.unwrap();
    assert!(scene.groups().await.is_err());
    assert_eq!(scene.service.recovery_key_in_force(), KEY);
}

#[tokio::test]
async fn a_key_that_another_computer_made_meanwhile_wins_and_this_one_is_told() {
    let scene = Scene::with_paper(paper()).await;
    scene.try_key(KEY).await.unwrap();
    let groups = scene.new_groups().await;
    let theirs = || Paper {
        key: "made in the attic".into(),
        ..paper()
    };
    scene.service.offers_recovery(theirs());
    let refused = scene.type_back(0, &groups[0]).await;
    assert_eq!(refused, Err(FailureCode::FactorLapsed));

    // The service's word comes first: what is being written down here is put away at once.
    scene.new_groups().await;
    scene.key_changed_elsewhere("e1", TwoFactorChange::RecoveryKeyReplaced);
    scene.until_dropped().await;
    scene.until_line(KeyNews::Replaced, None).await;
    assert_eq!(rehearsal(&scene.desktop.seen()), Some((ToDo, None)));
    let alerts = scene.alerts().await;
    assert_eq!(
        alerts[0].alert.kind,
        AlertKind::TwoFactorChanged {
            change: TwoFactorChange::RecoveryKeyReplaced,
            by: Some("attic".into())
        }
    );
    assert_eq!(scene.service.recovery_key_in_force(), theirs().key);
}

#[tokio::test]
async fn whoever_came_in_by_the_key_is_offered_another_until_there_is_one() {
    let scene = Scene::connected(vec![]).await;
    scene.service.offers_recovery(paper());
    scene.service.turn_two_factor_on("anna");
    scene.says_password().await;
    scene.finish(by_key(KEY)).await.unwrap();
    scene.until_line(KeyNews::Used, Some(ToDo)).await;
    let scene = scene.restarted().await;
    scene.until_line(KeyNews::Used, Some(ToDo)).await;

    scene.begin_key(Some(by_key(KEY))).await.unwrap();
    let groups = scene.groups().await.unwrap();
    scene.type_back(7, &groups[7]).await.unwrap();
    scene.until_line(KeyNews::Replaced, None).await;
    soon(scene.companion.sign_out(scene.connection))
        .await
        .unwrap();
    scene.says_password().await;
    let refused = scene.finish(by_key(KEY)).await.unwrap_err();
    assert_eq!(refused.code, FailureCode::RecoveryKeyWrong);
    scene.finish(by_key(&groups.join("-"))).await.unwrap();
}

#[tokio::test]
async fn a_key_that_was_used_elsewhere_is_offered_here_too_and_an_old_word_takes_nothing_back() {
    let scene = Scene::with_paper(paper()).await;
    scene.key_changed_elsewhere("e1", TwoFactorChange::RecoveryKeyUsed);
    scene.until_line(KeyNews::Used, Some(ToDo)).await;
    // The service's clock is ahead of ours.
    let groups = scene.new_groups().await;
    scene.type_back(0, &groups[0]).await.unwrap();
    scene.until_line(KeyNews::Replaced, None).await;

    scene.clock.advance(Duration::from_secs(60));
    scene.say_seen(true).await.unwrap();
    scene.key_changed_elsewhere("e2", TwoFactorChange::RecoveryKeyReplaced);
    scene.until(|seen| seen.alerts.unread == 2).await;
    scene.until_line(KeyNews::Seen, Some(ToDo)).await;
}

#[tokio::test]
async fn an_owner_who_replaced_the_key_by_the_key_itself_is_not_told_to_replace_it_once_more() {
    let scene = Scene::with_paper(paper()).await;
    let groups = scene.new_groups().await;
    scene.type_back(0, &groups[0]).await.unwrap();
    // The service's clock is ahead of ours, and the word that the old key was used comes late.
    scene.key_changed_elsewhere("e1", TwoFactorChange::RecoveryKeyUsed);
    scene.until(|seen| seen.alerts.unread == 1).await;
    scene.until_line(KeyNews::Replaced, None).await;
}

#[tokio::test]
async fn the_owner_says_that_somebody_has_seen_it_or_that_nobody_has() {
    let scene = Scene::with_paper(paper()).await;
    scene.until_line(None, None).await;
    scene.say_seen(true).await.unwrap();
    scene.until_line(KeyNews::Seen, Some(ToDo)).await;
    // Begun and given up, it is still to do.
    scene.new_groups().await;
    soon(scene.companion.cancel_recovery_key(scene.connection))
        .await
        .unwrap();
    let scene = scene.restarted().await;
    scene.until_line(KeyNews::Seen, Some(ToDo)).await;
    scene.door.store.break_down(Some(StoreError::DiskFull));
    assert_eq!(scene.say_seen(false).await, Err(FailureCode::DiskFull));
    assert_eq!(
        line(&scene.desktop.seen()),
        (Some(KeyNews::Seen), Some(ToDo))
    );
    scene.door.store.break_down(None);
    scene.say_seen(false).await.unwrap();
    scene.until_line(KeyNews::Unseen, None).await;
    let scene = scene.restarted().await;
    scene.until_line(KeyNews::Unseen, None).await;
}

#[tokio::test]
async fn what_was_heard_is_of_one_account() {
    let scene = Scene::with_paper(paper()).await;
    scene.say_seen(true).await.unwrap();
    soon(scene.companion.sign_out(scene.connection))
        .await
        .unwrap();
    scene.until_line(KeyNews::Seen, Some(Unknown)).await;
    assert_eq!(scene.say_seen(false).await, Err(FailureCode::NotNow));
    scene
        .service
        .add_account("bruno@example.org", PASSWORD, "bruno");
    scene
        .sign_in_as("bruno@example.org", PASSWORD)
        .await
        .unwrap();
    scene.until_line(None, None).await;
}

#[tokio::test]
async fn what_cannot_be_noted_here_is_in_force_all_the_same() {
    let scene = Scene::with_paper(paper()).await;
    let groups = scene.new_groups().await;
    scene.door.store.break_down(Some(StoreError::DiskFull));
    scene.type_back(4, &groups[4]).await.unwrap();
    assert_eq!(scene.service.recovery_key_in_force(), groups.join("-"));
    let nothing: Option<Timestamp> = None;
    assert_eq!(rehearsal(&scene.desktop.seen()), Some((ToDo, nothing)));
}
