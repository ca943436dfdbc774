//! Signing in: the owner's password goes to the provider, the credential to the keychain, and only then is the session
//! active.

use std::ops::RangeInclusive;
use std::sync::Arc;

use tokio::sync::oneshot;

use super::password_recovery::PasswordRecovery;
use super::requests::{Reply, Report};
use super::second_factor::HalfWay;
use super::state::{Connection, State};
use crate::backoff::Backoff;
use crate::email_changes::EmailChanges;
use crate::error::{Failure, FailureCode, in_browser};
use crate::password::breach::Breach;
use crate::ports::grant::Grant;
use crate::ports::provider::{Credential, Provider, RightPassword, ServiceError, SignedIn};
use crate::ports::secret_vault::VaultError;
use crate::ports::sign_in::{AccountName, SignInForm, SignInInput, SignInRequest};
use crate::secret::{Password, SecretBytes};
use crate::session::{Session, SessionEvent};
use crate::time::Timestamp;
use crate::view::password_recovery::PasswordRecovered;
use crate::view::two_factor::SignInStep;
use crate::view::{ConnectionId, ReachView};

/// What the owner typed.
pub(super) struct Typed {
    pub account: String,
    pub password: Password,
    pub more: Vec<SignInInput>,
}

/// A sign-in that is under way.
pub(super) struct Attempt {
    pub number: u64,
    pub email: String,
    /// `None` while the owner looks for the second factor.
    pub reply: Option<SignInReply>,
    /// The password was right, and a second factor is wanted.
    pub half: Option<HalfWay>,
    /// The recovery key was given in the place of the second factor.
    pub by_recovery_key: bool,
    /// The password was chosen in the place of a forgotten one, just before.
    pub new_password: bool,
    /// The service said yes; the credential is on its way to the keychain.
    pub signed_in: Option<SignedIn>,
    pub turn: Turn,
}

/// A service that has no room says when there is some; the sign-in goes on by itself then.
pub(super) struct Turn {
    /// When it is asked again.
    pub at: Option<Timestamp>,
    /// Dropped with the attempt, which ends the waiting.
    _wanted: oneshot::Sender<()>,
}

/// Whoever waits for a sign-in.
pub(super) enum SignInReply {
    /// By the owner's password.
    Step(Reply<SignInStep>),
    /// By a code after it, or of an account that was just made.
    Done(Reply<()>),
    /// By a password that took the place of a forgotten one. It is in force whatever comes of the sign-in.
    Recovered(Reply<PasswordRecovered>, Breach),
}

impl Attempt {
    fn new(number: u64, email: String, reply: SignInReply, wanted: oneshot::Sender<()>) -> Self {
        Self {
            number,
            email,
            reply: Some(reply),
            half: None,
            by_recovery_key: false,
            new_password: false,
            signed_in: None,
            turn: Turn {
                at: None,
                _wanted: wanted,
            },
        }
    }

    /// With the password that took the place of a forgotten one.
    pub(super) fn after_recovery(number: u64, email: String, reply: SignInReply) -> Self {
        // It waits for no turn.
        let (wanted, _) = oneshot::channel();
        Self {
            by_recovery_key: true,
            new_password: true,
            ..Self::new(number, email, reply, wanted)
        }
    }
}

/// RFC 5321 allows no longer path.
const LONGEST_EMAIL: usize = 254;
/// In characters (NIST SP 800-63B §3.1.1.2).
const PASSWORD_LENGTH: RangeInclusive<usize> = 8..=256;
/// Of a passphrase for this computer: whoever has the file guesses at it without being slowed down by a service.
const PASSPHRASE_LENGTH: RangeInclusive<usize> = 12..=256;

impl Connection {
    /// The service said yes, and the credential is on its way to the keychain.
    pub(super) fn is_coming_into(&self, account: &str) -> bool {
        let signed_in = self.attempt.as_ref().and_then(|one| one.signed_in.as_ref());
        signed_in.is_some_and(|signed_in| signed_in.account == account)
    }
}

impl State {
    pub(super) async fn sign_in(
        &mut self,
        id: ConnectionId,
        typed: Typed,
        reply: Reply<SignInStep>,
    ) {
        match self.may_sign_in(id, typed) {
            Ok(typed) => {
                let reply = SignInReply::Step(reply);
                self.ask_to_sign_in(id, typed, reply).await;
            }
            Err(failure) => self.answer(reply, Err(failure)),
        }
    }

    /// As it is sent.
    fn may_sign_in(&mut self, id: ConnectionId, typed: Typed) -> Result<Typed, Failure> {
        self.find_provider(id)?;
        let connection = self.connection(id).ok_or(FailureCode::NotThere)?;
        let provider = connection.provider.as_ref();
        let provider = provider.ok_or(FailureCode::ServiceUnreachable)?;
        let typed = typed.checked(&provider.profile().sign_in)?;
        self.may_come_in(id)?;
        Ok(typed)
    }

    pub(super) fn open_sign_in_help(&mut self, id: ConnectionId, reply: Reply<()>) {
        let provider = self
            .connection(id)
            .and_then(|connection| connection.provider.as_ref());
        let help = provider.and_then(|provider| provider.profile().sign_in.help);
        let opened = match help.filter(|page| page.starts_with("https://")) {
            Some(page) => in_browser(self.parts.desktop.open_link(&page)),
            None => Err(FailureCode::NotThere.into()),
        };
        self.answer(reply, opened);
    }

    /// Nobody is signed in there, or on the way.
    pub(super) fn may_come_in(&mut self, id: ConnectionId) -> Result<(), Failure> {
        self.find_provider(id)?;
        let connection = self.connection(id).ok_or(FailureCode::NotThere)?;
        let possible = match connection.kept.session {
            Session::SignedOut | Session::Reset(_) => true,
            Session::Active { .. } => connection.lost_its_token(),
            Session::NotNeeded
            | Session::SigningIn { .. }
            | Session::AwaitingSecondFactor { .. } => false,
        };
        if possible && connection.attempt.is_none() {
            Ok(())
        } else {
            Err(FailureCode::NotNow.into())
        }
    }

    /// After everything was checked.
    pub(super) async fn ask_to_sign_in(
        &mut self,
        id: ConnectionId,
        typed: Typed,
        reply: SignInReply,
    ) {
        let number = self.next_attempt();
        let computer = self.parts.computer_name.clone();
        let report = self.reporter();
        let Some(connection) = self.connection_mut(id) else {
            return self.answer_sign_in(Some(reply), Err(FailureCode::NotThere.into()));
        };
        let Some(provider) = connection.provider.clone() else {
            return self.answer_sign_in(Some(reply), Err(FailureCode::ServiceUnreachable.into()));
        };
        let (wanted, mut not_wanted) = oneshot::channel();
        let attempt = Attempt::new(number, typed.account.clone(), reply, wanted);
        self.begin_attempt(id, attempt).await;
        let previous = self.previous(id);
        let device = self.device(id, &*provider);
        let clock = Arc::clone(&self.parts.clock);
        tokio::spawn(async move {
            let previous = previous.await;
            let device = match device.await {
                Ok(device) => device,
                Err(error) => {
                    return report(Report::SignInAnswered {
                        connection: id,
                        attempt: number,
                        result: Err(error.into()),
                    });
                }
            };
            let mut backoff = Backoff::default();
            let result = loop {
                let Some(account) = provider.account() else {
                    break Err(ServiceError::NotFound);
                };
                let request = SignInRequest {
                    account: &typed.account,
                    password: &typed.password,
                    more: &typed.more,
                    computer: &computer,
                    previous: previous.as_ref(),
                    device: device.as_ref(),
                };
                let retry_after = match account.sign_in(&request).await {
                    Err(ServiceError::Full { retry_after }) => retry_after,
                    done => break done,
                };
                let wait = backoff.after(Some(retry_after));
                let turn = |at| Report::SignInQueued {
                    connection: id,
                    attempt: number,
                    at,
                };
                report(turn(Some(clock.now().after(wait))));
                tokio::select! {
                    () = clock.sleep(wait) => report(turn(None)),
                    _ = &mut not_wanted => return,
                }
            };
            report(Report::SignInAnswered {
                connection: id,
                attempt: number,
                result,
            });
        });
    }

    pub(super) async fn begin_attempt(&mut self, id: ConnectionId, attempt: Attempt) {
        if let Some(connection) = self.connection_mut(id) {
            connection.attempt = Some(attempt);
        }
        self.session_event_or_warn(id, SessionEvent::SignInStarted)
            .await;
    }

    /// By what the service knows this computer again: the credential, or what is left of it.
    pub(super) fn previous(
        &self,
        id: ConnectionId,
    ) -> impl Future<Output = Option<Credential>> + Send + 'static {
        let grant = self
            .connection(id)
            .and_then(|connection| connection.grant.as_ref());
        let previous = grant.map(|grant| grant.credential());
        let left = match (&previous, &self.home) {
            (None, Some(home)) => Some(home.secrets.left(id)),
            (Some(_), _) | (None, None) => None,
        };
        async move {
            match left {
                Some(left) => left.await,
                None => previous,
            }
        }
    }

    /// The identity of this computer, where the service wants one: as it is kept, or a new one that is kept first.
    fn device(
        &self,
        id: ConnectionId,
        provider: &dyn Provider,
    ) -> impl Future<Output = Result<Option<SecretBytes>, VaultError>> + Send + use<> {
        let fresh = provider.account().and_then(|account| account.new_device());
        let home = self.home.as_ref();
        let kept = fresh.and_then(|fresh| Some(home?.secrets.device(id, fresh)));
        async move {
            match kept {
                Some(kept) => kept.await.map(Some),
                None => Ok(None),
            }
        }
    }

    pub(super) fn sign_in_queued(&mut self, id: ConnectionId, number: u64, at: Option<Timestamp>) {
        if let Some(attempt) = self.attempt_mut(id, number) {
            attempt.turn.at = at;
        }
    }

    pub(super) async fn sign_in_answered(
        &mut self,
        id: ConnectionId,
        number: u64,
        result: Result<RightPassword, ServiceError>,
    ) {
        match result {
            Ok(RightPassword::SignedIn(signed_in)) => self.let_in(id, number, signed_in).await,
            Ok(RightPassword::SecondFactorWanted(half)) => {
                self.second_factor_wanted(id, number, half).await;
            }
            Err(error) if self.attempt_mut(id, number).is_some() => {
                self.sign_in_failed(id, Failure::from(&error)).await;
            }
            Err(_) => {}
        }
    }

    /// The one that is under way, if it has this number.
    pub(super) fn attempt_mut(&mut self, id: ConnectionId, number: u64) -> Option<&mut Attempt> {
        self.connection_mut(id)?
            .attempt
            .as_mut()
            .filter(|attempt| attempt.number == number)
    }

    /// The service said yes.
    pub(super) async fn let_in(&mut self, id: ConnectionId, number: u64, signed_in: SignedIn) {
        let wanted = self.attempt_mut(id, number).is_some();
        if wanted && self.shows_elsewhere(id, &signed_in.account) {
            self.end_unwanted(id, signed_in);
            let failure = FailureCode::AccountAlreadyHere.into();
            return self.sign_in_failed(id, failure).await;
        }
        match self.attempt_mut(id, number) {
            Some(attempt) => {
                let secret = signed_in.credential.secret.clone();
                attempt.signed_in = Some(signed_in);
                if let Some(before) = self.connection(id).and_then(|known| known.grant.as_ref()) {
                    // A token that still rotates must not be written over the one of the new session.
                    before.end();
                }
                if let Some(home) = &self.home {
                    home.secrets.write(id, number, secret);
                }
            }
            // It was cancelled, and succeeded all the same.
            None => self.end_unwanted(id, signed_in),
        }
    }

    /// Nobody waits for this session.
    fn end_unwanted(&mut self, id: ConnectionId, signed_in: SignedIn) {
        if let Some(provider) = self
            .connection(id)
            .and_then(|connection| connection.provider.clone())
        {
            let grant = Arc::new(Grant::from(signed_in.credential));
            self.farewells.say(provider, grant);
        }
    }

    pub(super) async fn secret_written(
        &mut self,
        id: ConnectionId,
        number: u64,
        result: Result<(), VaultError>,
    ) {
        let Some(connection) = self.connection_mut(id) else {
            return;
        };
        let Some(Attempt {
            email,
            reply,
            by_recovery_key,
            new_password,
            signed_in: Some(signed_in),
            ..
        }) = connection
            .attempt
            .take_if(|attempt| attempt.number == number)
        else {
            return;
        };
        let SignedIn {
            account,
            service_name,
            credential,
            computer_named,
            // Asked for once more when the session is active, together with what else there is to know.
            recovery_codes_left: _,
        } = signed_in;
        if let Err(error) = result {
            // A session that would be lost at the next start is no session.
            if let Some(provider) = connection.provider.clone() {
                let grant = Arc::new(Grant::from(credential));
                self.farewells.say(provider, grant);
            }
            self.session_event_or_warn(id, SessionEvent::SignInFailed)
                .await;
            return self.answer_sign_in(reply, Err(Failure::from(&error)));
        }
        let session = credential.session.clone();
        let home = self.home.as_ref();
        let grant = home.map(|home| Arc::new(home.secrets.grant(id, credential)));
        let Some(connection) = self.connection_mut(id) else {
            return;
        };
        let just_made = connection.just_made.take().as_ref() == Some(&email);
        connection.kept.email = email;
        // The new session undoes none that came before it.
        connection.kept.email_changes = EmailChanges::default();
        connection.kept.name = service_name;
        // Whoever is in has not forgotten it, or has another one.
        connection.kept.recovery_waits = None;
        connection.password_recovery = PasswordRecovery::default();
        connection.own_sessions.insert(session.clone());
        connection.hold(grant);
        connection.computer_named = computer_named;
        connection.reach = ReachView::Online;
        connection.send_failures = 0;
        connection.until_listed.extend(reply);
        self.outbox.unpark();
        self.session_event_or_warn(id, SessionEvent::SignedIn { session, account })
            .await;
        if new_password {
            self.note_own_password_change(id).await;
        }
        if by_recovery_key {
            self.note_came_in_by_key(id).await;
        }
        if just_made {
            self.note_account_made(id).await;
        }
    }

    pub(super) async fn sign_in_failed(&mut self, id: ConnectionId, failure: Failure) {
        let Some(attempt) = self
            .connection_mut(id)
            .and_then(|connection| connection.attempt.take())
        else {
            return;
        };
        self.session_event_or_warn(id, SessionEvent::SignInFailed)
            .await;
        self.answer_sign_in(attempt.reply, Err(failure));
    }

    pub(super) async fn cancel_sign_in(&mut self, id: ConnectionId, reply: Reply<()>) {
        if self.connection(id).is_none() {
            return self.answer(reply, Err(FailureCode::NotThere.into()));
        }
        self.abandon_sign_in(id);
        self.session_event_or_warn(id, SessionEvent::SignInCancelled)
            .await;
        self.answer(reply, Ok(()));
    }

    /// What the service may still answer belongs to nobody.
    pub(super) fn abandon_sign_in(&mut self, id: ConnectionId) {
        let Some(connection) = self.connection_mut(id) else {
            return;
        };
        let Some(attempt) = connection.attempt.take() else {
            return;
        };
        let provider = connection.provider.clone();
        let active = connection.grant.is_some();
        let over = connection.kept.session.reset();
        let over = over.map(|reset| reset.session.clone());
        if let (Some(signed_in), Some(provider)) = (attempt.signed_in, provider) {
            let grant = Arc::new(Grant::from(signed_in.credential));
            self.farewells.say(Arc::clone(&provider), grant);
            if let (false, Some(home)) = (active, &self.home) {
                match over {
                    Some(session) => home.secrets.keep_device_key_only(id, session, provider),
                    None => home.secrets.delete(id),
                }
            }
        }
        self.answer_sign_in(attempt.reply, Err(FailureCode::NotNow.into()));
    }

    pub(super) fn answer_sign_in(
        &mut self,
        reply: Option<SignInReply>,
        result: Result<SignInStep, Failure>,
    ) {
        match reply {
            Some(SignInReply::Step(reply)) => self.answer(reply, result),
            Some(SignInReply::Done(reply)) => self.answer(reply, result.map(drop)),
            Some(SignInReply::Recovered(reply, breach)) => {
                let signed_in = result.is_ok();
                self.answer(reply, Ok(PasswordRecovered { breach, signed_in }));
            }
            None => {}
        }
    }
}

impl Connection {
    /// Active, but this computer has nothing that the service recognises, or by which it would recognise the service.
    fn lost_its_token(&self) -> bool {
        self.grant.is_none()
            || matches!(&self.reach, ReachView::Trouble { failure, .. } if matches!(
                failure.code,
                FailureCode::NotRecognised | FailureCode::ServiceKeyLost | FailureCode::ServiceKeyUnvouched
            ))
    }
}

impl Typed {
    /// Nothing is judged here but what the provider's form says.
    ///
    /// # Errors
    /// [`FailureCode::EmailInvalid`], [`FailureCode::SignInIncomplete`]; [`FailureCode::WrongCredentials`] where something cannot
    /// be right
    pub(super) fn checked(self, form: &SignInForm) -> Result<Self, Failure> {
        let account = match form.account {
            AccountName::Email => check_email(&self.account)?,
            AccountName::UserName => self.account.trim().to_owned(),
        };
        if account.is_empty() {
            return Err(FailureCode::SignInIncomplete.into());
        }
        if !form.password.fits(self.password.expose()) {
            return Err(FailureCode::WrongCredentials.into());
        }
        let asked = form.more.iter();
        let more = asked.map(|field| {
            let typed = self.more.iter().find(|typed| typed.kind == field.kind);
            let text = typed.map_or("", |typed| typed.typed.expose().trim());
            if text.is_empty() {
                return Err(FailureCode::SignInIncomplete.into());
            }
            if !field.length.fits(text) {
                return Err(FailureCode::WrongCredentials.into());
            }
            Ok(SignInInput {
                kind: field.kind,
                typed: Password::new(text),
            })
        });
        Ok(Self {
            account,
            more: more.collect::<Result<_, Failure>>()?,
            password: self.password,
        })
    }
}

/// # Errors
/// [`FailureCode::EmailInvalid`]: no service could deliver to it. Whether it exists is the service's to say.
pub(super) fn check_email(typed: &str) -> Result<String, Failure> {
    let email = typed.trim();
    let right = match email.split_once('@') {
        Some((name, domain)) => {
            !name.is_empty()
                && !domain.is_empty()
                && !domain.contains('@')
                && email.len() <= LONGEST_EMAIL
                && !email.chars().any(|c| c.is_whitespace() || c.is_control())
        }
        None => false,
    };
    if right {
        Ok(email.to_owned())
    } else {
        Err(FailureCode::EmailInvalid.into())
    }
}

/// # Errors
/// Too short or too long, with the limit.
pub(super) fn check_password(password: &Password) -> Result<(), Failure> {
    check_length(password, PASSWORD_LENGTH)
}

/// # Errors
/// Too short or too long, with the limit.
pub(super) fn check_passphrase(passphrase: &Password) -> Result<(), Failure> {
    check_length(passphrase, PASSPHRASE_LENGTH)
}

fn check_length(password: &Password, allowed: RangeInclusive<usize>) -> Result<(), Failure> {
    let length = password.expose().chars().count();
    let (code, limit) = if length < *allowed.start() {
        (FailureCode::PasswordTooShort, allowed.start())
    } else if length > *allowed.end() {
        (FailureCode::PasswordTooLong, allowed.end())
    } else {
        return Ok(());
    };
    let limit = i32::try_from(*limit).unwrap_or(i32::MAX);
    Err(Failure::new(code).with_reference(limit))
}
