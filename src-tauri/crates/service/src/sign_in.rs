//! Signing in by OPAQUE (RFC 9807). Who asks for an address without an account gets an answer that looks,
//! weighs and ends like any other (§10.9).

use opaque_ke::ServerLoginParameters;
use porchlight_protocol::UnixSeconds;
use porchlight_protocol::account::{
    SignInFinishRequest, SignInFinishResponse, SignInStartRequest, SignInStartResponse,
};
use porchlight_protocol::bytes::Bytes;
use porchlight_protocol::dpop::Proof;
use porchlight_protocol::opaque::{
    CredentialFinalization, CredentialRequest, Message, ServerLogin, ServerRegistration,
};
use porchlight_protocol::problem::ProblemType;
use porchlight_protocol::proof_of_work::{Work, WorkDone};
use porchlight_protocol::two_factor::Challenge;
use rand::RngCore;
use rand::rngs::OsRng;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::admission::Guesser;
use crate::connections::Source;
use crate::recent::Recent;
use crate::refusal::Refusal;
use crate::service::Service;
use crate::sessions::ABSOLUTE_LIFE;
use crate::store::{Begun, NewSession, StoreError, passwords};
use crate::two_factor::second_factor::CHALLENGE_VALID_FOR;

/// Seconds from start to finish: one slow hash on the owner's computer.
pub(crate) const VALID_FOR: i64 = 120;
const PLACE: &[u8] = b"porchlight/sign-in/1";
const WORK_PLACE: &[u8] = b"porchlight/proof-of-work/1";
/// Tries grow dearer while a proof of work is made: so much more may be wanted by then before it has to be made anew.
const BITS_LATE: u8 = 1;
/// That many finished sign-ins are remembered for as long as they could be shown again.
const MOST_SPENT: usize = 100_000;

/// A sign-in between start and finish. It travels sealed, so that the service keeps nothing for those who
/// never come back, and any instance can finish it.
#[derive(Serialize, Deserialize)]
struct UnderWay {
    /// The session that it will become: a second finish finds it there.
    session: Uuid,
    /// Nil when there is no such account.
    account: Uuid,
    email_index: Bytes,
    /// Of the password that was asked for.
    password: Bytes,
    opaque: Bytes,
    valid_until: UnixSeconds,
}

/// A proof of work that was asked for, sealed into its challenge.
#[derive(Serialize, Deserialize)]
struct WorkAsked {
    id: Uuid,
    email_index: Bytes,
    bits: u8,
    valid_until: UnixSeconds,
}

/// What the service answers to the first message of OPAQUE, and has to remember.
pub(crate) struct PasswordAsked {
    pub(crate) message: Bytes,
    pub(crate) state: Bytes,
    pub(crate) password: Bytes,
}

impl Service {
    /// `proof` is of the computer's device key, where it has one.
    ///
    /// # Errors
    /// `invalid-request`, `too-many-tries`, `proof-of-work-needed`
    pub(crate) async fn sign_in_start(
        &self,
        request: &SignInStartRequest,
        proof: Option<&Proof>,
        source: Source,
    ) -> Result<SignInStartResponse, Refusal> {
        let email_index = self.email_index(&request.email)?;
        let message = CredentialRequest::exactly(&request.credential_request.0)
            .ok_or(ProblemType::InvalidRequest)?;
        let thumbprint = proof.map(|proof| proof.thumbprint.as_str());
        let guesser = self.guesser(&email_index, thumbprint, source).await?;
        if let (Guesser::Known { .. }, Some(proof)) = (&guesser, proof) {
            self.outlasts_a_restart(proof).await?;
        }
        self.may_guess(&email_index, &guesser, request.work.as_ref())
            .await?;
        let (account, asked) = self.challenge(&email_index, message).await?;
        let under_way = UnderWay {
            session: Uuid::new_v4(),
            account: account.unwrap_or(Uuid::nil()),
            email_index: Bytes(email_index.to_vec()),
            password: asked.password,
            opaque: asked.state,
            valid_until: self.now() + VALID_FOR,
        };
        let plain = serde_json::to_vec(&under_way).map_err(|_| ProblemType::InvalidRequest)?;
        Ok(SignInStartResponse {
            credential_response: asked.message,
            state: Bytes(self.inner.secrets.seal(&plain, PLACE)),
        })
    }

    /// Looks up as much whether the address has an account or not.
    async fn guesser(
        &self,
        email_index: &[u8; 32],
        thumbprint: Option<&str>,
        source: Source,
    ) -> Result<Guesser, Refusal> {
        let stranger = Guesser::stranger(email_index, source);
        let Some(thumbprint) = thumbprint else {
            return Ok(stranger);
        };
        let known = self.inner.store.knows_device(email_index, thumbprint);
        Ok(if known.await? {
            Guesser::known(email_index, thumbprint)
        } else {
            stranger
        })
    }

    /// Counts the guess.
    async fn may_guess(
        &self,
        email_index: &[u8; 32],
        guesser: &Guesser,
        work: Option<&WorkDone>,
    ) -> Result<(), Refusal> {
        let (guesses, now) = (&self.inner.guesses, self.now());
        let wait = |retry_after| Refusal::TooManyTries { retry_after };
        let bits = guesses.price(guesser, now).map_err(wait)?;
        let is_paid = bits == 0
            || match work {
                Some(work) => self.is_paid(email_index, bits, work).await?,
                None => false,
            };
        if !is_paid {
            return Err(Refusal::ProofOfWorkNeeded {
                work: self.work(email_index, bits),
            });
        }
        guesses.one_more(guesser, now).map_err(wait)
    }

    fn work(&self, email_index: &[u8; 32], bits: u8) -> Work {
        let asked = WorkAsked {
            id: Uuid::new_v4(),
            email_index: Bytes(email_index.to_vec()),
            bits,
            valid_until: self.now() + VALID_FOR,
        };
        // Strings and numbers: serialising them cannot fail.
        let plain = serde_json::to_vec(&asked).unwrap_or_default();
        Work {
            challenge: Bytes(self.inner.secrets.seal(&plain, WORK_PLACE)),
            bits,
        }
    }

    /// Whether `work` was done for this address, in time, for the first time, and for about so much as is wanted now.
    async fn is_paid(
        &self,
        email_index: &[u8; 32],
        bits: u8,
        work: &WorkDone,
    ) -> Result<bool, StoreError> {
        let secrets = &self.inner.secrets;
        let plain = secrets.unseal(&work.challenge.0, WORK_PLACE);
        let asked: Option<WorkAsked> = plain.and_then(|plain| serde_json::from_slice(&plain).ok());
        let now = self.now();
        let done = asked.filter(|asked| {
            asked.email_index.0 == email_index
                && now <= asked.valid_until
                && asked.bits.saturating_add(BITS_LATE) >= bits
                && work.has(asked.bits)
        });
        match done {
            Some(WorkAsked {
                id, valid_until, ..
            }) => {
                let proof = secrets.given_proof_index(id);
                self.inner.store.use_up(&proof, (now, valid_until)).await
            }
            None => Ok(false),
        }
    }

    /// The service's half of OPAQUE, for whoever has the address.
    pub(crate) async fn challenge(
        &self,
        email_index: &[u8; 32],
        message: CredentialRequest,
    ) -> Result<(Option<Uuid>, PasswordAsked), Refusal> {
        let secrets = &self.inner.secrets;
        let fake = secrets.fake_credential(email_index);
        let (account, record) = self.inner.store.account_at(email_index).await?.unzip();
        // The same work for both, and not what OPAQUE does itself without a record, which is less.
        let record = record.as_deref().unwrap_or(&secrets.decoy);
        let asked = self.ask_password(account.unwrap_or(fake), record, message)?;
        Ok((account, asked))
    }

    /// The same for an account that is known otherwise.
    pub(crate) fn ask_password(
        &self,
        credential: Uuid,
        record: &[u8],
        message: CredentialRequest,
    ) -> Result<PasswordAsked, Refusal> {
        let secrets = &self.inner.secrets;
        let password = passwords::mark(record);
        let record = ServerRegistration::exactly(record);
        let record = record.ok_or(StoreError::Damaged("OPAQUE record"))?;
        let started = ServerLogin::start(
            &mut OsRng,
            &secrets.opaque,
            Some(record),
            message,
            credential.as_bytes(),
            ServerLoginParameters::default(),
        )
        .map_err(|_| ProblemType::InvalidRequest)?;
        Ok(PasswordAsked {
            message: Bytes(started.message.serialize().to_vec()),
            state: Bytes(started.state.serialize().to_vec()),
            password: Bytes(password.to_vec()),
        })
    }

    /// `thumbprint` is of the device key that made the proof of this request.
    ///
    /// # Errors
    /// `wrong-credentials`, `stale-state`, `invalid-request`; `second-factor-required` once the password was right
    pub(crate) async fn sign_in_finish(
        &self,
        request: SignInFinishRequest,
        thumbprint: &str,
        source: Source,
    ) -> Result<SignInFinishResponse, Refusal> {
        let message = CredentialFinalization::exactly(&request.credential_finalization.0)
            .ok_or(ProblemType::InvalidRequest)?;
        let under_way: UnderWay = self
            .inner
            .secrets
            .unseal(&request.state.0, PLACE)
            .and_then(|plain| serde_json::from_slice(&plain).ok())
            .ok_or(ProblemType::StaleState)?;
        let now = self.now();
        if now > under_way.valid_until || !self.inner.spent.spend(under_way.session) {
            return Err(ProblemType::StaleState.into());
        }
        finish(&under_way.opaque.0, message)?;
        if under_way.account.is_nil() {
            return Err(ProblemType::WrongCredentials.into());
        }
        if let Ok(index) = under_way.email_index.0.as_slice().try_into() {
            let guesser = self.guesser(index, Some(thumbprint), source).await?;
            self.inner.guesses.succeeded(&guesser);
        }
        self.begin_session(&under_way, thumbprint, now).await
    }

    async fn begin_session(
        &self,
        under_way: &UnderWay,
        thumbprint: &str,
        now: UnixSeconds,
    ) -> Result<SignInFinishResponse, Refusal> {
        let (token, token_index) = self.new_token();
        let session = NewSession {
            id: under_way.session,
            account: under_way.account,
            token_index,
            thumbprint: thumbprint.into(),
            proved_at: now,
            now,
        };
        let about = Some(thumbprint.to_owned());
        let event = self.session_established(session.account, session.id, None, about, &["pwd"]);
        // Before the session exists: whoever is told of one can use it.
        let answer = self.signed_in(&session, token).await?;
        let begun = self
            .inner
            .store
            .begin_session(&session, &event, &under_way.password.0)
            .await?;
        match begun {
            Begun::PasswordChanged => Err(ProblemType::WrongCredentials.into()),
            Begun::Before => Err(ProblemType::StaleState.into()),
            Begun::Now => {
                self.inner.wakes.written();
                Ok(answer)
            }
            Begun::SecondFactorAwaited => Err(Refusal::SecondFactorRequired {
                challenge: Challenge {
                    id: session.id,
                    expires_at: now + CHALLENGE_VALID_FOR,
                },
            }),
        }
    }

    /// 256 random bits, and what the database knows of them.
    pub(crate) fn new_token(&self) -> (String, [u8; 32]) {
        let mut token = [0; 32];
        OsRng.fill_bytes(&mut token);
        let token = Bytes::encode(&token);
        let index = self.inner.secrets.token_index(&token);
        (token, index)
    }

    /// Of something that a session does, and no stranger.
    ///
    /// # Errors
    /// `too-many-tries`
    pub(crate) fn one_more_try(&self, key: &[u8; 32]) -> Result<(), Refusal> {
        let counted = self.inner.tries.one_more(key, self.now());
        counted.map_err(|retry_after| Refusal::TooManyTries { retry_after })
    }

    /// What the owner's computer is told about its session.
    pub(crate) async fn signed_in(
        &self,
        session: &NewSession,
        token: String,
    ) -> Result<SignInFinishResponse, Refusal> {
        let wrapped = self.inner.store.wrapped_vault_key(session.account).await?;
        let wrapped = wrapped.ok_or(ProblemType::StaleState)?;
        Ok(SignInFinishResponse {
            account_id: session.account,
            session_id: session.id,
            session_token: token,
            absolute_expiry: session.now + ABSOLUTE_LIFE,
            wrapped_vault_key: wrapped.into(),
            recovery_codes_left: None,
            service: self.document(),
        })
    }
}

/// Checks the last message of OPAQUE.
///
/// # Errors
/// `wrong-credentials`
pub(crate) fn finish(state: &[u8], message: CredentialFinalization) -> Result<(), Refusal> {
    ServerLogin::exactly(state)
        .and_then(|state| state.finish(message, ServerLoginParameters::default()).ok())
        .map(drop)
        .ok_or_else(|| ProblemType::WrongCredentials.into())
}

/// Finished sign-ins, good and bad: each counts once. The good ones are also held by the database.
#[derive(Debug)]
pub(crate) struct SpentStates(Recent<()>);

impl Default for SpentStates {
    fn default() -> Self {
        Self(Recent::new(MOST_SPENT))
    }
}

impl SpentStates {
    /// `false` when it was spent before.
    pub(crate) fn spend(&self, id: Uuid) -> bool {
        let mut key = [0; 32];
        key[..16].copy_from_slice(id.as_bytes());
        let mut spent = self.0.entries();
        let first = !spent.contains(&key);
        self.0.put(&mut spent, key, ());
        first
    }
}
