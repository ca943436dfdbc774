//! Accounts that are deleted hold up nobody else, however many there are.

use porchlight_protocol::service::path;
use porchlight_protocol::your_data::{AccountDeletion, DeletionReceipt};
use porchlight_service::Limits;
use porchlight_soak::rounds;
use reqwest::Method;
use sqlx::{AssertSqlSafe, SqliteConnection};

use crate::busy::nobody_else_writes;
use crate::client::{Computer, House, PASSWORD, Refused, answer};
use crate::large_answers::fill;
use crate::second_factor::database;

async fn owner(house: &House, name: &str) -> Computer {
    let (mut computer, email) = (house.computer(), format!("{name}@example.org"));
    computer.register(&email, PASSWORD).await;
    computer.sign_in(&email, PASSWORD).await.unwrap();
    computer
}

pub(crate) async fn delete(computer: &Computer) -> Result<DeletionReceipt, Refused> {
    let request = computer.request(Method::DELETE, path::ACCOUNT);
    let request = request.json(&AccountDeletion::default());
    answer(request.send().await.unwrap()).await
}

#[tokio::test]
async fn four_deletions_under_way_keep_nobody_from_reading() {
    let house = House::open_with(Limits {
        at_once: 2,
        ..Limits::default()
    })
    .await;
    let reader = owner(&house, "reader").await;
    let mut going = Vec::new();
    for number in 0..4 {
        going.push(owner(&house, &format!("going{number}")).await);
    }
    // The first gets as far as the database, and stays there.
    let lock = nobody_else_writes(&house).await;
    let deletions: Vec<_> = going
        .into_iter()
        .map(|computer| tokio::spawn(async move { delete(&computer).await }))
        .collect();
    for _ in 0..8 {
        assert_eq!(reader.cameras().await.unwrap(), []);
    }
    assert!(deletions.iter().all(|deletion| !deletion.is_finished()));
    drop(lock);
    for deletion in deletions {
        let receipt = deletion.await.unwrap().unwrap();
        assert!(receipt.tables.iter().all(|table| table.left == 0));
    }
}

#[tokio::test]
async fn among_many_accounts_one_goes_whole_and_the_others_stay_whole() {
    let house = House::open().await;
    let computer = owner(&house, "ada").await;
    // 300,000 in a soak.
    let others = rounds(6_000);
    let mut database = database(&house).await;
    // Dated in 2096: what is old goes when the service tidies up, which it begins beside the test.
    for sql in [
        "INSERT INTO accounts (id, email_index, opaque_record, wrapped_vault_key, recovery_wrapped_vault_key, created_at)
             SELECT randomblob(16), randomblob(32), randomblob(192), randomblob(73), randomblob(73), i FROM n",
        "INSERT INTO sessions (id, account_id, token_index, thumbprint, sealed_computer_name, epoch, created_at, last_used_at)
             SELECT randomblob(16), id, randomblob(32), hex(randomblob(20)), x'', 0, 4000000000, 4000000000 FROM accounts",
        "INSERT INTO cameras (id, account_id, position, model, firmware, online, last_seen, sealed_profile, revision)
             SELECT randomblob(16), id, 1, 'Porch Cam 2', '1.0', 1, 0, randomblob(280), 1 FROM accounts",
        "INSERT INTO events (account_id, jti, at, sealed_claims)
             SELECT id, lower(hex(randomblob(16))), 4000000000, randomblob(400) FROM accounts",
    ] {
        let numbered = format!(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT {others}) {sql}"
        );
        let filled = sqlx::query(AssertSqlSafe(numbered)).execute(&mut database);
        filled.await.unwrap();
    }
    let receipt = delete(&computer).await.unwrap();
    for table in &receipt.tables {
        assert_eq!(table.left, 0, "{}", table.table);
    }
    house.service.forget_what_is_over().await.unwrap();
    for table in ["accounts", "cameras"] {
        let sql = format!("SELECT COUNT(*) FROM {table}");
        let there: u32 = sqlx::query_scalar(AssertSqlSafe(sql))
            .fetch_one(&mut database)
            .await
            .unwrap();
        assert_eq!(there, others, "{table}");
    }
}

#[tokio::test]
async fn after_a_deletion_the_file_is_written_anew_when_the_service_tidies_up() {
    let house = House::open().await;
    let computer = owner(&house, "ada").await;
    let account = computer.session.as_ref().unwrap().account_id;
    let mut database = database(&house).await;
    fill(&mut database, account).await;
    let receipt = delete(&computer).await.unwrap();
    assert!(receipt.rewritten);
    let free = async |database: &mut SqliteConnection| {
        let pages = sqlx::query_scalar::<_, u32>("PRAGMA freelist_count");
        pages.fetch_one(database).await.unwrap()
    };
    assert!(
        free(&mut database).await > 500,
        "not while somebody waits for it"
    );
    house.service.forget_what_is_over().await.unwrap();
    assert_eq!(free(&mut database).await, 0);
}

#[tokio::test]
async fn who_listens_for_another_account_goes_on_listening() {
    let house = House::open().await;
    let (going, stays) = (owner(&house, "ada").await, owner(&house, "bob").await);
    let account = stays.session.as_ref().unwrap().account_id;
    let mut wakes = stays.subscribe().await.unwrap();
    // The newest event there is, and the newest end of a session, go with the account.
    let mut second = house.computer();
    second.sign_in("ada@example.org", PASSWORD).await.unwrap();
    going.end_other_sessions().await.unwrap();
    let gone = going.session.as_ref().unwrap().account_id;
    let announced = house.service.announce_session_established(gone, None);
    announced.await.unwrap();
    delete(&going).await.unwrap();
    for _ in 0..2 {
        let announced = house.service.announce_session_established(account, None);
        announced.await.unwrap();
        assert!(wakes.wake().await, "the stream goes on");
    }
}

#[tokio::test]
async fn the_same_deletion_twice_at_once_deletes_once_and_the_other_is_told() {
    let house = House::open().await;
    let computer = owner(&house, "ada").await;
    let again = computer.clone();
    let (one, other) = tokio::join!(delete(&computer), delete(&again));
    let (done, refused): (Vec<_>, Vec<_>) = [one, other].into_iter().partition(Result::is_ok);
    assert_eq!((done.len(), refused.len()), (1, 1));
    let told = computer.cameras().await.unwrap_err();
    assert!(told.problem.session_ended.is_some());
}
