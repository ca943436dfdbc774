//! The service ends sessions: from the next request on, with a signed word that says why.

use porchlight_protocol::event::{EndReason, PollRequest};
use porchlight_protocol::problem::ProblemType;
use porchlight_service::Incident;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions};

use crate::client::{EMAIL, House, PASSWORD};
use crate::program::{program, reset_by_the_program};

fn incident() -> Incident {
    let text = |language: &str, text: &str| (language.to_owned(), text.to_owned());
    Incident::new(
        [
            text("en", "A copy lay open."),
            text("it", "Una copia era accessibile."),
        ],
        Some("https://status.example.org/1"),
    )
    .unwrap()
}

/// Every row of every table, as text.
async fn everything(house: &House) -> Vec<(String, String)> {
    let options = SqliteConnectOptions::new().filename(house.dir.path().join("home.sqlite"));
    let mut connection: SqliteConnection = options.connect().await.unwrap();
    let tables: Vec<String> =
        sqlx::query_scalar("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_sqlx%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'")
            .fetch_all(&mut connection)
            .await
            .unwrap();
    let mut all = Vec::new();
    for table in tables {
        let columns: String = sqlx::query_scalar(
            "SELECT group_concat('quote(' || name || ')', ' || ''|'' || ') FROM pragma_table_info($1)",
        )
        .bind(&table)
        .fetch_one(&mut connection)
        .await
        .unwrap();
        let rows: Vec<String> =
            sqlx::query_scalar(AssertSqlSafe(format!("SELECT {columns} FROM {table}")))
                .fetch_all(&mut connection)
                .await
                .unwrap();
        all.extend(rows.into_iter().map(|row| (table.clone(), row)));
    }
    all.sort();
    all
}

#[tokio::test]
async fn a_reset_of_everybody_is_one_row_and_holds_from_the_next_request() {
    let house = House::open().await;
    let (computer, owner) = house.with_ada().await;
    let mut bob = house.computer();
    bob.register("bob@example.org", PASSWORD).await;
    bob.sign_in("bob@example.org", PASSWORD).await.unwrap();

    let before = everything(&house).await;
    house.service.reset_everybody(&incident()).await.unwrap();
    let after = everything(&house).await;
    let new: Vec<_> = after.iter().filter(|row| !before.contains(row)).collect();
    assert_eq!(after.len(), before.len() + new.len(), "nothing was changed");
    let tables: Vec<_> = new.iter().map(|row| row.0.as_str()).collect();
    assert_eq!(tables, ["audit", "resets"]);

    let first = computer.cameras().await.unwrap_err();
    assert_eq!(first.kind(), ProblemType::SessionEnded);
    let word = computer.verified(&first.problem.session_ended.unwrap());
    assert_eq!(word.aud, format!("urn:uuid:{}", owner.account));
    assert!(
        word.sub_id
            .is(computer.session.as_ref().unwrap().session_id)
    );
    let end = word.events.session_revoked.clone().unwrap();
    assert_eq!(end.reason, EndReason::GlobalReset);
    assert_eq!(end.event_timestamp, house.hands.now());
    assert_eq!(end.reason_user["it"], "Una copia era accessibile.");
    assert_eq!(
        end.advisory.as_deref(),
        Some("https://status.example.org/1")
    );
    assert_eq!(
        bob.cameras().await.unwrap_err().kind(),
        ProblemType::SessionEnded
    );

    let poll = computer.open_events(&[]).await.unwrap_err();
    let again = computer.verified(&poll.problem.session_ended.unwrap());
    assert_eq!(
        (again.jti, again.txn),
        (word.jti, word.txn),
        "one incident, one word"
    );

    let mut back = computer.clone();
    back.sign_in(EMAIL, PASSWORD).await.unwrap();
    assert!(back.cameras().await.is_ok(), "the owner is back");
    assert!(computer.cameras().await.is_err(), "the old token is not");
}

#[tokio::test]
async fn a_reset_wakes_those_who_listen_and_those_who_wait() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let mut wakes = computer.subscribe().await.unwrap();
    let waiting = computer.clone();
    let waiting = tokio::spawn(async move { waiting.poll(&PollRequest::default()).await });
    house.service.reset_everybody(&incident()).await.unwrap();
    assert!(wakes.wake().await);
    // The stream of an ended session ends; news of before may still have come through.
    while wakes.wake().await {}
    // Whether it asked before or after the reset, it is told.
    let refused = waiting.await.unwrap().unwrap_err();
    assert_eq!(refused.kind(), ProblemType::SessionEnded);
}

#[tokio::test]
async fn a_reset_by_the_program_in_another_process_reaches_those_who_listen() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    let mut wakes = computer.subscribe().await.unwrap();

    let rehearsal = reset_by_the_program(&house, &["--dry-run"]).await;
    assert_eq!(rehearsal, "1 sessions would end; nothing was changed\n");
    computer.cameras().await.unwrap();

    assert_eq!(
        reset_by_the_program(&house, &[]).await,
        "1 sessions ended\n"
    );
    assert!(wakes.wake().await);
    let refused = computer.cameras().await.unwrap_err();
    let word = computer.verified(&refused.problem.session_ended.unwrap());
    let end = word.events.session_revoked.unwrap();
    assert_eq!(end.reason_user["en"], "A copy of the database lay open.");
    assert_eq!(
        end.advisory.as_deref(),
        Some("https://status.example.org/2")
    );

    let counted = program(&house, "list-sessions", &[]).await;
    assert_eq!(counted, "0 sessions\n");
    let accounts = program(&house, "list-accounts", &[]).await;
    assert!(
        accounts.starts_with("1 accounts\n") && !accounts.contains('@'),
        "{accounts}"
    );
}

#[tokio::test]
async fn each_reason_arrives_at_the_session_that_it_ends() {
    let house = House::open().await;
    let (mut computer, owner) = house.with_ada().await;
    use EndReason::*;
    for reason in [
        AccountDeleted,
        AccountDisabled,
        PasswordChanged,
        RevokedElsewhere,
        SuspectedTheft,
        TooManyComputers,
        TwoFactorChanged,
    ] {
        let session = computer.session.as_ref().unwrap().session_id;
        let mut wakes = computer.subscribe().await.unwrap();
        let by = (reason == RevokedElsewhere).then(|| {
            porchlight_protocol::account::seal_computer_name("Laptop", &owner.vault, owner.account)
        });
        assert!(
            house
                .service
                .end_session(session, reason, by.clone())
                .await
                .unwrap()
        );
        assert!(
            !house
                .service
                .end_session(session, Expired, None)
                .await
                .unwrap(),
            "once"
        );
        assert!(wakes.wake().await);
        let refused = computer.cameras().await.unwrap_err();
        let word = computer.verified(&refused.problem.session_ended.unwrap());
        let end = word.events.session_revoked.unwrap();
        assert_eq!((end.reason, end.by_sealed), (reason, by));
        computer.sign_in(EMAIL, PASSWORD).await.unwrap();
    }
}

#[tokio::test]
async fn the_first_end_is_the_one_that_is_told() {
    let house = House::open().await;
    let (computer, _) = house.with_ada().await;
    house.service.reset_everybody(&incident()).await.unwrap();
    house.hands.forward(40 * 86_400);
    let session = computer.session.as_ref().unwrap().session_id;
    house
        .service
        .end_session(session, EndReason::PasswordChanged, None)
        .await
        .unwrap();
    let refused = computer.cameras().await.unwrap_err();
    let word = computer.verified(&refused.problem.session_ended.unwrap());
    assert_eq!(
        word.events.session_revoked.unwrap().reason,
        EndReason::GlobalReset
    );
}
