//! Security events arrive at least once, at every computer, until it says that it has them.

use porchlight_protocol::event::{PollRequest, SetError};

use crate::client::{EMAIL, House, PASSWORD};

#[tokio::test]
async fn an_event_is_sent_until_it_is_acknowledged_by_each_computer() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let mut other = house.computer();
    other.sign_in(EMAIL, PASSWORD).await.unwrap();

    let first = computer.open_events(&[]).await.unwrap();
    let established = first[0].events.session_established.as_ref().unwrap();
    assert_eq!(
        established.session,
        other.session.as_ref().unwrap().session_id
    );
    assert_eq!(established.amr, ["pwd"]);
    assert_eq!(
        computer.open_events(&[]).await.unwrap(),
        first,
        "sent again"
    );
    assert!(
        computer
            .open_events(&[&first[0].jti])
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        computer
            .open_events(&["never seen"])
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        other.open_events(&[]).await.unwrap().is_empty(),
        "not told of itself"
    );

    house
        .service
        .announce_session_established(owner.account, Some("Lisbon".into()))
        .await
        .unwrap();
    let at_first = computer.open_events(&[]).await.unwrap();
    assert_eq!(at_first, other.open_events(&[]).await.unwrap());
    assert!(
        computer
            .open_events(&[&at_first[0].jti])
            .await
            .unwrap()
            .is_empty()
    );
    assert_eq!(
        other.open_events(&[]).await.unwrap().len(),
        1,
        "each for itself"
    );
}

#[tokio::test]
async fn what_happened_while_the_owner_was_signed_out_is_told_afterwards() {
    let house = House::open().await;
    let (mut computer, owner) = house.with_ada().await;
    house
        .service
        .announce_session_established(owner.account, Some("Lisbon".into()))
        .await
        .unwrap();
    let session = computer.session.as_ref().unwrap().session_id;
    let reason = porchlight_protocol::event::EndReason::SuspectedTheft;
    house
        .service
        .end_session(session, reason, None)
        .await
        .unwrap();
    computer.sign_in(EMAIL, PASSWORD).await.unwrap();
    let events = computer.open_events(&[]).await.unwrap();
    assert_eq!(events.len(), 1, "its own sign-ins are no news to it");
    let place = events[0]
        .events
        .session_established
        .as_ref()
        .unwrap()
        .place
        .as_deref();
    assert_eq!(place, Some("Lisbon"));
}

#[tokio::test]
async fn a_long_queue_comes_in_parts_and_in_any_order_of_acknowledgement() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    for n in 0..5 {
        let place = Some(format!("Town {n}"));
        house
            .service
            .announce_session_established(owner.account, place)
            .await
            .unwrap();
    }
    let all = computer.open_events(&[]).await.unwrap();
    assert_eq!(all.len(), 5);
    let part = PollRequest {
        max_events: Some(2),
        return_immediately: true,
        ..PollRequest::default()
    };
    let answer = computer.poll(&part).await.unwrap();
    assert_eq!((answer.sets.len(), answer.more_available), (2, true));
    // The last first: the ones before it stay open.
    let mut open: Vec<_> = all.iter().map(|event| event.jti.as_str()).collect();
    while let Some(done) = open.pop() {
        let left = computer.open_events(&[done]).await.unwrap();
        assert_eq!(left.len(), open.len());
    }
}

#[tokio::test]
async fn a_refused_event_is_not_sent_again() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    house
        .service
        .announce_session_established(owner.account, None)
        .await
        .unwrap();
    let event = computer.open_events(&[]).await.unwrap().remove(0);
    let error = SetError {
        err: "invalid_issuer".into(),
        description: "not ours".into(),
    };
    let poll = PollRequest {
        return_immediately: true,
        set_errs: [(event.jti, error)].into(),
        ..PollRequest::default()
    };
    assert!(computer.poll(&poll).await.unwrap().sets.is_empty());
}

#[tokio::test]
async fn a_waiting_poll_is_answered_when_there_is_news() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let waiting = computer.clone();
    let waiting = tokio::spawn(async move { waiting.poll(&PollRequest::default()).await });
    house
        .service
        .announce_session_established(owner.account, None)
        .await
        .unwrap();
    assert_eq!(waiting.await.unwrap().unwrap().sets.len(), 1);
}

#[tokio::test]
async fn a_wake_is_for_the_account_that_it_concerns() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let mut bob = house.computer();
    let bobs = bob.register("bob@example.org", PASSWORD).await;
    bob.sign_in("bob@example.org", PASSWORD).await.unwrap();
    let mut wakes = computer.subscribe().await.unwrap();
    house
        .service
        .announce_session_established(bobs.account, None)
        .await
        .unwrap();
    house
        .service
        .announce_session_established(owner.account, None)
        .await
        .unwrap();
    assert!(wakes.wake().await);
    assert_eq!(computer.open_events(&[]).await.unwrap().len(), 1);
    assert_eq!(bob.open_events(&[]).await.unwrap().len(), 1);
}

#[tokio::test]
async fn listeners_do_not_hold_up_the_end_of_the_service() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let mut wakes = computer.subscribe().await.unwrap();
    let waiting = computer.clone();
    let waiting = tokio::spawn(async move { waiting.poll(&PollRequest::default()).await });
    house.running.shutdown().await;
    while wakes.wake().await {}
    // Answered with nothing, or never let in: either way it does not hang.
    let _ = waiting.await;
}
