//! What becomes of edits, step by step.

#![allow(clippy::unwrap_used, clippy::panic)] // a failed expectation is the point of a test

use super::*;
use crate::testing::camera;

fn home() -> ConnectionId {
    ConnectionId(Uuid::nil())
}

fn key() -> CameraKey {
    CameraKey {
        connection: home(),
        camera: CameraId("door".into()),
    }
}

fn door() -> Camera {
    camera("door", "Front")
}

fn type_name(outbox: &mut Outbox, nickname: &str, signed_in: bool) {
    let camera = door();
    let profile = Profile {
        nickname: nickname.into(),
        ..camera.profile.clone()
    };
    let at = Timestamp(1);
    let change = outbox.typed(&Typed {
        connection: home(),
        account: "anna",
        camera: &camera,
        profile,
        at,
        signed_in,
    });
    outbox.apply(change);
}

fn shown(outbox: &Outbox) -> Option<&str> {
    outbox
        .shown(&key(), Some("anna"))
        .map(|edit| edit.profile.nickname.as_str())
}

fn only_ready(outbox: &Outbox) -> PendingEdit {
    let ready = outbox.ready(home(), "anna");
    assert_eq!(ready.len(), 1);
    ready.into_iter().next().unwrap()
}

#[test]
fn typing_back_the_old_name_leaves_nothing_to_send() {
    let mut outbox = Outbox::default();
    type_name(&mut outbox, "Porch", true);
    type_name(&mut outbox, "Front", true);
    assert!(outbox.is_empty(home()));
}

#[test]
fn a_replaced_edit_keeps_its_key_because_that_was_never_used() {
    let mut outbox = Outbox::default();
    type_name(&mut outbox, "One", true);
    let first = only_ready(&outbox).id;
    type_name(&mut outbox, "Two", true);
    assert_eq!(only_ready(&outbox).id, first);
    assert_eq!(shown(&outbox), Some("Two"));
}

#[test]
fn a_newer_edit_queues_behind_one_that_was_sent_and_goes_on_top_of_it() {
    let mut outbox = Outbox::default();
    type_name(&mut outbox, "One", true);
    let first = only_ready(&outbox).id;
    outbox.sending(first);
    type_name(&mut outbox, "Two", true);
    assert_eq!(outbox.ready(home(), "anna"), []);
    // No answer: the first goes out again, under the same key.
    outbox.not_sent(first, false);
    assert_eq!(only_ready(&outbox).id, first);
    outbox.sending(first);
    outbox.not_sent(first, false);
    let change = outbox.confirmed(
        first,
        &Camera {
            revision: 7,
            ..door()
        },
    );
    outbox.apply(change);
    let second = only_ready(&outbox);
    assert_eq!(
        (second.base_revision, second.profile.nickname.as_str()),
        (7, "Two")
    );
    assert_ne!(second.id, first);
}

#[test]
fn an_edit_from_an_earlier_run_may_have_been_sent_and_is_not_replaced() {
    let mut outbox = Outbox::default();
    type_name(&mut outbox, "One", true);
    let left = only_ready(&outbox);
    let (mut outbox, tidying) = Outbox::restore(vec![left.clone()]);
    assert_eq!(tidying, Change::default());
    type_name(&mut outbox, "Two", true);
    assert_eq!(only_ready(&outbox), left);
    assert_eq!(shown(&outbox), Some("Two"));
}

#[test]
fn a_conflict_falls_on_what_was_typed_last() {
    let mut outbox = Outbox::default();
    type_name(&mut outbox, "One", true);
    let first = only_ready(&outbox).id;
    outbox.sending(first);
    type_name(&mut outbox, "Two", true);
    let theirs = Camera {
        revision: 5,
        ..camera("door", "Theirs")
    };
    outbox.not_sent(first, false);
    let change = outbox.contradicted(first, &theirs);
    outbox.apply(change);
    assert_eq!(shown(&outbox), Some("Two"));
    assert_eq!(outbox.ready(home(), "anna"), []);
    let change = outbox.keep_mine(&key(), "anna", Timestamp(2)).unwrap();
    outbox.apply(change);
    let mine = only_ready(&outbox);
    assert_eq!(
        (mine.base_revision, mine.profile.nickname.as_str()),
        (5, "Two")
    );
    assert_ne!(mine.id, first);
}

#[test]
fn keeping_mine_keeps_what_only_the_other_side_knows() {
    let mut outbox = Outbox::default();
    type_name(&mut outbox, "Mine", true);
    let mut theirs = Camera {
        revision: 5,
        ..camera("door", "Theirs")
    };
    theirs.profile.network = Some("Orchard".into());
    let change = outbox.contradicted(only_ready(&outbox).id, &theirs);
    outbox.apply(change);
    let change = outbox.keep_mine(&key(), "anna", Timestamp(2)).unwrap();
    outbox.apply(change);
    assert_eq!(
        only_ready(&outbox).profile.network.as_deref(),
        Some("Orchard")
    );
}

#[test]
fn a_crash_while_a_conflict_was_decided_leaves_the_decision() {
    let mut outbox = Outbox::default();
    type_name(&mut outbox, "Mine", true);
    let theirs = Camera {
        revision: 5,
        ..camera("door", "Theirs")
    };
    let change = outbox.contradicted(only_ready(&outbox).id, &theirs);
    let conflict = change.put.first().unwrap().clone();
    outbox.apply(change);
    let decision = outbox
        .keep_mine(&key(), "anna", Timestamp(2))
        .unwrap()
        .put
        .remove(0);
    // Both were on disk.
    let (outbox, tidying) = Outbox::restore(vec![conflict.clone(), decision.clone()]);
    assert_eq!(
        tidying,
        Change {
            put: Vec::new(),
            remove: vec![conflict]
        }
    );
    assert_eq!(only_ready(&outbox), decision);
}

#[test]
fn typing_over_a_held_edit_is_the_owners_word_only_when_signed_in() {
    for (signed_in, ready) in [(false, 0), (true, 1)] {
        let mut outbox = Outbox::default();
        type_name(&mut outbox, "Held", true);
        let change = outbox.hold(home());
        outbox.apply(change);
        type_name(&mut outbox, "Typed", signed_in);
        assert_eq!(outbox.ready(home(), "anna").len(), ready);
        assert_eq!(shown(&outbox), Some("Typed"));
    }
}

#[test]
fn quarantine_holds_everybody_else_and_only_them() {
    let mut outbox = Outbox::default();
    type_name(&mut outbox, "Anna's", true);
    let change = outbox.quarantine(home(), "anna");
    assert_eq!(change, Change::default());
    let change = outbox.quarantine(home(), "bert");
    outbox.apply(change);
    assert_eq!(outbox.ready(home(), "anna"), []);
    assert_eq!(outbox.release(home(), "bert"), Change::default());
    assert_eq!(outbox.shown(&key(), Some("bert")), None);
    let change = outbox.release(home(), "anna");
    outbox.apply(change);
    assert_eq!(outbox.ready(home(), "anna").len(), 1);
}

#[test]
fn what_is_on_its_way_cannot_be_called_back() {
    let mut outbox = Outbox::default();
    type_name(&mut outbox, "One", true);
    let first = only_ready(&outbox).id;
    outbox.sending(first);
    assert_eq!(outbox.undo(&key(), "anna"), None);
    outbox.not_sent(first, false);
    let change = outbox.undo(&key(), "anna").unwrap();
    outbox.apply(change);
    assert!(outbox.is_empty(home()));
}
