//! A forgotten password: the recovery key, the second factor where it is on, and a new password in its place. What was typed lies
//! here, in memory only, until the new password is in force; where a day has to pass, only the address and the time are kept.
//!
//! - [`asking`]: what a window may ask
//! - [`answers`]: what comes back from the service

mod answers;
mod asking;

use std::sync::Arc;
use std::time::Duration;

pub(super) use answers::Answered;
pub(super) use asking::Ask;

use super::requests::{Reply, Report};
use super::sign_in::{check_email, check_password};
use super::state::{Connection, State};
use super::two_factor::second_factor;
use crate::error::{Failure, FailureCode};
use crate::ports::password_recovery::{
    NotChosen, NotRecovered, PasswordRecoveryService, Recovered,
};
use crate::ports::provider::{Provider, ServiceError, SessionId};
use crate::ports::two_factor::SecondFactor;
use crate::secret::Password;
use crate::time::Timestamp;
use crate::view::ConnectionId;
use crate::view::checkup::ComputerView;
use crate::view::password_recovery::{
    PasswordRecovered, PasswordRecoveryStep, PasswordRecoveryView,
};
use answers::{NotInForce, What};

/// No service waits longer; guards against one whose clock is elsewhere.
const LONGEST: Duration = Duration::from_secs(30 * 60);

/// At a place where nobody is signed in.
#[derive(Default)]
pub(super) struct PasswordRecovery {
    /// The newest that was begun; answers to older ones belong to nobody.
    begun: u64,
    under_way: Option<UnderWay>,
}

/// Wiped when dropped.
struct UnderWay {
    number: u64,
    email: String,
    recovery_key: Password,
    stage: Stage,
}

enum Stage {
    /// The service looks at the recovery key.
    Shown,
    FactorWanted,
    ToChoose(Choice),
}

struct Choice {
    recovered: Arc<dyn Recovered>,
    expires_at: Timestamp,
    /// The service is asked to take it.
    sent: bool,
    /// Nobody knows whether the service took it: that is what it is asked again.
    unclear: Option<(Password, Vec<SessionId>)>,
}

impl State {
    pub(super) async fn password_recovery(&mut self, id: ConnectionId, ask: Ask) {
        match ask {
            Ask::Begin {
                email,
                recovery_key,
                reply,
            } => self.begin_password_recovery(id, &email, recovery_key, reply),
            Ask::GiveFactor { factor, reply } => {
                self.give_recovery_factor(id, second_factor(factor), reply);
            }
            Ask::Choose { new, keep, reply } => self.choose_recovered(id, new, keep, reply),
            Ask::Cancel { reply } => {
                let cancelled = self.cancel_password_recovery(id).await;
                self.answer(reply, cancelled);
            }
            Ask::Stop { reply } => self.stop_password_recovery(id, reply),
        }
    }

    fn begin_password_recovery(
        &mut self,
        id: ConnectionId,
        email: &str,
        recovery_key: Password,
        reply: Reply<PasswordRecoveryStep>,
    ) {
        let number = self.next_attempt();
        let ready = check_email(email).and_then(|email| {
            self.may_come_in(id)?;
            Ok(email)
        });
        let email = match ready {
            Ok(email) => email,
            Err(failure) => return self.answer(reply, Err(failure)),
        };
        if let Some(connection) = self.connection_mut(id) {
            connection.password_recovery.begun = number;
            connection.password_recovery.under_way = Some(UnderWay {
                number,
                email,
                recovery_key,
                stage: Stage::Shown,
            });
        }
        self.show_recovery_key(id, None, reply);
    }

    fn give_recovery_factor(
        &mut self,
        id: ConnectionId,
        factor: SecondFactor,
        reply: Reply<PasswordRecoveryStep>,
    ) {
        let under_way = self.connection_mut(id).and_then(Connection::recovery_mut);
        match under_way {
            Some(under_way) if matches!(under_way.stage, Stage::FactorWanted) => {
                self.show_recovery_key(id, Some(factor), reply);
            }
            Some(_) | None => self.answer(reply, Err(FailureCode::NotNow.into())),
        }
    }

    fn show_recovery_key(
        &mut self,
        id: ConnectionId,
        factor: Option<SecondFactor>,
        reply: Reply<PasswordRecoveryStep>,
    ) {
        let report = self.reporter();
        let previous = self.previous(id);
        let shown = self.connection(id).and_then(|connection| {
            let under_way = connection.password_recovery.under_way.as_ref()?;
            let (email, key) = (under_way.email.clone(), under_way.recovery_key.clone());
            Some((connection.provider.clone()?, under_way.number, email, key))
        });
        let Some((provider, number, email, key)) = shown else {
            return self.answer(reply, Err(FailureCode::NotNow.into()));
        };
        tokio::spawn(async move {
            let previous = previous.await;
            let result = async {
                let service = of(&provider)?;
                let previous = previous.as_ref();
                service
                    .recover(&email, &key, factor.as_ref(), previous)
                    .await
            };
            let result = result.await;
            report(Report::PasswordRecovery(Box::new(Answered {
                connection: id,
                number,
                what: What::Shown { result, reply },
            })));
        });
    }

    fn choose_recovered(
        &mut self,
        id: ConnectionId,
        new: Password,
        keep: Vec<SessionId>,
        reply: Reply<PasswordRecovered>,
    ) {
        if let Err(failure) = check_password(&new) {
            return self.answer(reply, Err(failure));
        }
        let email = self.connection(id).and_then(Connection::recovered_address);
        let judge = self.judge(id, email.as_deref().unwrap_or_default());
        let report = self.reporter();
        let under_way = self.connection_mut(id).and_then(Connection::recovery_mut);
        let Some((number, choice)) = under_way.and_then(UnderWay::choice) else {
            return self.answer(reply, Err(FailureCode::NotNow.into()));
        };
        choice.sent = true;
        let (new, keep) = choice.unclear.clone().unwrap_or((new, keep));
        let recovered = Arc::clone(&choice.recovered);
        tokio::spawn(async move {
            let result = async {
                let breach = judge.accept(&new).await.map_err(NotInForce::Password)?;
                recovered.choose(&new, &keep).await?;
                Ok(breach)
            };
            let result = result.await;
            report(Report::PasswordRecovery(Box::new(Answered {
                connection: id,
                number,
                what: What::Chosen {
                    result,
                    new,
                    keep,
                    reply,
                },
            })));
        });
    }

    async fn cancel_password_recovery(&mut self, id: ConnectionId) -> Result<(), Failure> {
        let connection = self.connection_mut(id).ok_or(FailureCode::NotThere)?;
        // An answer that still comes belongs to nobody.
        let recovery = std::mem::take(&mut connection.password_recovery);
        if recovery.under_way.is_some() {
            return Ok(());
        }
        match connection.kept.recovery_waits.take() {
            Some(_) => self.keep(id).await,
            None => Ok(()),
        }
    }

    fn stop_password_recovery(&mut self, id: ConnectionId, reply: Reply<()>) {
        let (provider, grant) = match self.line_or_why(id) {
            Ok(line) => line,
            Err(failure) => return self.answer(reply, Err(failure)),
        };
        let report = self.reporter();
        tokio::spawn(async move {
            let result = match provider.password_recovery() {
                Some(service) => service.stop_recovery(&grant).await,
                None => Err(ServiceError::NotFound),
            };
            report(Report::PasswordRecovery(Box::new(Answered {
                connection: id,
                number: 0,
                what: What::Stopped {
                    session: grant.session().clone(),
                    result,
                    reply,
                },
            })));
        });
    }

    /// What the service is looking at, or may have taken, is the service's to judge.
    pub(super) fn password_recovery_lapsed(&mut self, id: ConnectionId, number: u64) {
        if let Some(connection) = self.connection_mut(id) {
            connection.password_recovery.under_way.take_if(|under_way| {
                let waits = |choice: &Choice| !choice.sent && choice.unclear.is_none();
                under_way.number == number
                    && matches!(&under_way.stage, Stage::ToChoose(choice) if waits(choice))
            });
        }
    }
}

impl UnderWay {
    /// What the owner may choose, unless the service is asked already.
    fn choice(&mut self) -> Option<(u64, &mut Choice)> {
        match &mut self.stage {
            Stage::ToChoose(choice) if !choice.sent => Some((self.number, choice)),
            Stage::ToChoose(_) | Stage::Shown | Stage::FactorWanted => None,
        }
    }
}

impl Connection {
    pub(super) fn password_recovery_view(&self) -> Option<PasswordRecoveryView> {
        self.provider.as_ref()?.password_recovery()?;
        let under_way = self.password_recovery.under_way.as_ref();
        let waits = || match &self.kept.recovery_waits {
            Some(waits) => PasswordRecoveryView::Waits {
                email: waits.email.clone(),
                available_at: waits.available_at,
            },
            None => PasswordRecoveryView::None,
        };
        Some(match under_way {
            Some(UnderWay { email, stage, .. }) => match stage {
                Stage::Shown => waits(),
                Stage::FactorWanted => PasswordRecoveryView::FactorWanted {
                    email: email.clone(),
                },
                Stage::ToChoose(choice) => PasswordRecoveryView::ToChoose {
                    email: email.clone(),
                    expires_at: choice.expires_at,
                    computers: choice.computers(),
                    unclear: choice.unclear.is_some(),
                },
            },
            None => waits(),
        })
    }

    fn recovered_address(&self) -> Option<String> {
        let under_way = self.password_recovery.under_way.as_ref();
        under_way.map(|under_way| under_way.email.clone())
    }

    fn recovery_mut(&mut self) -> Option<&mut UnderWay> {
        self.password_recovery.under_way.as_mut()
    }
}

impl Choice {
    fn computers(&self) -> Vec<ComputerView> {
        let computers = self.recovered.computers().into_iter();
        computers
            .map(|computer| ComputerView::of(computer, None))
            .collect()
    }
}

fn of(provider: &Arc<dyn Provider>) -> Result<&dyn PasswordRecoveryService, NotRecovered> {
    let service = provider.password_recovery();
    service.ok_or_else(|| ServiceError::NotFound.into())
}
