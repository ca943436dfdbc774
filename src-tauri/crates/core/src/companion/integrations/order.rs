//! What a window may ask about integrations: the methods of the handle, and what reaches the task.

use super::super::handle::{Answer, CompanionHandle};
use super::super::requests::{Reply, Request};
use crate::ports::integrations::{ClientId, IntegrationId, LinkRequestId, ReleasedCamera};
use crate::view::ConnectionId;

/// One per method below.
pub(in super::super) struct Order {
    pub what: Wanted,
    pub reply: Reply<()>,
}

pub(in super::super) enum Wanted {
    Look,
    Start(ClientId),
    Approve(Approval),
    Refuse(LinkRequestId),
    DismissEnd,
    Release(IntegrationId, Vec<ReleasedCamera>),
    Unlink(IntegrationId),
    PutAside(IntegrationId),
}

/// The number that the owner read off the browser page, and what they let go out.
#[derive(Clone, Debug)]
pub(in super::super) struct Approval {
    pub request: LinkRequestId,
    pub number: u8,
    pub cameras: Vec<ReleasedCamera>,
}

impl CompanionHandle {
    // --- integrations ---

    /// Asks the service what is linked. Returns when the view has it.
    pub async fn look_at_integrations(&self, connection: ConnectionId) -> Answer<()> {
        self.about_integrations(connection, Wanted::Look).await
    }

    /// Begins to link in the owner's browser; the page that comes shows a number.
    pub async fn start_linking(&self, connection: ConnectionId, client: ClientId) -> Answer<()> {
        self.about_integrations(connection, Wanted::Start(client))
            .await
    }

    /// Returns when the service has answered; what came of it is in the view. Signed out by a reset meanwhile, the choice is
    /// kept, and sent when the same owner is back.
    pub async fn approve_link(
        &self,
        connection: ConnectionId,
        request: LinkRequestId,
        number: u8,
        cameras: Vec<ReleasedCamera>,
    ) -> Answer<()> {
        let approval = Approval {
            request,
            number,
            cameras,
        };
        self.about_integrations(connection, Wanted::Approve(approval))
            .await
    }

    pub async fn refuse_link(
        &self,
        connection: ConnectionId,
        request: LinkRequestId,
    ) -> Answer<()> {
        self.about_integrations(connection, Wanted::Refuse(request))
            .await
    }

    /// The owner has read how a request ended.
    pub async fn dismiss_link_end(&self, connection: ConnectionId) -> Answer<()> {
        self.about_integrations(connection, Wanted::DismissEnd)
            .await
    }

    /// What a linked client may see from now on.
    pub async fn release_cameras(
        &self,
        connection: ConnectionId,
        integration: IntegrationId,
        cameras: Vec<ReleasedCamera>,
    ) -> Answer<()> {
        self.about_integrations(connection, Wanted::Release(integration, cameras))
            .await
    }

    /// It sees nothing from its next request on. Cannot be undone, only linked again.
    pub async fn unlink(&self, connection: ConnectionId, integration: IntegrationId) -> Answer<()> {
        self.about_integrations(connection, Wanted::Unlink(integration))
            .await
    }

    /// Not wanted back: the checklist does not ask about it any more. Durable when it returns.
    pub async fn put_integration_aside(
        &self,
        connection: ConnectionId,
        integration: IntegrationId,
    ) -> Answer<()> {
        self.about_integrations(connection, Wanted::PutAside(integration))
            .await
    }

    async fn about_integrations(&self, connection: ConnectionId, what: Wanted) -> Answer<()> {
        self.ask(|reply| Request::Integrations {
            connection,
            order: Order { what, reply },
        })
        .await
    }
}
