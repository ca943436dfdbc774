//! What one account can make the service keep is bounded, and no bound keeps its owner from signing in.

use porchlight_protocol::event::{EndReason, PollRequest};
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::service::path;
use porchlight_protocol::your_data::{AccountData, HeldValue};
use porchlight_service::quotas::{
    ACCESS_TOKENS, ACKNOWLEDGED, ACKNOWLEDGEMENTS, CAMERAS, CHALLENGES, COMPUTERS, ENDED_SESSIONS,
    EVENTS, INTEGRATIONS, LINK_REQUESTS, LISTENING, LOOKED_AT_EVERY, PAIRINGS_OVER, PROFILE_WRITES,
    REFRESH_TOKENS, room_for_events,
};
use reqwest::Method;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::authenticator::{Authenticator, code};
use crate::camera_profiles::with_camera;
use crate::client::{Computer, EMAIL, House, NOON, PASSWORD, answer};
use crate::large_answers::fill;
use crate::pairing::Camera;
use crate::second_factor::database;
use crate::third_party::{Browser, released};

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// Straight into the database: `$1` is the account, `n` counts up to `rows`. Dated in 2096: what is old goes when the service tidies up,
/// which it begins beside the test.
async fn put(house: &House, account: Uuid, rows: u32, sql: &str) {
    let sql = format!(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT {rows}) {sql}"
    );
    sqlx::query(AssertSqlSafe(sql))
        .bind(account.as_bytes().to_vec())
        .execute(&mut database(house).await)
        .await
        .unwrap();
}

async fn count(house: &House, what: &str) -> u32 {
    sqlx::query_scalar(AssertSqlSafe(format!("SELECT COUNT(*) FROM {what}")))
        .fetch_one(&mut database(house).await)
        .await
        .unwrap()
}

const A_CAMERA: &str = "INSERT INTO cameras (id, account_id, position, model, firmware, online, last_seen, sealed_profile, revision)
     SELECT randomblob(16), $1, 100 + i, 'Porch Cam 2', '1.0', 1, 0, x'', 1 FROM n";
const AN_EVENT: &str = "INSERT INTO events (account_id, jti, at, sealed_claims, hint)
     SELECT $1, 'event ' || i, 4000000000, randomblob(2300), 1 FROM n";

#[tokio::test]
async fn one_camera_more_than_there_may_be_does_not_come_and_one_that_moves_does() {
    let house = House::open().await;
    let (computer, owner, id) = with_camera(&house).await;
    put(&house, owner.account, CAMERAS - 2, A_CAMERA).await;
    let (last, one_more) = (
        computer.start_pairing(None).await.unwrap(),
        computer.start_pairing(None).await.unwrap(),
    );
    let last = Camera::new(&house).claims(&last.token).await.unwrap();
    let refused = Camera::new(&house).claims(&one_more.token).await;
    assert_eq!(refused.unwrap_err().kind(), ProblemType::AccountFull);
    let refused = computer.start_pairing(None).await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::AccountFull);
    assert_eq!(computer.cameras().await.unwrap().len(), CAMERAS as usize);

    let moves = computer.start_pairing(Some(id)).await.unwrap();
    let moved = Camera::new(&house).claims(&moves.token).await.unwrap();
    assert_eq!(moved, id);
    assert_ne!(moved, last);
}

#[tokio::test]
async fn a_computer_more_than_there_may_be_signs_in_and_the_one_unused_for_longest_is_told_why() {
    let house = House::open().await;
    house.computer().register(EMAIL, PASSWORD).await;
    let (mut computers, mut news) = (Vec::new(), Vec::new());
    for _ in 0..COMPUTERS {
        let mut computer = house.computer();
        computer.sign_in(EMAIL, PASSWORD).await.unwrap();
        news.push(computer.subscribe().await.unwrap());
        computers.push(computer);
        house.hands.forward(HOUR);
    }
    // The first one is in use; the second is unused for longest.
    computers[0].cameras().await.unwrap();
    house.hands.forward(HOUR);
    let mut newest = house.computer();
    newest.sign_in(EMAIL, PASSWORD).await.unwrap();

    let gone = computers.remove(1);
    let refused = gone.cameras().await.unwrap_err();
    while news[1].wake().await {}
    let word = gone.verified(&refused.problem.session_ended.unwrap());
    let end = word.events.session_revoked.unwrap();
    assert_eq!(end.reason, EndReason::TooManyComputers);
    assert_eq!(end.event_timestamp, house.hands.now());
    for computer in computers.iter().chain([&newest]) {
        computer.cameras().await.unwrap();
    }
    assert_eq!(newest.sessions().await.unwrap().len(), COMPUTERS as usize);
}

#[tokio::test]
async fn who_signs_in_over_and_over_adds_nothing_and_computers_that_were_in_use_can_still_be_told()
{
    let house = House::open().await;
    let (mut computer, owner) = house.with_ada().await;
    let mut used = house.computer();
    used.sign_in(EMAIL, PASSWORD).await.unwrap();
    house.hands.forward(DAY);
    used.cameras().await.unwrap();
    computer.cameras().await.unwrap();
    computer.end_other_sessions().await.unwrap();
    let over = "INSERT INTO sessions (id, account_id, token_index, thumbprint, sealed_computer_name, epoch,
                    created_at, last_used_at, ended_at, end_reason, end_seq)
         SELECT randomblob(16), $1, randomblob(32), 'computer ' || i, x'', 0, 1577448000 + i, 1577448000 + i,
                1577448000 + i, 'revoked_elsewhere', 10 + i FROM n";
    put(&house, owner.account, 300, over).await;
    let readers = "INSERT INTO readers (account_id, thumbprint, read_to) SELECT $1, 'computer ' || i, 0 FROM n";
    put(&house, owner.account, 300, readers).await;
    computer.sign_in(EMAIL, PASSWORD).await.unwrap();
    assert_eq!(
        count(&house, "sessions WHERE ended_at IS NOT NULL").await,
        ENDED_SESSIONS
    );
    assert!(count(&house, "readers").await <= ENDED_SESSIONS + COMPUTERS);
    let refused = used.cameras().await.unwrap_err();
    assert_eq!(refused.kind(), ProblemType::SessionEnded);
}

#[tokio::test]
async fn a_profile_write_costs_a_few_bytes_however_large_the_profile() {
    let house = House::open().await;
    let (computer, _, id) = with_camera(&house).await;
    let profile = vec![7; 4_000].into();
    for revision in 1..=20 {
        let key = format!("key {revision}");
        computer.write(id, revision, &key, &profile).await.unwrap();
    }
    let sent = computer.request(Method::GET, path::ACCOUNT).send().await;
    let held: AccountData = answer(sent.unwrap()).await.unwrap();
    let length = |value: &HeldValue| match value {
        HeldValue::Bytes { length, .. } => *length as usize,
        HeldValue::Text(text) => text.len(),
        HeldValue::Number(_) | HeldValue::Nothing => 8,
    };
    for (table, most) in [("profile_writes", 100), ("events", 800)] {
        let table = held.tables.iter().find(|one| one.table == table).unwrap();
        assert!(table.rows.len() >= 20);
        for row in &table.rows {
            let row: usize = row.iter().map(length).sum();
            assert!(row < most, "{}: {row}", table.table);
        }
    }
    let refused = computer.write(id, 21, "key", &vec![7; 4_097].into()).await;
    assert_eq!(refused.unwrap_err().kind(), ProblemType::InvalidRequest);
}

#[tokio::test]
async fn in_a_full_account_names_still_change_and_a_lost_answer_is_given_again() {
    let house = House::open().await;
    let (computer, owner, id) = with_camera(&house).await;
    fill(&mut database(&house).await, owner.account).await;
    let profile = vec![7; 280].into();
    let first = computer.write(id, 1, "key", &profile).await.unwrap();
    for revision in 2..5 {
        let key = format!("key {revision}");
        computer.write(id, revision, &key, &profile).await.unwrap();
    }
    assert_eq!(computer.write(id, 1, "key", &profile).await.unwrap(), first);
    assert!(count(&house, "profile_writes").await <= PROFILE_WRITES);
    assert!(count(&house, "events").await < EVENTS + LOOKED_AT_EVERY);
}

/// Of one with one camera: so many that the next one is one too many.
async fn fill_with_events(house: &House, account: Uuid) -> u32 {
    let room = u32::try_from(room_for_events(1, 0)).unwrap();
    let most = (room / 2_300).next_multiple_of(LOOKED_AT_EVERY);
    put(
        house,
        account,
        most - count(house, "events").await,
        AN_EVENT,
    )
    .await;
    most
}

#[tokio::test]
async fn what_a_small_home_has_of_its_past_gives_way_when_it_grows() {
    let house = House::open().await;
    let (_computer, owner, _) = with_camera(&house).await;
    let most = fill_with_events(&house, owner.account).await;
    let camera = porchlight_protocol::camera::CameraRecord {
        id: Uuid::new_v4(),
        ..house
            .service
            .cameras(owner.account)
            .await
            .unwrap()
            .remove(0)
    };
    house
        .service
        .add_camera(owner.account, &camera)
        .await
        .unwrap();
    assert!(count(&house, "events").await < most);
    assert_eq!(count(&house, "cameras").await, 2);
}

#[tokio::test]
async fn news_of_cameras_push_out_no_news_of_the_account() {
    let house = House::open().await;
    let (computer, owner, id) = with_camera(&house).await;
    let mut other = house.computer();
    other.sign_in(EMAIL, PASSWORD).await.unwrap();
    let read: Vec<_> = computer.open_events(&[]).await.unwrap();
    let read: Vec<_> = read.iter().map(|event| event.jti.as_str()).collect();
    computer.open_events(&read).await.unwrap();
    let town = Some("Lisbon".to_owned());
    let announced = house
        .service
        .announce_session_established(owner.account, town);
    announced.await.unwrap();
    let most = fill_with_events(&house, owner.account).await;
    let profile = vec![7; 280].into();
    computer.write(id, 1, "key", &profile).await.unwrap();
    assert!(count(&house, "events").await < most);
    let oldest = PollRequest {
        return_immediately: true,
        max_events: Some(1),
        ..PollRequest::default()
    };
    let told = other.poll(&oldest).await.unwrap();
    assert!(told.more_available);
    let word = other.verified(told.sets.values().next().unwrap());
    assert_eq!(
        word.events.session_established.unwrap().place.as_deref(),
        Some("Lisbon")
    );
}

#[tokio::test]
async fn what_is_acknowledged_out_of_turn_is_bounded_and_one_poll_takes_so_many() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    put(&house, owner.account, 600, AN_EVENT).await;
    let acknowledge = async |numbers: std::ops::Range<u32>| {
        let poll = PollRequest {
            max_events: Some(0),
            ack: numbers.map(|number| format!("event {number}")).collect(),
            ..PollRequest::default()
        };
        computer.poll(&poll).await.unwrap();
    };
    // All but the first.
    acknowledge(2..202).await;
    assert_eq!(count(&house, "acknowledged").await, ACKNOWLEDGED);
    acknowledge(300..500).await;
    assert_eq!(count(&house, "acknowledged").await, ACKNOWLEDGED);
    acknowledge(1..2).await;
    assert_eq!(count(&house, "acknowledged").await, 0);
    let those = "events e JOIN readers r ON e.seq <= r.read_to AND e.hint = 1";
    let read = count(&house, those).await;
    assert_eq!(read, ACKNOWLEDGED + 1, "the others are sent again");
    acknowledge(read + 1..601).await;
    let now = count(&house, those).await;
    assert_eq!(now - read, ACKNOWLEDGEMENTS as u32);
}

#[tokio::test]
async fn a_computer_that_listens_too_often_loses_its_oldest_stream_and_nobody_elses() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let mut other = house.computer();
    other.sign_in(EMAIL, PASSWORD).await.unwrap();
    let mut of_other = other.subscribe().await.unwrap();
    let mut streams = Vec::new();
    for _ in 0..3 * LISTENING {
        streams.push(computer.subscribe().await.unwrap());
    }
    let kept = streams.split_off(2 * LISTENING);
    for mut ended in streams {
        // It may still tell of the other computer's sign-in.
        while ended.wake().await {}
    }
    let announced = house
        .service
        .announce_session_established(owner.account, None);
    announced.await.unwrap();
    for mut stream in kept {
        assert!(stream.wake().await);
    }
    assert!(of_other.wake().await);
}

#[tokio::test]
async fn sign_ins_that_wait_for_a_second_factor_are_bounded_and_the_newest_goes_on() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let has = Authenticator::of(&computer.enrol(None).await.unwrap());
    let now = has.code(house.hands.now());
    computer
        .confirm(&now, &has.recovery_codes[0])
        .await
        .unwrap();
    house.hands.forward(60);
    let waits = "INSERT INTO challenges (id, account_id, thumbprint, proved_at)
         SELECT randomblob(16), $1, 'x', 4000000000 FROM n";
    put(&house, owner.account, CHALLENGES, waits).await;
    let mut newest = house.computer();
    let challenge = newest.challenged().await;
    assert_eq!(count(&house, "challenges").await, CHALLENGES);
    let now = code(has.code(house.hands.now()));
    newest.second_factor(challenge.id, now).await.unwrap();
}

#[tokio::test]
async fn pairings_that_are_over_are_kept_in_bounds() {
    let house = House::open().await;
    let (computer, owner, id) = with_camera(&house).await;
    for claimed in ["NULL, NULL", "(SELECT id FROM cameras), 'x'"] {
        let over = format!(
            "INSERT INTO pairings (id, account_id, token_index, expires_at, camera_id, thumbprint)
             SELECT randomblob(16), $1, randomblob(32), 1000 + i, {claimed} FROM n"
        );
        put(&house, owner.account, 100, &over).await;
    }
    let pairing = computer.start_pairing(None).await.unwrap();
    assert_eq!(count(&house, "pairings").await, PAIRINGS_OVER + 1);
    assert_ne!(
        Camera::new(&house).claims(&pairing.token).await.unwrap(),
        id
    );
}

#[tokio::test]
async fn one_client_more_than_there_may_be_is_not_linked_and_the_owner_is_told() {
    let house = House::open().await;
    let (computer, owner, id) = with_camera(&house).await;
    let alexa = house.with_alexa().await;
    let clients = "INSERT INTO clients (id, name, redirect_uris) SELECT 'client ' || i, 'x', '[]' FROM n WHERE $1 <> ''";
    put(&house, owner.account, INTEGRATIONS, clients).await;
    // Unlinked just now: the service forgets older ones when it tidies up.
    let linked = format!(
        "INSERT INTO integrations (id, account_id, client_id, linked_at, sealed_release, unlinked_at, unlink_cause, unlink_reason)
         SELECT randomblob(16), $1, 'client ' || i, {NOON}, x'', {NOON}, 'owner', '{{}}' FROM n"
    );
    put(&house, owner.account, INTEGRATIONS, &linked).await;
    let number = Browser::default().asks(&alexa.begin(), EMAIL).await;
    let request = sqlx::query_scalar::<_, Vec<u8>>("SELECT id FROM link_requests")
        .fetch_one(&mut database(&house).await)
        .await
        .unwrap();
    let request = Uuid::from_slice(&request).unwrap();
    let refused = computer.approve(request, number, vec![released(id, None)]);
    assert_eq!(refused.await.unwrap_err().kind(), ProblemType::AccountFull);
}

#[tokio::test]
async fn requests_to_link_are_kept_in_bounds_and_the_newest_is_approved() {
    let house = House::open().await;
    let (computer, owner, id) = with_camera(&house).await;
    let alexa = house.with_alexa().await;
    let over = "INSERT INTO link_requests (id, client_id, account_id, browser_index, sealed_request, requested_at, expires_at, state)
         SELECT randomblob(16), 'alexa', $1, x'', x'', 4000000000, 4000000000, 'over' FROM n";
    put(&house, owner.account, 2 * LINK_REQUESTS, over).await;
    let hints = "INSERT INTO login_hints (hint_index, account_id, client_id, expires_at)
         SELECT randomblob(32), $1, 'alexa', 4000000000 FROM n";
    put(&house, owner.account, 2 * LINK_REQUESTS, hints).await;
    computer.start_linking("alexa").await.unwrap();
    alexa.link(EMAIL, &computer, vec![released(id, None)]).await;
    for table in ["link_requests", "login_hints"] {
        assert_eq!(count(&house, table).await, LINK_REQUESTS, "{table}");
    }
}

#[tokio::test]
async fn tokens_of_a_client_that_asks_over_and_over_are_bounded_and_the_newest_is_good() {
    let house = House::open().await;
    let (computer, _, id) = with_camera(&house).await;
    let alexa = house.with_alexa().await;
    let (_, tokens) = alexa.link(EMAIL, &computer, vec![released(id, None)]).await;
    // Each answer is lost, and the same token comes again.
    let mut newest = alexa.refresh(&tokens.refresh_token).await.unwrap();
    for _ in 0..2 * ACCESS_TOKENS {
        newest = alexa.refresh(&tokens.refresh_token).await.unwrap();
    }
    assert!(count(&house, "access_tokens").await <= ACCESS_TOKENS);
    assert!(alexa.cameras(&newest.access_token).await.is_some());
    let spent = format!(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT {REFRESH_TOKENS})
         INSERT INTO refresh_tokens (token_index, grant_id, generation, issued_at)
         SELECT randomblob(32), (SELECT id FROM grants), -i, 0 FROM n"
    );
    let spent = sqlx::query(AssertSqlSafe(spent))
        .execute(&mut database(&house).await)
        .await;
    spent.unwrap();
    let newest = alexa.refresh(&newest.refresh_token).await.unwrap();
    assert!(count(&house, "refresh_tokens").await <= REFRESH_TOKENS);
    alexa.refresh(&newest.refresh_token).await.unwrap();
}

/// Of all that are signed in.
#[tokio::test]
async fn of_a_deleted_account_a_bounded_number_of_computers_is_told() {
    let house = House::open().await;
    let (computer, owner): (Computer, _) = house.with_ada().await;
    let before = house.hands.now() - HOUR;
    let signed_in = format!(
        "INSERT INTO sessions (id, account_id, token_index, thumbprint, sealed_computer_name, epoch, created_at, last_used_at)
         SELECT randomblob(16), $1, randomblob(32), 'x', x'', 0, {before}, {before} FROM n"
    );
    put(&house, owner.account, 200, &signed_in).await;
    let request = computer.request(Method::DELETE, path::ACCOUNT);
    let request = request.json(&porchlight_protocol::your_data::AccountDeletion::default());
    let deleted = request.send().await.unwrap();
    assert!(deleted.status().is_success());
    let told = count(&house, "farewells").await;
    assert_eq!(told, porchlight_service::quotas::FAREWELLS);
    let refused = computer.cameras().await.unwrap_err();
    assert_eq!(
        refused.kind(),
        ProblemType::SessionEnded,
        "the one in use is told"
    );
}
