//! What is half finished: enrolments that wait for their first code, sign-ins that wait for their second factor.

use porchlight_protocol::UnixSeconds;
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

use super::holdings::{About, AccountRows, Holding, term};
use super::{NewSession, StoreError, room, uuid};
use crate::two_factor::enrolment::VALID_FOR;
use crate::two_factor::second_factor::CHALLENGE_VALID_FOR;
use porchlight_protocol::your_data::{Form, Group, Kept, Purpose};

pub(super) const HELD: &[Holding] = &[
    Holding {
        table: "enrolments",
        about: About::Account(AccountRows {
            of: "account_id = $1",
            group: Group::TwoFactor,
            purpose: Purpose::HalfFinished,
            kept: Kept::For {
                seconds: term(VALID_FOR),
            },
            columns: &[
                ("account_id", Form::Identifier),
                ("session_id", Form::Identifier),
                ("sealed_secret", Form::SealedByService),
                ("code_hashes", Form::Hashed),
                ("shown_step", Form::Number),
                ("expires_at", Form::Time),
            ],
        }),
    },
    Holding {
        table: "challenges",
        about: About::Account(AccountRows {
            of: "account_id = $1",
            group: Group::TwoFactor,
            purpose: Purpose::SigningIn,
            kept: Kept::For {
                seconds: term(CHALLENGE_VALID_FOR),
            },
            columns: &[
                ("id", Form::Identifier),
                ("account_id", Form::Identifier),
                ("session_id", Form::Identifier),
                ("thumbprint", Form::PublicKey),
                ("proved_at", Form::Time),
                ("tries", Form::Number),
            ],
        }),
    },
];

#[derive(Clone, Debug)]
pub struct HalfEnrolled {
    pub account: Uuid,
    /// Only the session that began it can finish it.
    pub session: Uuid,
    /// `None`: only the recovery codes are new.
    pub sealed_secret: Option<Vec<u8>>,
    pub code_hashes: Vec<[u8; 32]>,
    /// Of the code that the new authenticator has shown.
    pub shown_step: Option<i64>,
    pub expires_at: UnixSeconds,
}

/// A sign-in whose password was right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Challenged {
    pub account: Uuid,
    pub proved_at: UnixSeconds,
    /// With this one.
    pub tries: u32,
}

/// In the place of one that the account had.
pub(crate) async fn begin(
    tx: &mut SqliteConnection,
    half: &HalfEnrolled,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT OR REPLACE INTO enrolments (account_id, session_id, sealed_secret, code_hashes, expires_at)
         VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(half.account.as_bytes().as_slice())
    .bind(half.session.as_bytes().as_slice())
    .bind(&half.sealed_secret)
    .bind(half.code_hashes.concat())
    .bind(half.expires_at)
    .execute(tx)
    .await?;
    Ok(())
}

/// The one that this session began, unless it has lapsed.
pub(crate) async fn under_way(
    tx: &mut SqliteConnection,
    account: Uuid,
    session: Uuid,
    now: UnixSeconds,
) -> Result<Option<HalfEnrolled>, StoreError> {
    let row = sqlx::query(
        "SELECT sealed_secret, code_hashes, shown_step, expires_at FROM enrolments
         WHERE account_id = $1 AND session_id = $2 AND expires_at > $3",
    )
    .bind(account.as_bytes().as_slice())
    .bind(session.as_bytes().as_slice())
    .bind(now)
    .fetch_optional(tx)
    .await?;
    row.map(|row| {
        let hashes: Vec<u8> = row.try_get("code_hashes")?;
        let (hashes, []) = hashes.as_chunks() else {
            return Err(StoreError::Damaged("enrolment"));
        };
        Ok(HalfEnrolled {
            account,
            session,
            sealed_secret: row.try_get("sealed_secret")?,
            code_hashes: hashes.to_vec(),
            shown_step: row.try_get("shown_step")?,
            expires_at: row.try_get("expires_at")?,
        })
    })
    .transpose()
}

/// The new authenticator has shown a code of this step.
pub(crate) async fn shown(
    tx: &mut SqliteConnection,
    account: Uuid,
    step: i64,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE enrolments SET shown_step = $2 WHERE account_id = $1")
        .bind(account.as_bytes().as_slice())
        .bind(step)
        .execute(tx)
        .await?;
    Ok(())
}

/// Finished, or overtaken.
pub(crate) async fn end(tx: &mut SqliteConnection, account: Uuid) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM enrolments WHERE account_id = $1")
        .bind(account.as_bytes().as_slice())
        .execute(tx)
        .await?;
    Ok(())
}

/// `false` when this sign-in was finished before.
pub(super) async fn challenge(
    tx: &mut SqliteConnection,
    session: &NewSession,
) -> Result<bool, StoreError> {
    let added = sqlx::query(
        "INSERT INTO challenges (id, account_id, thumbprint, proved_at) SELECT $1, $2, $3, $4
         WHERE NOT EXISTS (SELECT 1 FROM sessions WHERE id = $1) ON CONFLICT DO NOTHING",
    )
    .bind(session.id.as_bytes().as_slice())
    .bind(session.account.as_bytes().as_slice())
    .bind(&session.thumbprint)
    .bind(session.proved_at)
    .execute(&mut *tx)
    .await?
    .rows_affected();
    room::for_challenge(tx, session).await?;
    Ok(added == 1)
}

/// Takes one of the tries. `None` when there is none: unknown, of another device key, too old, or used up.
pub(crate) async fn try_challenge(
    tx: &mut SqliteConnection,
    id: Uuid,
    thumbprint: &str,
    proved_after: UnixSeconds,
    most: u32,
) -> Result<Option<Challenged>, StoreError> {
    let row = sqlx::query(
        "UPDATE challenges SET tries = tries + 1
         WHERE id = $1 AND session_id IS NULL AND thumbprint = $2 AND proved_at > $3 AND tries < $4
         RETURNING account_id, proved_at, tries",
    )
    .bind(id.as_bytes().as_slice())
    .bind(thumbprint)
    .bind(proved_after)
    .bind(most)
    .fetch_optional(tx)
    .await?;
    row.map(|row| {
        Ok(Challenged {
            account: uuid(row.try_get("account_id")?, "challenge")?,
            proved_at: row.try_get("proved_at")?,
            tries: row.try_get("tries")?,
        })
    })
    .transpose()
}

/// It has become a session.
pub(crate) async fn meet_challenge(tx: &mut SqliteConnection, id: Uuid) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM challenges WHERE id = $1")
        .bind(id.as_bytes().as_slice())
        .execute(tx)
        .await?;
    Ok(())
}

/// Two-factor is off, or the password or the recovery key is another: whoever waits signs in again.
pub(crate) async fn drop_challenges(
    tx: &mut SqliteConnection,
    account: Uuid,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM challenges WHERE account_id = $1")
        .bind(account.as_bytes().as_slice())
        .execute(tx)
        .await?;
    Ok(())
}
