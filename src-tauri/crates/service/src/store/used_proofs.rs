//! Proofs that were used: of requests that changed something, written down in the transaction of the change, so that either both
//! happened or neither; of work, and of a password.

use porchlight_protocol::UnixSeconds;
use sqlx::SqliteConnection;
use uuid::Uuid;

use super::holdings::{About, Holding};
use super::{Store, StoreError};
use crate::proofs::CARRIED;

pub(super) const HELD: &[Holding] = &[Holding {
    table: "used_proofs",
    about: About::NobodyOfMany(
        "keyed hashes of proofs that were used, for minutes: neither which computer's nor which account's they were",
    ),
}];

/// More changes than there are in two minutes. The oldest go for further ones.
const MOST: i64 = 100_000;
const TOO_OLD_AT_ONCE: u32 = 8;

#[derive(Clone, Copy, Debug)]
pub(crate) struct UsedProof {
    pub(crate) index: [u8; 32],
    /// Which request it was used by.
    pub(crate) request: [u8; 16],
    pub(crate) expires_at: UnixSeconds,
    pub(crate) now: UnixSeconds,
}

impl Store {
    /// Of the request in hand, which may change nothing else.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn write_proof_down(&self) -> Result<(), StoreError> {
        Ok(self.begin().await?.commit().await?)
    }

    /// `false` when it was used before. It is good until then.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn use_up(
        &self,
        proof: &[u8; 32],
        (now, valid_until): (UnixSeconds, UnixSeconds),
    ) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        let first = use_up(&mut tx, proof, (now, valid_until)).await?;
        tx.commit().await?;
        Ok(first)
    }
}

/// Of the request in hand, if it carries one.
///
/// # Errors
/// [`StoreError::ProofUsed`] when another request was there first
pub(super) async fn write_down(tx: &mut SqliteConnection) -> Result<(), StoreError> {
    let carried = CARRIED.try_with(|carried| carried.get().copied());
    let Some(used) = carried.ok().flatten() else {
        return Ok(());
    };
    if insert(tx, &used).await? {
        Ok(())
    } else {
        Err(StoreError::ProofUsed)
    }
}

/// `false` when it was used before. It is good until then.
pub(super) async fn use_up(
    tx: &mut SqliteConnection,
    proof: &[u8; 32],
    (now, valid_until): (UnixSeconds, UnixSeconds),
) -> Result<bool, StoreError> {
    let used = UsedProof {
        index: *proof,
        request: *Uuid::new_v4().as_bytes(),
        expires_at: valid_until,
        now,
    };
    insert(tx, &used).await
}

/// `false` when another request has used it. A further transaction of the same request finds its own row.
async fn insert(tx: &mut SqliteConnection, used: &UsedProof) -> Result<bool, StoreError> {
    // More than come, so that few lie there between two rounds of the service's tidying up.
    sqlx::query(
        "DELETE FROM used_proofs WHERE seq IN
             (SELECT seq FROM used_proofs WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)",
    )
    .bind(used.now)
    .bind(TOO_OLD_AT_ONCE)
    .execute(&mut *tx)
    .await?;
    let its_own = sqlx::query(
        "INSERT INTO used_proofs (proof_index, request, expires_at) VALUES ($1, $2, $3)
         ON CONFLICT (proof_index) DO UPDATE SET expires_at = $3 WHERE request = $2",
    )
    .bind(used.index.as_slice())
    .bind(used.request.as_slice())
    .bind(used.expires_at)
    .execute(&mut *tx)
    .await?
    .rows_affected();
    sqlx::query("DELETE FROM used_proofs WHERE seq <= (SELECT MAX(seq) FROM used_proofs) - $1")
        .bind(MOST)
        .execute(tx)
        .await?;
    Ok(its_own > 0)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "what goes wrong here fails the test")]
mod tests {
    use std::sync::OnceLock;

    use tempfile::TempDir;

    use super::*;
    use crate::store::DatabaseUrl;

    async fn store() -> (TempDir, Store) {
        let dir = tempfile::tempdir().unwrap();
        let url = DatabaseUrl::sqlite(dir.path().join("home.sqlite"));
        let store = Store::open(&url).await.unwrap();
        (dir, store)
    }

    fn proof(request: u8) -> UsedProof {
        UsedProof {
            index: [7; 32],
            request: [request; 16],
            expires_at: 1_060,
            now: 1_000,
        }
    }

    /// Two transactions of one request, of which the first is given up.
    async fn changes_twice(store: &Store, request: u8) -> Result<(), StoreError> {
        let carried = OnceLock::from(proof(request));
        let work = async {
            drop(store.begin().await?);
            for _ in 0..2 {
                store.begin().await?.commit().await?;
            }
            Ok(())
        };
        CARRIED.scope(carried, work).await
    }

    #[tokio::test]
    async fn a_request_may_write_as_often_as_it_has_to_and_another_with_its_proof_not_at_all() {
        let (_dir, store) = store().await;
        let given_up = CARRIED.scope(OnceLock::from(proof(1)), store.begin());
        drop(given_up.await.unwrap());
        changes_twice(&store, 2).await.unwrap();
        for _ in 0..2 {
            let other = changes_twice(&store, 3).await;
            assert!(matches!(other, Err(StoreError::ProofUsed)), "{other:?}");
        }
        changes_twice(&store, 2).await.unwrap();
        // Who carries none writes as well: the service's own work.
        store.begin().await.unwrap().commit().await.unwrap();
    }

    #[tokio::test]
    async fn no_more_are_kept_than_there_may_be() {
        let (_dir, store) = store().await;
        sqlx::query(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT $1)
             INSERT INTO used_proofs (proof_index, request, expires_at)
             SELECT randomblob(32), x'', 2000 FROM n",
        )
        .bind(MOST)
        .execute(store.writer())
        .await
        .unwrap();
        changes_twice(&store, 1).await.unwrap();
        let kept: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM used_proofs")
            .fetch_one(&store.read)
            .await
            .unwrap();
        assert_eq!(kept, MOST);
        let again = changes_twice(&store, 2).await;
        assert!(
            matches!(again, Err(StoreError::ProofUsed)),
            "the newest stay"
        );
    }
}
