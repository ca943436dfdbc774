//! What an alert means to its owner: how grave it is, what it is about, and what to do. One table, worked out from the kind.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{AlertKind, DataForm, Exposure, Finding, TwoFactorChange};
use crate::cameras::CameraId;
use crate::ports::integrations::UnlinkCause;
use crate::session::EndReason;

/// In rising order. Kept as a number: append only.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type,
)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Good to know.
    Info = 0,
    /// Worth a look.
    Notice = 1,
    /// The owner should see to it.
    Warning = 2,
    /// Somebody may be in, or something is out.
    Danger = 3,
}

/// What it is about. Kept by name. Alphabetical.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type,
)]
#[serde(rename_all = "snake_case")]
pub enum AlertGroup {
    Cameras,
    Exposures,
    Integrations,
    /// Who signs in, and how.
    Security,
}

/// The one thing to do about it; the window has a button for each. Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AlertAction {
    ChangePassword,
    LinkAgain,
    LookAtComputers,
    OpenCamera,
    OpenExposure,
    ShowEmail,
    ShowRecoveryKey,
    ShowTwoFactor,
    StopRecovery,
}

struct Meaning {
    severity: Severity,
    group: AlertGroup,
    action: Option<AlertAction>,
}

impl AlertKind {
    pub fn severity(&self) -> Severity {
        self.meaning().severity
    }

    pub fn group(&self) -> AlertGroup {
        self.meaning().group
    }

    pub fn action(&self) -> Option<AlertAction> {
        self.meaning().action
    }

    /// Which camera it is about.
    pub fn camera(&self) -> Option<&CameraId> {
        match self {
            Self::CameraAdded { camera }
            | Self::CameraBack { camera }
            | Self::CameraGone { camera, .. }
            | Self::CameraRemoved { camera }
            | Self::FirmwareChanged { camera, .. }
            | Self::WifiChanged { camera, .. } => Some(&camera.id),
            Self::EmailChangeUndone { .. }
            | Self::EmailChanged { .. }
            | Self::EventRefused
            | Self::Exposed { .. }
            | Self::IntegrationLinked { .. }
            | Self::IntegrationUnlinked { .. }
            | Self::ListedBreach { .. }
            | Self::NewSignIn { .. }
            | Self::PasswordChanged { .. }
            | Self::RecoveryActivated { .. }
            | Self::RecoveryStopped { .. }
            | Self::SecondFactorLocked
            | Self::SignedOut { .. }
            | Self::TwoFactorChanged { .. }
            | Self::TwoFactorStillOff { .. } => None,
        }
    }

    /// Whether the desktop may be rung for it. Strangers on the line must not be able to ring.
    pub fn may_ring(&self) -> bool {
        !matches!(self, Self::EventRefused)
    }

    fn meaning(&self) -> Meaning {
        use {AlertAction as Do, AlertGroup as Group, Severity as How};
        let (severity, group, action) = match self {
            Self::CameraAdded { .. } => (How::Notice, Group::Cameras, Some(Do::OpenCamera)),
            Self::CameraBack { .. } => (How::Info, Group::Cameras, Some(Do::OpenCamera)),
            Self::CameraGone { .. } => (How::Warning, Group::Cameras, Some(Do::OpenCamera)),
            Self::CameraRemoved { .. } => (How::Warning, Group::Cameras, Some(Do::LookAtComputers)),
            Self::EmailChangeUndone { .. } => {
                (How::Warning, Group::Security, Some(Do::ChangePassword))
            }
            Self::EmailChanged { .. } => (How::Warning, Group::Security, Some(Do::ShowEmail)),
            Self::EventRefused => (How::Notice, Group::Security, None),
            Self::Exposed { exposure } => (
                of_exposure(exposure),
                Group::Exposures,
                Some(Do::OpenExposure),
            ),
            Self::FirmwareChanged { .. } => (How::Info, Group::Cameras, Some(Do::OpenCamera)),
            Self::IntegrationLinked { .. } => (How::Notice, Group::Integrations, None),
            Self::IntegrationUnlinked { cause, .. } => match cause {
                UnlinkCause::Client | UnlinkCause::Owner => (How::Info, Group::Integrations, None),
                UnlinkCause::Incident => (How::Warning, Group::Integrations, Some(Do::LinkAgain)),
                UnlinkCause::TokenReused => (How::Danger, Group::Integrations, Some(Do::LinkAgain)),
            },
            // Those of before are no news.
            Self::ListedBreach { known_before, .. } => {
                let severity = if *known_before {
                    How::Notice
                } else {
                    How::Warning
                };
                (severity, Group::Exposures, None)
            }
            Self::NewSignIn { .. } => (How::Warning, Group::Security, Some(Do::LookAtComputers)),
            Self::PasswordChanged { .. } => {
                (How::Warning, Group::Security, Some(Do::LookAtComputers))
            }
            Self::RecoveryActivated { .. } => {
                (How::Danger, Group::Security, Some(Do::StopRecovery))
            }
            // Whoever began it has the recovery key.
            Self::RecoveryStopped { .. } => {
                (How::Warning, Group::Security, Some(Do::ShowRecoveryKey))
            }
            Self::SecondFactorLocked => (How::Danger, Group::Security, Some(Do::ChangePassword)),
            Self::SignedOut { reason } => of_end(*reason),
            Self::TwoFactorChanged { change, .. } => of_two_factor(*change),
            Self::TwoFactorStillOff { .. } => {
                (How::Warning, Group::Security, Some(Do::ShowTwoFactor))
            }
            Self::WifiChanged { .. } => (How::Notice, Group::Cameras, Some(Do::OpenCamera)),
        };
        Meaning {
            severity,
            group,
            action,
        }
    }
}

/// By what can be read, as far as it is known.
fn of_exposure(exposure: &Exposure) -> Severity {
    if exposure.withdrawn {
        return Severity::Info;
    }
    let of_one = |form| match form {
        DataForm::Readable => Severity::Danger,
        DataForm::Hashed | DataForm::NotKept | DataForm::Sealed => Severity::Warning,
    };
    exposure
        .data
        .iter()
        .filter(|data| data.finding != Finding::NotAffected)
        .map(|data| of_one(data.form))
        .max()
        .unwrap_or(Severity::Notice)
}

fn of_end(reason: EndReason) -> (Severity, AlertGroup, Option<AlertAction>) {
    let (severity, action) = match reason {
        EndReason::AccountDeleted | EndReason::AccountDisabled => (Severity::Warning, None),
        EndReason::Expired => (Severity::Info, None),
        EndReason::GlobalReset => (Severity::Danger, Some(AlertAction::ChangePassword)),
        EndReason::NotStated => (Severity::Warning, Some(AlertAction::ChangePassword)),
        EndReason::PasswordChanged | EndReason::TooManyComputers | EndReason::TwoFactorChanged => {
            (Severity::Warning, Some(AlertAction::LookAtComputers))
        }
        EndReason::RevokedElsewhere => (Severity::Notice, Some(AlertAction::LookAtComputers)),
        EndReason::SuspectedTheft => (Severity::Danger, Some(AlertAction::ChangePassword)),
    };
    (severity, AlertGroup::Security, action)
}

fn of_two_factor(change: TwoFactorChange) -> (Severity, AlertGroup, Option<AlertAction>) {
    let (severity, action) = match change {
        TwoFactorChange::Moved => (Severity::Warning, AlertAction::LookAtComputers),
        TwoFactorChange::Off => (Severity::Danger, AlertAction::ShowTwoFactor),
        TwoFactorChange::On => (Severity::Info, AlertAction::ShowTwoFactor),
        TwoFactorChange::RecoveryCodeUsed
        | TwoFactorChange::RecoveryKeyReplaced
        | TwoFactorChange::RecoveryKeyUsed => (Severity::Warning, AlertAction::LookAtComputers),
        TwoFactorChange::RecoveryCodesRenewed => (Severity::Notice, AlertAction::LookAtComputers),
    };
    (severity, AlertGroup::Security, Some(action))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::{AboutCamera, DataKind, ExposedData};
    use super::*;
    use crate::time::Timestamp;

    fn exposed(found: &[(Finding, DataForm)], withdrawn: bool) -> AlertKind {
        let data = |(finding, form): &(Finding, DataForm)| ExposedData {
            kind: DataKind::CameraNames,
            finding: *finding,
            form: *form,
        };
        AlertKind::Exposed {
            exposure: Exposure {
                exposure: "e".into(),
                revision: 1,
                from: Timestamp(0),
                to: None,
                accounts: None,
                message: BTreeMap::new(),
                correction: BTreeMap::new(),
                data: found.iter().map(data).collect(),
                has_advisory: false,
                withdrawn,
            },
        }
    }

    fn unlinked(cause: UnlinkCause) -> AlertKind {
        AlertKind::IntegrationUnlinked {
            client: "Alexa".into(),
            cause,
            message: BTreeMap::new(),
            by: None,
        }
    }

    fn two_factor(change: TwoFactorChange) -> AlertKind {
        AlertKind::TwoFactorChanged { change, by: None }
    }

    #[test]
    fn every_kind_has_its_severity_its_group_and_what_to_do() {
        use {AlertAction as Do, AlertGroup as Group, Severity as How};
        let porch = AboutCamera {
            id: CameraId("porch".into()),
            name: "Porch".into(),
        };
        let (from, to) = (|| "1".to_owned(), || "2".to_owned());
        let camera = || porch.clone();
        let ended = |reason| AlertKind::SignedOut { reason };
        let readable = (Finding::Confirmed, DataForm::Readable);
        let sealed = (Finding::Reported, DataForm::Sealed);
        let untouched = (Finding::NotAffected, DataForm::Readable);
        #[rustfmt::skip]
        let table = [
            (AlertKind::CameraAdded { camera: camera() }, How::Notice, Group::Cameras, Some(Do::OpenCamera)),
            (AlertKind::CameraBack { camera: camera() }, How::Info, Group::Cameras, Some(Do::OpenCamera)),
            (AlertKind::CameraGone { camera: camera(), since: Timestamp(0) }, How::Warning, Group::Cameras, Some(Do::OpenCamera)),
            (AlertKind::CameraRemoved { camera: camera() }, How::Warning, Group::Cameras, Some(Do::LookAtComputers)),
            (AlertKind::EmailChangeUndone { by: None }, How::Warning, Group::Security, Some(Do::ChangePassword)),
            (AlertKind::EmailChanged { email: None, by: None }, How::Warning, Group::Security, Some(Do::ShowEmail)),
            (AlertKind::EventRefused, How::Notice, Group::Security, None),
            (exposed(&[untouched, readable], false), How::Danger, Group::Exposures, Some(Do::OpenExposure)),
            (exposed(&[untouched, sealed], false), How::Warning, Group::Exposures, Some(Do::OpenExposure)),
            (exposed(&[untouched], false), How::Notice, Group::Exposures, Some(Do::OpenExposure)),
            (exposed(&[readable], true), How::Info, Group::Exposures, Some(Do::OpenExposure)),
            (AlertKind::FirmwareChanged { camera: camera(), from: from(), to: to() }, How::Info, Group::Cameras, Some(Do::OpenCamera)),
            (AlertKind::IntegrationLinked { client: "Alexa".into(), by: None }, How::Notice, Group::Integrations, None),
            (unlinked(UnlinkCause::Client), How::Info, Group::Integrations, None),
            (unlinked(UnlinkCause::Incident), How::Warning, Group::Integrations, Some(Do::LinkAgain)),
            (unlinked(UnlinkCause::Owner), How::Info, Group::Integrations, None),
            (unlinked(UnlinkCause::TokenReused), How::Danger, Group::Integrations, Some(Do::LinkAgain)),
            (AlertKind::ListedBreach { breaches: Vec::new(), known_before: true }, How::Notice, Group::Exposures, None),
            (AlertKind::ListedBreach { breaches: Vec::new(), known_before: false }, How::Warning, Group::Exposures, None),
            (AlertKind::NewSignIn { place: None, computer: None }, How::Warning, Group::Security, Some(Do::LookAtComputers)),
            (AlertKind::PasswordChanged { by: None }, How::Warning, Group::Security, Some(Do::LookAtComputers)),
            (AlertKind::SecondFactorLocked, How::Danger, Group::Security, Some(Do::ChangePassword)),
            (ended(EndReason::AccountDeleted), How::Warning, Group::Security, None),
            (ended(EndReason::AccountDisabled), How::Warning, Group::Security, None),
            (ended(EndReason::Expired), How::Info, Group::Security, None),
            (ended(EndReason::GlobalReset), How::Danger, Group::Security, Some(Do::ChangePassword)),
            (ended(EndReason::NotStated), How::Warning, Group::Security, Some(Do::ChangePassword)),
            (ended(EndReason::PasswordChanged), How::Warning, Group::Security, Some(Do::LookAtComputers)),
            (ended(EndReason::RevokedElsewhere), How::Notice, Group::Security, Some(Do::LookAtComputers)),
            (ended(EndReason::SuspectedTheft), How::Danger, Group::Security, Some(Do::ChangePassword)),
            (ended(EndReason::TooManyComputers), How::Warning, Group::Security, Some(Do::LookAtComputers)),
            (ended(EndReason::TwoFactorChanged), How::Warning, Group::Security, Some(Do::LookAtComputers)),
            (two_factor(TwoFactorChange::Moved), How::Warning, Group::Security, Some(Do::LookAtComputers)),
            (two_factor(TwoFactorChange::Off), How::Danger, Group::Security, Some(Do::ShowTwoFactor)),
            (two_factor(TwoFactorChange::On), How::Info, Group::Security, Some(Do::ShowTwoFactor)),
            (two_factor(TwoFactorChange::RecoveryCodeUsed), How::Warning, Group::Security, Some(Do::LookAtComputers)),
            (two_factor(TwoFactorChange::RecoveryCodesRenewed), How::Notice, Group::Security, Some(Do::LookAtComputers)),
            (two_factor(TwoFactorChange::RecoveryKeyReplaced), How::Warning, Group::Security, Some(Do::LookAtComputers)),
            (two_factor(TwoFactorChange::RecoveryKeyUsed), How::Warning, Group::Security, Some(Do::LookAtComputers)),
            (AlertKind::TwoFactorStillOff { incident: Timestamp(0) }, How::Warning, Group::Security, Some(Do::ShowTwoFactor)),
            (AlertKind::WifiChanged { camera: camera(), from: from(), to: to() }, How::Notice, Group::Cameras, Some(Do::OpenCamera)),
        ];
        for (kind, severity, group, action) in table {
            assert_eq!(
                (kind.severity(), kind.group(), kind.action()),
                (severity, group, action),
                "{kind:?}"
            );
            let about_camera = group == Group::Cameras;
            assert_eq!(kind.camera().is_some(), about_camera, "{kind:?}");
        }
    }
}
