//! What comes back from the service, and what becomes of a request to link.

use std::time::Duration;

use super::errands::{Answered, Errand, Outcome};
use super::order::Approval;
use super::{Chosen, Linking};
use crate::companion::requests::Report;
use crate::companion::state::State;
use crate::error::{Failure, in_browser};
use crate::ports::desktop::Notice;
use crate::ports::integrations::{Integrations, LinkRequest, LinkRequestId, NotLinked};
use crate::ports::provider::{ServiceError, SessionId};
use crate::time::Timestamp;
use crate::view::ConnectionId;
use crate::view::integrations::{LinkEnd, LinkEndView};

/// A request lives as long as the service says, measured from when this computer hears of it, and no longer than this: a
/// clock that is off neither hides a request nor keeps one.
const LONGEST_REQUEST: Duration = Duration::from_secs(10 * 60);

impl State {
    pub(in super::super) async fn integrations_answered(
        &mut self,
        id: ConnectionId,
        answered: Answered,
    ) {
        let Answered {
            session,
            number,
            outcome,
            listed,
            reply,
        } = answered;
        let current = self
            .connection(id)
            .is_some_and(|connection| connection.is_at(&session));
        let approved = outcome.approved();
        let mut done = self.errand_done(id, &session, outcome).await;
        match listed {
            Ok(listed) if current => {
                self.guide_after_listing(id, &listed).await;
                self.integrations_listed(id, session, number, listed);
            }
            // Of a session that is over meanwhile.
            Ok(_) => {}
            Err(error) => {
                self.service_failed(id, &session, &error).await;
                done = done.and(Err(Failure::from(&error)));
            }
        }
        if let Some((request, over)) = approved
            && self.is_settled(id, &request, over)
        {
            done = Ok(());
        }
        self.look_again(id, current);
        if let Some(reply) = reply {
            self.answer(reply, done);
        }
    }

    /// The view says what came of an approval, or will: nothing has failed. `over`: the service said so.
    fn is_settled(&mut self, id: ConnectionId, request: &LinkRequestId, over: bool) -> bool {
        let Some(connection) = self.connection_mut(id) else {
            return false;
        };
        let linking = &mut connection.linking;
        if over && linking.request(request).is_some() {
            linking.answered(request, Some(LinkEnd::Over));
        }
        let waits = linking.chosen.as_ref().is_some_and(|chosen| chosen.waits);
        waits || linking.request(request).is_none() || linking.tries_left.contains_key(request)
    }

    async fn errand_done(
        &mut self,
        id: ConnectionId,
        session: &SessionId,
        outcome: Outcome,
    ) -> Result<(), Failure> {
        match outcome {
            Outcome::Done => Ok(()),
            Outcome::Begin(address) => in_browser(self.parts.desktop.open_linking_page(&address)),
            Outcome::Approved(approval, result) => {
                self.approval_answered(id, session, approval, result).await
            }
            Outcome::Refused(request) => {
                if let Some(connection) = self.connection_mut(id) {
                    connection.linking.answered(&request, None);
                }
                Ok(())
            }
            Outcome::Failed(error) => {
                self.service_failed(id, session, &error).await;
                Err(Failure::from(&error))
            }
        }
    }

    async fn approval_answered(
        &mut self,
        id: ConnectionId,
        session: &SessionId,
        approval: Approval,
        result: Result<(), NotLinked>,
    ) -> Result<(), Failure> {
        if let Err(NotLinked::Service(error)) = &result {
            self.service_failed(id, session, error).await;
        }
        let Some(connection) = self.connection_mut(id) else {
            return Ok(());
        };
        let linking = &mut connection.linking;
        let request = &approval.request;
        match result {
            Ok(()) => linking.answered(request, Some(LinkEnd::Linked)),
            Err(NotLinked::WrongNumber { tries_left: 0 }) => {
                linking.answered(request, Some(LinkEnd::WrongNumbers));
            }
            Err(NotLinked::WrongNumber { tries_left }) => {
                linking.chosen = None;
                linking.tries_left.insert(request.clone(), tries_left);
            }
            // The list that comes with this answer says which way it ended: perhaps as the owner wanted, and only the
            // answer to that was lost.
            Err(NotLinked::Over) => {}
            // The owner signs in again, and then it goes out, if there still is something to approve.
            Err(NotLinked::Service(ServiceError::SessionEnded { .. })) => {}
            Err(NotLinked::Service(error)) => {
                // What became of it is in the list, if that can be had.
                linking.chosen.take_if(|chosen| !chosen.waits);
                return Err(Failure::from(&error));
            }
        }
        Ok(())
    }

    fn integrations_listed(
        &mut self,
        id: ConnectionId,
        session: SessionId,
        number: u64,
        mut listed: Integrations,
    ) {
        let now = self.parts.clock.now();
        let Some(connection) = self.connection_mut(id) else {
            return;
        };
        let linking = &mut connection.linking;
        if number < linking.told_by {
            // Asked for before, and answered after, another one: which of them is newer cannot be told.
            linking.look_again = true;
            return;
        }
        let answered = &linking.answered;
        listed
            .requests
            .retain(|request| !answered.contains(&request.id));
        let before = linking
            .told
            .replace(listed.clone())
            .map_or_else(Vec::new, |told| told.requests);
        linking.account = connection.kept.session.account().map(ToOwned::to_owned);
        (linking.told_in, linking.told_by) = (Some(session), number);
        let is_in = |requests: &[LinkRequest], id: &LinkRequestId| {
            requests.iter().any(|request| request.id == *id)
        };
        for gone in &before {
            if !is_in(&listed.requests, &gone.id) {
                linking.gone(gone, now);
            }
        }
        let new: Vec<_> = listed
            .requests
            .into_iter()
            .filter(|request| !is_in(&before, &request.id))
            .collect();
        // The next try makes the last one old.
        let retried =
            |ended: &mut LinkEndView| new.iter().any(|new| new.client.id == ended.client.id);
        linking.ended.take_if(retried);
        for request in new {
            self.parts.desktop.notify(Notice::LinkRequested {
                client: request.client.name.clone(),
            });
            self.lapses_by_itself(id, &request, now);
        }
        self.send_chosen(id);
    }

    /// What the owner chose before they were signed out goes out now that they are back.
    fn send_chosen(&mut self, id: ConnectionId) {
        let Some(connection) = self.connection_mut(id) else {
            return;
        };
        let line = connection.line();
        if let (Some(line), Some(chosen)) = (line, &mut connection.linking.chosen)
            && std::mem::take(&mut chosen.waits)
        {
            let errand = Errand::Approve(chosen.approval.clone());
            self.run_errand(id, line, errand, None);
        }
    }

    fn lapses_by_itself(&self, id: ConnectionId, request: &LinkRequest, now: Timestamp) {
        let lifetime = request.expires_at.0.saturating_sub(request.requested_at.0);
        let left = match request.expires_at.0.saturating_sub(now.0) {
            left if left > 0 => left.min(lifetime),
            _ => lifetime,
        };
        let left = Duration::from_millis(u64::try_from(left).unwrap_or_default());
        let (clock, report) = (self.parts.clock.clone(), self.reporter());
        let request = request.id.clone();
        tokio::spawn(async move {
            clock.sleep(left.min(LONGEST_REQUEST)).await;
            report(Report::LinkRequestLapsed {
                connection: id,
                request,
            });
        });
    }

    /// By this computer's clock; if the service says that it lives, it comes back.
    pub(in super::super) fn link_request_lapsed(
        &mut self,
        id: ConnectionId,
        request: &LinkRequestId,
    ) {
        if let Some(connection) = self.connection_mut(id)
            && connection.linking.request(request).is_some()
        {
            connection.linking.end_request(request, LinkEnd::Expired);
            self.ask_integrations(id);
        }
    }

    fn look_again(&mut self, id: ConnectionId, current: bool) {
        let Some(connection) = self.connection_mut(id) else {
            return;
        };
        if current {
            connection.linking.looking = false;
        }
        if std::mem::take(&mut connection.linking.look_again) {
            self.ask_integrations(id);
        }
    }
}

impl Linking {
    /// The service does not list it any more.
    fn gone(&mut self, request: &LinkRequest, now: Timestamp) {
        let linked = self
            .told
            .iter()
            .flat_map(|told| &told.integrations)
            .any(|one| {
                one.client.id == request.client.id
                    && one.unlinked.is_none()
                    && one.linked_at >= request.requested_at
            });
        let how = match linked {
            true => LinkEnd::Linked,
            false if now >= request.expires_at => LinkEnd::Expired,
            false => LinkEnd::Over,
        };
        self.tries_left.remove(&request.id);
        self.chosen
            .take_if(|Chosen { approval, .. }| approval.request == request.id);
        self.ended = Some(LinkEndView {
            client: request.client.clone(),
            how,
        });
    }
}
