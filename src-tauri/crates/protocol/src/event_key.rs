//! How the key that signs security events is followed by another: the old one signs a word that names the new one, so that
//! whoever pinned the old one can go along, over any number of changes that it missed. Where a key was lost or stolen nobody
//! vouches: the new one says so itself, and only a fresh sign-in pins it.

use ed25519_dalek::SigningKey;
use serde::{Deserialize, Serialize};

use crate::UnixSeconds;
use crate::jws::{self, PublicKey};

/// `typ` of the header of a word (RFC 7515 §4.1.9). `kid` names the key that signed it.
pub const TYP: &str = "event-key+jwt";

/// Seconds. Words from further ahead are not followed.
const MAX_AHEAD: i64 = 10 * 60;

/// That one key follows another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyWord {
    pub iss: String,
    /// From when on the key is in force.
    pub iat: UnixSeconds,
    /// Counts the changes from 1; each word has a higher number than those before.
    pub seq: u64,
    pub next: PublicKey,
    /// Nobody vouches for `next`, which signed this itself: the key before it was lost or stolen.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lost: bool,
}

/// `GET /v1/service/event-keys`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EventKeyHistory {
    /// What signs now.
    pub current: PublicKey,
    /// Compact signatures of [`KeyWord`]s, oldest first: how the service came to it.
    #[serde(default)]
    pub words: Vec<String>,
}

/// Why a key must not be followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotFollowed {
    /// The service says so itself, which anybody could say in its place.
    #[error("the service has lost the key that was pinned, which vouches for no other")]
    Lost,
    #[error("no key that was pinned vouches for the one that signs now")]
    Unvouched,
}

impl KeyWord {
    pub fn sign(&self, key: &SigningKey) -> String {
        jws::sign(TYP, self, key, false)
    }

    fn by(&self, iss: &str, now: UnixSeconds) -> bool {
        self.iss == iss && self.iat <= now.saturating_add(MAX_AHEAD)
    }
}

impl EventKeyHistory {
    /// The key to pin from `now` on: reached from one of `pinned` by words of which each is signed by the key before.
    ///
    /// # Errors
    /// [`NotFollowed`]: nothing is to be pinned
    pub fn follow(
        &self,
        issuer: &str,
        pinned: &[PublicKey],
        now: UnixSeconds,
    ) -> Result<PublicKey, NotFollowed> {
        if pinned.contains(&self.current) {
            return Ok(self.current.clone());
        }
        let mut reached: Option<(PublicKey, u64)> = None;
        for word in &self.words {
            let (known, seq) = match &reached {
                Some((key, seq)) => (std::slice::from_ref(key), *seq),
                None => (pinned, 0),
            };
            match said(word, known) {
                Some(claims) if claims.by(issuer, now) && !claims.lost && claims.seq > seq => {
                    reached = Some((claims.next, claims.seq));
                }
                // From before the pinned one, or how it began itself.
                None if reached.is_none() => {}
                Some(claims) if claims.lost && reached.is_none() => {}
                Some(_) | None => break,
            }
        }
        match reached {
            Some((key, _)) if key == self.current => Ok(key),
            Some(_) | None if self.says_lost(issuer, now) => Err(NotFollowed::Lost),
            Some(_) | None => Err(NotFollowed::Unvouched),
        }
    }

    /// Whether the newest key that nobody vouches for leads to the one that signs now.
    fn says_lost(&self, issuer: &str, now: UnixSeconds) -> bool {
        let own = |word: &String| {
            let claims = unverified(word)?;
            let claims = said(word, &[claims.next])?;
            (claims.lost && claims.by(issuer, now)).then_some(claims.next)
        };
        let newest = self.words.iter().rposition(|word| own(word).is_some());
        let Some((at, key)) = newest.and_then(|at| Some((at, own(&self.words[at])?))) else {
            return false;
        };
        let since = Self {
            current: self.current.clone(),
            words: self.words[at + 1..].to_vec(),
        };
        // No word after it says that a key was lost: this ends.
        since.follow(issuer, &[key], now).is_ok()
    }
}

/// What one of the keys signed.
fn said(word: &str, keys: &[PublicKey]) -> Option<KeyWord> {
    let kid = jws::header(word, TYP).ok()?.kid?;
    keys.iter()
        .filter(|key| key.thumbprint() == kid)
        .filter_map(PublicKey::verifying_key)
        .find_map(|key| jws::verify(word, TYP, &key).ok())
}

fn unverified(word: &str) -> Option<KeyWord> {
    let claims = word.split('.').nth(1)?;
    serde_json::from_slice(&crate::bytes::Bytes::decode(claims)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ISSUER: &str = "urn:uuid:7b9f1d2c-0000-4000-8000-000000000000";
    const NOW: UnixSeconds = 1_800_000_000;

    fn key(number: u8) -> SigningKey {
        SigningKey::from_bytes(&[number; 32])
    }

    fn public(number: u8) -> PublicKey {
        PublicKey::of(&key(number))
    }

    fn word(by: u8, next: u8, seq: u64, change: impl FnOnce(&mut KeyWord)) -> String {
        let mut claims = KeyWord {
            iss: ISSUER.into(),
            iat: NOW - 100,
            seq,
            next: public(next),
            lost: false,
        };
        change(&mut claims);
        claims.sign(&key(by))
    }

    fn vouched(by: u8, next: u8, seq: u64) -> String {
        word(by, next, seq, |_| ())
    }

    fn lost(next: u8, seq: u64) -> String {
        word(next, next, seq, |claims| claims.lost = true)
    }

    fn follow(pinned: u8, current: u8, words: &[String]) -> Result<PublicKey, NotFollowed> {
        let history = EventKeyHistory {
            current: public(current),
            words: words.to_vec(),
        };
        history.follow(ISSUER, &[public(pinned)], NOW)
    }

    #[test]
    fn a_computer_that_missed_any_number_of_changes_comes_to_the_key_in_force() {
        let words: Vec<_> = (1..=40).map(|n| vouched(n, n + 1, n.into())).collect();
        for pinned in [1, 2, 20, 40, 41] {
            assert_eq!(follow(pinned, 41, &words), Ok(public(41)));
        }
        assert_eq!(follow(1, 1, &[]), Ok(public(1)));
    }

    #[test]
    fn what_no_pinned_key_vouched_for_is_not_followed() {
        let unvouched = Err(NotFollowed::Unvouched);
        assert_eq!(follow(1, 2, &[]), unvouched, "no word at all");
        assert_eq!(
            follow(1, 2, &[vouched(9, 2, 1)]),
            unvouched,
            "by a stranger"
        );
        let gap = [vouched(1, 2, 1), vouched(3, 4, 3)];
        assert_eq!(follow(1, 4, &gap), unvouched, "a word is missing");
        assert_eq!(follow(1, 9, &[vouched(1, 2, 1)]), unvouched, "another one");
        let turned = [vouched(2, 3, 2), vouched(1, 2, 1)];
        assert_eq!(follow(1, 3, &turned), unvouched, "out of order");
        let back = [vouched(1, 2, 2), vouched(2, 3, 2)];
        assert_eq!(follow(1, 3, &back), unvouched, "counted twice");
        let elsewhere = word(1, 2, 1, |claims| claims.iss = "urn:uuid:else".into());
        assert_eq!(follow(1, 2, &[elsewhere]), unvouched, "another service");
        let ahead = word(1, 2, 1, |claims| claims.iat = NOW + 601);
        assert_eq!(follow(1, 2, &[ahead]), unvouched, "not in force yet");
        let signed = vouched(1, 2, 1);
        let changed = signed.replacen("eyJ", "eyK", 1);
        assert_eq!(follow(1, 2, &[changed, "x".into()]), unvouched, "garbled");
    }

    #[test]
    fn what_was_said_earlier_leads_nobody_back() {
        let words = [vouched(1, 2, 1)];
        assert_eq!(follow(3, 2, &words), Err(NotFollowed::Unvouched));
        assert_eq!(follow(2, 1, &[]), Err(NotFollowed::Unvouched));
    }

    #[test]
    fn after_a_loss_nobody_follows_and_the_loss_is_told_apart_from_a_stranger() {
        let words = [vouched(1, 2, 1), lost(3, 2), vouched(3, 4, 3)];
        for pinned in [1, 2, 9] {
            assert_eq!(follow(pinned, 4, &words), Err(NotFollowed::Lost));
        }
        assert_eq!(follow(3, 4, &words), Ok(public(4)), "signed in since");
        assert_eq!(follow(1, 9, &words), Err(NotFollowed::Unvouched));
        let twice = [lost(3, 1), lost(4, 2)];
        assert_eq!(follow(3, 4, &twice), Err(NotFollowed::Lost));
        let by_another = word(8, 3, 1, |claims| claims.lost = true);
        assert_eq!(follow(1, 3, &[by_another]), Err(NotFollowed::Unvouched));
        let by_the_old = word(1, 3, 1, |claims| claims.lost = true);
        assert_eq!(follow(1, 3, &[by_the_old]), Err(NotFollowed::Unvouched));
    }
}
