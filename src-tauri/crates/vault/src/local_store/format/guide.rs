//! The way back after an incident, and what is known of the account's past.

use porchlight_core::guide;
use serde::{Deserialize, Serialize};

use super::Kept;
use super::session::EndReason;
use super::translate::{Translate, translated};

impl Kept for guide::Guide {
    type Format = Guide;
}

impl Kept for guide::AccountHistory {
    type Format = AccountHistory;
}

#[derive(Serialize, Deserialize)]
pub(in crate::local_store) struct Guide {
    account: String,
    cause: GuideCause,
    since: i64,
    begun_at: i64,
    signed_out: bool,
    integrations: Vec<GuideIntegration>,
    put_off: Option<PutOff>,
    finished_at: Option<i64>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "cause")]
pub(in crate::local_store) enum GuideCause {
    Exposed { exposure: String },
    NotMe,
    Reset { reason: EndReason },
    Unlinked,
}

#[derive(Serialize, Deserialize)]
pub(in crate::local_store) struct GuideIntegration {
    client: String,
    state: RelinkState,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::local_store) enum RelinkState {
    Dismissed,
    Linked,
    Unlinked,
}

#[derive(Serialize, Deserialize)]
pub(in crate::local_store) struct PutOff {
    until: Option<i64>,
}

#[derive(Serialize, Deserialize)]
pub(in crate::local_store) struct AccountHistory {
    account: String,
    made_at: Option<i64>,
    password_changed_at: Option<i64>,
}

translated!(struct Guide = guide::Guide {
    account,
    cause,
    since,
    begun_at,
    signed_out,
    integrations,
    put_off,
    finished_at,
});
translated!(enum GuideCause = guide::GuideCause {
    Exposed { exposure },
    NotMe,
    Reset { reason },
    Unlinked,
});
translated!(struct GuideIntegration = guide::GuideIntegration { client, state });
translated!(enum RelinkState = guide::RelinkState { Dismissed, Linked, Unlinked });
translated!(struct PutOff = guide::PutOff { until });
translated!(struct AccountHistory = guide::AccountHistory { account, made_at, password_changed_at });
