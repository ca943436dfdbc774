//! What a verified security event says, in core's words.

use std::collections::BTreeMap;

use porchlight_core::alerts::{self, Exposure, TwoFactorChange};
use porchlight_core::cameras::CameraId;
use porchlight_core::ports::integrations::{IntegrationId, UnlinkCause};
use porchlight_core::ports::provider::{PairingId, ServiceEventKind, SessionId};
use porchlight_core::time::Timestamp;
use porchlight_protocol::event::{ChangeType, CredentialChange, CredentialType, EventToken};
use porchlight_protocol::exposure::{DataExposure, DataForm, DataKind, Finding};
use porchlight_protocol::integration;

use super::credential::Session;
use super::email;
use super::signed_word::{computer_name, end, plain_name, safe_link, texts};

/// `None` for what a newer service knows.
pub(super) fn kind(claims: &EventToken, session: &Session) -> Option<ServiceEventKind> {
    let events = &claims.events.clone().in_todays_words();
    if let Some(revoked) = &events.session_revoked {
        Some(ServiceEventKind::SessionRevoked {
            session: SessionId(claims.sub_id.id.clone()),
            end: end(revoked, session),
        })
    } else if let Some(established) = &events.session_established {
        Some(ServiceEventKind::SessionEstablished {
            session: SessionId(established.session.to_string()),
            place: established.place.as_deref().map(plain_name),
        })
    } else if let Some(claimed) = &events.pairing_claimed {
        Some(ServiceEventKind::PairingClaimed {
            pairing: PairingId(claimed.pairing.to_string()),
            camera: CameraId(claimed.camera.to_string()),
        })
    } else if let Some(changed) = &events.credential_change {
        credential_changed(changed, computer_name(changed.by_sealed.as_ref(), session))
    } else if let Some(changed) = &events.email_changed {
        Some(ServiceEventKind::EmailChanged {
            undo: email::undo(changed.undo),
            email: email::heard(changed.sealed_email.as_ref(), session),
            by: computer_name(changed.by_sealed.as_ref(), session),
        })
    } else if let Some(undone) = &events.email_change_undone {
        Some(ServiceEventKind::EmailChangeUndone {
            change: email::change(undone.change),
            by: computer_name(undone.by_sealed.as_ref(), session),
        })
    } else if let Some(used) = &events.recovery_key_used {
        Some(ServiceEventKind::TwoFactorChanged {
            change: TwoFactorChange::RecoveryKeyUsed,
            by: computer_name(used.by_sealed.as_ref(), session),
        })
    } else if let Some(activated) = &events.recovery_activated {
        Some(ServiceEventKind::RecoveryActivated {
            available_at: Timestamp::from_seconds(activated.available_at),
        })
    } else if let Some(stopped) = &events.recovery_stopped {
        Some(ServiceEventKind::RecoveryStopped {
            by: computer_name(stopped.by_sealed.as_ref(), session),
        })
    } else if events.credential_compromise.is_some() {
        Some(ServiceEventKind::SecondFactorLocked)
    } else if let Some(exposed) = &events.data_exposure {
        let advisory = safe_link(exposed.advisory.as_ref());
        Some(ServiceEventKind::Exposed {
            exposure: exposure(exposed, advisory.is_some()),
            advisory,
        })
    } else if let Some(correction) = &events.correction {
        Some(ServiceEventKind::Corrected {
            event: correction.corrects.clone(),
            message: texts(&correction.reason_user),
        })
    } else if let Some(linked) = &events.integration_linked {
        Some(ServiceEventKind::IntegrationLinked {
            integration: IntegrationId(linked.integration.to_string()),
            client: plain_name(&linked.client),
            by: computer_name(linked.by_sealed.as_ref(), session),
        })
    } else if let Some(unlinked) = &events.integration_unlinked {
        Some(ServiceEventKind::IntegrationUnlinked {
            integration: IntegrationId(unlinked.integration.to_string()),
            client: plain_name(&unlinked.client),
            cause: unlink_cause(unlinked.cause),
            message: texts(&unlinked.reason_user),
            by: computer_name(unlinked.by_sealed.as_ref(), session),
        })
    } else if events.link_requested.is_some() {
        Some(ServiceEventKind::LinkRequested)
    } else {
        events
            .cameras_changed
            .as_ref()
            .map(|_| ServiceEventKind::CamerasChanged)
    }
}

/// `None` for what is no change of two-factor.
fn credential_changed(changed: &CredentialChange, by: Option<String>) -> Option<ServiceEventKind> {
    if let (CredentialType::Password, ChangeType::Update) =
        (changed.credential_type, changed.change_type)
    {
        return Some(ServiceEventKind::PasswordChanged { by });
    }
    two_factor_change(changed).map(|change| ServiceEventKind::TwoFactorChanged { change, by })
}

fn two_factor_change(changed: &CredentialChange) -> Option<TwoFactorChange> {
    use {ChangeType as Change, CredentialType as Kind};
    match (changed.credential_type, changed.change_type) {
        (Kind::App, Change::Create) => Some(TwoFactorChange::On),
        (Kind::App, Change::Delete) => Some(TwoFactorChange::Off),
        (Kind::App, Change::Update) => Some(TwoFactorChange::Moved),
        (Kind::RecoveryCode, Change::Revoke) => Some(TwoFactorChange::RecoveryCodeUsed),
        (Kind::RecoveryCode, Change::Update) => Some(TwoFactorChange::RecoveryCodesRenewed),
        (Kind::RecoveryKey, Change::Update) => Some(TwoFactorChange::RecoveryKeyReplaced),
        (Kind::App | Kind::Password | Kind::RecoveryCode | Kind::RecoveryKey, _) => None,
    }
}

pub(super) fn unlink_cause(cause: integration::UnlinkCause) -> UnlinkCause {
    match cause {
        integration::UnlinkCause::Client => UnlinkCause::Client,
        integration::UnlinkCause::Incident => UnlinkCause::Incident,
        integration::UnlinkCause::Owner => UnlinkCause::Owner,
        integration::UnlinkCause::TokenReused => UnlinkCause::TokenReused,
    }
}

fn exposure(told: &DataExposure, has_advisory: bool) -> Exposure {
    // A service that names a kind twice is taken by its last word about it.
    let data: BTreeMap<_, _> = told.data.iter().map(|data| (data.kind, *data)).collect();
    Exposure {
        exposure: told.exposure.to_string(),
        revision: told.revision,
        from: Timestamp::from_seconds(told.from),
        to: told.to.map(Timestamp::from_seconds),
        accounts: told.accounts,
        message: texts(&told.reason_user),
        correction: texts(&told.correction_user),
        data: data
            .into_values()
            .map(|data| alerts::ExposedData {
                kind: data_kind(data.kind),
                finding: finding(data.finding),
                form: form(data.form),
            })
            .collect(),
        has_advisory,
        withdrawn: told.withdrawn,
    }
}

fn data_kind(kind: DataKind) -> alerts::DataKind {
    match kind {
        DataKind::Alerts => alerts::DataKind::Alerts,
        DataKind::BodyData => alerts::DataKind::BodyData,
        DataKind::CameraNames => alerts::DataKind::CameraNames,
        DataKind::EmailAddresses => alerts::DataKind::EmailAddresses,
        DataKind::IntegrationTokens => alerts::DataKind::IntegrationTokens,
        DataKind::Passwords => alerts::DataKind::Passwords,
        DataKind::Pictures => alerts::DataKind::Pictures,
        DataKind::SessionTokens => alerts::DataKind::SessionTokens,
        DataKind::WifiNames => alerts::DataKind::WifiNames,
        DataKind::WifiPasswords => alerts::DataKind::WifiPasswords,
    }
}

fn finding(finding: Finding) -> alerts::Finding {
    match finding {
        Finding::Confirmed => alerts::Finding::Confirmed,
        Finding::NotAffected => alerts::Finding::NotAffected,
        Finding::Reported => alerts::Finding::Reported,
    }
}

fn form(form: DataForm) -> alerts::DataForm {
    match form {
        DataForm::Hashed => alerts::DataForm::Hashed,
        DataForm::NotKept => alerts::DataForm::NotKept,
        DataForm::Readable => alerts::DataForm::Readable,
        DataForm::Sealed => alerts::DataForm::Sealed,
    }
}
