//! What an account is linked to: voice assistants and automations. The list is kept in memory, as the service said last;
//! a browser page that waits for a number asks the owner, wherever they are.
//!
//! - [`order`]: what a window may ask
//! - [`errands`]: what goes to the service
//! - [`answers`]: what comes back, and what becomes of a request to link
//! - [`shown`]: what windows see, and the checklist

mod answers;
mod errands;
mod order;
mod shown;

use std::collections::HashMap;

pub(super) use errands::Answered;
pub(super) use order::Order;

use errands::Errand;
use order::{Approval, Wanted};

use super::state::{Connection, State};
use crate::cameras::{CameraId, Nickname};
use crate::error::{Failure, FailureCode};
use crate::ports::integrations::{
    IntegrationId, Integrations, LinkRequest, LinkRequestId, ReleasedCamera,
};
use crate::ports::provider::SessionId;
use crate::session::Session;
use crate::view::integrations::{LinkEnd, LinkEndView};
use crate::view::{CameraKey, ConnectionId};

/// Characters of a name that goes out; what the service takes.
const LONGEST_NAME: usize = 64;

/// Of one account: it outlives a reset, so that nothing the owner has chosen is lost.
#[derive(Default)]
pub(super) struct Linking {
    account: Option<String>,
    /// As the service said last.
    told: Option<Integrations>,
    /// The session that it was said in.
    told_in: Option<SessionId>,
    /// The errand whose list it is.
    told_by: u64,
    looking: bool,
    look_again: bool,
    /// After wrong numbers.
    tries_left: HashMap<LinkRequestId, u32>,
    chosen: Option<Chosen>,
    /// Answered here: a list that is a moment late does not bring them back.
    answered: Vec<LinkRequestId>,
    ended: Option<LinkEndView>,
}

/// An approval that the service has not answered yet.
struct Chosen {
    approval: Approval,
    /// Goes out after the next sign-in.
    waits: bool,
}

impl Linking {
    /// What belongs to another account is dropped; what was under way in an old session is over.
    pub(super) fn session_moved(&mut self, now: &Session) {
        let account = now.account();
        if self.account.as_deref() != account {
            *self = Self {
                account: account.map(ToOwned::to_owned),
                ..Self::default()
            };
        }
        (self.looking, self.look_again) = (false, false);
        if let Some(chosen) = &mut self.chosen {
            chosen.waits = true;
        }
        // As with edits: where somebody else may have been at work, the owner chooses once more.
        if now
            .reset()
            .is_some_and(|reset| reset.end.reason.holds_outbox())
        {
            self.chosen = None;
        }
    }

    fn request(&self, id: &LinkRequestId) -> Option<&LinkRequest> {
        let told = self.told.as_ref()?;
        told.requests.iter().find(|request| request.id == *id)
    }

    /// The owner is not asked about it any more.
    fn drop_request(&mut self, id: &LinkRequestId) -> Option<LinkRequest> {
        self.tries_left.remove(id);
        self.chosen.take_if(|chosen| chosen.approval.request == *id);
        let requests = &mut self.told.as_mut()?.requests;
        let at = requests.iter().position(|request| request.id == *id)?;
        Some(requests.remove(at))
    }

    fn answered(&mut self, id: &LinkRequestId, how: Option<LinkEnd>) {
        self.answered.push(id.clone());
        match how {
            Some(how) => self.end_request(id, how),
            None => drop(self.drop_request(id)),
        }
    }

    fn end_request(&mut self, id: &LinkRequestId, how: LinkEnd) {
        if let Some(request) = self.drop_request(id) {
            let client = request.client;
            self.ended = Some(LinkEndView { client, how });
        }
    }
}

impl State {
    pub(super) async fn integrations(&mut self, id: ConnectionId, order: Order) {
        let Order { what, reply } = order;
        let errand = match what {
            Wanted::Look => Ok(Errand::Look),
            Wanted::Start(client) => Ok(Errand::Start(client)),
            Wanted::Approve(approval) => match self.choose_number(id, approval) {
                Ok(Some(approval)) => Ok(Errand::Approve(approval)),
                // Until the owner is back.
                Ok(None) => return self.answer(reply, Ok(())),
                Err(failure) => Err(failure),
            },
            Wanted::Refuse(request) => Ok(Errand::Refuse(request)),
            Wanted::DismissEnd => {
                if let Some(connection) = self.connection_mut(id) {
                    connection.linking.ended = None;
                }
                return self.answer(reply, Ok(()));
            }
            Wanted::Release(integration, cameras) => self
                .releasable(id, cameras)
                .map(|cameras| Errand::Release(integration, cameras)),
            Wanted::Unlink(integration) => Ok(Errand::Unlink(integration)),
            Wanted::PutAside(integration) => {
                let kept = self.put_aside(id, integration).await;
                return self.answer(reply, kept);
            }
        };
        match errand.and_then(|errand| Ok((errand, self.line_or_why(id)?))) {
            Ok((errand, line)) => self.run_errand(id, line, errand, Some(reply)),
            Err(failure) => self.answer(reply, Err(failure)),
        }
    }

    /// `None`: it waits for the next sign-in.
    fn choose_number(
        &mut self,
        id: ConnectionId,
        approval: Approval,
    ) -> Result<Option<Approval>, Failure> {
        let cameras = self.releasable(id, approval.cameras)?;
        let approval = Approval {
            cameras,
            ..approval
        };
        let connection = self.connection(id).ok_or(FailureCode::NotThere)?;
        let waits = connection.kept.session.active().is_none();
        if !waits {
            self.line_or_why(id)?;
        }
        let connection = self.connection_mut(id).ok_or(FailureCode::NotThere)?;
        let request = connection.linking.request(&approval.request);
        let request = request.ok_or(FailureCode::NotThere)?;
        let under_way = |chosen: &Chosen| !chosen.waits;
        if !request.numbers.contains(&approval.number)
            || connection.linking.chosen.as_ref().is_some_and(under_way)
        {
            return Err(FailureCode::NotNow.into());
        }
        let going = (!waits).then(|| approval.clone());
        connection.linking.chosen = Some(Chosen { approval, waits });
        Ok(going)
    }

    /// At least one camera, all of this connection, each once, with a name that a camera can have.
    fn releasable(
        &self,
        id: ConnectionId,
        cameras: Vec<ReleasedCamera>,
    ) -> Result<Vec<ReleasedCamera>, Failure> {
        if cameras.is_empty() {
            return Err(FailureCode::NotThere.into());
        }
        let mut released: Vec<ReleasedCamera> = Vec::new();
        for ReleasedCamera { camera, name } in cameras {
            let twice = released.iter().any(|other| other.camera == camera);
            if twice || !self.is_there(id, &camera) {
                return Err(FailureCode::NotThere.into());
            }
            let name = name.map(|name| speakable(&name)).transpose()?;
            released.push(ReleasedCamera { camera, name });
        }
        Ok(released)
    }

    fn is_there(&self, connection: ConnectionId, camera: &CameraId) -> bool {
        let key = CameraKey {
            connection,
            camera: camera.clone(),
        };
        self.registry.get(&key).is_some()
    }

    /// It counts only if it is kept.
    async fn put_aside(
        &mut self,
        id: ConnectionId,
        integration: IntegrationId,
    ) -> Result<(), Failure> {
        let connection = self.connection_mut(id).ok_or(FailureCode::NotThere)?;
        // Those that the service does not list any more need no place.
        let told = connection.linking.told.as_ref();
        let listed = |id: &IntegrationId| {
            told.and_then(|told| told.integrations.iter().find(|one| one.id == *id))
        };
        let client = listed(&integration).map(|one| one.client.name.clone());
        let mut aside: Vec<_> = connection.kept.put_aside.clone();
        aside.retain(|other| listed(other).is_some() && *other != integration);
        aside.push(integration);
        let before = (
            std::mem::replace(&mut connection.kept.put_aside, aside),
            connection.kept.guide.clone(),
        );
        if let (Some(guide), Some(client)) = (connection.kept.guide.as_mut(), client) {
            guide.dismiss(&client, true);
        }
        let kept = self.keep(id).await;
        if kept.is_err()
            && let Some(connection) = self.connection_mut(id)
        {
            (connection.kept.put_aside, connection.kept.guide) = before;
        }
        kept
    }
}

impl Connection {
    /// What is said of a client on the way back counts in the list of what is linked as well.
    pub(super) fn put_client_aside(&mut self, client: &str, aside: bool) {
        let told = self.linking.told.iter().flat_map(|told| &told.integrations);
        let of_client = told.filter(|one| one.unlinked.is_some() && one.client.name == client);
        for one in of_client {
            self.kept.put_aside.retain(|other| *other != one.id);
            if aside {
                self.kept.put_aside.push(one.id.clone());
            }
        }
    }
}

fn speakable(name: &str) -> Result<String, Failure> {
    let name = String::from(Nickname::parse(name)?);
    if name.chars().count() > LONGEST_NAME {
        let most = i32::try_from(LONGEST_NAME).unwrap_or(i32::MAX);
        return Err(Failure::new(FailureCode::NicknameTooLong).with_reference(most));
    }
    Ok(name)
}
