//! What is known here of a connection's account: columns of the connection, each of its own.

use porchlight_core::alerts::rules;
use porchlight_core::ports::integrations::IntegrationId;
use porchlight_core::ports::local_store;
use porchlight_core::view::recovery_key;
use porchlight_core::{checkup, email_changes};
use serde::{Deserialize, Serialize};

use super::Kept;
use super::translate::{Translate, translated};

impl Kept for checkup::KnownComputers {
    type Format = KnownComputers;
}

impl Kept for checkup::Rehearsed {
    type Format = Rehearsed;
}

impl Kept for checkup::KeyHeard {
    type Format = KeyHeard;
}

impl Kept for local_store::RecoveryWaits {
    type Format = RecoveryWaits;
}

impl Kept for email_changes::EmailChanges {
    type Format = Vec<EmailChangeHeard>;
}

impl Kept for rules::Aftermath {
    type Format = Aftermath;
}

/// Put aside.
impl Kept for Vec<IntegrationId> {
    type Format = Vec<String>;
}

#[derive(Serialize, Deserialize)]
pub(in crate::local_store) struct KnownComputers {
    session: String,
    looked_at: Option<i64>,
    computers: Vec<String>,
}

#[derive(Serialize, Deserialize)]
pub(in crate::local_store) struct Rehearsed {
    account: String,
    at: i64,
}

#[derive(Serialize, Deserialize)]
pub(in crate::local_store) struct KeyHeard {
    account: String,
    #[serde(flatten)]
    news: RecoveryKeyNews,
}

#[derive(Serialize, Deserialize)]
pub(in crate::local_store) struct RecoveryKeyNews {
    what: KeyNews,
    at: i64,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::local_store) enum KeyNews {
    Replaced,
    Seen,
    Unseen,
    Used,
}

#[derive(Serialize, Deserialize)]
pub(in crate::local_store) struct RecoveryWaits {
    email: String,
    available_at: i64,
}

#[derive(Serialize, Deserialize)]
pub(in crate::local_store) struct EmailChangeHeard {
    account: String,
    change: String,
    at: i64,
    until: i64,
    before: String,
    now: Option<String>,
    by: Option<String>,
    here: bool,
}

#[derive(Serialize, Deserialize)]
pub(in crate::local_store) struct Aftermath {
    incident: i64,
    reminded: Option<i64>,
}

translated!(struct KnownComputers = checkup::KnownComputers { session, looked_at, computers });
translated!(struct Rehearsed = checkup::Rehearsed { account, at });
translated!(struct KeyHeard = checkup::KeyHeard { account, news });
translated!(struct RecoveryKeyNews = recovery_key::RecoveryKeyNews { what, at });
translated!(enum KeyNews = recovery_key::KeyNews { Replaced, Seen, Unseen, Used });
translated!(struct RecoveryWaits = local_store::RecoveryWaits { email, available_at });
translated!(struct EmailChangeHeard = email_changes::EmailChangeHeard {
    account,
    change,
    at,
    until,
    before,
    now,
    by,
    here,
});
translated!(struct Aftermath = rules::Aftermath { incident, reminded });

impl Translate<Vec<EmailChangeHeard>> for email_changes::EmailChanges {
    fn translate(self) -> Vec<EmailChangeHeard> {
        self.0.translate()
    }
}

impl Translate<email_changes::EmailChanges> for Vec<EmailChangeHeard> {
    fn translate(self) -> email_changes::EmailChanges {
        email_changes::EmailChanges(self.translate())
    }
}
