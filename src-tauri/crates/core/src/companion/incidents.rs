//! The day of a leak: what the owner may ask, and what windows see of it.

use super::handle::{Answer, CompanionHandle};
use super::requests::{Reply, Request};
use super::state::State;
use crate::view::ConnectionId;
use crate::view::incidents::{GuideWish, IncidentsView};

/// One per method of the handle.
pub(super) enum IncidentAsk {
    DismissIntegration {
        client: String,
        dismissed: bool,
        reply: Reply<()>,
    },
    Guide {
        wish: GuideWish,
        reply: Reply<()>,
    },
    NotMe {
        reply: Reply<()>,
    },
    OpenAdvisory {
        exposure: String,
        reply: Reply<()>,
    },
}

impl CompanionHandle {
    // --- exposures, and the way back ---

    /// Opens the service's page about an exposure; the link itself never crosses.
    pub async fn open_exposure_advisory(
        &self,
        connection: ConnectionId,
        exposure: String,
    ) -> Answer<()> {
        self.ask(|reply| Request::Incident {
            connection,
            ask: IncidentAsk::OpenAdvisory { exposure, reply },
        })
        .await
    }

    /// Puts a guide off, takes it up again, or closes one that is finished.
    pub async fn wish_guide(&self, connection: ConnectionId, wish: GuideWish) -> Answer<()> {
        self.ask(|reply| Request::Incident {
            connection,
            ask: IncidentAsk::Guide { wish, reply },
        })
        .await
    }

    /// Somebody else did something in the owner's name: begins the way to where nobody else gets in.
    pub async fn report_not_me(&self, connection: ConnectionId) -> Answer<()> {
        self.ask(|reply| Request::Incident {
            connection,
            ask: IncidentAsk::NotMe { reply },
        })
        .await
    }

    /// The owner does not want it linked again; `dismissed: false` takes that back.
    pub async fn dismiss_integration(
        &self,
        connection: ConnectionId,
        client: String,
        dismissed: bool,
    ) -> Answer<()> {
        self.ask(|reply| Request::Incident {
            connection,
            ask: IncidentAsk::DismissIntegration {
                client,
                dismissed,
                reply,
            },
        })
        .await
    }
}

impl State {
    pub(super) async fn incident(&mut self, id: ConnectionId, ask: IncidentAsk) {
        match ask {
            IncidentAsk::DismissIntegration {
                client,
                dismissed,
                reply,
            } => {
                self.dismiss_integration(id, &client, dismissed, reply)
                    .await;
            }
            IncidentAsk::Guide { wish, reply } => self.wish_guide(id, wish, reply).await,
            IncidentAsk::NotMe { reply } => self.not_me(id, reply).await,
            IncidentAsk::OpenAdvisory { exposure, reply } => {
                self.open_exposure_advisory(id, &exposure, reply);
            }
        }
    }

    pub(super) fn incidents_view(&self) -> IncidentsView {
        IncidentsView {
            exposures: self.exposure_views(),
            guides: self.guide_views(),
            breach_watch: self.breach_watch_view(),
        }
    }
}
