//! The inbox: alerts by page, what is asked of them, and what was said about them later.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use specta::Type;

use super::done::{DoneFacts, done};
use super::over::over;
use super::{Alert, AlertAction, AlertGroup, AlertKind, AlertOver, Severity};
use crate::time::Timestamp;
use crate::view::{CameraKey, ConnectionId};

/// Which alerts are asked for: those that meet everything that is given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AlertFilter {
    pub unread_only: bool,
    pub at_least: Option<Severity>,
    pub group: Option<AlertGroup>,
    pub connection: Option<ConnectionId>,
}

/// The service's later word that an alert was wrong. The alert stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Correction {
    pub at: Timestamp,
    /// What is right, in the service's own words, by language tag. Plain text.
    pub message: BTreeMap<String, String>,
}

/// As the database has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptAlert {
    pub alert: Alert,
    /// All that were ever sent, oldest first: the last one counts.
    pub corrections: Vec<Correction>,
}

/// As the window shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AlertView {
    #[serde(flatten)]
    pub alert: Alert,
    pub severity: Severity,
    pub group: AlertGroup,
    pub action: Option<AlertAction>,
    pub camera: Option<CameraKey>,
    /// What it asks for has been done since.
    pub done: bool,
    /// It can be done no longer, and why.
    pub over: Option<AlertOver>,
    /// All that were ever sent, oldest first: the last one counts.
    pub corrections: Vec<Correction>,
}

impl KeptAlert {
    /// Whether what came after it may have ended what it offers.
    pub fn may_be_over(&self) -> bool {
        matches!(
            self.alert.kind,
            AlertKind::EmailChanged { .. } | AlertKind::RecoveryActivated { .. }
        )
    }
}

impl AlertView {
    /// `told`: of the same connection about signing in, newest first.
    pub fn of(kept: KeptAlert, facts: &DoneFacts, told: &[KeptAlert]) -> Self {
        let KeptAlert { alert, corrections } = kept;
        let connection = alert.connection;
        Self {
            severity: alert.kind.severity(),
            group: alert.kind.group(),
            action: alert.kind.action(),
            camera: alert.kind.camera().map(|camera| CameraKey {
                connection,
                camera: camera.clone(),
            }),
            done: done(&alert, facts),
            over: over(&alert, facts, told),
            alert,
            corrections,
        }
    }
}
