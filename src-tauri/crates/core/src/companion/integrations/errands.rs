//! What goes to the service in a task of its own. What is linked is asked for after each errand, so that the answer to one
//! that was lost is found out at once.

use std::sync::Arc;

use super::order::Approval;
use crate::companion::requests::{Reply, Report};
use crate::companion::state::{Connection, State};
use crate::ports::grant::Grant;
use crate::ports::integrations::{
    ClientId, IntegrationId, IntegrationService, Integrations, LinkRequestId, NotLinked,
    ReleasedCamera,
};
use crate::ports::provider::{Provider, ServiceError, SessionId};
use crate::view::ConnectionId;

pub(super) enum Errand {
    Look,
    Start(ClientId),
    Approve(Approval),
    Refuse(LinkRequestId),
    Release(IntegrationId, Vec<ReleasedCamera>),
    Unlink(IntegrationId),
}

/// What came of an errand.
pub(super) enum Outcome {
    Done,
    /// Where the browser is to go.
    Begin(String),
    Approved(Approval, Result<(), NotLinked>),
    /// Also when it was over already.
    Refused(LinkRequestId),
    /// Nothing was done, as far as is known.
    Failed(ServiceError),
}

pub(in super::super) struct Answered {
    pub session: SessionId,
    /// The newest list counts.
    pub number: u64,
    pub(super) outcome: Outcome,
    pub listed: Result<Integrations, ServiceError>,
    /// `None`: the companion itself wanted to know.
    pub reply: Option<Reply<()>>,
}

impl State {
    /// Asks what is linked, unless it is being asked: then once more afterwards.
    pub(in super::super) fn ask_integrations(&mut self, id: ConnectionId) {
        let Some(connection) = self.connection_mut(id) else {
            return;
        };
        if connection.linking.looking {
            connection.linking.look_again = true;
            return;
        }
        let offered = |(provider, _): &(Arc<dyn Provider>, _)| provider.integrations().is_some();
        if let Some(line) = connection.line().filter(offered) {
            connection.linking.looking = true;
            self.run_errand(id, line, Errand::Look, None);
        }
    }

    /// At the start, and after each sign-in. `asked_for`: by the owner.
    pub(in super::super) fn ask_integrations_after_list(
        &mut self,
        id: ConnectionId,
        asked_for: bool,
    ) {
        let told = |connection: &Connection| {
            let active = connection.kept.session.active();
            active.is_some() && connection.linking.told_in.as_ref() == active
        };
        if asked_for || !self.connection(id).is_some_and(told) {
            self.ask_integrations(id);
        }
    }

    pub(super) fn run_errand(
        &mut self,
        id: ConnectionId,
        (provider, grant): (Arc<dyn Provider>, Arc<Grant>),
        errand: Errand,
        reply: Option<Reply<()>>,
    ) {
        let number = self.next_attempt();
        let report = self.reporter();
        tokio::spawn(async move {
            let (outcome, listed) = match provider.integrations() {
                Some(service) => {
                    let outcome = errand.run(service, &grant).await;
                    (outcome, service.integrations(&grant).await)
                }
                None => (
                    Outcome::Failed(ServiceError::NotFound),
                    Err(ServiceError::NotFound),
                ),
            };
            report(Report::Integrations {
                connection: id,
                answered: Box::new(Answered {
                    session: grant.session().clone(),
                    number,
                    outcome,
                    listed,
                    reply,
                }),
            });
        });
    }
}

impl Outcome {
    /// Which request it was about, and whether the service said that it is over.
    pub(super) fn approved(&self) -> Option<(LinkRequestId, bool)> {
        match self {
            Self::Approved(approval, result) => Some((
                approval.request.clone(),
                matches!(result, Err(NotLinked::Over)),
            )),
            Self::Begin(_) | Self::Done | Self::Failed(_) | Self::Refused(_) => None,
        }
    }
}

impl Errand {
    async fn run(self, service: &dyn IntegrationService, grant: &Grant) -> Outcome {
        let done = |result: Result<(), ServiceError>| match result {
            Ok(()) => Outcome::Done,
            Err(error) => Outcome::Failed(error),
        };
        match self {
            Self::Look => Outcome::Done,
            Self::Start(client) => match service.start(grant, &client).await {
                Ok(address) => Outcome::Begin(address),
                Err(error) => Outcome::Failed(error),
            },
            Self::Approve(approval) => {
                let Approval {
                    request,
                    number,
                    cameras,
                } = &approval;
                let result = service.approve(grant, request, *number, cameras).await;
                Outcome::Approved(approval, result)
            }
            Self::Refuse(request) => match service.refuse(grant, &request).await {
                Ok(()) => Outcome::Refused(request),
                Err(error) => Outcome::Failed(error),
            },
            Self::Release(integration, cameras) => {
                done(service.release(grant, &integration, &cameras).await)
            }
            Self::Unlink(integration) => done(service.unlink(grant, &integration).await),
        }
    }
}
