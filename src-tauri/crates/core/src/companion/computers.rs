//! The computers that are signed in to an account: seen from here, signed out from here, and known to be the owner's.

use super::requests::{Reply, Report};
use super::state::State;
use crate::alerts::rules::unknown_computers;
use crate::checkup::KnownComputers;
use crate::error::{Failure, FailureCode};
use crate::ports::devices::SignedInComputer;
use crate::ports::provider::{ServiceError, SessionId};
use crate::view::ConnectionId;
use crate::view::checkup::ComputerView;

/// What the owner wants of the computers. Each is answered with those that are signed in afterwards.
pub(super) enum Errand {
    Look,
    SignOut(SessionId),
    SignOutOthers,
    /// All that the owner was shown are theirs.
    Know {
        shown: Vec<SessionId>,
    },
}

impl State {
    pub(super) fn computers(
        &mut self,
        id: ConnectionId,
        errand: Errand,
        reply: Reply<Vec<ComputerView>>,
    ) {
        let (provider, grant) = match self.line_or_why(id) {
            Ok(line) => line,
            Err(failure) => return self.answer(reply, Err(failure)),
        };
        // This computer signs out another way, and forgets its token.
        if matches!(&errand, Errand::SignOut(other) if other == grant.session()) {
            return self.answer(reply, Err(FailureCode::NotNow.into()));
        }
        let report = self.reporter();
        tokio::spawn(async move {
            let result = async {
                let devices = provider.devices().ok_or(ServiceError::NotFound)?;
                match &errand {
                    Errand::Look | Errand::Know { .. } => {}
                    Errand::SignOut(other) => {
                        devices.sign_out_computer(&grant, other).await?;
                    }
                    Errand::SignOutOthers => {
                        devices.sign_out_other_computers(&grant).await?;
                    }
                }
                devices.computers(&grant).await
            };
            let result = result.await;
            report(Report::ComputersListed {
                connection: id,
                session: grant.session().clone(),
                errand,
                result,
                reply,
            });
        });
    }

    pub(super) async fn computers_listed(
        &mut self,
        id: ConnectionId,
        session: SessionId,
        errand: Errand,
        result: Result<Vec<SignedInComputer>, ServiceError>,
        reply: Reply<Vec<ComputerView>>,
    ) {
        let listed = match result {
            Ok(listed) => listed,
            Err(error) => {
                self.service_failed(id, &session, &error).await;
                return self.answer(reply, Err(Failure::from(&error)));
            }
        };
        let current = self
            .connection(id)
            .is_some_and(|connection| connection.is_at(&session));
        if !current {
            // Of a session that is over meanwhile.
            return self.answer(reply, Err(FailureCode::NotNow.into()));
        }
        let before = self.known_computers(id).cloned();
        for alert in unknown_computers(id, before.as_ref(), &listed) {
            self.raise_or_warn(alert).await;
        }
        let kept = self.compare(id, &session, errand, &listed).await;
        let views = listed
            .into_iter()
            .map(|computer| ComputerView::of(computer, before.as_ref()))
            .collect();
        self.answer(reply, kept.map(|()| views));
    }

    /// The owner knows those that they were shown. One that signed in meanwhile, or since, must be looked at first.
    async fn compare(
        &mut self,
        id: ConnectionId,
        session: &SessionId,
        errand: Errand,
        listed: &[SignedInComputer],
    ) -> Result<(), Failure> {
        if let Errand::Know { shown } = errand
            && listed.iter().all(|one| shown.contains(&one.session))
        {
            let known = KnownComputers {
                session: session.clone(),
                looked_at: Some(self.parts.clock.now()),
                computers: listed.iter().map(|one| one.session.clone()).collect(),
            };
            return self.know(id, known).await;
        }
        for computer in listed {
            self.computer_seen(id, &computer.session).await?;
        }
        Ok(())
    }

    /// If the owner does not know it, it is time to look.
    pub(super) async fn computer_seen(
        &mut self,
        id: ConnectionId,
        computer: &SessionId,
    ) -> Result<(), Failure> {
        match self.known_computers(id) {
            Some(known) if known.looked_at.is_some() && !known.knows(computer) => {
                let due = KnownComputers {
                    looked_at: None,
                    ..known.clone()
                };
                self.know(id, due).await
            }
            Some(_) | None => Ok(()),
        }
    }

    fn known_computers(&self, id: ConnectionId) -> Option<&KnownComputers> {
        self.connection(id)?.kept.known_computers.as_ref()
    }

    /// That it is time to look holds even if it cannot be kept; that it is not, only if it is.
    async fn know(&mut self, id: ConnectionId, known: KnownComputers) -> Result<(), Failure> {
        let Some(connection) = self.connection_mut(id) else {
            return Ok(());
        };
        let looked = known.looked_at.is_some();
        let before = connection.kept.known_computers.replace(known);
        let kept = self.keep(id).await;
        if looked
            && kept.is_err()
            && let Some(connection) = self.connection_mut(id)
        {
            connection.kept.known_computers = before;
        }
        kept
    }
}
