//! What gives way where an account has as many rows as it may ([`crate::quotas`]), the least useful first. Each is part of the
//! transaction that adds a row.

use porchlight_protocol::UnixSeconds;
use porchlight_protocol::event::EndReason;
use sqlx::SqliteConnection;
use uuid::Uuid;

use super::endings::reason_text;
use super::{NewSession, StoreError};
use crate::quotas::{
    ACCESS_TOKENS, ACKNOWLEDGED, CHALLENGES, COMPUTERS, ENDED_SESSIONS, EVENT_ROW, EVENTS,
    LINK_REQUESTS, LONGEST_EVENT, LOOKED_AT_EVERY, PAIRINGS_OVER, PROFILE_WRITES, REFRESH_TOKENS,
    room_for_events,
};
use crate::sessions::{ABSOLUTE_LIFE, IDLE_LIFE};

/// A session that was used for so long (seconds) was somebody's computer, and not only a sign-in.
const A_DAY: i64 = 24 * 3_600;

/// Before an event is added.
pub(super) async fn for_event(tx: &mut SqliteConnection, account: Uuid) -> Result<(), StoreError> {
    let there: u32 = sqlx::query_scalar("SELECT COUNT(*) FROM events WHERE account_id = $1")
        .bind(account.as_bytes().as_slice())
        .fetch_one(&mut *tx)
        .await?;
    // So many fit in any case; and the sum takes longer than the count.
    if there < EVENTS || !there.is_multiple_of(LOOKED_AT_EVERY) {
        return Ok(());
    }
    events_give_way(tx, account).await
}

/// After a camera or an integration was added, for which there is room in any case: what every computer has read goes, then hints,
/// then the oldest.
pub(super) async fn events_give_way(
    tx: &mut SqliteConnection,
    account: Uuid,
) -> Result<(), StoreError> {
    let account = account.as_bytes().as_slice();
    if beyond_events(tx, account).await? <= 0 {
        return Ok(());
    }
    sqlx::query(
        "DELETE FROM events WHERE account_id = $1
             AND seq <= (SELECT MIN(read_to) FROM readers WHERE account_id = $1)",
    )
    .bind(account)
    .execute(&mut *tx)
    .await?;
    let beyond = beyond_events(tx, account).await?;
    if beyond > 0 {
        sqlx::query(
            "DELETE FROM events WHERE seq IN (SELECT seq FROM
                 (SELECT seq, SUM(LENGTH(sealed_claims) + $2) OVER (ORDER BY hint DESC, seq)
                              - LENGTH(sealed_claims) - $2 AS before
                  FROM events WHERE account_id = $1)
             WHERE before < $3)",
        )
        .bind(account)
        .bind(EVENT_ROW as i64)
        .bind(beyond)
        .execute(tx)
        .await?;
    }
    Ok(())
}

/// Bytes that are to go, so that there is room for those that come until one looks again.
async fn beyond_events(tx: &mut SqliteConnection, account: &[u8]) -> Result<i64, StoreError> {
    let (there, cameras, integrations): (i64, u32, u32) = sqlx::query_as(
        "SELECT (SELECT COALESCE(SUM(LENGTH(sealed_claims) + $2), 0) FROM events WHERE account_id = $1),
                (SELECT COUNT(*) FROM cameras WHERE account_id = $1),
                (SELECT COUNT(*) FROM integrations WHERE account_id = $1)",
    )
    .bind(account)
    .bind(EVENT_ROW as i64)
    .fetch_one(tx)
    .await?;
    let to_come = LOOKED_AT_EVERY as usize * LONGEST_EVENT;
    let room = room_for_events(cameras as usize, integrations as usize);
    Ok(there + to_come as i64 - room as i64)
}

/// After a session was added: of more computers than there may be, the one that was unused for longest is signed out; of more
/// sessions that are over, those are forgotten first that were never used for a day.
pub(super) async fn for_session(
    tx: &mut SqliteConnection,
    session: &NewSession,
) -> Result<(), StoreError> {
    let (account, now) = (session.account.as_bytes().as_slice(), session.now);
    sqlx::query(
        "UPDATE sessions SET ended_at = $1, end_reason = $2,
                end_seq = (SELECT COALESCE(MAX(end_seq), 0) + 1 FROM sessions WHERE end_seq IS NOT NULL)
         WHERE id IN
             (SELECT id FROM sessions
              WHERE account_id = $3 AND ended_at IS NULL AND created_at > $4 AND last_used_at > $5
                AND epoch >= (SELECT COALESCE(MAX(id), 0) FROM resets)
              ORDER BY id = $6 DESC, last_used_at DESC, rowid DESC LIMIT -1 OFFSET $7)",
    )
    .bind(now)
    .bind(reason_text(EndReason::TooManyComputers))
    .bind(account)
    .bind(now - ABSOLUTE_LIFE)
    .bind(now - IDLE_LIFE)
    .bind(session.id.as_bytes().as_slice())
    .bind(COMPUTERS)
    .execute(&mut *tx)
    .await?;
    let forgotten = sqlx::query(
        "DELETE FROM sessions WHERE id IN
             (SELECT id FROM sessions
              WHERE account_id = $1 AND (ended_at IS NOT NULL OR created_at <= $2 OR last_used_at <= $3
                OR epoch < (SELECT COALESCE(MAX(id), 0) FROM resets))
              ORDER BY last_used_at - created_at >= $4 DESC, last_used_at DESC, rowid DESC
              LIMIT -1 OFFSET $5)",
    )
    .bind(account)
    .bind(now - ABSOLUTE_LIFE)
    .bind(now - IDLE_LIFE)
    .bind(A_DAY)
    .bind(ENDED_SESSIONS)
    .execute(&mut *tx)
    .await?
    .rows_affected();
    if forgotten > 0 {
        sqlx::query(
            "DELETE FROM readers WHERE account_id = $1 AND NOT EXISTS (SELECT 1 FROM sessions s
                 WHERE s.account_id = $1 AND s.thumbprint = readers.thumbprint)",
        )
        .bind(account)
        .execute(tx)
        .await?;
    }
    Ok(())
}

/// After a sign-in began to wait for its second factor.
pub(super) async fn for_challenge(
    tx: &mut SqliteConnection,
    session: &NewSession,
) -> Result<(), StoreError> {
    sqlx::query(
        "DELETE FROM challenges WHERE id IN
             (SELECT id FROM challenges WHERE account_id = $1 AND session_id IS NULL
              ORDER BY id = $2 DESC, proved_at DESC LIMIT -1 OFFSET $3)",
    )
    .bind(session.account.as_bytes().as_slice())
    .bind(session.id.as_bytes().as_slice())
    .bind(CHALLENGES)
    .execute(tx)
    .await?;
    Ok(())
}

/// After a pairing was added.
pub(super) async fn for_pairing(
    tx: &mut SqliteConnection,
    account: Uuid,
    now: UnixSeconds,
) -> Result<(), StoreError> {
    sqlx::query(
        "DELETE FROM pairings WHERE id IN
             (SELECT id FROM pairings
              WHERE account_id = $1 AND (camera_id IS NOT NULL OR expires_at <= $2)
              ORDER BY expires_at DESC, rowid DESC LIMIT -1 OFFSET $3)",
    )
    .bind(account.as_bytes().as_slice())
    .bind(now)
    .bind(PAIRINGS_OVER)
    .execute(tx)
    .await?;
    Ok(())
}

/// After the write under the key of this hash was remembered. A tenth goes at once, so that it is seldom looked for the oldest.
pub(super) async fn for_profile_write(
    tx: &mut SqliteConnection,
    account: Uuid,
    key_hash: &[u8; 32],
) -> Result<(), StoreError> {
    let there: u32 =
        sqlx::query_scalar("SELECT COUNT(*) FROM profile_writes WHERE account_id = $1")
            .bind(account.as_bytes().as_slice())
            .fetch_one(&mut *tx)
            .await?;
    if there > PROFILE_WRITES {
        sqlx::query(
            "DELETE FROM profile_writes WHERE account_id = $1 AND key_hash IN
                 (SELECT key_hash FROM profile_writes
                  WHERE account_id = $1 AND key_hash <> $2 ORDER BY at LIMIT $3)",
        )
        .bind(account.as_bytes().as_slice())
        .bind(key_hash.as_slice())
        .bind(there - PROFILE_WRITES + PROFILE_WRITES / 10)
        .execute(tx)
        .await?;
    }
    Ok(())
}

/// After events were acknowledged before earlier ones: those beyond are sent once more, when the earlier ones were read.
pub(super) async fn for_acknowledgements(
    tx: &mut SqliteConnection,
    account: Uuid,
    thumbprint: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "DELETE FROM acknowledged WHERE account_id = $1 AND thumbprint = $2 AND seq IN
             (SELECT seq FROM acknowledged WHERE account_id = $1 AND thumbprint = $2
              ORDER BY seq LIMIT -1 OFFSET $3)",
    )
    .bind(account.as_bytes().as_slice())
    .bind(thumbprint)
    .bind(ACKNOWLEDGED)
    .execute(tx)
    .await?;
    Ok(())
}

/// After somebody was sent to ask the owner to link something.
pub(super) async fn for_link_request(
    tx: &mut SqliteConnection,
    account: Uuid,
    request: Uuid,
) -> Result<(), StoreError> {
    sqlx::query(
        "DELETE FROM link_requests WHERE id IN
             (SELECT id FROM link_requests WHERE account_id = $1
              ORDER BY id = $2 DESC, state = 'open' DESC, requested_at DESC LIMIT -1 OFFSET $3)",
    )
    .bind(account.as_bytes().as_slice())
    .bind(request.as_bytes().as_slice())
    .bind(LINK_REQUESTS)
    .execute(tx)
    .await?;
    Ok(())
}

/// After the account was named to a client.
pub(super) async fn for_login_hint(
    tx: &mut SqliteConnection,
    account: Uuid,
    hint: &[u8; 32],
) -> Result<(), StoreError> {
    sqlx::query(
        "DELETE FROM login_hints WHERE hint_index IN
             (SELECT hint_index FROM login_hints WHERE account_id = $1
              ORDER BY hint_index = $2 DESC, expires_at DESC LIMIT -1 OFFSET $3)",
    )
    .bind(account.as_bytes().as_slice())
    .bind(hint.as_slice())
    .bind(LINK_REQUESTS)
    .execute(tx)
    .await?;
    Ok(())
}

/// After tokens were issued. A refresh token that was spent so many generations ago is an unknown one.
pub(super) async fn for_tokens(
    tx: &mut SqliteConnection,
    grant: Uuid,
    (access, generation): (&[u8; 32], i64),
) -> Result<(), StoreError> {
    let grant = grant.as_bytes().as_slice();
    sqlx::query(
        "DELETE FROM access_tokens WHERE grant_id = $1 AND token_index IN
             (SELECT token_index FROM access_tokens WHERE grant_id = $1
              ORDER BY token_index = $2 DESC, generation DESC, expires_at DESC LIMIT -1 OFFSET $3)",
    )
    .bind(grant)
    .bind(access.as_slice())
    .bind(ACCESS_TOKENS)
    .execute(&mut *tx)
    .await?;
    sqlx::query("DELETE FROM refresh_tokens WHERE grant_id = $1 AND generation <= $2")
        .bind(grant)
        .bind(generation - i64::from(REFRESH_TOKENS))
        .execute(tx)
        .await?;
    Ok(())
}
