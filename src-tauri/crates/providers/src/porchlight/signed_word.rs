//! What only the service's own signature may say: that a session is over, and what happened at an account.
//!
//! A 401, a gateway or a stranger on the line can say anything; none of it signs an owner out.

use std::collections::BTreeMap;

use porchlight_core::ports::provider::{ServiceEvent, ServiceEventKind, SessionEnd, SessionId};
use porchlight_core::session::EndReason;
use porchlight_core::time::Timestamp;
use porchlight_protocol::account::open_computer_name;
use porchlight_protocol::event::{self, EventToken, SessionRevoked};

use super::credential::Session;

/// Longest text that is shown, in characters.
const MAX_TEXT: usize = 2_000;
const MAX_LANGUAGES: usize = 32;

/// That exactly this session is over. `None` when the token is not the service's word for it: signed by another
/// key, by another service, for another account, or about another session.
pub(super) fn session_end(token: &str, session: &Session) -> Option<SessionEnd> {
    let claims = verified(token, session)?;
    if !claims.sub_id.is(session.id) {
        return None;
    }
    claims
        .events
        .session_revoked
        .as_ref()
        .map(|revoked| end(revoked, session))
}

/// What a polled token says. `None` when it must be refused, `Some(None)` when it is of a kind that a newer
/// service knows.
pub(super) fn event(jti: &str, token: &str, session: &Session) -> Option<Option<ServiceEvent>> {
    let claims = verified(token, session)?;
    if claims.jti != jti {
        return None;
    }
    let kind = if let Some(revoked) = &claims.events.session_revoked {
        Some(ServiceEventKind::SessionRevoked {
            session: SessionId(claims.sub_id.id.clone()),
            end: end(revoked, session),
        })
    } else if let Some(established) = &claims.events.session_established {
        Some(ServiceEventKind::SessionEstablished {
            session: SessionId(established.session.to_string()),
            place: established.place.as_deref().map(plain_text),
        })
    } else {
        claims
            .events
            .cameras_changed
            .as_ref()
            .map(|_| ServiceEventKind::CamerasChanged)
    };
    let at = Timestamp::from_seconds(claims.toe.unwrap_or(claims.iat));
    Some(kind.map(|kind| ServiceEvent {
        id: claims.jti,
        at,
        kind,
    }))
}

fn verified(token: &str, session: &Session) -> Option<EventToken> {
    let claims =
        EventToken::verify(token, &session.pinned.issuer(), &session.pinned.event_keys).ok()?;
    (claims.aud == session.audience()).then_some(claims)
}

fn end(revoked: &SessionRevoked, session: &Session) -> SessionEnd {
    let message: BTreeMap<_, _> = revoked
        .reason_user
        .iter()
        .take(MAX_LANGUAGES)
        .map(|(language, text)| (language.clone(), plain_text(text)))
        .collect();
    let advisory = revoked.advisory.as_ref().filter(|link| {
        url::Url::parse(link).is_ok_and(|url| url.scheme() == "https" && url.has_host())
    });
    let by = revoked
        .by_sealed
        .as_ref()
        .and_then(|sealed| open_computer_name(sealed, &session.vault_key, session.account).ok());
    SessionEnd {
        reason: reason(revoked.reason),
        at: Timestamp::from_seconds(revoked.event_timestamp),
        message,
        advisory: advisory.cloned(),
        by: by.as_deref().map(plain_text),
    }
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
        event::EndReason::TwoFactorChanged => EndReason::TwoFactorChanged,
    }
}

/// Without what could rearrange a sentence on the screen: control characters and direction overrides.
pub(super) fn plain_text(text: &str) -> String {
    text.chars()
        .filter(|c| {
            *c == '\n'
                || !(c.is_control()
                    || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'))
        })
        .take(MAX_TEXT)
        .collect()
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::SigningKey;
    use porchlight_protocol::account::seal_computer_name;
    use porchlight_protocol::event::{Events, Subject};
    use porchlight_protocol::jws::PublicKey;
    use porchlight_protocol::sealing::VaultKey;
    use uuid::Uuid;
    use zeroize::Zeroizing;

    use super::super::credential::Pinned;
    use super::*;

    const SERVICE_KEY: [u8; 32] = [1; 32];

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
        session_end(&claims.sign(&SigningKey::from_bytes(&key)), session).is_some()
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
        assert!(session_end("", &session).is_none());
        assert!(session_end("e30.e30.e30", &session).is_none());
    }

    #[test]
    fn the_owner_reads_plain_words_a_safe_link_and_the_name_of_the_other_computer() {
        let session = session();
        let key = SigningKey::from_bytes(&SERVICE_KEY);
        let end = session_end(&revoked(&session).sign(&key), &session).expect("signed");
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
        assert!(event("one", &token, &session).is_some_and(|known| known.is_some()));
        assert!(event("two", &token, &session).is_none());
        let newer = EventToken {
            events: Events::default(),
            ..revoked(&session)
        };
        assert_eq!(event("one", &newer.sign(&key), &session), Some(None));
    }
}
