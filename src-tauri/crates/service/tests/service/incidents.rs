//! After an incident: owners are told what lay open, and what turned out to be otherwise.

use porchlight_protocol::event::EventToken;
use porchlight_protocol::exposure::{DataExposure, DataForm, DataKind, ExposedData, Finding};
use porchlight_service::incidents::{Announcement, IncidentError, Revision, Words};

use crate::client::{Computer, EMAIL, House, NOON, PASSWORD};

const DAY: i64 = 24 * 3_600;

fn words(english: &str) -> Words {
    Words::english_and_italian(english, Some("In italiano.")).unwrap()
}

fn data(kind: DataKind, finding: Finding, form: DataForm) -> ExposedData {
    ExposedData {
        kind,
        finding,
        form,
    }
}

/// From 22 days ago until now.
pub(crate) fn announcement() -> Announcement {
    Announcement {
        from: NOON - 22 * DAY,
        to: Some(NOON + 1),
        accounts: Some(2_400_000),
        data: vec![
            data(DataKind::WifiNames, Finding::Reported, DataForm::Sealed),
            data(DataKind::CameraNames, Finding::Confirmed, DataForm::Sealed),
        ],
        reason: words("A copy lay open."),
        advisory: Some("https://status.example.org/2019-12-26".into()),
    }
}

pub(crate) async fn told(computer: &Computer) -> Vec<(EventToken, DataExposure)> {
    let events = computer.open_events(&[]).await.unwrap();
    let exposures = events.into_iter().filter_map(|event| {
        let told = event.events.data_exposure.clone()?;
        Some((event, told))
    });
    let mut exposures: Vec<_> = exposures.collect();
    exposures.sort_by_key(|(_, told)| told.revision);
    exposures
}

#[tokio::test]
async fn one_row_tells_every_owner_who_was_there_on_each_computer_until_it_has_it() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let mut bob = house.computer();
    let bobs = bob.register("bob@example.org", PASSWORD).await;
    let draft = house
        .service
        .announce_exposure(announcement())
        .await
        .unwrap();
    assert_eq!(draft.concerned, 2);

    let here = told(&computer).await.remove(0);
    assert_eq!(here.1, draft.told);
    assert_eq!(here.1.reason_user["it"], "In italiano.");
    assert_eq!(here.0.aud, format!("urn:uuid:{}", owner.account));
    assert_eq!(told(&computer).await[0], here, "the same until it is heard");

    // Signed out on that day, and a computer that the owner buys later.
    bob.sign_in("bob@example.org", PASSWORD).await.unwrap();
    let at_bobs = told(&bob).await.remove(0);
    assert_eq!(at_bobs.0.aud, format!("urn:uuid:{}", bobs.account));
    assert_ne!(at_bobs.0.jti, here.0.jti);
    assert_eq!(at_bobs.0.txn, here.0.txn, "one incident");
    let mut later = house.computer();
    later.sign_in(EMAIL, PASSWORD).await.unwrap();
    assert_eq!(told(&later).await[0], here);

    // Somebody else's name for it is no acknowledgement.
    computer.open_events(&[&at_bobs.0.jti]).await.unwrap();
    assert_eq!(told(&computer).await.len(), 1);
    computer.open_events(&[&here.0.jti]).await.unwrap();
    assert_eq!(told(&computer).await, []);
    assert_eq!(told(&later).await.len(), 1, "each for itself");
    let house = house.restart().await;
    let back = Computer {
        base: house.computer().base,
        ..computer
    };
    assert_eq!(told(&back).await, []);
}

#[tokio::test]
async fn who_came_after_the_data_was_closed_is_told_nothing() {
    let house = House::open().await;
    house.with_ada().await;
    house.hands.forward(1);
    let mut late = house.computer();
    late.register("late@example.org", PASSWORD).await;
    late.sign_in("late@example.org", PASSWORD).await.unwrap();
    let draft = house
        .service
        .announce_exposure(announcement())
        .await
        .unwrap();
    assert_eq!(draft.concerned, 1);
    assert_eq!(told(&late).await, []);
}

#[tokio::test]
async fn while_it_lies_open_everybody_is_told_and_once_it_is_closed_only_who_was_there() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let still_open = Announcement {
        to: None,
        ..announcement()
    };
    let first = house.service.announce_exposure(still_open).await.unwrap();
    house.hands.forward(DAY);
    let mut newcomer = house.computer();
    newcomer.register("new@example.org", PASSWORD).await;
    newcomer.sign_in("new@example.org", PASSWORD).await.unwrap();
    assert_eq!(told(&newcomer).await.len(), 1, "it lies open to this day");

    house.hands.forward(DAY);
    let mut closed = Revision::new(words("It was closed on the first day."));
    closed.to = Some(Some(NOON + 1));
    let second = house
        .service
        .correct_exposure(first.told.exposure, closed)
        .await
        .unwrap();
    assert_eq!((second.told.revision, second.concerned), (2, 2));
    for who in [&computer, &newcomer] {
        let revisions = told(who).await;
        assert_eq!(revisions.len(), 2, "who was told wrong is told right");
        assert_eq!(revisions[1].1, second.told);
    }
    house.hands.forward(DAY);
    let mut after = house.computer();
    after.register("after@example.org", PASSWORD).await;
    after.sign_in("after@example.org", PASSWORD).await.unwrap();
    assert_eq!(told(&after).await, []);
}

#[tokio::test]
async fn a_correction_changes_what_it_names_keeps_the_rest_and_leaves_what_was_said() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let service = &house.service;
    let first = service.announce_exposure(announcement()).await.unwrap();
    let id = first.told.exposure;
    let mut revision = Revision::new(words("No Wi-Fi names."));
    let corrected = data(DataKind::WifiNames, Finding::NotAffected, DataForm::Sealed);
    revision.data.push(corrected);
    let second = service
        .correct_exposure(id, revision.clone())
        .await
        .unwrap();
    assert_eq!(second.told.data, [first.told.data[0], corrected]);
    assert_eq!(second.told.reason_user, first.told.reason_user);
    assert_eq!(second.told.correction_user["en"], "No Wi-Fi names.");
    let said: Vec<_> = told(&computer)
        .await
        .into_iter()
        .map(|told| told.1)
        .collect();
    assert_eq!(said, [first.told.clone(), second.told.clone()]);
    assert_eq!(service.announced().await.unwrap(), said);

    let again = service.correct_exposure(id, revision).await.unwrap_err();
    assert!(matches!(again, IncidentError::NothingCorrected), "{again}");
    // Two people at two keyboards: the second one looks again.
    let mut more = Revision::new(words("More."));
    more.accounts = Some(2_500_000);
    let (one, other) = (
        service.draft_revision(id, more.clone()).await.unwrap(),
        service.draft_revision(id, more.clone()).await.unwrap(),
    );
    service.publish(&one).await.unwrap();
    let late = service.publish(&other).await.unwrap_err();
    assert!(matches!(late, IncidentError::CorrectedMeanwhile), "{late}");

    let mut withdrawn = Revision::new(words("It did not happen."));
    withdrawn.withdrawn = true;
    let last = service.correct_exposure(id, withdrawn).await.unwrap();
    assert_eq!((last.told.revision, last.told.withdrawn), (4, true));
    let over = service.correct_exposure(id, more).await.unwrap_err();
    assert!(matches!(over, IncidentError::Withdrawn), "{over}");
}

#[tokio::test]
async fn an_announcement_that_makes_no_sense_is_made_to_nobody() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let twice = data(DataKind::WifiNames, Finding::Confirmed, DataForm::Sealed);
    let wrong = [
        Announcement {
            to: Some(NOON - 23 * DAY),
            ..announcement()
        },
        Announcement {
            data: Vec::new(),
            ..announcement()
        },
        Announcement {
            data: vec![twice, twice],
            ..announcement()
        },
        Announcement {
            advisory: Some("http://status.example.org".into()),
            ..announcement()
        },
    ];
    for announcement in wrong {
        let said = format!("{announcement:?}");
        let refused = house.service.announce_exposure(announcement).await;
        assert!(refused.is_err(), "{said}");
    }
    let nobody = uuid::Uuid::new_v4();
    let unknown = house
        .service
        .correct_exposure(nobody, Revision::new(words("What?")))
        .await;
    assert!(matches!(unknown, Err(IncidentError::NoSuchExposure(id)) if id == nobody));
    assert_eq!(told(&computer).await, []);
}

#[tokio::test]
async fn an_announcement_wakes_those_who_listen_and_ends_nothing() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let mut wakes = computer.subscribe().await.unwrap();
    for _ in 0..2 {
        house
            .service
            .announce_exposure(announcement())
            .await
            .unwrap();
        assert!(wakes.wake().await);
    }
    assert_eq!(told(&computer).await.len(), 2);
}

#[tokio::test]
async fn a_short_answer_has_the_announcement_and_says_that_there_is_more() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    for _ in 0..3 {
        house
            .service
            .announce_session_established(owner.account, None)
            .await
            .unwrap();
    }
    let draft = house
        .service
        .announce_exposure(announcement())
        .await
        .unwrap();
    let mut seen = Vec::new();
    let mut poll = porchlight_protocol::event::PollRequest {
        max_events: Some(2),
        return_immediately: true,
        ..Default::default()
    };
    loop {
        let answer = computer.poll(&poll).await.unwrap();
        poll.ack = answer.sets.keys().cloned().collect();
        let events = answer.sets.values().map(|token| computer.verified(token));
        seen.push(events.collect::<Vec<_>>());
        if !answer.more_available {
            break;
        }
    }
    assert_eq!(seen.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2]);
    let first = seen[0]
        .iter()
        .find_map(|event| event.events.data_exposure.clone());
    assert_eq!(first, Some(draft.told), "it does not wait behind the rest");
}

#[tokio::test]
async fn an_event_that_was_wrong_is_corrected_on_every_computer_that_was_told_it() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let mut other = house.computer();
    other.sign_in(EMAIL, PASSWORD).await.unwrap();
    let wrong = computer.open_events(&[]).await.unwrap().remove(0);
    house
        .service
        .correct_event(&wrong.jti, &words("It was your own computer."))
        .await
        .unwrap();
    let events = computer.open_events(&[]).await.unwrap();
    assert_eq!(events.len(), 2, "what was wrong stays");
    let correction = events
        .iter()
        .find_map(|event| event.events.correction.clone());
    let correction = correction.unwrap();
    assert_eq!(correction.corrects, wrong.jti);
    assert_eq!(correction.reason_user["en"], "It was your own computer.");
    let there = other.open_events(&[]).await.unwrap();
    assert_eq!(there, [], "that computer was not told of itself");

    let exposure = house.service.announce_exposure(announcement());
    exposure.await.unwrap();
    let told = told(&computer).await.remove(0);
    for unknown in [told.0.jti.as_str(), &owner.account.to_string(), "nonsense"] {
        let refused = house.service.correct_event(unknown, &words("No.")).await;
        assert!(matches!(refused, Err(IncidentError::NoSuchEvent(_))));
    }
}
