//! Security events: tokens after RFC 8417, fetched by poll after RFC 8936.
//!
//! `GET /v1/events/wake` (server-sent events) only says that there is something to poll; the poll is the truth.

use std::collections::BTreeMap;

use ed25519_dalek::SigningKey;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::UnixSeconds;
use crate::email_change::EmailUndo;
use crate::exposure::DataExposure;
use crate::integration::UnlinkCause;
use crate::jws::{self, JwsError, PublicKey};

/// `typ` of the header (RFC 8417 §2.3).
pub const TYP: &str = "secevent+jwt";

/// Claims of a security event token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventToken {
    pub iss: String,
    pub iat: UnixSeconds,
    /// Unique; also the acknowledgement and the guard against replay.
    pub jti: String,
    /// The account, `urn:uuid:…`.
    pub aud: String,
    /// Groups events of one incident.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub txn: Option<String>,
    /// When it happened, if not at `iat`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub toe: Option<UnixSeconds>,
    pub sub_id: Subject,
    pub events: Events,
}

/// RFC 9493, format `opaque`: a session or an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    pub format: String,
    pub id: String,
}

impl Subject {
    pub fn opaque(id: Uuid) -> Self {
        Self {
            format: "opaque".into(),
            id: id.to_string(),
        }
    }

    pub fn is(&self, id: Uuid) -> bool {
        self.format == "opaque" && self.id == id.to_string()
    }
}

/// One token carries one of these. CAEP types where they exist, ours where not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Events {
    /// CAEP credential-change: the password was changed, two-factor was turned on or off, a recovery code was used up or replaced, or a
    /// recovery key was set up or replaced.
    #[serde(
        rename = "https://schemas.openid.net/secevent/caep/event-type/credential-change",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub credential_change: Option<CredentialChange>,
    /// RISC credential-compromise: somebody who knows the password has failed too often at the second factor.
    #[serde(
        rename = "https://schemas.openid.net/secevent/risc/event-type/credential-compromise",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub credential_compromise: Option<CredentialCompromise>,
    /// RISC recovery-activated: somebody has shown the recovery key, to make a new password in the place of a forgotten one.
    #[serde(
        rename = "https://schemas.openid.net/secevent/risc/event-type/recovery-activated",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub recovery_activated: Option<RecoveryActivated>,
    /// CAEP session-revoked: this computer's session was ended.
    #[serde(
        rename = "https://schemas.openid.net/secevent/caep/event-type/session-revoked",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub session_revoked: Option<SessionRevoked>,
    /// CAEP session-established: somebody signed in to the account.
    #[serde(
        rename = "https://schemas.openid.net/secevent/caep/event-type/session-established",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub session_established: Option<SessionEstablished>,
    /// Ours: a camera went on or off line, or its profile changed; the client fetches the list.
    #[serde(
        rename = "urn:porchlight:event:cameras-changed",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub cameras_changed: Option<CamerasChanged>,
    /// Ours: a camera has claimed a pairing; it is in the list now.
    #[serde(
        rename = "urn:porchlight:event:pairing-claimed",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub pairing_claimed: Option<PairingClaimed>,
    /// Ours: data of the service lay open, or what was said about that is revised.
    #[serde(
        rename = "urn:porchlight:event:data-exposure",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub data_exposure: Option<DataExposure>,
    /// Ours: something is let at cameras.
    #[serde(
        rename = "urn:porchlight:event:integration-linked",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub integration_linked: Option<IntegrationLinked>,
    /// Ours: it is not any more.
    #[serde(
        rename = "urn:porchlight:event:integration-unlinked",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub integration_unlinked: Option<IntegrationUnlinked>,
    /// Ours: the account has another e-mail address. RISC's identifier-changed would name the one before, which the service does not
    /// know.
    #[serde(
        rename = "urn:porchlight:event:email-changed",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub email_changed: Option<EmailChanged>,
    /// Ours: it has the one of before that again.
    #[serde(
        rename = "urn:porchlight:event:email-change-undone",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub email_change_undone: Option<EmailChangeUndone>,
    /// Ours: somebody came in, or changed how the owner signs in, by the recovery key; it is good for the next time.
    #[serde(
        rename = "urn:porchlight:event:recovery-key-used",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub recovery_key_used: Option<RecoveryKeyUsed>,
    /// Ours: a computer of the account has stopped a recovery that was activated.
    #[serde(
        rename = "urn:porchlight:event:recovery-stopped",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub recovery_stopped: Option<RecoveryStopped>,
    /// Ours: a browser page shows a number and waits for the owner; the client fetches the list.
    #[serde(
        rename = "urn:porchlight:event:link-requested",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub link_requested: Option<LinkRequested>,
    /// Ours: an earlier event was wrong. It is not taken back: it stays, with this beside it.
    #[serde(
        rename = "urn:porchlight:event:correction",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub correction: Option<Correction>,
}

impl Events {
    /// What earlier services said otherwise.
    #[must_use]
    pub fn in_todays_words(mut self) -> Self {
        if let Some(change) = self
            .credential_change
            .take_if(|change| change.change_type == ChangeType::Use)
        {
            self.recovery_key_used = Some(RecoveryKeyUsed {
                event_timestamp: change.event_timestamp,
                by_sealed: change.by_sealed,
            });
        }
        self
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionRevoked {
    pub event_timestamp: UnixSeconds,
    pub reason: EndReason,
    /// What the people who run the service want owners to know, by BCP 47 language tag (CAEP `reason_user`).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub reason_user: BTreeMap<String, String>,
    /// An https page with more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advisory: Option<String>,
    /// With `revoked_elsewhere`, `password_changed` and `two_factor_changed`: the computer that did it, sealed under the vault key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_sealed: Option<crate::bytes::Bytes>,
}

/// Why a session ended. Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum EndReason {
    AccountDeleted,
    AccountDisabled,
    Expired,
    GlobalReset,
    PasswordChanged,
    RevokedElsewhere,
    SuspectedTheft,
    /// Others signed in to more computers than the service keeps signed in for one account, and this one was unused for longest.
    TooManyComputers,
    TwoFactorChanged,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionEstablished {
    pub event_timestamp: UnixSeconds,
    /// The new session.
    pub session: Uuid,
    /// `pwd`, `otp`, `swk` for a recovery key (RFC 8176).
    pub amr: Vec<String>,
    /// Where from, if the service knows: a town, not an address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CredentialChange {
    pub event_timestamp: UnixSeconds,
    pub credential_type: CredentialType,
    pub change_type: ChangeType,
    /// The computer that did it, sealed under the vault key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_sealed: Option<crate::bytes::Bytes>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryKeyUsed {
    pub event_timestamp: UnixSeconds,
    /// The computer that did it, sealed under the vault key, if the service knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_sealed: Option<crate::bytes::Bytes>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryActivated {
    pub event_timestamp: UnixSeconds,
    /// From when on the new password can be chosen: at once where a second factor is asked for.
    pub available_at: UnixSeconds,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryStopped {
    pub event_timestamp: UnixSeconds,
    /// The computer that did it, sealed under the vault key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_sealed: Option<crate::bytes::Bytes>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CredentialCompromise {
    pub event_timestamp: UnixSeconds,
    pub credential_type: CredentialType,
}

/// CAEP's names where it has them. Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CredentialType {
    /// An authenticator app.
    App,
    Password,
    /// Ours: one, or all of them.
    RecoveryCode,
    /// Ours.
    RecoveryKey,
}

/// Alphabetical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeType {
    Create,
    /// By its owner.
    Delete,
    /// Used up.
    Revoke,
    /// Another in its place.
    Update,
    /// A recovery key was used, as earlier services said it; CAEP knows no such change. See [`Events::in_todays_words`].
    Use,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailChanged {
    pub event_timestamp: UnixSeconds,
    pub undo: EmailUndo,
    /// As the computer that did it has sealed it ([`crate::email_change::open_email`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed_email: Option<crate::bytes::Bytes>,
    /// The computer that did it, sealed under the vault key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_sealed: Option<crate::bytes::Bytes>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailChangeUndone {
    pub event_timestamp: UnixSeconds,
    /// The earliest that was undone.
    pub change: Uuid,
    /// The computer that did it, sealed under the vault key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_sealed: Option<crate::bytes::Bytes>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CamerasChanged {
    pub event_timestamp: UnixSeconds,
    pub cameras: Vec<Uuid>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairingClaimed {
    pub event_timestamp: UnixSeconds,
    pub pairing: Uuid,
    /// A new one, or the one that followed.
    pub camera: Uuid,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntegrationLinked {
    pub event_timestamp: UnixSeconds,
    pub integration: Uuid,
    /// `client_name`
    pub client: String,
    /// The computer that approved it, sealed under the vault key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_sealed: Option<crate::bytes::Bytes>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntegrationUnlinked {
    pub event_timestamp: UnixSeconds,
    pub integration: Uuid,
    /// `client_name`
    pub client: String,
    pub cause: UnlinkCause,
    /// With `incident`, by BCP 47 language tag.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub reason_user: BTreeMap<String, String>,
    /// The computer that did it, sealed under the vault key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_sealed: Option<crate::bytes::Bytes>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkRequested {
    pub event_timestamp: UnixSeconds,
    pub request: Uuid,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    pub event_timestamp: UnixSeconds,
    /// `jti` of what was wrong; it may come later than this.
    pub corrects: String,
    /// What is right, by BCP 47 language tag; plain text.
    pub reason_user: BTreeMap<String, String>,
}

impl EventToken {
    pub fn sign(&self, key: &SigningKey) -> String {
        jws::sign(TYP, self, key, false)
    }

    /// Verifies against pinned keys; the caller still checks audience, subject and replay of `jti`.
    ///
    /// # Errors
    /// [`JwsError::Signature`] when no pinned key signed it, or when another issuer is named.
    pub fn verify(token: &str, issuer: &str, keys: &[PublicKey]) -> Result<Self, JwsError> {
        jws::header(token, TYP)?;
        let claims = keys
            .iter()
            .filter_map(PublicKey::verifying_key)
            .find_map(|key| jws::verify::<Self>(token, TYP, &key).ok())
            .ok_or(JwsError::Signature)?;
        if claims.iss == issuer {
            Ok(claims)
        } else {
            Err(JwsError::Signature)
        }
    }
}

/// `POST /v1/events/poll` (RFC 8936 §2.2). Long-polls up to 30 s unless `return_immediately`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PollRequest {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_events: Option<u32>,
    #[serde(default)]
    pub return_immediately: bool,
    /// `jti`s that the client has stored durably.
    #[serde(default)]
    pub ack: Vec<String>,
    /// `jti`s that the client refused, with the reason.
    #[serde(default)]
    pub set_errs: BTreeMap<String, SetError>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetError {
    pub err: String,
    pub description: String,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PollResponse {
    /// `jti` → token, oldest first when sorted by `iat`.
    pub sets: BTreeMap<String, String>,
    #[serde(default)]
    pub more_available: bool,
    /// Thumbprint (RFC 7638) of the key that signs now. Who has pinned another one asks for [`crate::event_key::EventKeyHistory`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event_key: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHANGE: &str = "https://schemas.openid.net/secevent/caep/event-type/credential-change";

    fn read(events: &serde_json::Value) -> Events {
        let events: Events = serde_json::from_value(events.clone()).expect("events");
        events.in_todays_words()
    }

    #[test]
    fn a_used_recovery_key_is_told_by_a_word_of_ours_and_understood_as_earlier_services_told_it() {
        let told = serde_json::json!({
            "urn:porchlight:event:recovery-key-used": { "event_timestamp": 90, "by_sealed": "AQ" }
        });
        let earlier = serde_json::json!({ CHANGE: {
            "event_timestamp": 90,
            "credential_type": "recovery-key",
            "change_type": "use",
            "by_sealed": "AQ",
        }});
        assert_eq!(read(&earlier), read(&told));
        assert_eq!(serde_json::to_value(read(&earlier)).expect("JSON"), told);
    }

    /// CAEP 1.0 §3.3.1: what may have happened to a credential.
    #[test]
    fn what_happened_to_a_credential_is_said_in_caeps_words() {
        for change in ["create", "delete", "revoke", "update"] {
            let told = serde_json::json!({ CHANGE: {
                "event_timestamp": 90,
                "credential_type": "password",
                "change_type": change,
            }});
            assert_eq!(serde_json::to_value(read(&told)).expect("JSON"), told);
        }
    }
}
