//! A proof of possession (RFC 9449) is good once.
//!
//! - For a request that changes something, at all instances over one database and whatever is restarted: every transaction that such a
//!   request begins writes its proof down with what it changes ([`CARRIED`]), or is refused when another request has.
//! - For one that only reads, at each instance ([`SeenProofs`]). After a restart, proofs from before it are refused
//!   ([`OldestGood`]); those that were dated ahead of the service's clock are written down like those of changes.

use std::sync::OnceLock;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use porchlight_protocol::UnixSeconds;
use porchlight_protocol::dpop::{self, DpopError, MAX_AGE};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::recent::Recent;
use crate::refusal::{Refusal, Unproved};
use crate::service::Service;
use crate::sessions::Shown;
use crate::store::UsedProof;

tokio::task_local! {
    /// The proof that the request in hand came with, once it was found good.
    pub(crate) static CARRIED: OnceLock<UsedProof>;
}

/// A session makes some ten in a minute.
pub(crate) const MOST_PROOFS: usize = 1_000_000;

impl Service {
    /// Checks the proof of a request; `token` is absent at sign-in.
    ///
    /// # Errors
    /// `invalid-credential`, `clock-skew`
    pub fn proof(&self, shown: Shown<'_>, token: Option<&str>) -> Result<dpop::Proof, Refusal> {
        let now = self.now();
        let proof = dpop::verify(shown.proof, shown.method, shown.address, token, now);
        let proof = proof.map_err(|error| match error {
            DpopError::Invalid => Unproved::Proof.into(),
            DpopError::ClockSkew { .. } => Refusal::ClockSkew { now },
        })?;
        match self.inner.oldest_good.after(&proof, now) {
            Some(good_from) => Err(Refusal::ClockSkew { now: good_from }),
            None => Ok(proof),
        }
    }

    /// The second in which it starts: a proof of it may have been shown to a process before.
    pub async fn until_proofs_are_good(&self) {
        let OldestGood(from) = self.inner.oldest_good;
        let from = u64::try_from(from).ok().map(Duration::from_secs);
        let now = SystemTime::now().duration_since(UNIX_EPOCH).ok();
        if let Some(rest) = from.zip(now).and_then(|(from, now)| from.checked_sub(now)) {
            tokio::time::sleep(rest.min(Duration::from_secs(1))).await;
        }
    }

    /// For the first time here. What the request writes from now on is written with it.
    ///
    /// # Errors
    /// `invalid-credential`
    pub(crate) fn use_once(&self, seen: &SeenProofs, proof: &dpop::Proof) -> Result<(), Refusal> {
        if !seen.first_time(proof, self.now()) {
            return Err(Unproved::Proof.into());
        }
        let used = UsedProof {
            index: self
                .inner
                .secrets
                .proof_index(&proof.thumbprint, &proof.jti),
            request: *Uuid::new_v4().as_bytes(),
            expires_at: proof.iat.saturating_add(MAX_AGE),
            now: self.now(),
        };
        // Outside of a request (a tool, a test) nothing is carried.
        let _ = CARRIED.try_with(|carried| carried.set(used));
        Ok(())
    }

    /// One that was dated ahead would be good after a restart: it is written down at once. Only for who is known here, so that
    /// strangers have nothing written.
    ///
    /// # Errors
    /// `invalid-credential`; `overloaded` when the store does not answer
    pub(crate) async fn outlasts_a_restart(&self, proof: &dpop::Proof) -> Result<(), Refusal> {
        if proof.iat > self.now() {
            self.inner.store.write_proof_down().await?;
        }
        Ok(())
    }
}

/// Since when this process takes proofs. What another process took before may be shown to this one again.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OldestGood(UnixSeconds);

impl OldestGood {
    /// Nobody was there before.
    pub(crate) const ANY: Self = Self(UnixSeconds::MIN);

    /// Proofs name whole seconds: those of the second in which it starts may be of before.
    pub(crate) fn from_start(now: UnixSeconds) -> Self {
        Self(now.saturating_add(1))
    }

    /// `Some`: the proof is from before; who makes another one, with this for the time, is let in. A service whose clock was set back
    /// after its start cannot tell, and keeps nobody out.
    fn after(self, proof: &dpop::Proof, now: UnixSeconds) -> Option<UnixSeconds> {
        let set_back = now < self.0.saturating_sub(1);
        (proof.iat < self.0 && !set_back).then(|| now.max(self.0))
    }
}

/// Proofs that were used here (RFC 9449 §11.1). The oldest are forgotten after two minutes, or when there are too many: which helps only
/// who has broken TLS as well, to read once more.
#[derive(Debug)]
pub(crate) struct SeenProofs(Recent<UnixSeconds>);

impl SeenProofs {
    pub(crate) fn new(most: usize) -> Self {
        Self(Recent::new(most))
    }

    fn first_time(&self, proof: &dpop::Proof, now: UnixSeconds) -> bool {
        let hash = Sha256::digest(format!("{} {}", proof.thumbprint, proof.jti)).into();
        let mut seen = self.0.entries();
        while seen
            .peek_lru()
            .is_some_and(|(_, at)| now - at > 2 * MAX_AGE)
        {
            seen.pop_lru();
        }
        let first = !seen.contains(&hash);
        if first {
            self.0.put(&mut seen, hash, now);
        }
        first
    }
}
