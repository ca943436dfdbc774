//! What only the service's own signature may say: that a session is over, and what happened at an account.
//!
//! A 401, a gateway or a stranger on the line can say anything; none of it signs an owner out.

use std::collections::BTreeMap;

use porchlight_core::plain_text::one_line;
use porchlight_core::ports::provider::{ServiceEvent, SessionEnd};
use porchlight_core::session::EndReason;
use porchlight_core::time::Timestamp;
use porchlight_protocol::account::open_computer_name;
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::event::{self, EventToken, SessionRevoked};

use super::credential::{Pinned, Session};
use super::told;
use crate::inside::leads_outside;

/// Longest text that is shown, in characters.
const MAX_TEXT: usize = 2_000;
const MAX_LANGUAGES: usize = 32;
/// The longest language tag of RFC 5646 §4.4.1 that anybody uses.
const MAX_LANGUAGE: usize = 35;
/// Longest name of a place or a program, in characters.
const MAX_NAME: usize = 100;
/// Bytes. The longest announcement in thirty languages takes half of it.
const MAX_TOKEN: usize = 64 * 1024;
/// Bytes; ours have 36.
const MAX_JTI: usize = 255;
/// Seconds. A computer whose clock is further off is told so by the service, and gets no events at all.
const MAX_AHEAD: i64 = 10 * 60;

/// That exactly this session is over. `None` when the token is not the service's word for it: signed by another
/// key, by another service, for another account, or about another session.
pub(super) fn session_end(token: &str, session: &Session, pinned: &Pinned) -> Option<SessionEnd> {
    let claims = verified(token, session, pinned)?;
    if !claims.sub_id.is(session.id) {
        return None;
    }
    claims
        .events
        .session_revoked
        .as_ref()
        .map(|revoked| end(revoked, session))
}

/// Why a polled token is not taken. The service is told (RFC 8936 §2.4) and does not send it again; the owner finds an alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refusal {
    /// By the clock of this computer. Who would be first in an inbox for years must not get there by a date.
    #[error("dated more than ten minutes ahead")]
    FromTheFuture,
    #[error("not signed by the key of this service for this account, or under another name")]
    NotItsWord,
    #[error("larger than {MAX_TOKEN} bytes")]
    TooLarge,
}

impl Refusal {
    /// RFC 8935 §2.4.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::FromTheFuture | Self::TooLarge => "invalid_request",
            Self::NotItsWord => "authentication_failed",
        }
    }
}

/// What a polled token says. `Ok(None)` when it is of a kind that a newer service knows.
///
/// # Errors
/// It is not taken. Its size is looked at before anything else, and its date only when it is signed.
pub(super) fn event(
    (jti, token): (&str, &str),
    session: &Session,
    pinned: &Pinned,
    now: Timestamp,
) -> Result<Option<ServiceEvent>, Refusal> {
    if token.len() > MAX_TOKEN || jti.len() > MAX_JTI {
        return Err(Refusal::TooLarge);
    }
    let claims = verified(token, session, pinned).ok_or(Refusal::NotItsWord)?;
    if claims.jti != jti {
        return Err(Refusal::NotItsWord);
    }
    let at = claims.toe.unwrap_or(claims.iat);
    if claims.iat.max(at) > now.seconds().saturating_add(MAX_AHEAD) {
        return Err(Refusal::FromTheFuture);
    }
    let kind = told::kind(&claims, session);
    let at = Timestamp::from_seconds(at);
    Ok(kind.map(|kind| ServiceEvent {
        id: claims.jti,
        at,
        kind,
    }))
}

fn verified(token: &str, session: &Session, pinned: &Pinned) -> Option<EventToken> {
    let claims = EventToken::verify(token, &pinned.issuer(), &pinned.event_keys).ok()?;
    (claims.aud == session.audience()).then_some(claims)
}

pub(super) fn end(revoked: &SessionRevoked, session: &Session) -> SessionEnd {
    SessionEnd {
        reason: reason(revoked.reason),
        at: Timestamp::from_seconds(revoked.event_timestamp),
        message: texts(&revoked.reason_user),
        advisory: safe_link(revoked.advisory.as_ref()),
        by: computer_name(revoked.by_sealed.as_ref(), session),
    }
}

/// By language tag.
pub(super) fn texts(told: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    told.iter()
        .filter(|(language, _)| language.len() <= MAX_LANGUAGE)
        .take(MAX_LANGUAGES)
        .map(|(language, text)| (language.clone(), plain_text(text)))
        .collect()
}

/// Of a place, a program, a camera's make, a computer: one line.
pub(super) fn plain_name(name: &str) -> String {
    one_line(name, MAX_NAME)
}

/// https to the Internet, or none.
pub(super) fn safe_link(link: Option<&String>) -> Option<String> {
    link.filter(|link| url::Url::parse(link).is_ok_and(|url| leads_outside(&url)))
        .cloned()
}

pub(super) fn computer_name(sealed: Option<&Bytes>, session: &Session) -> Option<String> {
    let name = open_computer_name(sealed?, &session.vault_key, session.account).ok()?;
    Some(plain_name(&name))
}

fn reason(reason: event::EndReason) -> EndReason {
    match reason {
        event::EndReason::AccountDeleted => EndReason::AccountDeleted,
        event::EndReason::AccountDisabled => EndReason::AccountDisabled,
        event::EndReason::Expired => EndReason::Expired,
        event::EndReason::GlobalReset => EndReason::GlobalReset,
        event::EndReason::PasswordChanged => EndReason::PasswordChanged,
        event::EndReason::RevokedElsewhere => EndReason::RevokedElsewhere,
        event::EndReason::SuspectedTheft => EndReason::SuspectedTheft,
        event::EndReason::TooManyComputers => EndReason::TooManyComputers,
        event::EndReason::TwoFactorChanged => EndReason::TwoFactorChanged,
    }
}

/// Without what could rearrange a sentence on the screen: control characters and direction overrides.
fn plain_text(text: &str) -> String {
    text.chars()
        .filter(|c| {
            *c == '\n'
                || !(c.is_control()
                    || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'))
        })
        .take(MAX_TEXT)
        .collect()
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::SigningKey;
    use porchlight_core::alerts::TwoFactorChange;
    use porchlight_core::ports::provider::ServiceEventKind;
    use porchlight_protocol::account::seal_computer_name;
    use porchlight_protocol::event::{
        ChangeType, CredentialChange, CredentialType, Events, Subject,
    };
    use porchlight_protocol::jws::PublicKey;
    use porchlight_protocol::sealing::VaultKey;
    use uuid::Uuid;
    use zeroize::Zeroizing;

    use super::*;

    const SERVICE_KEY: [u8; 32] = [1; 32];
    const NOW: Timestamp = Timestamp(1_000_000);

    fn session() -> Session {
        Session {
            token: Zeroizing::new("token".into()),
            device_key: SigningKey::from_bytes(&[2; 32]),
            vault_key: VaultKey::from_bytes([3; 32]),
            account: Uuid::new_v4(),
            id: Uuid::new_v4(),
            pinned: Pinned {
                service: Uuid::new_v4(),
                event_keys: vec![PublicKey::of(&SigningKey::from_bytes(&SERVICE_KEY))],
            },
        }
    }

    fn revoked(session: &Session) -> EventToken {
        EventToken {
            iss: session.pinned.issuer(),
            iat: 100,
            jti: "one".into(),
            aud: session.audience(),
            txn: None,
            toe: None,
            sub_id: Subject::opaque(session.id),
            events: Events {
                session_revoked: Some(SessionRevoked {
                    event_timestamp: 90,
                    reason: event::EndReason::GlobalReset,
                    reason_user: BTreeMap::from([(
                        "en".into(),
                        "We lost a lock\u{202E}.\u{7}".into(),
                    )]),
                    advisory: Some("javascript:alert(1)".into()),
                    by_sealed: Some(seal_computer_name(
                        "Attic",
                        &session.vault_key,
                        session.account,
                    )),
                }),
                ..Events::default()
            },
        }
    }

    fn ends(session: &Session, change: impl FnOnce(&mut EventToken), key: [u8; 32]) -> bool {
        let mut claims = revoked(session);
        change(&mut claims);
        session_end(
            &claims.sign(&SigningKey::from_bytes(&key)),
            session,
            &session.pinned,
        )
        .is_some()
    }

    #[test]
    fn only_the_pinned_service_ends_a_session_and_only_this_one() {
        let session = session();
        assert!(ends(&session, |_| (), SERVICE_KEY));
        assert!(!ends(&session, |_| (), [9; 32]), "another key");
        assert!(
            !ends(&session, |c| c.iss = "urn:uuid:else".into(), SERVICE_KEY),
            "another service"
        );
        assert!(
            !ends(&session, |c| c.aud = "urn:uuid:else".into(), SERVICE_KEY),
            "another account"
        );
        let another = |c: &mut EventToken| c.sub_id = Subject::opaque(Uuid::new_v4());
        assert!(
            !ends(&session, another, SERVICE_KEY),
            "the word about an earlier session, replayed"
        );
        assert!(
            !ends(&session, |c| c.events = Events::default(), SERVICE_KEY),
            "says nothing of an end"
        );
        assert!(session_end("", &session, &session.pinned).is_none());
        assert!(session_end("e30.e30.e30", &session, &session.pinned).is_none());
    }

    #[test]
    fn the_owner_reads_plain_words_a_safe_link_and_the_name_of_the_other_computer() {
        let session = session();
        let key = SigningKey::from_bytes(&SERVICE_KEY);
        let end =
            session_end(&revoked(&session).sign(&key), &session, &session.pinned).expect("signed");
        assert_eq!(end.reason, EndReason::GlobalReset);
        assert_eq!(end.at, Timestamp::from_seconds(90));
        assert_eq!(end.message["en"], "We lost a lock.");
        assert_eq!(end.advisory, None);
        assert_eq!(end.by.as_deref(), Some("Attic"));
    }

    #[test]
    fn an_event_under_anothers_name_is_refused_and_an_unknown_kind_is_not() {
        let session = session();
        let key = SigningKey::from_bytes(&SERVICE_KEY);
        let token = revoked(&session).sign(&key);
        assert!(
            event(("one", &token), &session, &session.pinned, NOW)
                .is_ok_and(|known| known.is_some())
        );
        assert_eq!(
            event(("two", &token), &session, &session.pinned, NOW),
            Err(Refusal::NotItsWord)
        );
        let newer = EventToken {
            events: Events::default(),
            ..revoked(&session)
        };
        assert_eq!(
            event(("one", &newer.sign(&key)), &session, &session.pinned, NOW),
            Ok(None)
        );
    }

    #[test]
    fn what_is_dated_ahead_is_refused_and_ten_minutes_are_forgiven() {
        let session = session();
        let key = SigningKey::from_bytes(&SERVICE_KEY);
        let dated = |iat, toe| {
            let claims = EventToken {
                iat,
                toe,
                ..revoked(&session)
            };
            event(("one", &claims.sign(&key)), &session, &session.pinned, NOW)
                .map(|known| known.is_some())
        };
        let now = NOW.seconds();
        assert_eq!(dated(now + 600, None), Ok(true));
        assert_eq!(dated(now + 601, None), Err(Refusal::FromTheFuture));
        assert_eq!(dated(now, Some(now + 601)), Err(Refusal::FromTheFuture));
        assert_eq!(dated(i64::MAX, None), Err(Refusal::FromTheFuture));
        assert_eq!(
            dated(now - 400 * 86_400, None),
            Ok(true),
            "late is not wrong"
        );
    }

    #[test]
    fn what_is_too_large_is_refused_before_anybody_reads_it() {
        let session = session();
        let key = SigningKey::from_bytes(&SERVICE_KEY);
        let mut long = revoked(&session);
        if let Some(revoked) = &mut long.events.session_revoked {
            revoked
                .reason_user
                .insert("en".into(), "x".repeat(MAX_TOKEN));
        }
        let token = long.sign(&key);
        assert_eq!(
            event(("one", &token), &session, &session.pinned, NOW),
            Err(Refusal::TooLarge)
        );
        let name = "j".repeat(MAX_JTI + 1);
        assert_eq!(
            event((&name, ""), &session, &session.pinned, NOW),
            Err(Refusal::TooLarge)
        );
        let many = (0..100)
            .map(|n| (format!("l{n}"), "x".repeat(MAX_TEXT + 1)))
            .chain([("y".repeat(MAX_LANGUAGE + 1), "z".into())])
            .collect();
        let kept = texts(&many);
        assert_eq!(kept.len(), MAX_LANGUAGES);
        assert!(kept.values().all(|text| text.chars().count() == MAX_TEXT));
        assert_eq!(plain_name(&"n".repeat(1_000)).len(), MAX_NAME);
    }

    #[test]
    fn what_happens_to_the_second_factor_is_told_with_the_computer_that_did_it() {
        let session = session();
        let key = SigningKey::from_bytes(&SERVICE_KEY);
        let told = |events: Events| {
            let claims = EventToken {
                events,
                ..revoked(&session)
            };
            event(("one", &claims.sign(&key)), &session, &session.pinned, NOW)
                .expect("signed")
                .map(|event| event.kind)
        };
        let changed = |credential_type, change_type| {
            told(Events {
                credential_change: Some(CredentialChange {
                    event_timestamp: 90,
                    credential_type,
                    change_type,
                    by_sealed: Some(seal_computer_name(
                        "Attic",
                        &session.vault_key,
                        session.account,
                    )),
                }),
                ..Events::default()
            })
        };
        use {ChangeType as Change, CredentialType as Kind};
        for (kind, change, expected) in [
            (Kind::App, Change::Create, TwoFactorChange::On),
            (Kind::App, Change::Update, TwoFactorChange::Moved),
            (Kind::App, Change::Delete, TwoFactorChange::Off),
            (
                Kind::RecoveryCode,
                Change::Revoke,
                TwoFactorChange::RecoveryCodeUsed,
            ),
            (
                Kind::RecoveryCode,
                Change::Update,
                TwoFactorChange::RecoveryCodesRenewed,
            ),
            (
                Kind::RecoveryKey,
                Change::Use,
                TwoFactorChange::RecoveryKeyUsed,
            ),
        ] {
            let by = Some("Attic".to_owned());
            let expected = ServiceEventKind::TwoFactorChanged {
                change: expected,
                by,
            };
            assert_eq!(changed(kind, change), Some(expected));
        }
        let used = event::RecoveryKeyUsed {
            event_timestamp: 90,
            by_sealed: None,
        };
        let used = told(Events {
            recovery_key_used: Some(used),
            ..Events::default()
        });
        let expected = ServiceEventKind::TwoFactorChanged {
            change: TwoFactorChange::RecoveryKeyUsed,
            by: None,
        };
        assert_eq!(used, Some(expected), "as a service of today says it");
        assert_eq!(
            changed(Kind::App, Change::Revoke),
            None,
            "of a newer service"
        );
        let compromise = Events {
            credential_compromise: Some(event::CredentialCompromise {
                event_timestamp: 90,
                credential_type: Kind::Password,
            }),
            ..Events::default()
        };
        assert_eq!(told(compromise), Some(ServiceEventKind::SecondFactorLocked));
    }
}
