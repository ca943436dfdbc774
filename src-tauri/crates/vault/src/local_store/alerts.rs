//! Alerts by page, newest first, so that a hundred thousand cost no more than fifty.

use porchlight_core::alerts::{Alert, AlertFilter, AlertGroup, KeptAlert, Severity};
use porchlight_core::ports::local_store::{AlertCursor, StoreError};
use porchlight_core::time::Timestamp;
use sqlx::{QueryBuilder, Sqlite, SqlitePool};

use super::connections::connection_id;
use super::trouble::store_error;
use super::{corrections, format};

pub(super) async fn put(pool: &SqlitePool, alert: &Alert) -> Result<bool, StoreError> {
    let kind = format::written(&alert.kind)?;
    let done = sqlx::query(
        r#"INSERT INTO alerts (id, connection, at, read, kind, severity, "group")
           VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING"#,
    )
    .bind(&alert.id)
    .bind(alert.connection.0.to_string())
    .bind(alert.at.0)
    .bind(alert.read)
    .bind(kind)
    .bind(number(alert.kind.severity()))
    .bind(name(alert.kind.group()))
    .execute(pool)
    .await
    .map_err(|error| store_error(&error))?;
    Ok(done.rows_affected() == 1)
}

type Row = (String, String, i64, bool, String, Option<String>);

pub(super) async fn page(
    pool: &SqlitePool,
    filter: &AlertFilter,
    before: Option<&AlertCursor>,
    limit: u32,
) -> Result<Vec<KeptAlert>, StoreError> {
    let rows: Vec<Row> = query(filter, before, limit)
        .build_query_as()
        .fetch_all(pool)
        .await
        .map_err(|error| store_error(&error))?;
    let events: Vec<&str> = rows.iter().map(event).collect();
    let mut corrections = corrections::of(pool, &events).await?;
    rows.into_iter()
        .map(|row| {
            let corrections = corrections.remove(event(&row)).unwrap_or_default();
            let (id, connection, at, read, kind, _) = row;
            let alert = Alert {
                id,
                connection: connection_id(&connection)?,
                at: Timestamp(at),
                kind: format::read(&kind)?,
                read,
            };
            Ok(KeptAlert { alert, corrections })
        })
        .collect()
}

/// Numbers and `read = 0` are written out where an index is made for them: SQLite must see them to choose it.
fn query<'a>(
    filter: &'a AlertFilter,
    before: Option<&'a AlertCursor>,
    limit: u32,
) -> QueryBuilder<Sqlite> {
    let mut query =
        QueryBuilder::new("SELECT id, connection, at, read, kind, event FROM alerts WHERE 1");
    if filter.unread_only {
        query.push(" AND read = 0");
    }
    if let Some(severity) = filter.at_least {
        query.push(" AND severity >= ").push(number(severity));
    }
    if let Some(group) = filter.group {
        query.push(r#" AND "group" = "#).push_bind(name(group));
    }
    if let Some(connection) = filter.connection {
        query
            .push(" AND connection = ")
            .push_bind(connection.0.to_string());
    }
    if let Some(before) = before {
        query
            .push(" AND (at, id) < (")
            .push_bind(before.at.0)
            .push(", ")
            .push_bind(before.id.clone())
            .push(")");
    }
    query
        .push(" ORDER BY at DESC, id DESC LIMIT ")
        .push_bind(limit);
    query
}

fn event((id, _, _, _, _, event): &Row) -> &str {
    event.as_deref().unwrap_or(id)
}

/// As it is kept, and as indices have it: never change one.
fn number(severity: Severity) -> i64 {
    match severity {
        Severity::Info => 0,
        Severity::Notice => 1,
        Severity::Warning => 2,
        Severity::Danger => 3,
    }
}

/// The same.
fn name(group: AlertGroup) -> &'static str {
    match group {
        AlertGroup::Cameras => "cameras",
        AlertGroup::Exposures => "exposures",
        AlertGroup::Integrations => "integrations",
        AlertGroup::Security => "security",
    }
}

pub(super) async fn knows(pool: &SqlitePool, id: &str) -> Result<bool, StoreError> {
    sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM alerts WHERE id = $1)")
        .bind(id)
        .fetch_one(pool)
        .await
        .map_err(|error| store_error(&error))
}

pub(super) async fn name_event(
    pool: &SqlitePool,
    alert: &str,
    event: &str,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE alerts SET event = $2 WHERE id = $1")
        .bind(alert)
        .bind(event)
        .execute(pool)
        .await
        .map_err(|error| store_error(&error))?;
    Ok(())
}

pub(super) async fn unread(pool: &SqlitePool) -> Result<u32, StoreError> {
    let count: i64 = sqlx::query_scalar("SELECT count(*) FROM alerts WHERE read = 0")
        .fetch_one(pool)
        .await
        .map_err(|error| store_error(&error))?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

pub(super) async fn mark_read(pool: &SqlitePool, id: &str) -> Result<(), StoreError> {
    sqlx::query("UPDATE alerts SET read = 1 WHERE id = $1")
        .bind(id)
        .execute(pool)
        .await
        .map_err(|error| store_error(&error))?;
    Ok(())
}

pub(super) async fn mark_all_read(pool: &SqlitePool) -> Result<(), StoreError> {
    both(
        pool,
        [
            "UPDATE alerts SET marked = 0 WHERE marked = 1",
            "UPDATE alerts SET read = 1, marked = 1 WHERE read = 0",
        ],
    )
    .await
}

pub(super) async fn undo_mark_all_read(pool: &SqlitePool) -> Result<(), StoreError> {
    both(
        pool,
        [
            "UPDATE alerts SET read = 0 WHERE marked = 1",
            "UPDATE alerts SET marked = 0 WHERE marked = 1",
        ],
    )
    .await
}

async fn both(pool: &SqlitePool, statements: [&'static str; 2]) -> Result<(), StoreError> {
    let mut transaction = pool.begin().await.map_err(|error| store_error(&error))?;
    for statement in statements {
        sqlx::query(statement)
            .execute(&mut *transaction)
            .await
            .map_err(|error| store_error(&error))?;
    }
    transaction
        .commit()
        .await
        .map_err(|error| store_error(&error))
}

#[cfg(test)]
mod tests {
    use porchlight_core::view::ConnectionId;
    use sqlx::Execute;
    use uuid::Uuid;

    use super::super::EncryptedStore;
    use super::*;

    fn every_filter() -> Vec<AlertFilter> {
        let home = ConnectionId(Uuid::nil());
        let severities = [
            None,
            Some(Severity::Info),
            Some(Severity::Notice),
            Some(Severity::Warning),
            Some(Severity::Danger),
        ];
        let mut filters = Vec::new();
        for at_least in severities {
            for unread_only in [false, true] {
                for group in [None, Some(AlertGroup::Cameras)] {
                    for connection in [None, Some(home)] {
                        filters.push(AlertFilter {
                            unread_only,
                            at_least,
                            group,
                            connection,
                        });
                    }
                }
            }
        }
        filters
    }

    #[tokio::test]
    async fn every_page_of_every_filter_is_read_off_an_index_and_nothing_is_sorted() {
        let store = EncryptedStore::in_memory().await.unwrap();
        let cursor = AlertCursor {
            at: Timestamp(1),
            id: "a".to_owned(),
        };
        for filter in every_filter() {
            for before in [None, Some(&cursor)] {
                let mut query = query(&filter, before, 50);
                let mut query = query.build();
                let arguments = query.take_arguments().unwrap().unwrap();
                let explained = format!("EXPLAIN QUERY PLAN {}", query.sql().as_str());
                let plan: Vec<(i64, i64, i64, String)> =
                    sqlx::query_as_with(sqlx::AssertSqlSafe(explained), arguments)
                        .fetch_all(&store.pool)
                        .await
                        .unwrap();
                let steps: Vec<&str> = plan.iter().map(|step| step.3.as_str()).collect();
                assert!(
                    matches!(steps.as_slice(), [one] if one.contains("USING INDEX alerts_")),
                    "{filter:?}: {steps:?}"
                );
                // What is rare is not looked for among everything.
                let narrow = filter.unread_only
                    || filter.group.is_some()
                    || filter.connection.is_some()
                    || filter.at_least > Some(Severity::Info);
                assert!(
                    !narrow || !steps[0].contains("alerts_newest"),
                    "{filter:?}: {steps:?}"
                );
            }
        }
    }
}
