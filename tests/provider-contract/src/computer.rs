//! The whole companion over the provider, as an owner meets it.

use porchlight_core::error::FailureCode;
use porchlight_core::ports::provider::{Naming, ServiceError};
use porchlight_core::testing::{FakeDoor, Seen};
use porchlight_core::view::{CameraKey, HeldChoice, SessionView};

use crate::Subject;
use crate::run::{
    BESIDE_IT, Computer, UNDER_CONTRACT, connection, is_in_trouble, is_online, nickname, soon,
};

pub async fn an_owner_names_a_camera_and_finds_the_name_after_a_restart<S: Subject>() {
    let subject = S::open().await;
    let computer = Computer::at(&subject, FakeDoor::default().into()).await;
    let id = computer.connect(UNDER_CONTRACT).await;
    computer.sign_in(id, &subject.owners()[0]).await.unwrap();
    computer.until(|seen| seen.cameras.len() == 2).await;
    let key = computer.first_camera(id);
    computer.name(&key, "Porch").await.unwrap();
    let confirmed = |seen: &Seen| connection(seen, id).waiting_edits == 0;
    computer.until(confirmed).await;
    soon(computer.companion.close()).await.unwrap();

    let computer = Computer::at(&subject, computer.killed()).await;
    let there = |seen: &Seen| seen.cameras.len() == 2 && nickname(seen, &key) == Some("Porch");
    computer.until(there).await;
    computer.until(|seen| is_online(seen, id)).await;
    computer.until(there).await;
}

pub async fn a_name_that_the_service_does_not_keep_stays_on_this_computer<S: Subject>() {
    let subject = S::open().await;
    if subject.provider().profile().naming != Naming::Private {
        return;
    }
    let [owner, other] = subject.owners();
    let computer = Computer::at(&subject, FakeDoor::default().into()).await;
    let id = computer.connect(UNDER_CONTRACT).await;
    computer.sign_in(id, &owner).await.unwrap();
    let before = computer.until(|seen| seen.cameras.len() == 2).await.cameras;
    let key = computer.first_camera(id);
    subject.cut();
    computer.name(&key, "Porch").await.unwrap();
    let kept = |seen: &Seen| {
        let camera = seen.cameras.get(&key);
        let view = connection(seen, id);
        camera.is_some_and(|camera| camera.private && camera.nickname == "Porch")
            && view.waiting_edits + view.held_edits + view.private_names_to_offer == 0
            && !view.keeps_names
    };
    computer.until(kept).await;
    subject.mend();
    let computer = Computer::at(&subject, computer.killed()).await;
    computer
        .until(|seen| kept(seen) && is_online(seen, id))
        .await;
    soon(computer.companion.refresh(id)).await.unwrap();
    computer.until(kept).await;

    // The cameras leave the list, and come back.
    soon(computer.companion.sign_out(id)).await.unwrap();
    computer.until(|seen| seen.cameras.is_empty()).await;
    computer.sign_in(id, &other).await.unwrap();
    let seen = computer.until(|seen| seen.cameras.len() == 2).await;
    assert!(seen.cameras.values().all(|camera| !camera.private));
    soon(computer.companion.sign_out(id)).await.unwrap();
    computer.sign_in(id, &owner).await.unwrap();
    computer.until(kept).await;

    // And without it the camera is called as its service calls it.
    computer.name(&key, "").await.unwrap();
    let own = before.get(&key).map(|camera| camera.nickname.as_str());
    computer
        .until(|seen| seen.cameras.len() == 2 && nickname(seen, &key) == own)
        .await;
    let other = subject.another_run();
    let credential = owner.sign_in(&*other).await.unwrap().grant();
    let listed = other.cameras().unwrap().list(&credential).await.unwrap();
    assert!(listed.iter().all(|one| one.profile.nickname != "Porch"));
}

/// What the owner has done before the program is killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Done {
    Connected,
    SignedIn,
    /// While nobody was reached.
    Named,
    SignedOutByTheService,
    BackIn,
}

pub async fn killed_at_each_step_the_owner_goes_on_where_they_were<S: Subject>() {
    for killed_after in [
        Done::Connected,
        Done::SignedIn,
        Done::Named,
        Done::SignedOutByTheService,
        Done::BackIn,
    ] {
        let subject = S::open().await;
        let kept_there = subject.provider().profile().naming != Naming::Private;
        let [owner, _] = subject.owners();
        let mut computer = Computer::at(&subject, FakeDoor::default().into()).await;
        let id = computer.connect(UNDER_CONTRACT).await;
        computer = computer
            .killed_if(killed_after == Done::Connected, &subject)
            .await;

        computer.sign_in(id, &owner).await.unwrap();
        computer.until(|seen| seen.cameras.len() == 2).await;
        let key = computer.first_camera(id);
        computer = computer
            .killed_if(killed_after == Done::SignedIn, &subject)
            .await;
        computer.until(|seen| is_online(seen, id)).await;

        subject.cut();
        computer.name(&key, "Porch").await.unwrap();
        computer = computer
            .killed_if(killed_after == Done::Named, &subject)
            .await;
        let waits = |seen: &Seen| nickname(seen, &key) == Some("Porch");
        computer.until(waits).await;

        let session = computer.session(id).await;
        subject.mend();
        subject.end(&session).await;
        // Whoever asks is told.
        drop(soon(computer.companion.refresh(id)).await);
        let out = |seen: &Seen| matches!(connection(seen, id).session, SessionView::Reset { .. });
        computer.until(out).await;
        computer = computer
            .killed_if(killed_after == Done::SignedOutByTheService, &subject)
            .await;
        computer.until(out).await;

        computer.sign_in(id, &owner).await.unwrap();
        computer = computer
            .killed_if(killed_after == Done::BackIn, &subject)
            .await;
        let seen = computer.until(|seen| is_online(seen, id)).await;
        if connection(&seen, id).held_edits > 0 {
            // Where nobody says why the session was over, they wait for the owner's word.
            let sent = computer.companion.decide_held(id, HeldChoice::Send);
            soon(sent).await.unwrap();
        }
        let named = |seen: &Seen| {
            nickname(seen, &key) == Some("Porch") && connection(seen, id).waiting_edits == 0
        };
        computer.until(named).await;
        // The program that is there is the only one that says so: nobody is asked what it remembers.
        let other = subject.another_run();
        let credential = owner.sign_in(&*other).await.unwrap().grant();
        let listed = other.cameras().unwrap().list(&credential).await.unwrap();
        let names = listed.iter().filter(|one| one.profile.nickname == "Porch");
        assert_eq!(names.count(), usize::from(kept_there), "{killed_after:?}");
    }
}

pub async fn of_a_camera_what_is_said_is_shown_and_nothing_else<S: Subject>() {
    let subject = S::open().await;
    let [owner, _] = subject.owners();
    let computer = Computer::at(&subject, FakeDoor::default().into()).await;
    let id = computer.connect(UNDER_CONTRACT).await;
    computer.sign_in(id, &owner).await.unwrap();
    computer.until(|seen| seen.cameras.len() == 2).await;
    let seen = computer.until(|seen| is_online(seen, id)).await;
    let provider = subject.another_run();
    let credential = owner.sign_in(&*provider).await.unwrap().grant();
    for said in provider.cameras().unwrap().list(&credential).await.unwrap() {
        let key = CameraKey {
            connection: id,
            camera: said.id,
        };
        let shown = &seen.cameras[&key];
        assert_eq!(shown.model, said.model);
        assert_eq!(shown.firmware, said.firmware);
        assert_eq!(shown.firmware_available, said.firmware_available);
        assert_eq!(shown.online, said.online);
        assert_eq!(shown.last_seen, said.last_seen);
        assert_eq!(shown.signal.is_some(), said.signal_dbm.is_some());
        assert_eq!(shown.trouble, said.trouble);
    }
}

pub async fn what_changes_elsewhere_is_shown<S: Subject>() {
    let subject = S::open().await;
    let computer = Computer::at(&subject, FakeDoor::default().into()).await;
    let id = computer.connect(UNDER_CONTRACT).await;
    computer.sign_in(id, &subject.owners()[0]).await.unwrap();
    let before = computer.until(|seen| seen.cameras.len() == 2).await.cameras;
    subject.change_elsewhere().await;
    let polled = subject.provider().alerts().is_none();
    let changed = |seen: &Seen| seen.cameras != before;
    // Where nobody tells, the list is asked for again from time to time.
    tokio::select! {
        _ = computer.until(changed) => {}
        () = computer.time_passes(), if polled => {}
    }
}

pub async fn trouble_of_one_place_is_shown_only_there<S: Subject>() {
    let subject = S::open().await;
    let computer = Computer::at(&subject, FakeDoor::default().into()).await;
    let id = computer.connect(UNDER_CONTRACT).await;
    let other = computer.connect(BESIDE_IT).await;
    computer.sign_in(id, &subject.owners()[0]).await.unwrap();
    computer
        .sign_in(other, &Computer::neighbour())
        .await
        .unwrap();
    let both = |seen: &Seen| is_online(seen, id) && is_online(seen, other);
    let all = computer.until(both).await.cameras.len();
    assert_eq!(all, 3);

    computer.beside.break_down(Some(ServiceError::Unreachable));
    soon(computer.companion.refresh(other)).await.unwrap_err();
    let one = |seen: &Seen| is_online(seen, id) && is_in_trouble(seen, other);
    computer.until(one).await;
    soon(computer.companion.refresh(id)).await.unwrap();
    computer.beside.break_down(None);
    soon(computer.companion.refresh(other)).await.unwrap();

    subject.cut();
    soon(computer.companion.refresh(id)).await.unwrap_err();
    let other_one = |seen: &Seen| is_in_trouble(seen, id) && is_online(seen, other);
    let seen = computer.until(other_one).await;
    assert_eq!(seen.cameras.len(), all, "as last seen");
    assert_eq!(connection(&seen, id).session, SessionView::Active);
}

pub async fn of_two_accounts_at_one_service_only_the_one_that_is_reset_signs_in_again<
    S: Subject,
>() {
    let subject = S::open().await;
    let [anna, bruno] = subject.owners();
    let computer = Computer::at(&subject, FakeDoor::default().into()).await;
    let of_anna = computer.connect(UNDER_CONTRACT).await;
    computer.sign_in(of_anna, &anna).await.unwrap();
    let of_bruno = computer.add_account(of_anna).await;
    assert_ne!(of_anna, of_bruno);
    computer.sign_in(of_bruno, &bruno).await.unwrap();
    let both = |seen: &Seen| is_online(seen, of_anna) && is_online(seen, of_bruno);
    let seen = computer.until(both).await;
    let cameras_of = |seen: &Seen, id| {
        seen.cameras
            .keys()
            .filter(|key| key.connection == id)
            .count()
    };
    assert_eq!(
        (cameras_of(&seen, of_anna), cameras_of(&seen, of_bruno)),
        (2, 2)
    );

    subject.end(&computer.session(of_anna).await).await;
    drop(soon(computer.companion.refresh(of_anna)).await);
    let out = |seen: &Seen| {
        let session = &connection(seen, of_anna).session;
        matches!(session, SessionView::Reset { .. })
    };
    computer.until(out).await;
    let computer = Computer::at(&subject, computer.killed()).await;
    let other_goes_on = |seen: &Seen| out(seen) && is_online(seen, of_bruno);
    let seen = computer.until(other_goes_on).await;
    assert_eq!(
        (cameras_of(&seen, of_anna), cameras_of(&seen, of_bruno)),
        (2, 2)
    );
    soon(computer.companion.refresh(of_bruno)).await.unwrap();
    computer.sign_in(of_anna, &anna).await.unwrap();
    computer.until(both).await;
}

pub async fn an_account_that_is_here_already_is_not_shown_twice<S: Subject>() {
    let subject = S::open().await;
    let [anna, bruno] = subject.owners();
    let computer = Computer::at(&subject, FakeDoor::default().into()).await;
    let first = computer.connect(UNDER_CONTRACT).await;
    computer.sign_in(first, &anna).await.unwrap();
    let second = computer.add_account(first).await;
    let twice = computer.sign_in(second, &anna).await.unwrap_err();
    assert_eq!(twice.code, FailureCode::AccountAlreadyHere);
    let seen = computer.until(|seen| is_online(seen, first)).await;
    assert_eq!(connection(&seen, second).session, SessionView::SignedOut);
    assert_eq!(seen.cameras.len(), 2);
    // Nothing was spoiled for either.
    assert_eq!(
        computer.add_account(first).await,
        second,
        "it is still free"
    );
    computer.sign_in(second, &bruno).await.unwrap();
    soon(computer.companion.refresh(first)).await.unwrap();
    computer.until(|seen| seen.cameras.len() == 4).await;
}

pub async fn an_account_that_is_signed_in_to_twice_at_once_is_shown_once<S: Subject>() {
    let subject = S::open().await;
    let [anna, bruno] = subject.owners();
    let computer = Computer::at(&subject, FakeDoor::default().into()).await;
    let first = computer.connect(UNDER_CONTRACT).await;
    computer.sign_in(first, &anna).await.unwrap();
    let second = computer.add_account(first).await;
    computer.sign_in(second, &bruno).await.unwrap();
    for id in [first, second] {
        soon(computer.companion.sign_out(id)).await.unwrap();
    }
    // Both are let in before either is kept.
    computer.door.secrets.stall(true);
    let (one, other) = (
        computer.sign_in(first, &anna),
        computer.sign_in(second, &anna),
    );
    tokio::pin!(one, other);
    let (refused, stays) = tokio::select! {
        answer = &mut one => (answer, second),
        answer = &mut other => (answer, first),
    };
    assert_eq!(refused.unwrap_err().code, FailureCode::AccountAlreadyHere);
    computer.door.secrets.stall(false);
    if stays == first {
        one.await.unwrap();
    } else {
        other.await.unwrap();
    }
    let seen = computer.until(|seen| is_online(seen, stays)).await;
    assert_eq!(seen.cameras.len(), 2);
    let left = if stays == first { second } else { first };
    assert_eq!(connection(&seen, left).session, SessionView::SignedOut);
}
