//! How the database came to its present form, step by step. sqlx's `migrate!` would read the folder by itself, and have SQLite
//! compiled a second time, for use by the compiler.

use std::sync::LazyLock;

use sqlx::SqlSafeStr as _;
use sqlx::migrate::{Migration, MigrationType, Migrator};

/// What a step brings, and its SQL. Neither may change once it has run anywhere: databases remember them by a checksum.
const STEPS: [(&str, &str); 17] = [
    (
        "sealed records",
        include_str!("../../migrations/0001_sealed_records.sql"),
    ),
    (
        "pairings",
        include_str!("../../migrations/0002_pairings.sql"),
    ),
    (
        "two factor",
        include_str!("../../migrations/0003_two_factor.sql"),
    ),
    (
        "recovery key",
        include_str!("../../migrations/0004_recovery_key.sql"),
    ),
    (
        "enrolment step",
        include_str!("../../migrations/0005_enrolment_step.sql"),
    ),
    ("oauth", include_str!("../../migrations/0006_oauth.sql")),
    (
        "incidents",
        include_str!("../../migrations/0007_incidents.sql"),
    ),
    (
        "farewells",
        include_str!("../../migrations/0008_farewells.sql"),
    ),
    (
        "strangers",
        include_str!("../../migrations/0009_strangers.sql"),
    ),
    ("keys", include_str!("../../migrations/0010_keys.sql")),
    ("quotas", include_str!("../../migrations/0011_quotas.sql")),
    (
        "invitations",
        include_str!("../../migrations/0012_invitations.sql"),
    ),
    (
        "access token salt",
        include_str!("../../migrations/0013_access_token_salt.sql"),
    ),
    ("once", include_str!("../../migrations/0014_once.sql")),
    (
        "partners",
        include_str!("../../migrations/0015_partners.sql"),
    ),
    (
        "password recovery",
        include_str!("../../migrations/0016_password_recovery.sql"),
    ),
    (
        "email changes",
        include_str!("../../migrations/0017_email_changes.sql"),
    ),
];

pub(super) static MIGRATIONS: LazyLock<Migrator> = LazyLock::new(|| {
    let steps = (1..).zip(STEPS).map(|(version, (brings, sql))| {
        let (kind, sql) = (MigrationType::Simple, sql.into_sql_str());
        Migration::new(version, brings.into(), kind, sql, false)
    });
    Migrator::with_migrations(steps.collect())
});

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a failed preparation fails the test")]
mod tests {
    use sqlx::Connection as _;
    use sqlx::sqlite::SqliteConnection;

    use super::*;

    #[tokio::test]
    async fn a_write_whose_answer_was_kept_is_still_recognised_by_its_key_and_its_revision() {
        let mut database = SqliteConnection::connect("sqlite::memory:").await.unwrap();
        let step = (1..)
            .zip(STEPS)
            .find(|(_, (brings, _))| *brings == "quotas");
        let (quotas, _) = step.unwrap();
        MIGRATIONS.run_to(quotas - 1, &mut database).await.unwrap();
        for sql in [
            "INSERT INTO accounts (id, email_index, opaque_record, wrapped_vault_key, recovery_wrapped_vault_key, created_at)
                 VALUES (x'01', x'02', x'', x'', x'', 0)",
            r#"INSERT INTO profile_writes (account_id, idempotency_key, request_hash, answer, at)
                 VALUES (x'01', 'key', x'03', '{"id":"x","revision":7}', 5)"#,
        ] {
            sqlx::query(sql).execute(&mut database).await.unwrap();
        }
        MIGRATIONS.run(&mut database).await.unwrap();
        let kept: (Vec<u8>, Vec<u8>, i64, i64) =
            sqlx::query_as("SELECT key_hash, request_hash, revision, at FROM profile_writes")
                .fetch_one(&mut database)
                .await
                .unwrap();
        // Still to be hashed, which the migrations have no key for.
        assert_eq!(kept, (b"key".to_vec(), vec![3], 7, 5));
    }

    #[test]
    fn every_file_of_the_folder_is_a_step_in_its_place() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
        let mut files: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().path())
            .collect();
        files.sort();
        assert_eq!(files.len(), STEPS.len());
        for ((number, file), (brings, sql)) in (1..).zip(files).zip(STEPS) {
            let name = format!("{number:04}_{}.sql", brings.replace(' ', "_"));
            assert_eq!(file.file_name().unwrap(), &*name);
            assert_eq!(std::fs::read_to_string(&file).unwrap(), sql, "{name}");
        }
    }
}
