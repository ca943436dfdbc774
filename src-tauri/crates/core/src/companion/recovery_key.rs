//! Another recovery key in the place of one that somebody may have seen, and what was heard of the one in force.
//!
//! A new key lies here, in memory only, while the owner writes it down; until a group of it was typed back, the old one counts.

use std::sync::Arc;
use std::time::Duration;

use super::handle::{Answer, CompanionHandle};
use super::requests::{Reply, Report, Request};
use super::state::{Connection, State};
use super::two_factor::{Proof, soon_enough};
use crate::alerts::TwoFactorChange;
use crate::checkup::KeyHeard;
use crate::error::{Failure, FailureCode};
use crate::ports::grant::Grant;
use crate::ports::provider::{Provider, ServiceError, SessionId};
use crate::ports::recovery::{NewRecoveryKey, NotReplaced};
use crate::ports::two_factor::{SecondFactor, TwoFactorError};
use crate::secret::Password;
use crate::time::Timestamp;
use crate::view::ConnectionId;
use crate::view::recovery_key::{KeyNews, NewRecoveryKeyView, RecoveryKeyNews, RecoveryKeyView};
use crate::view::two_factor::SecondFactorInput;

/// No service waits longer; guards against one whose clock is elsewhere.
const LONGEST: Duration = Duration::from_secs(30 * 60);

/// One per method below.
pub(super) enum Ask {
    Begin { proof: Proof, reply: Reply<()> },
    Cancel { reply: Reply<()> },
    Say { seen: bool, reply: Reply<()> },
}

/// Of the session that is active.
#[derive(Default)]
pub(super) struct NewKeys {
    /// The newest that was begun; answers to older ones belong to nobody.
    begun: u64,
    shown: Option<NewKey>,
}

/// Wiped when dropped.
struct NewKey {
    number: u64,
    account: String,
    key: Arc<dyn NewRecoveryKey>,
    expires_at: Timestamp,
    stage: Stage,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// The owner writes it down.
    Shown,
    /// A group of it was typed back: the service is asked to take it.
    Sent,
    /// Nobody knows whether the service did. It is kept until somebody does.
    Unclear,
}

/// What became of an errand to the service.
pub(super) struct Answered {
    connection: ConnectionId,
    session: SessionId,
    number: u64,
    what: What,
    reply: Reply<()>,
}

enum What {
    Begun(Result<Box<dyn NewRecoveryKey>, TwoFactorError>),
    /// With the account whose key it is.
    TakenOver(Result<Timestamp, NotReplaced>, String),
}

impl CompanionHandle {
    // --- another recovery key ---

    /// Makes a key; [`CompanionHandle::reveal_recovery_key`] shows it. The one in force counts until
    /// [`CompanionHandle::confirm_recovery_key`].
    ///
    /// # Errors
    /// [`FailureCode::FactorNeeded`] when two-factor is on
    pub async fn begin_recovery_key(
        &self,
        connection: ConnectionId,
        password: Password,
        factor: Option<SecondFactorInput>,
    ) -> Answer<()> {
        let proof = Proof { password, factor };
        self.about_recovery_key(connection, |reply| Ask::Begin { proof, reply })
            .await
    }

    /// The new key is dropped; the one in force goes on counting.
    pub async fn cancel_recovery_key(&self, connection: ConnectionId) -> Answer<()> {
        self.about_recovery_key(connection, |reply| Ask::Cancel { reply })
            .await
    }

    /// The owner says whether somebody has seen the key in force. Told to nobody.
    pub async fn say_recovery_key_seen(&self, connection: ConnectionId, seen: bool) -> Answer<()> {
        self.about_recovery_key(connection, |reply| Ask::Say { seen, reply })
            .await
    }

    async fn about_recovery_key(
        &self,
        connection: ConnectionId,
        ask: impl FnOnce(Reply<()>) -> Ask,
    ) -> Answer<()> {
        self.ask(|reply| Request::RecoveryKey {
            connection,
            ask: ask(reply),
        })
        .await
    }
}

impl State {
    pub(super) async fn about_recovery_key(&mut self, id: ConnectionId, ask: Ask) {
        match ask {
            Ask::Begin { proof, reply } => self.begin_recovery_key(id, proof, reply),
            Ask::Cancel { reply } => {
                if let Some(connection) = self.connection_mut(id) {
                    connection.new_keys = NewKeys::default();
                }
                self.answer(reply, Ok(()));
            }
            Ask::Say { seen, reply } => {
                let said = self.say_seen(id, seen).await;
                self.answer(reply, said);
            }
        }
    }

    fn begin_recovery_key(&mut self, id: ConnectionId, proof: Proof, reply: Reply<()>) {
        let number = self.next_attempt();
        let ready = self
            .line_or_why(id)
            .and_then(|line| Ok((line, proof.checked()?)));
        let ((provider, grant), (password, factor)) = match ready {
            Ok(ready) => ready,
            Err(failure) => return self.answer(reply, Err(failure)),
        };
        if let Some(connection) = self.connection_mut(id) {
            connection.new_keys.begun = number;
        }
        let report = self.reporter();
        tokio::spawn(async move {
            let made = made(&provider, &grant, &password, factor.as_ref()).await;
            report(Report::RecoveryKey(Box::new(Answered {
                connection: id,
                session: grant.session().clone(),
                number,
                what: What::Begun(made),
                reply,
            })));
        });
    }

    /// One group of the new key, typed back.
    pub(super) fn confirm_new_key(
        &mut self,
        id: ConnectionId,
        group: u32,
        typed: &Password,
        reply: Reply<()>,
    ) {
        let report = self.reporter();
        let line = self.line_or_why(id);
        let shown = self.connection_mut(id).and_then(Connection::new_key_mut);
        let Some(new) = shown.filter(|new| new.stage != Stage::Sent) else {
            return self.answer(reply, Err(FailureCode::NotNow.into()));
        };
        if !usize::try_from(group).is_ok_and(|group| new.key.confirms(group, typed.expose())) {
            return self.answer(reply, Err(FailureCode::RecoveryKeyMismatch.into()));
        }
        let session = match line {
            Ok((_, grant)) => grant.session().clone(),
            Err(failure) => return self.answer(reply, Err(failure)),
        };
        new.stage = Stage::Sent;
        let (key, number, account) = (Arc::clone(&new.key), new.number, new.account.clone());
        tokio::spawn(async move {
            let what = What::TakenOver(key.take_over().await, account);
            report(Report::RecoveryKey(Box::new(Answered {
                connection: id,
                session,
                number,
                what,
                reply,
            })));
        });
    }

    pub(super) async fn recovery_key_answered(&mut self, answered: Answered) {
        let Answered {
            connection: id,
            session,
            number,
            what,
            reply,
        } = answered;
        let done = match what {
            What::Begun(Ok(key)) => self.new_key_made(id, &session, number, key),
            What::TakenOver(Ok(at), account) => {
                self.end_new_key(id, number);
                self.note_own_new_key(id, account, at).await;
                Ok(())
            }
            What::TakenOver(Err(NotReplaced::Unclear), _) => {
                self.new_key_is(id, number, Stage::Unclear);
                Err(FailureCode::RecoveryKeyUnclear.into())
            }
            What::Begun(Err(error)) | What::TakenOver(Err(NotReplaced::Refused(error)), _) => {
                self.new_key_is(id, number, Stage::Shown);
                if error == TwoFactorError::Lapsed {
                    self.end_new_key(id, number);
                }
                self.two_factor_refused(id, &session, number, &error).await;
                Err(Failure::from(&error))
            }
        };
        self.answer(reply, done);
    }

    fn new_key_made(
        &mut self,
        id: ConnectionId,
        session: &SessionId,
        number: u64,
        key: Box<dyn NewRecoveryKey>,
    ) -> Result<(), Failure> {
        let (now, clock, report) = (
            self.parts.clock.now(),
            Arc::clone(&self.parts.clock),
            self.reporter(),
        );
        let connection = self.connection_mut(id).ok_or(FailureCode::NotThere)?;
        let account = connection.kept.session.account().map(ToOwned::to_owned);
        // Of a session that is over, given up, or begun once more meanwhile.
        let wanted = connection.is_at(session) && connection.new_keys.begun == number;
        let account = account
            .filter(|_| wanted)
            .ok_or_else(|| Failure::new(FailureCode::NotNow))?;
        let (expires_at, left) = soon_enough(key.expires_at(), now, LONGEST);
        connection.new_keys.shown = Some(NewKey {
            number,
            account,
            key: Arc::from(key),
            expires_at,
            stage: Stage::Shown,
        });
        tokio::spawn(async move {
            clock.sleep(left).await;
            report(Report::RecoveryKeyLapsed {
                connection: id,
                number,
            });
        });
        Ok(())
    }

    /// One that the service is looking at, or may have taken, is the service's to judge.
    pub(super) fn new_key_lapsed(&mut self, id: ConnectionId, number: u64) {
        if let Some(connection) = self.connection_mut(id) {
            let over = |new: &mut NewKey| new.number == number && new.stage == Stage::Shown;
            connection.new_keys.shown.take_if(over);
        }
    }

    fn end_new_key(&mut self, id: ConnectionId, number: u64) {
        if let Some(connection) = self.connection_mut(id) {
            connection
                .new_keys
                .shown
                .take_if(|new| new.number == number);
        }
    }

    fn new_key_is(&mut self, id: ConnectionId, number: u64, stage: Stage) {
        let new = self.connection_mut(id).and_then(Connection::new_key_mut);
        if let Some(new) = new.filter(|new| new.number == number) {
            new.stage = stage;
        }
    }

    /// The service's word about the recovery key.
    ///
    /// # Errors
    /// It could not be stored.
    pub(super) async fn recovery_key_event(
        &mut self,
        id: ConnectionId,
        change: TwoFactorChange,
        at: Timestamp,
    ) -> Result<(), Failure> {
        let what = match change {
            TwoFactorChange::RecoveryKeyReplaced => KeyNews::Replaced,
            TwoFactorChange::RecoveryKeyUsed => KeyNews::Used,
            TwoFactorChange::Moved
            | TwoFactorChange::Off
            | TwoFactorChange::On
            | TwoFactorChange::RecoveryCodeUsed
            | TwoFactorChange::RecoveryCodesRenewed => return Ok(()),
        };
        let Some(connection) = self.connection_mut(id) else {
            return Ok(());
        };
        // From another computer: what is being written down here takes no place any more.
        if what == KeyNews::Replaced {
            let shown = |new: &mut NewKey| new.stage == Stage::Shown;
            connection.new_keys.shown.take_if(shown);
        }
        let account = connection.kept.session.account().map(ToOwned::to_owned);
        match account {
            Some(account) => self.hear_of_key(id, account, what, at).await,
            None => Ok(()),
        }
    }

    /// Who came in by it on this computer is not told of it by the service.
    pub(super) async fn note_came_in_by_key(&mut self, id: ConnectionId) {
        let at = self.after_what_was_heard(id);
        let account = self
            .connection(id)
            .and_then(|connection| connection.kept.session.account().map(ToOwned::to_owned));
        if let Some(account) = account
            && self
                .hear_of_key(id, account, KeyNews::Used, at)
                .await
                .is_err()
        {
            tracing::warn!("that the recovery key was used could not be noted");
        }
    }

    /// The service has the new key, whether it can be noted here or not.
    async fn note_own_new_key(&mut self, id: ConnectionId, account: String, at: Timestamp) {
        let at = self.after_what_was_heard(id).max(at);
        let heard = self.hear_of_key(id, account, KeyNews::Replaced, at).await;
        if heard.is_err() {
            tracing::warn!("that the recovery key is another could not be noted");
        }
    }

    async fn say_seen(&mut self, id: ConnectionId, seen: bool) -> Result<(), Failure> {
        let at = self.after_what_was_heard(id);
        let connection = self.connection(id).ok_or(FailureCode::NotThere)?;
        let account = connection.kept.session.account().map(ToOwned::to_owned);
        let account = account.ok_or_else(|| Failure::new(FailureCode::NotNow))?;
        let what = if seen { KeyNews::Seen } else { KeyNews::Unseen };
        self.hear_of_key(id, account, what, at).await
    }

    /// Now; where the service's clock is ahead of ours, not before what it said.
    fn after_what_was_heard(&self, id: ConnectionId) -> Timestamp {
        let now = self.parts.clock.now();
        let connection = self.connection(id);
        let heard = connection.and_then(|connection| connection.kept.key_heard.as_ref());
        heard.map_or(now, |heard| now.max(heard.news.at))
    }

    /// The newest counts. It counts only if it is kept.
    async fn hear_of_key(
        &mut self,
        id: ConnectionId,
        account: String,
        what: KeyNews,
        at: Timestamp,
    ) -> Result<(), Failure> {
        let Some(connection) = self.connection_mut(id) else {
            return Ok(());
        };
        let kept = &mut connection.kept;
        // Seconds are all that a service says: a use in the one in which the key was replaced was the old one's.
        let outdone = |heard: &RecoveryKeyNews| {
            heard.at > at
                || (heard.at == at && (heard.what, what) == (KeyNews::Replaced, KeyNews::Used))
        };
        let newer = |heard: &KeyHeard| heard.account == account && outdone(&heard.news);
        if kept.key_heard.as_ref().is_some_and(newer) {
            return Ok(());
        }
        let before = (kept.key_heard.clone(), kept.rehearsed.clone());
        // What is on paper now was not tried out yet.
        if what == KeyNews::Replaced {
            kept.rehearsed
                .take_if(|rehearsed| rehearsed.account == account && rehearsed.at <= at);
        }
        let news = RecoveryKeyNews { what, at };
        kept.key_heard = Some(KeyHeard { account, news });
        let stored = self.keep(id).await;
        if stored.is_err()
            && let Some(connection) = self.connection_mut(id)
        {
            (connection.kept.key_heard, connection.kept.rehearsed) = before;
        }
        stored
    }
}

impl Connection {
    /// The groups, while the owner is to keep them.
    pub(super) fn new_key_groups(&self) -> Option<Vec<String>> {
        self.new_keys.shown.as_ref().map(|new| new.key.groups())
    }

    pub(super) fn recovery_key_view(&self) -> Option<RecoveryKeyView> {
        let shown = self.new_keys.shown.as_ref();
        self.offers_recovery().then(|| RecoveryKeyView {
            news: self.key_news(),
            new_key: shown.map(|new| NewRecoveryKeyView {
                expires_at: new.expires_at,
                unclear: new.stage == Stage::Unclear,
            }),
        })
    }

    /// Of this account. Signed out, nobody can tell whose it would be.
    pub(super) fn key_news(&self) -> Option<RecoveryKeyNews> {
        let account = self.kept.session.account();
        let heard = self.kept.key_heard.as_ref();
        let heard = heard.filter(|heard| account.is_none_or(|account| account == heard.account));
        heard.map(|heard| heard.news)
    }

    pub(super) fn offers_recovery(&self) -> bool {
        let provider = self.provider.as_ref();
        provider.is_some_and(|provider| provider.recovery().is_some())
    }

    fn new_key_mut(&mut self) -> Option<&mut NewKey> {
        self.new_keys.shown.as_mut()
    }
}

async fn made(
    provider: &Arc<dyn Provider>,
    grant: &Grant,
    password: &Password,
    factor: Option<&SecondFactor>,
) -> Result<Box<dyn NewRecoveryKey>, TwoFactorError> {
    let proving = provider.two_factor().ok_or(ServiceError::NotFound)?;
    let service = provider.recovery().ok_or(ServiceError::NotFound)?;
    proving.prove_password(grant, password).await?;
    service.new_recovery_key(grant, factor).await
}
